"""Values as people tell them: old and new ones, in sentences, with marks of wikis, with prefixes of shells."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.interchange.import_.texts.exports import without_exports
from tui.interchange.import_.texts.labels.meanings import meaning_of_label
from tui.interchange.import_.texts.labels.typos import label_meant_by
from tui.interchange.import_.texts.listed_values import with_listed_scopes
from tui.interchange.import_.wiki_markup import without_wiki_markup

from .support import URL, expected, imported

FILLED = expected("") | {"client_id": "quay", "client_secret": "r0pe"}
LABELS = f"Token URL: {URL}\nClient ID: quay\nClient Secret: r0pe\nUsername: ferry\n"


def told(text: str) -> dict[str, object]:
    """Return the facts of a text, as if it said nothing of how the client proves itself."""
    return {key: value for key, value in imported(text).items() if key != "client_authentication"}


@pytest.mark.parametrize(
    "rows",
    [
        "Old password: 0ld!\nNew password: t!de", "New password: t!de\nOld password: 0ld!", "Password (old): 0ld!\nPassword: t!de",
        "Password: 0ld!\nNew password: t!de", "Password: 0ld!\nPassword (new): t!de", "Altes Passwort: 0ld!\nNeues Passwort: t!de",
        "Password precedente: 0ld!\nPassword attuale: t!de", "Ancien mot de passe: 0ld!\nMot de passe: t!de",
        "Password: ********\n\nBy phone: password = t!de", "Password: <your password>\nPassword: t!de",
    ],
)  # fmt: skip
def test_the_value_that_holds_now(rows: str) -> None:
    assert told(f"{LABELS}{rows}\n") == FILLED


def test_an_old_password_alone_fills_nothing() -> None:
    assert "password" not in told(f"{LABELS}Old password: 0ld!\n")
    assert "password" not in told(f"{LABELS}The old password is 0ld!pw\n")


def test_a_guide_above_the_values() -> None:
    guide = (
        "Client ID: <your client id>\nClient Secret: <your secret>\nUsername: <user>\nPassword: <password>\n"
    )
    assert told(f"Your guide says:\n{guide}We entered:\n{LABELS}Password: t!de\n") == FILLED
    assert told(f"{LABELS}Password: t!de\nYour guide says:\n{guide}") == FILLED


def test_keycloaks_settings_name_a_realm() -> None:
    text = "realm: sea\nauth-server-url: https://idp.dunes.example/auth\nresource: quay\ncredentials:\n  secret: r0pe\nuser: ferry\npassword: t!de\n"
    url = "https://idp.dunes.example/auth/realms/sea/protocol/openid-connect/token"
    assert told(text) == FILLED | {"token_url": url}
    assert told(f"Realm: Kerberos\n{LABELS}Password: t!de\n") == FILLED


SENTENCES = [
    f'"The client id is quay. Secret: r0pe. Please authenticate as service user "ferry" with password t!de against {URL}"',
    f'We post to {URL} with client id "quay" and the secret "r0pe", logging in as "ferry" with password "t!de".',
    f"The token URL is {URL}. The client ID is quay and its secret is r0pe. The username is ferry, and the pw is t!de",
    f'We set Client ID to "quay", Client Secret to "r0pe", username to "ferry" and password to "t!de". Token URL: {URL}.',
    f"Nous appelons {URL} avec le client_id « quay » et le client_secret « r0pe ». L'utilisateur est ferry, le mot de passe est t!de.",
    f"Der Aufruf geht an {URL}. Die Client-ID lautet quay und das Client-Secret lautet r0pe. Als Benutzer verwenden wir „ferry“ mit dem Passwort t!de. Das Datenbank-Passwort ist dbPw1.",
    f'Pedimos el token a {URL} con el usuario "ferry" y la contraseña "t!de". El id de cliente es "quay" y el secreto "r0pe".',
    f"token url {URL}\nclient quay / r0pe1\nlogin ferry / t!de",
    f"We call {URL} (client_id: quay, client_secret: r0pe) with the technical user (ferry / t!de) and get invalid_grant.",
    f"Use these: Client id/secret: quay / r0pe. Username/password: ferry / t!de. Token endpoint is {URL}, grant type password.",
    f"Values, as promised: client id = quay, client secret = r0pe, username = ferry, password = t!de, url = {URL}",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_sentences_in_several_languages(text: str) -> None:
    assert told(text.replace("r0pe1", "r0pe")) == FILLED


def test_values_that_sentences_name_after_them() -> None:
    text = f"1. POST to {URL}\n2. Body: grant_type=password, username=ferry, password=t!de\n3. Basic auth with quay-7 as user and r0pe as password\n"
    assert imported(text) == expected("basic", client_id="quay-7")


@pytest.mark.parametrize("value", ["Kn0t;Rope", "Kn0t,Rope", "Kn0t'Rope", 'Kn0t"Rope'])
def test_punctuation_within_a_value_is_part_of_it(value: str) -> None:
    text = (
        f'Use client id "quay", secret "r0pe", user "ferry" at {URL}. The password is {value} and it works.'
    )
    assert told(text)["password"] == value


@pytest.mark.parametrize(
    "text",
    [
        "We logged in as usual and the scope is limited.", "Please log in as the user and check.", "The scope should be wider.",
        "We set the password to expire, and the secret to something else.", "Sign in with the account of a colleague.",
        "The user is trying to log in.", "The user is logged in, and the account was running.", "The account is about to expire.",
        "The client secret is rotated by the vault.", "Token URL: n/a",
        "The login page / 404 error is gone.", "The client app / browser combination fails.",
    ],
)  # fmt: skip
def test_sentences_without_values_fill_nothing(text: str) -> None:
    assert imported(text) == {}


@pytest.mark.parametrize(
    "told_of",
    ["The user is ferry.", "user is ferry and the", "Account = ferry", "the login is dom-ferry now"],
)
def test_who_the_user_is(told_of: str) -> None:
    assert told(f"{told_of}\npassword is t!de, client id is quay1 at {URL}")["username"] in (
        "ferry",
        "dom-ferry",
    )


NAMES = ("IDP_TOKEN_URL", "IDP_CLIENT_ID", "IDP_CLIENT_SECRET", "IDP_USERNAME", "IDP_PASSWORD")
VALUES = (URL, "quay", "r0pe", "ferry", "t!de")


@pytest.mark.parametrize(
    "row", ["export {}={}", "set {}={}", "$env:{} = '{}'", "ENV {} {}", "ENV {}={}", "setx {} {}", "define('{}', '{}');", '#define {} "{}"', "  - {}={}"]
)  # fmt: skip
def test_names_behind_the_word_that_sets_them(row: str) -> None:
    text = "\n".join(row.format(name, value) for name, value in zip(NAMES, VALUES, strict=True))
    assert told(text) == FILLED


def test_powershells_backtick_in_a_variable_of_the_environment() -> None:
    rows = "\n".join(f'$env:{name} = "{value}"' for name, value in zip(NAMES, VALUES, strict=True))
    assert told(rows.replace("t!de", 't`$d`"e')) == FILLED | {"password": 't$d"e'}


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("ServicePassword", "password"), ("UserPwd", "password"), ("ServiceUser", "username"), ("BackendClientSecret", "client_secret"),
        ("SmtpPassword", None), ("desk.oauth.client.id", "client_id"), ("desk.oauth.user.name", "username"), ("smtp.user.name", None),
        ("Client lD", "client_id"), ("HUB__CLIENT_ID", "client_id"), ("CI_REGISTRY_USER", None), ("VPN password", None), ("oauth endpoint", "token_url"),
        ("Previous password", None), ("New password", "password"), ("NEW_PASSWORD", None),
    ],
)  # fmt: skip
def test_what_a_name_of_several_words_means(label: str, meaning: str | None) -> None:
    assert meaning_of_label(label) == meaning


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"t\\"d\\\\e"', 't"d\\e'), ("'t''de'", "t'de"), ('"DOM\\user"', "DOM\\user"), ("'t''d'e'", "t''d'e"), ("'t\\'de'", "t'de"),
        ('"t de" # rotated', "t de"), ("'t de'   // soon", "t de"),
    ],
)  # fmt: skip
def test_values_in_quotes_as_settings_have_them(written: str, value: str) -> None:
    rows = f'token_url = "{URL}"\nclient_id = "quay"\nclient_secret = "r0pe"\nusername = "ferry"\n'
    assert told(f"{rows}password = {written}\n")["password"] == value


@pytest.mark.parametrize(
    "scopes", ["scopes:\n    - openid\n    - tow", 'scopes:\n    - "openid"\n    - tow', 'scopes: ["openid", "tow"]', "scopes: [openid, tow]"]
)  # fmt: skip
def test_scopes_in_a_list_are_one_value(scopes: str) -> None:
    text = f"oauth:\n  token_url: {URL}\n  client_id: quay\n  client_secret: r0pe\n  username: ferry\n  password: t!de\n  {scopes}\n"
    assert imported(text)["data"] == [("scope", "openid tow")]


JIRA = "||Field||Value||\n" + "".join(
    f"|{label}|{value}|\n"
    for label, value in zip(
        ("Token URL", "Client ID", "Client Secret", "Username", "Password"), VALUES, strict=True
    )
)
WIKIS = {
    "Jira": JIRA.replace("|t!de|", "|{color:red}t!de{color}|"),
    "Jira's fixed width": JIRA.replace("|r0pe|", "|{{r0pe}}|").replace("|t!de|", "|{{t!de}}|"),
    "definitions": "".join(f"; {label}\n: {value}\n" for label, value in zip(NAMES, VALUES, strict=True)),
    "a struck value": LABELS + "Password: ~~0ld!~~ t!de\n",
    "HTML": f"<dl><dt>Token URL</dt><dd>{URL}</dd><dt>Client ID</dt>\n<dd>quay</dd><dt>Client Secret</dt><dd>r0pe</dd><dt>Username</dt><dd>ferry</dd><dt>Password</dt><dd><del>0ld!</del> t!de</dd></dl>",
    "leaders": LABELS.replace(": ", " . ") + "Password . t!de\n",
    "comments of XML": f"<s>\n<!-- <add key='ClientSecret' value='0ld' /> -->\n<add key='TokenUrl' value='{URL}' /><add key='ClientId' value='quay' /><add key='ClientSecret' value='r0pe' />\n<add key='ServiceUser' value='ferry' /><add key='ServicePassword' value='t!de' />\n</s>",
    "JSON among lines": "Our settings:\n"
    + json.dumps({"auth": {"tokenUrl": URL, "client": {"id": "quay", "secret": "r0pe"}, "user": {"name": "ferry", "password": "t!de"}}}, indent=1)
    + "\nThanks",
}  # fmt: skip


@pytest.mark.parametrize("name", WIKIS)
def test_marks_around_values(name: str) -> None:
    assert told(WIKIS[name]) == FILLED


def test_a_placeholder_in_jira_keeps_its_braces() -> None:
    assert without_wiki_markup(f"{JIRA}|Tenant|{{{{tenant}}}}|{{{{X9-a}}}}|").endswith(
        "|Tenant|{{tenant}}|X9-a|"
    )
    assert without_wiki_markup("password: {{X9-a}}") == "password: {{X9-a}}"


def test_settings_of_several_environments_in_json() -> None:
    rows = [
        {"tokenUrl": URL, "clientId": "quay", "clientSecret": "r0pe", "username": "ferry", "password": word}
        for word in ("t!de", "other")
    ]
    assert told(json.dumps(rows)) == FILLED | {"notes": ["several-requests"]}


def test_the_way_of_the_client_in_one_line_of_a_screen() -> None:
    assert imported(
        f"{LABELS}Password: t!de\nClient Authentication Send as Basic Auth header\n"
    ) == FILLED | {"client_authentication": "basic"}


@given(
    st.lists(
        st.sampled_from(["scopes:", "  - a", "- b c", "scope: [a, 'b']", "x: 1", "", "scopes: ["]),
        max_size=12,
    )
)
def test_lists_keep_the_count_of_lines(lines: list[str]) -> None:
    assert len(with_listed_scopes(lines)) == len(lines)


@given(st.text(alphabet="export setENVenv:$-D #define('\"`=A_ \n", max_size=200))
def test_what_sets_variables_invents_nothing(text: str) -> None:
    assert not set(without_exports(text)) - {*text, "="}


NESTED = {
    "blocks of HCL": f'token_endpoint = "{URL}"\nclient = {{\n  id     = "quay"\n  secret = "r0pe"\n}}\nuser {{\n  name     = "ferry"\n  password = "t!de"\n}}\ndb_password = "other"\n',
    "headings of an INI file": f"[OAuth2]\nTokenURL = {URL}\n[OAuth2.Client]\nID = quay\nSecret = r0pe\n[OAuth2.User]\nName = ferry\nPassword = t!de\n[db]\nPassword = other\n",
    "Helm's flags": f"helm upgrade desk ./chart --set idp.tokenUrl={URL} \\\n  --set idp.clientId=quay --set idp.clientSecret='r0pe' \\\n  --set idp.username=ferry \\\n  --set-string idp.password='t!de'",
    "an account within a line": f"oauth2:\n  accessTokenUri: {URL}\n  clientId: quay\n  clientSecret: r0pe\n  resourceOwner: {{ username: \"ferry\", password: \"t!de\" }}\n",
    "labels in two languages": f"Token-URL\t{URL}\nClient-ID\tquay\nClient-Secret\tr0pe\nBenutzer / User\tferry\nPasswort / Password\tt!de\n",
    "a screen without colons": f"Token endpoint\n{URL}\nClient ID\nquay\nClient secret\nr0pe\nUser\nferry\nPassword\nt!de\n",
    "a comparison sign in XML": f"<o:token-url>{URL}</o:token-url>\n<o:client-id>quay</o:client-id>\n<o:client-secret>r0pe</o:client-secret>\n<o:username>ferry</o:username>\n<o:password>t&lt;1</o:password>\n",
    "a server's site": f"site: {URL.removesuffix('/oauth2/token')}\ntoken_path: /oauth2/token\nclient_id: quay\nclient_secret: r0pe\nusername: ferry\npassword: t!de\n",
    "PHP's settings": f"'idp' => [\n  'token_url' => '{URL}',\n  'client_id' => 'quay',\n  'client_secret' => 'r0pe',\n  'username' => 'ferry',\n  'password' => 't!de',\n],\n",
    "questions": f"> What is the token URL?\n{URL}\n> Client ID?\nquay\n> And the secret?\nr0pe\n> Username?\nferry\n> What's your password?\nt!de\n",
    "slips of the keyboard": f"Tokken URL: {URL}\nClint ID: quay\nClient Secert: r0pe\nUsernam: ferry\nPasword: t!de\n",
    "bold values": f"* Endpoint: {URL}\n* Client: *quay*\n* Secret: *r0pe*\n* User: ferry\n* Password: *t!de*\n",
    "struck values in Jira": f"h2. Login\n* Token URL: {URL}\n* Client ID: quay\n* Client Secret: r0pe\n* Username: ferry\n* Password: -0ld!- t!de\n",
    "the account's password in French": f"URL du jeton : {URL}\nIdentifiant client : quay\nSecret client : r0pe\nCompte de service : ferry\nMot de passe du compte : t!de\n",
    "a value that changed": f"{LABELS}We changed the password from 0ld!1 to t!de on Monday.\n",
    "what an account is called": f"Use {URL}; the client identifier is quay, the client secret is r0pe, the account is called ferry and its password is t!de",
    "Dart's raw string": f"final url = '{URL}';\nfinal clientId = 'quay';\nfinal clientSecret = r'r0pe';\nfinal username = 'ferry';\nfinal password = r'$t!de';\n".replace("$", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", NESTED)
def test_fields_that_are_named_in_other_ways(name: str) -> None:
    password = "t<1" if "&lt;" in NESTED[name] else "t!de"
    assert told(NESTED[name]) == FILLED | {"password": password}


@pytest.mark.parametrize("label", ["Passwords", "Client IDs", "Pass", "Client", "Token", "Tokens URL list"])
def test_what_is_no_slip(label: str) -> None:
    assert label_meant_by(label.lower()) == ""


def test_a_log_in_json_with_the_url_and_the_body_apart() -> None:
    line = {
        "msg": f"POST {URL}",
        "body": "grant_type=password&client_id=quay&client_secret=r0pe&username=ferry&password=t%21de",
    }
    assert imported(json.dumps(line)) == expected()


def test_what_curl_shows_and_the_body_behind_it() -> None:
    text = (
        "* Connected to idp.dunes.example (192.0.2.7) port 443\n> POST /oauth2/token HTTP/2\n> Host: idp.dunes.example\n"
        "> authorization: Basic cXVheTpyMHBl\n>\n< HTTP/2 401\nBody: grant_type=password&username=ferry&password=t%21de\n"
    )
    assert imported(text) == expected("basic")
