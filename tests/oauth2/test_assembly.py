"""The token request is assembled as in the vectors, with overrides and what the transport adds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.oauth2.strategies import CONNECTORS
from tui.oauth2.assembly import UnsendableConnectorError, assemble, assemble_all
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import MASK, Secret, reveal
from tui.oauth2.token_request import NameValue, Origin, TokenRequest, request_target
from tui.oauth2.url_parts import host_header

VECTORS = json.loads(Path(__file__).parent.parent.joinpath("data", "token_requests.json").read_text("utf-8"))
PLAIN = Connector(
    client_id="abcd-1234",
    client_secret=Secret("secret123456"),
    username="svc.connector",
    password=Secret("hunter22"),
    token_url="https://idp.example.com/oauth2/token",
    client_authentication=ClientAuthentication.REQUEST_BODY,
)


def connector_of(vector: dict[str, Any]) -> Connector:
    fields = dict(vector["connector"])
    request = RequestSettings(
        credential_headers=fields.pop("credential_headers"),
        basic_encoding=BasicEncoding(fields.pop("basic_encoding")),
    )
    for key in ("client_secret", "password"):
        fields[key] = Secret(fields[key])
    for key in ("additional_headers", "additional_request_data"):
        fields[key] = tuple(AdditionalRow(name, value) for name, value in fields[key])
    fields["client_authentication"] = ClientAuthentication(fields["client_authentication"])
    return Connector(**fields, request=request)


def rows(*pairs: tuple[str, str | Secret]) -> tuple[AdditionalRow, ...]:
    return tuple(AdditionalRow(name, value) for name, value in pairs)


def with_headers(*pairs: tuple[str, str | Secret]) -> TokenRequest:
    return assemble(
        Connector(**{**vars(PLAIN), "additional_headers": rows(*pairs)}), ClientAuthentication.BASIC
    )


def with_data(*pairs: tuple[str, str | Secret]) -> TokenRequest:
    connector = Connector(**{**vars(PLAIN), "additional_request_data": rows(*pairs)})
    return assemble(connector, ClientAuthentication.REQUEST_BODY)


def header(request: TokenRequest, name: str) -> NameValue:
    (found,) = [item for item in request.headers if item.name.lower() == name.lower()]
    return found


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_vectors(vector: dict[str, Any]) -> None:
    requests = assemble_all(connector_of(vector))
    built = [
        {
            "client_authentication": request.client_authentication.value,
            "method": request.method,
            "url": request.url,
            "headers": [
                [item.name, reveal(item.value)]
                for item in request.headers
                if item.origin is not Origin.TRANSPORT
            ],
            "body": request.body.decode("ascii"),
        }
        for request in requests
    ]
    assert built == vector["attempts"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_what_the_transport_adds(vector: dict[str, Any]) -> None:
    for request in assemble_all(connector_of(vector)):
        assert request.headers[0].name.lower() == "host"
        assert reveal(header(request, "Content-Length").value) == str(len(request.body))
        assert reveal(header(request, "User-Agent").value)
        assert reveal(header(request, "Accept-Encoding").value) == "identity"
        assert [item.name for item in request.headers[-3:]] == [
            "User-Agent",
            "Accept-Encoding",
            "Content-Length",
        ]


def test_the_wire_is_the_headers_and_the_body_in_their_order() -> None:
    request = assemble(PLAIN, ClientAuthentication.BASIC)
    head, blank, body = request.wire().partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /oauth2/token HTTP/1.1"
    assert lines[1] == "Host: idp.example.com"
    assert [line.partition(": ")[0] for line in lines[1:]] == [item.name for item in request.headers]
    assert (blank, body) == (b"\r\n\r\n", b"grant_type=password&username=svc.connector&password=hunter22")


def test_a_blank_client_authentication_makes_two_requests_and_others_may_be_asked_for() -> None:
    blank = Connector(**{**vars(PLAIN), "client_authentication": ClientAuthentication.BLANK})
    assert [request.client_authentication.value for request in assemble_all(blank)] == [
        "basic",
        "request-body",
    ]
    (asked,) = assemble_all(blank, [ClientAuthentication.BASIC_USER])
    assert asked.client_authentication is ClientAuthentication.BASIC_USER
    assert asked.basic_encoding is None


def test_a_header_is_overridden_in_place_whatever_its_case() -> None:
    request = with_headers(("aCCEPT", "*/*"), ("X-New", "1"))
    names = [item.name for item in request.headers]
    assert names[:3] == ["Host", "Content-Type", "aCCEPT"]
    assert header(request, "accept") == NameValue("aCCEPT", "*/*", Origin.OVERRIDE)
    assert header(request, "X-New") == NameValue("X-New", "1", Origin.ADDITIONAL)
    assert names.index("X-New") == names.index("Authorization") + 1


def test_host_and_user_agent_can_be_overridden() -> None:
    request = with_headers(("host", "other.example.com"), ("User-Agent", "curl/8"))
    assert request.headers[0] == NameValue("host", "other.example.com", Origin.OVERRIDE)
    assert request.headers[-3] == NameValue("User-Agent", "curl/8", Origin.OVERRIDE)


def test_a_parameter_is_overridden_in_place_only_by_its_exact_name() -> None:
    request = with_data(("username", "else"), ("Username", "new"))
    assert request.parameters[1] == NameValue("username", "else", Origin.OVERRIDE)
    assert request.parameters[-1] == NameValue("Username", "new", Origin.ADDITIONAL)
    assert len(request.parameters) == 6


def test_the_last_of_several_overrides_wins_and_a_new_name_is_kept_as_often_as_it_stands() -> None:
    request = with_data(("grant_type", "one"), ("a", "1"), ("grant_type", "two"), ("a", "2"))
    assert request.body.decode().startswith("grant_type=two&username=")
    assert request.body.decode().endswith("&a=1&a=2")
    assert header(with_headers(("Accept", "a/a"), ("ACCEPT", "b/b")), "accept").value == "b/b"
    assert [item.value for item in with_headers(("X", "1"), ("X", "2")).headers if item.name == "X"] == [
        "1",
        "2",
    ]


def test_an_override_of_a_secret_is_one_too() -> None:
    for request, name in (
        (with_headers(("Authorization", "Bearer over-ridden")), "over-ridden"),
        (with_headers(("client-secret", "over-ridden")), "over-ridden"),
        (with_data(("password", "over-ridden")), "over-ridden"),
        (with_headers(("X-Api-Key", "over-ridden")), "over-ridden"),
        (with_data(("note", Secret("over-ridden"))), "over-ridden"),
    ):
        assert name not in repr(request)
        assert name not in request.shown_body()
        assert all(name not in item.shown() for item in (*request.headers, *request.parameters))
        assert name.encode() in request.wire()


def test_a_masked_authorization_keeps_its_scheme() -> None:
    shown = header(assemble(PLAIN, ClientAuthentication.BASIC), "Authorization").shown()
    assert shown == f"Basic {MASK}"
    assert NameValue("Authorization", Secret("Basicx")).shown() == MASK
    assert NameValue("Authorization", Secret("pass-1 word")).shown() == MASK
    assert NameValue("X-Key", Secret("Basic abc")).shown() == MASK


def test_what_is_masked_in_the_body_is_the_value_alone() -> None:
    request = assemble(PLAIN, ClientAuthentication.REQUEST_BODY)
    assert request.shown_body() == (
        f"grant_type=password&username=svc.connector&password={MASK}&client_id=abcd-1234&client_secret={MASK}"
    )
    assert request.shown_body(reveal_secrets=True).encode() == request.body


def test_a_connector_with_problems_is_not_assembled() -> None:
    with pytest.raises(UnsendableConnectorError, match="Client ID: This field is required") as raised:
        assemble_all(Connector())
    assert [problem.field for problem in raised.value.problems] == [
        "client_id",
        "client_secret",
        "username",
        "password",
        "token_url",
    ]


@pytest.mark.parametrize(
    ("url", "target", "host"),
    [
        ("https://h/a/../b?x=%20&y", "/a/../b?x=%20&y", "h"),
        ("https://h", "/", "h"),
        ("https://h?x=1", "/?x=1", "h"),
        ("https://h:443/t", "/t", "h"),
        ("http://h:443/t", "/t", "h:443"),
        ("http://h:80", "/", "h"),
        ("HTTP://H:8080//t", "//t", "H:8080"),
        ("https://[::1]:443/t", "/t", "[::1]"),
        ("https://[::1]/t", "/t", "[::1]"),
        ("https://h:/t", "/t", "h"),
    ],
)
def test_target_and_host(url: str, target: str, host: str) -> None:
    assert request_target(url) == target
    assert host_header(url) == host


@pytest.mark.parametrize("url", ["", "h", "https://", "https://[::1", "https://h:port/", "https://ex℀mple/"])
def test_a_preview_of_a_url_that_is_still_being_typed(url: str) -> None:
    request = assemble(Connector(token_url=url), ClientAuthentication.BASIC)
    assert request.url == url
    assert request.headers[0].name == "Host"


@given(CONNECTORS)
def test_a_preview_can_be_had_of_whatever_is_typed(connector: Connector) -> None:
    for method in (ClientAuthentication.BASIC, ClientAuthentication.BASIC_USER):
        request = assemble(connector, method)
        assert request.shown_body().startswith("grant_type=")
        assert all(item.shown() is not None for item in request.headers)
