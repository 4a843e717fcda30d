"""What people type: labels and values, bodies alone, raw HTTP, .http files."""

# ruff: noqa: E501 (texts as they are pasted)

from __future__ import annotations

import json

import pytest

from tui.interchange.import_.read import read_import

from .support import CLIENT, URL, expected, imported

BODY = "grant_type=password&username=ferry&password=t!de&client_id=quay&client_secret=r0pe"


@pytest.mark.parametrize(
    "text",
    [
        f"Token URL: {URL}\nClient ID: quay\nClient Secret: r0pe\nUsername: ferry\nPassword: t!de",
        f"Hallo,\n\nToken-URL: {URL}\nClient-ID: quay\nClient-Geheimnis: r0pe\nBenutzername: ferry\nKennwort: t!de\n\nGrüße",
        f"URL du jeton : {URL}\nIdentifiant client : quay\nSecret client : r0pe\nUtilisateur : ferry\n"
        "Mot de passe : t!de",
        f"| Token URL | {URL} |\n| --- | --- |\n| Client ID | quay |\n| Client Secret | r0pe |\n"
        "| Username | ferry |\n| Password | t!de |",
        f"Client ID\nquay\nClient Secret\nr0pe\nUsername\nferry\nPassword\nt!de\nToken URL\n{URL}",
        f"- **Client ID:** `quay`\n- **Client Secret:** `r0pe`\n- **User name:** ferry\n- **Password:** t!de\n"
        f"- **Access Token URL:** <{URL}>",
        f"token-uri: {URL}\nclient-id: quay\nclient-secret: r0pe\nusername: ferry\npassword: t!de",
        json.dumps(
            {
                "tokenUrl": URL,
                "clientId": "quay",
                "clientSecret": "r0pe",
                "username": "ferry",
                "password": "t!de",
            }
        ),
    ],
)
def test_labels_in_several_languages_and_layouts(text: str) -> None:
    found = imported(text)
    found.pop("client_authentication", None)
    wanted = expected()
    wanted.pop("client_authentication")
    assert found == wanted


def test_settings_nested_in_a_document_and_lines_cut_out_of_one() -> None:
    inner = {"oauth": {"token_url": URL, "clientId": "quay", "clientSecret": "r0pe"}}
    nested = {**inner, "credentials": {"username": "ferry", "password": "t!de"}, "retries": 3}
    assert imported(json.dumps(nested, indent=2)) == expected("") | CLIENT
    fields = {"token_url": URL, **CLIENT, "username": "ferry", "password": "t!de"}
    lines = ",\n".join(f'  "{name}": "{value}"' for name, value in fields.items())
    assert imported(f"...\n{lines}\n...") == expected()


def test_a_password_may_end_in_an_exclamation_mark_in_a_sentence_too() -> None:
    text = f"The token URL is {URL}. The client id is quay. The secret is r0pe. User is ferry.\nPassword is t!de!"
    assert imported(text)["password"] == "t!de!"


def test_the_forms_own_labels_and_choices() -> None:
    text = (
        "Client ID: quay\nClient Secret:\tr0pe\nPassword Grant Username: ferry\nPassword Grant Password: t!de\n"
        f"Oauth2 Token Url: {URL}\n"
        "Oauth2 Client Authentication: OAuth 2.0 with Basic Auth Header set to client id and client secret\n"
        "Oauth2 Custom Oauth Request Options Additional Headers: X-Dock = 7\n"
    )
    assert imported(text) == expected("basic", headers=[("X-Dock", "7")])


def test_two_accounts_in_one_ticket() -> None:
    text = (
        f"Token URL: {URL}\nClient ID: quay\nUsername: ferry\nPassword: t!de\n\nUsername: tug\nPassword: w@ve"
    )
    found = read_import(text)
    assert found.connector.username == "ferry"
    assert found.others[0].connector.username == "tug"
    assert "several-requests" in found.note_codes


def test_a_body_alone() -> None:
    assert imported(BODY) == expected(token_url="", notes=["no-url"])
    found = imported(f"POST to {URL} with\n{BODY}\nand it answers 200")
    assert found == expected()
    given = dict(pair.split("=") for pair in BODY.split("&"))
    assert imported(f"{URL}\n{json.dumps(given, indent=2)}") == expected(notes=["json-body"])


@pytest.mark.parametrize(
    "text",
    [
        f"POST {URL} HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\n{BODY}",
        f"POST /oauth2/token HTTP/1.1\r\nHost: idp.dunes.example\r\nContent-Length: 9\r\n\r\n{BODY}\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{{}}",
        f"* Connected\n> POST /oauth2/token HTTP/2\n> Host: idp.dunes.example\n> Accept: */*\n>\n{BODY}\n< HTTP/2 401\n",
        f"  POST {URL}\n  Accept: */*\n\n  " + BODY.replace("&", "\n  &"),
        f"### sign in\n@who = ferry\n@host=https://idp.dunes.example\n# @name a\nPOST {{{{host}}}}/oauth2/token\n\n"
        f"{BODY.replace('ferry', '{{who}}')}\n\n> {{%\n client.log(1);\n%}}\n\n### later\nGET {{{{host}}}}/x\n",
    ],
)
def test_http_requests(text: str) -> None:
    assert imported(text) == expected()


def test_http_2_as_browsers_show_it() -> None:
    scheme, host, path = "https", "idp.dunes.example", "/oauth2/token"
    old = f":method: POST\n:path: {path}\n:authority: {host}\n:scheme: {scheme}\naccept: */*\n\n{BODY}\n"
    new = f":authority\n{host}\n:method\nPOST\n:path\n{path}\n:scheme\n{scheme}\n\n{BODY}\n"
    assert imported(old) == imported(new) == expected()


def test_http_clients_encode_basic_themselves() -> None:
    text = f"POST {URL}\nAuthorization: Basic quay r0pe\n\ngrant_type=password&username=ferry&password=t!de\n"
    assert imported(text) == expected("basic")


def test_variables_come_from_environment_files() -> None:
    request = "POST {{host}}/oauth2/token\n\n" + BODY.replace("r0pe", "{{secret}}")
    public = json.dumps(
        {"test": {"host": "https://idp.dunes.example"}, "live": {"host": "https://x.example"}}
    )
    assert imported(request, public) == expected(client_secret="{{secret}}", notes=["placeholder"])
    assert imported(request, public, json.dumps({"test": {"secret": "r0pe"}})) == expected()


def test_prose_without_a_field_is_nothing() -> None:
    for text in ("", " \n", "Hello, it doesn't work. Can you help?", "{}", "[]", "<html></html>", "null"):
        assert read_import(text).format == ""
