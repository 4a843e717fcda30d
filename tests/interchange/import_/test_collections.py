"""Exports of API tools and browsers, and documents that describe a server."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tui.interchange.import_.read import read_import

from .support import ACCOUNT, CLIENT, URL, expected, imported

PAIRS = {"grant_type": "password", "username": "ferry", "password": "t!de", **CLIENT}
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


def postman(*items: Any, **more: Any) -> str:
    return json.dumps({"info": {"name": "Port", "schema": SCHEMA}, "item": list(items), **more})


def keyed(pairs: dict[str, str], **more: Any) -> list[dict[str, Any]]:
    return [{"key": name, "value": value, **more} for name, value in pairs.items()]


def named(pairs: dict[str, str]) -> list[dict[str, Any]]:
    return [{"name": name, "value": value} for name, value in pairs.items()]


def request(pairs: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    body = {"mode": "urlencoded", "urlencoded": keyed(pairs or PAIRS)}
    return {"name": "Token", "request": {"method": "POST", "header": [], "body": body, "url": URL, **more}}


def without_client() -> dict[str, str]:
    return {name: value for name, value in PAIRS.items() if name not in CLIENT}


class TestPostman:
    def test_a_request_in_a_folder(self) -> None:
        assert imported(postman({"name": "f", "item": [request()]})) == expected()

    def test_disabled_rows_are_left_out(self) -> None:
        header = [{"key": "X-A", "value": "1"}, {"key": "X-B", "value": "2", "disabled": True}]
        assert imported(postman(request(header=header))) == expected(headers=[("X-A", "1")])

    @pytest.mark.parametrize("place", ["request", "folder", "collection"])
    def test_basic_is_inherited(self, place: str) -> None:
        auth = {"type": "basic", "basic": keyed({"username": "quay", "password": "r0pe"})}
        own = {place: {"auth": auth}}
        item = request(without_client(), **own.get("request", {}))
        text = postman({"name": "f", "item": [item], **own.get("folder", {})}, **own.get("collection", {}))
        assert imported(text) == expected("basic")

    def test_variables_of_the_environment_come_before_the_collections(self) -> None:
        templates = {**PAIRS, "username": "{{who}}", "client_secret": "{{secret}}"}
        text = postman(request(templates), variable=keyed({"who": "nobody", "secret": "r0pe"}))
        environment = json.dumps({"name": "test", "values": keyed({"who": "ferry"}, enabled=True)})
        assert imported(text, environment) == expected()
        off = json.dumps({"name": "test", "values": keyed({"who": "ferry"}, enabled=False)})
        assert imported(text, off) == expected(username="nobody")

    @pytest.mark.parametrize("as_object", [True, False])
    def test_settings_of_oauth2(self, as_object: bool) -> None:
        settings = {
            "accessTokenUrl": URL, "clientId": "quay", "clientSecret": "r0pe", "username": "ferry",
            "password": "t!de", "scope": "read", "grant_type": "password_credentials",
        }  # fmt: skip
        auth = {"type": "oauth2", "oauth2": settings if as_object else keyed(settings)}
        item = {"name": "API", "request": {"method": "GET", "url": "https://api.dunes.example", "auth": auth}}
        assert imported(postman(item)) == expected("basic", data=[("scope", "read")])
        in_body = {**settings, "client_authentication": "body"}
        auth["oauth2"] = in_body if as_object else keyed(in_body)
        assert imported(postman(item)) == expected(data=[("scope", "read")])

    def test_a_script_before_the_request_is_a_note(self) -> None:
        item = request()
        item["event"] = [{"listen": "prerequest", "script": {"exec": ["pm.variables.set('a', 1)"]}}]
        assert imported(postman(item)) == expected(notes=["script"])
        item["event"] = [{"listen": "test", "script": {"exec": ["pm.test('a')"]}}]
        assert imported(postman(item)) == expected()

    def test_other_bodies(self) -> None:
        raw = {"mode": "raw", "raw": json.dumps(PAIRS)}
        assert imported(postman(request(body=raw))) == expected(notes=["json-body"])
        form = {"mode": "formdata", "formdata": keyed(PAIRS, type="text")}
        assert imported(postman(request(body=form))) == expected(notes=["multipart"])

    def test_two_accounts(self) -> None:
        found = read_import(postman(request(), request({**PAIRS, "username": "tug"})))
        assert found.note_codes == ("several-requests",)

    @pytest.mark.parametrize(
        ("place", "more"),
        [
            ("header", {"headers": [("X-Key", "7")]}),
            ("query", {"token_url": f"{URL}?X-Key=7"}),
        ],
    )
    def test_an_api_key_goes_where_its_settings_say(self, place: str, more: dict[str, Any]) -> None:
        auth = {"type": "apikey", "apikey": keyed({"key": "X-Key", "value": "7", "in": place})}
        assert imported(postman(request(auth=auth))) == expected(**more)

    def test_files_hold_what_is_not_pasted(self) -> None:
        file = imported(postman(request(body={"mode": "file", "file": {"src": "body.json"}})))
        assert file == {"token_url": URL, "notes": ["file-reference"]}
        rows = [*keyed(PAIRS), {"key": "password", "type": "file", "src": "/pw"}]
        rows = [row for row in rows if row["key"] != "password" or row.get("type")]
        found = imported(postman(request(body={"mode": "formdata", "formdata": rows})))
        wanted = expected(notes=["multipart", "file-reference"])
        del wanted["password"]
        assert found == wanted

    def test_a_variable_in_the_place_of_a_json_value(self) -> None:
        raw = json.dumps(PAIRS).replace('"t!de"', "{{pw}}")
        text = postman(request(body={"mode": "raw", "raw": raw}), variable=keyed({"pw": "t!de"}))
        assert imported(text) == expected(notes=["json-body"])


def test_har() -> None:
    body = "&".join(f"{name}={value}" for name, value in PAIRS.items())
    headers = named({":path": "/x", "cookie": "a", "x-dock": "7"})
    entry = {"method": "POST", "url": URL, "headers": headers}
    with_text = {**entry, "postData": {"mimeType": "application/x-www-form-urlencoded", "text": body}}
    with_params = {**entry, "postData": {"mimeType": "x", "params": named({**PAIRS, "password": "t%21de"})}}
    for each in (with_text, with_params):
        document = {
            "log": {
                "entries": [{"request": {"method": "GET", "url": "https://a.example"}}, {"request": each}]
            }
        }
        assert imported(json.dumps(document)) == expected(headers=[("x-dock", "7")])


INSOMNIA_5 = """\
type: collection.insomnia.rest/5.0
name: Port
collection:
  - name: Folder
    children:
      - url: "{{ _.host }}/oauth2/token"
        method: POST
        body:
          mimeType: application/x-www-form-urlencoded
          params:
            - {name: grant_type, value: password}
            - {name: username, value: ferry}
            - {name: password, value: "t!de"}
            - {name: gone, value: x, disabled: true}
        authentication: {type: basic, username: quay, password: r0pe, disabled: false}
