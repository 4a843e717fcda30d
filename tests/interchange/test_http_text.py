"""The request as HTTP text: revealed it equals the bytes sent, masked it contains no secret."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.json_schemas import assert_valid
from tests.runs import BASIC, BODY, CONNECTOR, PASSWORD, SECRET, assert_no_secret
from tui.interchange.http_text import http_text
from tui.interchange.json_text import json_text
from tui.interchange.request_json import show_document
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import MASK, Secret

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent / "data" / "token_requests.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("method", list(ClientAuthentication)[1:])
def test_revealed_it_is_the_wire_with_line_feeds(method: ClientAuthentication) -> None:
    request = assemble(CONNECTOR, method)
    assert http_text(request, None, reveal=True) == request.wire().decode().replace("\r\n", "\n")


@pytest.mark.parametrize("method", list(ClientAuthentication)[1:])
def test_masked_only_the_secrets_differ(method: ClientAuthentication) -> None:
    request = assemble(CONNECTOR, method)
    text = http_text(request, Redactor.for_connector(CONNECTOR))
    assert_no_secret(text, SECRET, PASSWORD)
    sent = request.wire().decode().split("\r\n")
    for line, shown in zip(sent, text.split("\n"), strict=True):
        assert shown == line or (MASK in shown and shown.partition(MASK)[0] == line[: shown.index(MASK)])
    assert ("Authorization: Basic " + MASK in text) == (method is not BODY)


def test_a_secret_in_the_url_is_masked() -> None:
    connector = replace(
        CONNECTOR, token_url="https://idp.example.com/t?x=Zk9%22made%5Cup%3Cpassword%3E&api_key=k-1234"
    )
    line = http_text(assemble(connector, BODY), Redactor.for_connector(connector)).split("\n")[0]
    assert line == f"POST /t?x={MASK}&api_key={MASK} HTTP/1.1"


def test_unseen_characters_are_made_visible_revealed_or_not() -> None:
    connector = replace(CONNECTOR, additional_headers=(AdditionalRow("X-Name", "a\u202eb\x9bc"),))
    for reveal in (True, False):
        assert "X-Name: a<U+202E>b<U+009B>c\n" in http_text(assemble(connector, BASIC), None, reveal=reveal)


def test_a_preview_of_a_broken_header_stays_one_line() -> None:
    connector = replace(CONNECTOR, additional_headers=(AdditionalRow("X-Name", "a\r\nX-Other: b"),))
    assert "X-Name: a␊X-Other: b\n" in http_text(assemble(connector, BASIC), None)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["id"]))
def test_show_document_revealed_holds_every_vector(vector: dict[str, Any]) -> None:
    fields = dict(vector["connector"])
    settings = {key: fields.pop(key) for key in ("credential_headers", "basic_encoding")}
    settings["basic_encoding"] = BasicEncoding(settings["basic_encoding"])
    for key in ("client_secret", "password"):
        fields[key] = Secret(fields[key])
    for key in ("additional_headers", "additional_request_data"):
        fields[key] = tuple(AdditionalRow(name, value) for name, value in fields[key])
    fields["client_authentication"] = ClientAuthentication(fields["client_authentication"])
    connector = Connector(**fields)
    connector = replace(connector, request=replace(connector.request, **settings))
    requests = [assemble(connector, method) for method in connector.client_authentication.methods]
    document = json.loads(json_text(show_document(requests, Redactor(()), reveal=True)))
    assert_valid("show", document)
    for attempt, expected in zip(document["attempts"], vector["attempts"], strict=True):
        assert list(attempt) == [
            "client_authentication", "basic_encoding", "method", "url", "headers", "body"
        ]  # fmt: skip
        assert {key: attempt[key] for key in ("client_authentication", "method", "url", "body")} == {
            key: expected[key] for key in ("client_authentication", "method", "url", "body")
        }
        names = {"Host", "User-Agent", "Accept-Encoding", "Content-Length"}
        assert [h for h in attempt["headers"] if h[0] not in names] == [
            h for h in expected["headers"] if h[0] not in names
        ]


def test_show_document_masked_holds_no_secret_and_says_the_encoding() -> None:
    requests = [assemble(CONNECTOR, method) for method in (BASIC, BODY)]
    document = show_document(requests, Redactor.for_connector(CONNECTOR))
    assert [attempt["basic_encoding"] for attempt in document["attempts"]] == ["form", None]
    assert_no_secret(json_text(document), SECRET, PASSWORD)
    assert ["Authorization", f"Basic {MASK}"] in document["attempts"][0]["headers"]


def test_json_shows_unseen_characters_as_escapes_and_keeps_their_value() -> None:
    document = {"attempts": ["a\u202eb\x9b\x1bü"]}
    text = json_text(document)
    assert text.isascii()
    assert json.loads(text) == document
    assert json_text({"name": "ü"}) == '{"name": "ü"}'


def test_a_secret_that_a_value_names_is_masked_in_the_body_although_it_is_encoded() -> None:
    typed = '{"api_key": "row-made-up-1"}'
    request = assemble(replace(CONNECTOR, username=typed), ClientAuthentication.BASIC)
    body = http_text(request, Redactor.for_connector(CONNECTOR)).rpartition("\n")[2]
    assert "row-made-up-1" not in body
    assert f"username=%7B%22api_key%22%3A+%22{MASK}%22%7D&" in body
