"""Responses of the token endpoint are read: the RFC's examples, those of real servers, and anything else."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oauth2.strategies import response
from tui.oauth2.connector import ResponseSettings
from tui.oauth2.exchange import BodyFault, HttpResponse
from tui.oauth2.responses.token_response import (
    AccessTokenResponse,
    Answer,
    ErrorResponse,
    UnusableResponse,
    look_up,
    read_answer,
    read_document,
)
from tui.oauth2.secret import Secret

JSON = ResponseSettings()
TEXT = ResponseSettings(type="text")
RFC_6749_5_1 = """{
    "access_token":"2YotnFZFEjr1zCsicMWpAA",
    "token_type":"example",
    "expires_in":3600,
    "refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA",
    "example_parameter":"example_value"
}"""
JSON_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
KEYS = [
    "access_token",
    "token_type",
    "expires_in",
    "refresh_token",
    "scope",
    "error",
    "error_description",
    "error_uri",
]


def read(body: str | bytes, status: int = 200, settings: ResponseSettings = JSON, **headers: str) -> Answer:
    return read_answer(response(body, status, **headers), settings)


def read_token(body: str | bytes, settings: ResponseSettings = JSON) -> AccessTokenResponse:
    answer = read(body, settings=settings)
    assert isinstance(answer, AccessTokenResponse)
    return answer


def read_unusable(
    body: str | bytes, status: int = 200, settings: ResponseSettings = JSON, **headers: str
) -> str:
    answer = read(body, status, settings, **headers)
    assert isinstance(answer, UnusableResponse)
    return answer.reason


def test_the_example_of_5_1() -> None:
    answer = read_token(RFC_6749_5_1)
    assert answer == AccessTokenResponse(
        access_token=Secret("2YotnFZFEjr1zCsicMWpAA"),
        token_type="example",
        expires_in=3600,
        refresh_token=Secret("tGzv3JOkF0XG5Qx2TlKWIA"),
        extra={"example_parameter": "example_value"},
    )
    assert "example_value" not in repr(answer)
    assert not answer.is_jwt


def test_the_example_of_5_2() -> None:
    assert read('{"error":"invalid_request"}', 400) == ErrorResponse("invalid_request")


def test_an_error_with_all_its_members() -> None:
    body = '{"error":"invalid_grant","error_description":"Locked.","error_uri":"https://h/e"}'
    assert read(body, 400) == ErrorResponse("invalid_grant", "Locked.", "https://h/e")


@pytest.mark.parametrize("status", [200, 201, 302, 400, 401, 500])
def test_an_error_code_is_an_error_whatever_the_status(status: int) -> None:
    assert read('{"error":"invalid_client"}', status) == ErrorResponse("invalid_client")
    assert read("error=invalid_client&error_description=No+such+client", status) == ErrorResponse(
        "invalid_client", "No such client"
    )


@pytest.mark.parametrize(
    "body", ["", "<html>", "nonsense", "[1]", "null", '{"message":"no"}', '{"error":{"code":1}}']
)
@pytest.mark.parametrize("status", [400, 404, 429, 500, 503])
def test_a_refusal_without_a_code(body: str, status: int) -> None:
    assert read(body, status) == ErrorResponse(None)


def test_a_token_with_a_status_of_refusal_is_none() -> None:
    assert read(RFC_6749_5_1, 400) == ErrorResponse(None)


@pytest.mark.parametrize(
    "body", ["access_token=abc&token_type=bearer&expires_in=60&scope=", b"access_token=abc"]
)
@pytest.mark.parametrize("settings", [ResponseSettings(), ResponseSettings(type="text")])
def test_a_form_encoded_token_is_one_that_no_connector_reads(
    body: str | bytes, settings: ResponseSettings
) -> None:
    assert isinstance(read(body, settings=settings), UnusableResponse)


def test_a_form_encoded_refusal_is_still_read() -> None:
    assert read("error=invalid_client&error_description=no") == ErrorResponse("invalid_client", "no")


def test_a_bare_token_may_end_with_equals_signs() -> None:
    assert read_token("dG9rZW4tbWFkZS11cA==", settings=ResponseSettings(type="text"))


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"expires_in": "3600"}, "3600"),
        ({"expires_in": 12.5}, 12.5),
        ({"expires_in": None}, None),
        ({"expires_in": ""}, None),
        ({"expires_in": [1]}, None),
        ({}, None),
    ],
)
def test_a_lifetime_as_the_server_wrote_it(members: dict[str, Any], found: object) -> None:
    assert read_token(json.dumps({"access_token": "x", **members})).expires_in == found


def test_a_scope_as_a_list() -> None:
    assert read_token('{"access_token":"x","scope":["a","b"]}').scope == "a b"
    assert read_token('{"access_token":"x","scope":[1]}').scope is None
    assert read_token('{"access_token":"x","scope":7}').scope == "7"


@pytest.mark.parametrize(
    ("key", "document"),
    [
        ("accessToken", {"accessToken": "abc"}),
        ("data.token", {"data": {"token": "abc"}}),
        ("data.token", {"data.token": "abc", "data": {"token": "other"}}),
        ("a.b.c", {"a": {"b": {"c": "abc"}}}),
    ],
)
def test_a_token_under_another_key(key: str, document: dict[str, Any]) -> None:
    settings = ResponseSettings(access_token_key=key)
    assert read_token(json.dumps(document), settings).access_token == Secret("abc")


@pytest.mark.parametrize("key", ["", ".", "a..b", "data.", ".data", "data.token.more", "other"])
def test_a_key_that_leads_nowhere(key: str) -> None:
    assert look_up({"data": {"token": "abc"}}, key) is None


@pytest.mark.parametrize("token", ["null", '""', "7", "[]", "{}", "true"])
def test_a_token_that_is_no_text(token: str) -> None:
    assert read_unusable(f'{{"access_token":{token}}}') == (
        "The response has no access_token (the Json Access Token Key)."
    )


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ("", "empty body"),
        (" \n", "empty body"),
        ("<!DOCTYPE html><html>", "web page"),
        ("\n <html>", "web page"),
        ("OK", "not a JSON object"),
        ("[]", "not a JSON object"),
        ("{", "not a JSON object"),
        ('{"accessToken":"x"}', "no access_token"),
    ],
)
def test_no_token_and_why(body: str, part: str) -> None:
    assert part in read_unusable(body)


def test_a_redirect_says_where_to() -> None:
    assert "redirects to /login." in read_unusable("", 302, Location="/login")
    assert "The server redirects." in read_unusable("<html>", 307)


@pytest.mark.parametrize("settings", [JSON, TEXT], ids=["json", "text"])
@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (BodyFault.CUT_SHORT, "cut off before it was complete"),
        (BodyFault.BAD_CHUNKING, "malformed chunks"),
        (BodyFault.TOO_LONG, "longer than 1 MiB"),
        (BodyFault.BAD_CODING, "not encoded as its Content-Encoding says"),
    ],
)
def test_a_body_that_is_not_to_be_relied_on_gives_no_token(
    settings: ResponseSettings, fault: BodyFault, words: str
) -> None:
    for body in (b"access_token=abc", b"abc.def", RFC_6749_5_1.encode(), b"\x1f\x8b\x08\x00"):
        answer = read_answer(response_with(fault, body, "gzip"), settings)
        assert isinstance(answer, UnusableResponse)
        assert words in answer.reason
    refusal = replace(response_with(fault, b'{"error":"invalid_client"}', "gzip"), status=401)
    assert read_answer(refusal, settings) == ErrorResponse("invalid_client")


@pytest.mark.parametrize("settings", [JSON, TEXT], ids=["json", "text"])
def test_a_coding_that_is_unknown_hides_a_token_only_where_it_is_one(settings: ResponseSettings) -> None:
    for body in (b"\x8b", b"\x28\xb5\x2f\xfd\x00", b"\x0b\x01\x80{}\x03"):
        answer = read_answer(response_with(BodyFault.UNKNOWN_CODING, body, "br"), settings)
        assert isinstance(answer, UnusableResponse)
        assert "a Content-Encoding that this tool can't decode" in answer.reason
    body = b"abc.def" if settings is TEXT else RFC_6749_5_1.encode()
    answer = read_answer(response_with(BodyFault.UNKNOWN_CODING, body, "utf-8"), settings)
    assert isinstance(answer, AccessTokenResponse)


def response_with(fault: BodyFault, body: bytes, coding: str) -> HttpResponse:
    return HttpResponse(200, "OK", (("Content-Encoding", coding),), body, body_fault=fault)


def test_a_text_answer_is_the_token() -> None:
    assert read_token("abc.def\r\n", TEXT).access_token == Secret("abc.def")
    assert read_token("abc+/==", TEXT).access_token == Secret("abc+/==")
    assert "empty" in read_unusable("  ", settings=TEXT)
    for body in ("two words", "<html>", RFC_6749_5_1, "[1]"):
        assert "more than a token" in read_unusable(body, settings=TEXT)
    assert read('{"error":"invalid_grant"}', 200, TEXT) == ErrorResponse("invalid_grant")
    assert read("no", 401, TEXT) == ErrorResponse(None)


@pytest.mark.parametrize(
    ("token", "is_jwt"),
    [
        ("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln", True),
        ("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.", True),
        ("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0", False),
        ("eyJh..x", False),
        ("a.b.c", False),
    ],
)
def test_the_shape_of_a_jwt(token: str, is_jwt: bool) -> None:
    assert AccessTokenResponse(Secret(token)).is_jwt is is_jwt


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"access_token":' * 100_000 + b"1" + b"}" * 100_000,
        b'{"access_token":"x","n":' + b"9" * 100_000 + b"}",
        b"a=" + b"&a=" * 100_000,
        b"=" * 100_000,
        b'{"access_token":"\\ud800"}',
        b"\x00" * 1000,
    ],
    ids=["open", "closed", "objects", "number", "parameters", "equals", "surrogate", "nul"],
)
@pytest.mark.parametrize("settings", [JSON, TEXT], ids=["json", "text"])
@pytest.mark.parametrize("status", [200, 400])
def test_no_size_or_depth_breaks_it(body: bytes, settings: ResponseSettings, status: int) -> None:
    assert read(body, status, settings) is not None


@given(
    status=st.integers(100, 599),
    headers=st.lists(st.tuples(st.sampled_from(["Content-Type", "Location", "X"]), st.text()), max_size=3),
    body=st.one_of(
        st.binary(max_size=200),
        st.dictionaries(st.sampled_from(KEYS), JSON_VALUES).map(
            lambda document: json.dumps(document).encode()
        ),
        JSON_VALUES.map(lambda document: json.dumps(document).encode("utf-16")),
    ),
    settings=st.builds(
        ResponseSettings,
        type=st.sampled_from(["json", "text"]),
        access_token_key=st.one_of(st.sampled_from([*KEYS, "a.b", ""]), st.text(max_size=5)),
        expires_in_key=st.sampled_from(["expires_in", "scope", "a.b"]),
    ),
)
def test_no_answer_breaks_it(
    status: int, headers: list[tuple[str, str]], body: bytes, settings: ResponseSettings
) -> None:
    answer = read_answer(HttpResponse(status, "", tuple(headers), body), settings)
    if isinstance(answer, AccessTokenResponse):
        assert 200 <= status < 300
        assert answer.access_token
    elif isinstance(answer, UnusableResponse):
        assert status < 400
        assert answer.reason
    assert repr(answer)


def test_a_document_is_json_or_a_form() -> None:
    assert read_document(response('{"a": "line\nbreak"}')) == {"a": "line\nbreak"}
    assert read_document(response("a=1&b=&c")) == {"a": "1", "b": "", "c": ""}
    for body in ("plain", "a = b", "<a href='x'>", "<a=b>", "{'a': 1}", ""):
        assert read_document(response(body)) is None


def test_what_stands_beside_a_nested_token_is_read_there() -> None:
    body = {
        "status": "ok",
        "data": {
            "access_token": "made-up-token",
            "refresh_token": "made-up-refresh",
            "token_type": "Bearer",
            "scope": "read",
            "expires_in": 60,
            "tenant": "acme",
        },
    }
    response = HttpResponse(200, "OK", (), json.dumps(body).encode())
    settings = ResponseSettings(access_token_key="data.access_token", expires_in_key="data.expires_in")
    token = read_answer(response, settings)
    assert isinstance(token, AccessTokenResponse)
    assert (token.token_type, token.scope, token.expires_in) == ("Bearer", "read", 60)
    assert token.refresh_token == Secret("made-up-refresh")
    assert token.extra == {"status": "ok", "tenant": "acme"}
    assert "made-up" not in repr(token)