environments:
  name: Base
  data: {host: "https://idp.dunes.example"}
"""


def test_insomnia() -> None:
    assert imported(INSOMNIA_5) == expected("basic")
    auth = {
        "type": "oauth2", "grantType": "password", "accessTokenUrl": URL, "clientId": "quay",
        "clientSecret": "r0pe", "username": "ferry", "password": "t!de", "credentialsInBody": True,
    }  # fmt: skip
    resources = [{"_type": "request", "_id": "r", "url": "https://a.example", "authentication": auth}]
    text = json.dumps({"_type": "export", "__export_format": 4, "resources": resources})
    assert imported(text) == expected()
    auth["credentialsInBody"] = False
    assert imported(text.replace("true", "false")) == expected("basic")


BRUNO = """\
meta {
  name: Token
  type: http
}

post {
  url: {{host}}/oauth2/token
  body: formUrlEncoded
  auth: basic
}

auth:basic {
  username: quay
  password: {{secret}}
}

body:form-urlencoded {
  grant_type: password
  username: ferry
  password: t!de
  ~scope: gone
}
"""
BRUNO_SETTINGS = f"""\
auth {{
  mode: oauth2
}}

auth:oauth2 {{
  grant_type: password
  access_token_url: {URL}
  username: ferry
  password: t!de
  client_id: quay
  client_secret: r0pe
  scope:
  credentials_placement: basic_auth_header
}}
"""


def test_bruno() -> None:
    assert imported(BRUNO, "vars {\n  host: https://idp.dunes.example\n  secret: r0pe\n}\n") == expected(
        "basic"
    )
    assert imported(BRUNO_SETTINGS) == expected("basic")
    assert imported(BRUNO_SETTINGS.replace("basic_auth_header", "body")) == expected()


OPENCOLLECTION = """\
info: {name: Token, type: http}
http:
  method: POST
  url: https://idp.dunes.example/oauth2/token
  headers:
    - {name: X-Dock, value: "7"}
    - {name: X-Gone, value: "8", disabled: true}
  body:
    type: form-urlencoded
    data:
      - {name: grant_type, value: password}
      - {name: username, value: ferry}
      - {name: password, value: "t!de"}
  auth: {type: basic, username: quay, password: r0pe}
