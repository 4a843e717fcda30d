"""What mail, tickets and web pages put around a paste: quote signs, fences, markup, greetings, wrapped lines."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import html
import json
import quopri
import textwrap
from collections.abc import Callable
from typing import Any

import pytest

from tui.interchange.import_.read import read_import

from .support import URL, expected, facts, imported
from .test_collections import BRUNO, INSOMNIA_5, OPENCOLLECTION, postman, request
from .test_snippets import BASICS, BODIES
from .test_texts import BODY

PASTES = {
    "curl": f"curl -X POST '{URL}' \\\n  -u quay:r0pe \\\n  -d grant_type=password \\\n  -d username=ferry -d 'password=t!de'\n",
    "Postman": postman(request()),
    "Insomnia": INSOMNIA_5,
    "OpenCollection": OPENCOLLECTION,
    "Bruno": BRUNO,
    "a raw request": f"POST /oauth2/token HTTP/1.1\nHost: idp.dunes.example\n\n{BODY}\n",
    "an .http file": f"@host = https://idp.dunes.example\n\n### token\nPOST {{{{host}}}}/oauth2/token\n\n{BODY}\n",
    "Python": BODIES["requests with a variable"],
    "JavaScript": BASICS["btoa"],
    "PowerShell": BODIES["PowerShell"],
    "labels": f"Token URL: {URL}\nClient ID: quay\nClient Secret: r0pe\nUsername: ferry\nPassword: t!de\n",
}


def quoted(text: str) -> str:
    return "On Monday, Eva wrote:\n" + "".join(f"> {line}\n" for line in text.split("\n"))


AROUND: dict[str, Callable[[str], str]] = {
    "quoted mail": quoted,
    "a fence": lambda text: f"This works:\n\n```\n{text}\n```\n\nWhat is wrong?\n",
    "Jira": lambda text: f"{{code}}\n{text}\n{{code}}\n",
    "escaped": html.escape,
    "a page": lambda text: f"<p>This works:</p><pre>{html.escape(text)}</pre>",
    "a greeting": lambda text: (
        f"Hi all,\n\nthis works here (see https://wiki.pier.example/oauth for more):\n\n{text}"
    ),
    "a signature": lambda text: f"{text}\n\n-- \nBest regards\nEva Pier\nhttps://www.pier.example/about\n",
}


def values(text: str) -> dict[str, Any]:
    return {name: value for name, value in facts(read_import(text)).items() if name != "notes"}


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("name", PASTES)
def test_what_stands_around_a_paste_changes_no_field(name: str, around: str) -> None:
    text = PASTES[name]
    assert values(AROUND[around](text)) == values(text)


@pytest.mark.parametrize("proxy", ["", "-x http://proxy.dunes.example:3128 "])
def test_lines_that_a_mail_program_wrapped(proxy: str) -> None:
    text = f'curl {proxy}-sS --request POST {URL} --data "{BODY}" --header "X-Dock: 7"'
    found = imported(textwrap.fill(text, 60, break_long_words=False, break_on_hyphens=False))
    notes = ["proxy"] * bool(proxy) + ["broken-continuation"]
    assert found == expected(headers=[("X-Dock", "7")], notes=found["notes"])
    assert set(found["notes"]) == {*notes}


def test_a_wrapped_url_is_put_together() -> None:
    text = f'curl "{URL[:30]}\n{URL[30:]}" -d "{BODY}"'
    assert imported(text) == expected(notes=["line-break-in-value"])


def test_a_log_of_okhttp() -> None:
    lines = [
        f"--> POST {URL}",
        "Content-Length: 9",
        "",
        BODY,
        "--> END POST (9-byte body)",
        f"<-- 401 {URL} (9ms)",
    ]
    for prefix in ("", "D/OkHttp: ", "11:20:07 DEBUG okhttp - "):
        log = "\n".join(f"{prefix}{line}".replace("07", f"{number:02}") for number, line in enumerate(lines))
        assert imported(log) == expected()


def test_a_browsers_tools_put_a_headers_value_below_its_name() -> None:
    fields = {"grant_type": "password", "username": "ferry", "password": "t!de"}
    lines = [
        "Request URL",
        URL,
        "Request Method",
        "POST",
        "Authorization",
        "Basic cXVheTpyMHBl",
        "Accept",
        "*/*",
    ]
    text = "\n".join([*lines, *(part for pair in fields.items() for part in pair)])
    assert imported(text) == expected("basic")


def test_sentences_tell_what_the_lines_leave_out() -> None:
    text = f"Le token URL est {URL}, l'identifiant client est quay7 et le secret est r0pe.\nUtilisateur : ferry\nMot de passe : t!de\n"
    assert imported(text) == expected("", client_id="quay7", client_secret="r0pe")


def test_a_heading_below_a_body_is_no_part_of_it() -> None:
    text = f"POST {URL}\nAccept: */*\n\n{BODY}\n▼ Response from the server\nHTTP/1.1 401\n"
    assert imported(text) == expected()


def test_a_page_about_the_token_is_no_token_url() -> None:
    text = "See https://docs.dunes.example/oauth/token\nClient ID: quay\nClient Secret: r0pe\nUsername: ferry\nPassword: t!de"
    assert imported(text).get("token_url") is None


def test_dots_lead_from_a_label_to_its_value() -> None:
    fields = {
        "Token-Endpunkt": URL,
        "Client-ID": "quay",
        "Client-Secret": "r0pe",
        "Benutzername": "ferry",
        "Passwort": "t!de",
    }
    text = "\n".join(f"{label} {'.' * (30 - len(label))} {value}" for label, value in fields.items())
    assert imported(text)["client_secret"] == "r0pe"
    assert imported(text)["token_url"] == URL


def test_several_fields_in_one_line_behind_a_heading() -> None:
    text = f"Access for you: Client ID = quay, Client Secret = r0pe, User = ferry, Password = t!de, Token URL = {URL}"
    assert imported(text)["username"] == "ferry"
    assert imported(text)["client_id"] == "quay"


def test_an_environment_without_its_request() -> None:
    fields = {
        "token_url": URL,
        "client_id": "quay",
        "client_secret": "r0pe",
        "username": "ferry",
        "password": "t!de",
    }
    rows = [{"key": name, "value": value, "enabled": True} for name, value in fields.items()]
    assert imported(json.dumps({"name": "test", "values": rows})) == expected()


def test_a_security_block_over_two_files() -> None:
    def block(fields: dict[str, str]) -> str:
        return json.dumps({"dev": {"Security": {"Auth": {"pier": fields}}}})

    public = {
        "Type": "OAuth2",
        "Grant Type": "Password",
        "Token URL": URL,
        "Client ID": "quay",
        "Username": "ferry",
    }
    found = imported(
        "GET https://api.dunes.example/\n",
        block(public),
        block({"Client Secret": "r0pe", "Password": "t!de"}),
    )
    assert found == expected("basic")


def test_a_collection_that_bruno_exports_as_json() -> None:
    rows = [
        {"name": name, "value": value, "enabled": True}
        for name, value in (("grant_type", "password"), ("username", "ferry"), ("password", "{{word}}"))
    ]
    rows.append({"name": "scope", "value": "tow", "enabled": False})
    inner = {
        "url": URL,
        "method": "POST",
        "body": {"mode": "formUrlEncoded", "formUrlEncoded": rows},
        "auth": {"mode": "inherit"},
    }
    document = {
        "name": "Pier",
        "items": [
            {"type": "folder", "name": "in", "items": [{"type": "http", "name": "token", "request": inner}]}
        ],
        "environments": [{"name": "test", "variables": [{"name": "word", "value": "t!de", "enabled": True}]}],
        "root": {"request": {"auth": {"mode": "basic", "basic": {"username": "quay", "password": "r0pe"}}}},
        "brunoConfig": {"version": "1"},
    }
    assert imported(json.dumps(document)) == expected("basic")
    settings = {
        "grantType": "password",
        "accessTokenUrl": URL,
        "clientId": "quay",
        "clientSecret": "r0pe",
        "username": "ferry",
        "password": "t!de",
        "credentialsPlacement": "body",
    }
    asking = {
        "type": "http",
        "request": {
            "url": "https://api.dunes.example",
            "method": "GET",
            "auth": {"mode": "oauth2", "oauth2": settings},
        },
    }
    assert imported(json.dumps({"items": [asking], "brunoConfig": {}})) == expected()


@pytest.mark.parametrize(
    "call",
    [
        "vault.read('pier')",
        "get_secret('pier', 'word')",
        "fetch().word",
        "keyring.get_password('pier', 'ferry')",
    ],
)
def test_a_call_that_nobody_knows_stands_as_its_value(call: str) -> None:
    text = f"import requests\nrequests.post('{URL}', data={{'grant_type': 'password', 'client_id': 'quay', 'client_secret': 'r0pe', 'username': 'ferry', 'password': {call}}})"
    assert imported(text) == expected(
        password=call.replace("'", '"').replace(", ", ","), notes=["shell-variable"]
    )


LABELS = f"Token URL: {URL}\nClient ID: quay\nClient Secret: r0pe\nUsername: ferry\nPassword: t!de"
FILLED = expected("") | {"client_id": "quay", "client_secret": "r0pe"}


def quoted_printable(text: str) -> str:
    return quopri.encodestring(text.encode()).decode()


@pytest.mark.parametrize(
    "head", ["", "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"]
)
def test_a_mail_as_it_is_stored(head: str) -> None:
    long = "k" * 100 + "="
    text = LABELS.replace("r0pe", long).replace("Client ID: quay", "Client ID: quay ")
    assert imported(head + quoted_printable(f"Grüße\n{text}\n")) == FILLED | {"client_secret": long}


@pytest.mark.parametrize(
    "text",
    [
        f"curl {URL} -d 'grant_type=password&client_id=quay&client_secret=r0pe&username=ferry&password=a=3Db'",
        "Password: a=3D=\nb",
    ],
)
def test_an_escape_in_a_value_makes_no_mail(text: str) -> None:
    assert "a=3D" in imported(text)["password"]


@pytest.mark.parametrize(("client", "secret"), [("7A5F03", "4FE2B1"), ("C3A9D2", "E4B8A0")])
def test_values_in_hex_make_no_mail(client: str, secret: str) -> None:
    text = f"token_url: {URL}\nclient_id={client}\nclient_secret={secret}\nusername: ferry\npassword: t!de\n"
    found = imported(text)
    assert (found["client_id"], found["client_secret"]) == (client, secret)


def test_base64_at_the_end_of_lines_makes_no_mail() -> None:
    text = LABELS.replace("r0pe", "cjBwZQo=").replace("t!de", "dCFkZQo=")
    assert imported(text) == FILLED | {"client_secret": "cjBwZQo=", "password": "dCFkZQo="}


def test_a_request_that_a_page_shows_as_a_list() -> None:
    lines = [
        "POST /oauth2/token HTTP/1.1",
        "Host: idp.dunes.example",
        "Authorization: Basic cXVheTpyMHBl",
        "",
        "grant_type=password&username=ferry&password=t!de",
    ]
    assert imported("\n".join(f"- {line}" for line in lines)) == expected("basic")


def test_the_parameters_that_a_browsers_tools_list() -> None:
    pairs = "\n".join(pair.replace("=", ": ", 1) for pair in BODY.split("&"))
    text = f"Request Headers\n:authority: idp.dunes.example\n:method: POST\n:path: /oauth2/token\n:scheme: https\nx-dock: 7\nForm Data\nview source\nview URL encoded\n{pairs}\n"
    assert imported(text) == expected(headers=[("x-dock", "7")])


def test_a_line_of_a_servers_log() -> None:
    found = imported(
        f'10.1.2.3 - - [12/Mar/2031:10:11:12 +0000] "POST /oauth2/token?{BODY} HTTP/1.1" 401 80 "-" "okhttp/4.9"'
    )
    assert found == expected(token_url="/oauth2/token", notes=["query-parameters", "no-url"])


def test_a_chat_with_the_names_of_those_who_write() -> None:
    text = f"eva: hi\neva: token url {URL}\neva: client_id quay\n10:02 eva: client_secret r0pe\neva: user ferry / pw t!de\nben: thanks\n"
    assert imported(text) == expected()
    assert imported(LABELS.replace("\n", "\nUsername: ferry\n")) == FILLED  # a label is nobody's name


def test_sentences_that_a_mail_program_wrapped() -> None:
    text = f"The client id is quay7, the client\nsecret is\nr0pe, the user is ferry and the password\nis t!de. The token URL is\n{URL}"
    assert imported(text) == FILLED | {"client_id": "quay7"}
    assert "client_secret" not in imported(
        f"The client id is quay7 and the client secret is\nsent by phone. URL: {URL}"
    )


def test_steps_of_a_test_name_the_fields_in_quotes() -> None:
    text = f"Given I have the Client Id 'quay'\nAnd the secret 'r0pe'\nAnd the username 'ferry'\nAnd the password 't!de'\nWhen I ask \"{URL}\" for a token"
    assert imported(text) == FILLED


@pytest.mark.parametrize("url", [f"{{{{{URL}}}}}", f"<restUrl>{URL}</restUrl>", f"[token|{URL}]"])
def test_markup_is_no_part_of_a_url(url: str) -> None:
    assert imported(LABELS.replace(f"Token URL: {URL}", url)) == FILLED


@pytest.mark.parametrize(
    "mark", ["Authorization: Basic Auth", "Header Basic Auth:", "Authentication\nBasic Auth:"]
)
def test_the_client_below_basic_auth(mark: str) -> None:
    account = "Body (x-www-form-urlencoded):\ngrant_type = password\nusername = ferry\npassword = t!de"
    assert imported(f"POST to {URL}\n{mark}\nUsername: quay\nPassword: r0pe\n\n{account}") == expected(
        "basic"
    )
    alone = imported(f"URL: {URL}\n{mark}\nUsername: ferry\nPassword: t!de\n")
    assert (alone["username"], alone["password"]) == ("ferry", "t!de")
    assert "client_id" not in alone


def test_headings_above_headers_and_body_are_no_headers() -> None:
    pairs = "\n".join(f"  {pair}" for pair in BODY.split("&"))
    text = f"Request:\nPOST {URL}\nHeaders:\n  Content-Type: application/x-www-form-urlencoded\n  X-Dock: 7\nBody:\n{pairs}\n\nResponse: 401\n"
    assert imported(text) == expected(headers=[("X-Dock", "7")])


def test_the_sentence_behind_the_last_field_of_a_line() -> None:
    fields = ", ".join(LABELS.split("\n"))
    assert imported(f"Hej! {fields}. Mvh Eva") == FILLED
    assert imported(f"Hej! {fields.replace('t!de', 't.de')}.") == FILLED | {"password": "t.de"}


@pytest.mark.parametrize(
    "told", ["(sent by phone)", "see vault", "n/a", "-", "sent in another mail", "siehe Tresor"]
)
def test_words_in_place_of_a_secret_are_no_secret(told: str) -> None:
    found = imported(LABELS.replace("r0pe", told))
    assert "client_secret" not in found
    assert found["notes"] == ["no-client-secret"]


def test_pairs_in_a_sentence() -> None:
    text = f'The customer says: "We use {URL}. Client: quay / r0pe. User: ferry / t!de."'
    assert imported(text) == FILLED


@pytest.mark.parametrize("around", ["|{}|.", "({}),", "[{}]"])
def test_what_stands_around_a_body_is_no_part_of_it(around: str) -> None:
    assert imported(f"We send {around.format(BODY)} to {URL}") == expected()


def test_a_script_and_the_file_of_its_variables() -> None:
    script = 'source ./pier.env\ncurl "$IDP/token" -d grant_type=password -d client_id=quay -d "client_secret=${KEY}" -d username=ferry -d "password=$PW"\n'
    values_file = f"IDP={URL.removesuffix('/token')}\nKEY='r0pe'\nexport PW=\"t!de\"\nOTHER=1\n"
    assert imported(script, values_file) == expected()
    assert imported(script)["notes"] == ["shell-variable"]


@pytest.mark.parametrize(
    "link",
    ["[{}]({}{})", "[{}|{}{}]", "{}<{}{}>", "{} <{}{}>", "[{}|{}{}|smart-link]", "<{1}{0}|{0}>"],
    ids=["Markdown", "Jira", "Outlook", "Outlook with a blank", "a smart link", "Slack"],
)
def test_an_address_that_links_to_itself(link: str) -> None:
    user = "ferry@dunes.example"
    text = LABELS.replace(URL, link.format(URL, "", URL)).replace("ferry", link.format(user, "mailto:", user))
    assert imported(text) == FILLED | {"username": user}


@pytest.mark.parametrize("link", ["[{}]({})", "[{}|{}]", "{}<{}>"])
@pytest.mark.parametrize(
    "checked", ["eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fidp", "urldefense.com/v3/__https"]
)
def test_an_address_that_links_to_a_service_that_checks_it(link: str, checked: str) -> None:
    assert imported(LABELS.replace(URL, link.format(URL, f"https://{checked}"))) == FILLED


@pytest.mark.parametrize(
    "line",
    [
        f"token_url={URL} client_id=quay client_secret=r0pe username=ferry password=t!de",
        f"pier login --token-url {URL} --client-id=quay --client-secret r0pe --username \"ferry\" --password 't!de' --verbose",
    ],
)
def test_several_fields_in_a_line_with_blanks_between(line: str) -> None:
    found = imported(f"This fails with 401:\n{line}\n")
    assert found | {"client_authentication": ""} == FILLED | {"client_authentication": ""}


def test_a_log_with_its_level_before_each_line() -> None:
    lines = [
        f"POST {URL}",
        "> Authorization: Basic cXVheTpyMHBl",
        "> X-Dock: 7",
        ">",
        "> grant_type=password&username=ferry&password=t!de",
        "< 401 Unauthorized",
    ]
    text = "\n".join(f"2031-03-12 10:11:{number:02} INFO  [main] {line}" for number, line in enumerate(lines))
    assert imported(text) == expected("basic", headers=[("X-Dock", "7")])


@pytest.mark.parametrize("mark", ["| {}", "{}"])
def test_the_timeline_of_insomnia(mark: str) -> None:
    text = f"> POST /oauth2/token HTTP/1.1\n> Host: idp.dunes.example\n> X-Dock: 7\n\n{mark.format(BODY)}\n\n* upload completely sent off: 90 bytes\n"
    assert imported(text) == expected(headers=[("X-Dock", "7")])


def test_the_parameters_that_a_proxy_lists() -> None:
    pairs = "\n".join(
        f"{name}:    {value}" for name, _, value in (pair.partition("=") for pair in BODY.split("&"))
    )
    text = f"POST {URL} HTTP/2.0\ncontent-type: application/x-www-form-urlencoded\nx-dock: 7\n\n{pairs}\n\n<< HTTP/2.0 401 Unauthorized 30b\n"
    assert imported(text) == expected(headers=[("x-dock", "7")])


def test_a_sentence_names_a_client_in_quotes() -> None:
    text = f'Please use client "quay" with secret "r0pe" and the technical user "ferry" (password "t!de") against {URL}.'
    assert imported(text) == FILLED


def test_a_literal_of_xml() -> None:
    text = f"<idp><token-url>{URL}</token-url><client-id>quay</client-id><client-secret><![CDATA[r0pe]]></client-secret><username>ferry</username><password>t!de</password></idp>"
    assert imported(text) == FILLED