"""
OPENCOLLECTION_SETTINGS = """\
opencollection: 1.0.0
info: {name: Port}
request:
  auth:
    type: oauth2
    flow: resource_owner_password_credentials
    accessTokenUrl: https://idp.dunes.example/oauth2/token
    credentials: {clientId: quay, clientSecret: r0pe, placement: basic_auth_header}
    resourceOwner: {username: ferry, password: "t!de"}
items:
  - info: {name: API, type: http}
    http: {method: GET, url: "https://api.dunes.example", auth: inherit}
"""


def test_opencollection() -> None:
    assert imported(OPENCOLLECTION) == expected("basic", headers=[("X-Dock", "7")])
    assert imported(OPENCOLLECTION_SETTINGS) == expected("basic")


def test_the_security_block_of_an_http_client() -> None:
    auth = {
        "Type": "OAuth2", "Grant Type": "Password", "Token URL": URL, "Client ID": "quay",
        "Client Secret": "r0pe", "Username": "ferry", "Password": "t!de",
    }  # fmt: skip
    environment = json.dumps({"test": {"Security": {"Auth": {"port": auth}}}})
    assert imported("GET https://api.dunes.example\n", environment) == expected("basic")
    assert imported(environment) == expected("basic")


def openapi(flows: dict[str, Any], **more: Any) -> str:
    scheme = {"type": "oauth2", "flows": flows}
    return json.dumps({"openapi": "3.1.0", "components": {"securitySchemes": {"a": scheme}}, **more})


def test_documents_give_the_token_url_alone() -> None:
    flows = {"clientCredentials": {"tokenUrl": "https://a.example/t"}, "password": {"tokenUrl": URL}}
    assert imported(openapi(flows)) == {"token_url": URL}
    assert imported(openapi({"password": {"tokenUrl": "token"}})) == {
        "token_url": "token",
        "notes": ["no-url"],
    }
    server = {"servers": [{"url": "https://{t}.example/v1", "variables": {"t": {"default": "acme"}}}]}
    found = imported(openapi({"password": {"tokenUrl": "token"}}, **server))
    assert found == {"token_url": "https://acme.example/v1/token"}
    swagger = {
        "swagger": "2.0",
        "securityDefinitions": {"a": {"type": "oauth2", "flow": "password", "tokenUrl": URL}},
    }
    assert imported(json.dumps(swagger)) == {"token_url": URL}
    discovery = {"issuer": "https://a.example", "token_endpoint": URL, "grant_types_supported": ["password"]}
    assert imported(json.dumps(discovery)) == {"token_url": URL}
    discovery["grant_types_supported"] = ["authorization_code"]
    assert imported(json.dumps(discovery))["notes"] == ["not-password-grant"]


@pytest.mark.parametrize(
    "text", ["_type: [\n", "openapi: &a [*a]\n", "http: {a: *b}\n", "{" * 5000, "[" * 90_000]
)
def test_a_broken_document_is_nothing(text: str) -> None:
    found = read_import(text)
    assert not found.connector.password
    assert ACCOUNT["username"] not in found.connector.username


def test_bruno_and_opencollection_have_api_keys_too() -> None:
    rows = "".join(f"  {name}: {value}\n" for name, value in PAIRS.items())
    key = "auth:apikey {\n  key: X-Key\n  value: 7\n  placement: header\n}\n"
    bru = f"post {{\n  url: {URL}\n  auth: apikey\n}}\n{key}"
    assert imported(f"{bru}body:form-urlencoded {{\n{rows}}}\n") == expected(headers=[("X-Key", "7")])
    auth = {"type": "apikey", "key": "X-Key", "value": "7", "placement": "header"}
    body = {"type": "form-urlencoded", "data": named(PAIRS)}
    http = {"method": "POST", "url": URL, "body": body, "auth": auth}
    collection = json.dumps({"info": {"name": "t", "type": "http"}, "http": http})
    assert imported(collection) == expected(headers=[("X-Key", "7")])


def test_a_har_body_in_base64() -> None:
    body = base64.b64encode("&".join(f"{n}={v}" for n, v in PAIRS.items()).encode()).decode()
    data = {"mimeType": "application/x-www-form-urlencoded", "encoding": "base64", "text": body}
    entry = {"request": {"method": "POST", "url": URL, "headers": [], "postData": data}}
    assert imported(json.dumps({"log": {"entries": [entry]}})) == expected()
