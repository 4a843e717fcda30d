"""The practice server's token endpoint: whom it accepts, with which encodings, and what it answers."""

from __future__ import annotations

import base64
import json
from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.practice.authorization import answer_token_request
from tui.practice.issued_tokens import IssuedTokens
from tui.practice.registered import CLIENT_ID, CLIENT_SECRET, PASSWORD, USERNAME
from tui.practice.responses import Response
from tui.practice.server_rules import ServerRules

ANY_RULES = st.builds(
    ServerRules,
    takes_basic=st.booleans(),
    takes_body=st.booleans(),
    allows_password_grant=st.booleans(),
    names_method=st.booleans(),
    needs_scope=st.booleans(),
    needs_api_key=st.booleans(),
    account_refusal=st.sampled_from(["", "The account is locked."]),
    camel_case_token=st.booleans(),
    errors_as_200=st.booleans(),
    token_lifetime=st.integers(0, 3600),
    refuses_first_token=st.booleans(),
    ends_older_tokens=st.booleans(),
)
SECRET = CLIENT_SECRET.reveal()
USER = {"grant_type": "password", "username": USERNAME, "password": PASSWORD.reveal()}
CLIENT = {"client_id": CLIENT_ID, "client_secret": SECRET}


def basic(user_id: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user_id}:{password}".encode()).decode()


def ask(
    body: dict[str, str], authorization: str = "", query: str = "", rules: ServerRules | None = None
) -> tuple[int, dict[str, Any]]:
    answer = answer_to(urlencode(body).encode(), authorization, query, rules)
    return answer.status, document_of(answer)


def answer_to(
    body: bytes, authorization: str = "", query: str = "", rules: ServerRules | None = None
) -> Response:
    return answer_token_request(rules or ServerRules(), IssuedTokens(), query, authorization, body)


def document_of(answer: Response) -> dict[str, Any]:
    document = json.loads(answer.body)
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize(
    ("authorization", "body"),
    [
        (basic(quote_plus(CLIENT_ID), quote_plus(SECRET)), USER),
        (basic(CLIENT_ID, SECRET), USER),
        (basic(CLIENT_ID, SECRET).replace("Basic", "bAsIc"), USER),
        (basic(CLIENT_ID, SECRET), USER | CLIENT),
        ("", USER | CLIENT),
    ],
    ids=["form-encoded", "raw", "scheme-in-any-case", "header-and-body", "body"],
)
def test_the_client_proves_itself(authorization: str, body: dict[str, str]) -> None:
    status, document = ask(body, authorization)
    assert status == 200
    assert document["token_type"] == "Bearer"
    assert document["expires_in"] == 3600
    assert document["scope"] == "tickets.read"
    assert len(document["access_token"]) >= 30
    assert "refresh_token" not in document


@pytest.mark.parametrize(
    ("authorization", "body"),
    [
        ("", USER),
        ("", USER | CLIENT | {"client_secret": SECRET[:-1]}),
        (basic(CLIENT_ID, SECRET + " "), USER),
        (basic("someone-else", SECRET), USER),
        (basic(CLIENT_ID, SECRET), USER | {"client_id": "someone-else"}),
        (basic(USERNAME, PASSWORD.reveal()), USER | CLIENT),
        ("Basic not!base64", USER | CLIENT),
        ("Basic " + base64.b64encode(b"\xff\xfe:\xff").decode(), USER),
        ("Basic " + base64.b64encode(b"no-colon").decode(), USER),
        (basic(CLIENT_ID, SECRET).replace("Basic", "Bearer"), USER),
        ("Basic", USER),
    ],
)
def test_the_client_is_refused(authorization: str, body: dict[str, str]) -> None:
    assert ask(body, authorization) == (401, {"error": "invalid_client"})


def test_a_refused_client_is_challenged() -> None:
    answer = answer_to(urlencode(USER).encode())
    assert dict(answer.headers)["WWW-Authenticate"] == 'Bearer error="invalid_client"'
    assert dict(answer.headers)["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"password": "wrong"}, "invalid_grant"),
        ({"password": PASSWORD.reveal() + "ü"}, "invalid_grant"),
        ({"username": "someone@example.com"}, "invalid_grant"),
        ({"username": ""}, "invalid_request"),
        ({"grant_type": ""}, "invalid_request"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, "unsupported_grant_type"),
        ({"scope": "admin"}, "invalid_scope"),
        ({"scope": "tickets.read admin"}, "invalid_scope"),
    ],
)
def test_the_rest_of_the_request_is_refused(changes: dict[str, str], error: str) -> None:
    status, document = ask(USER | CLIENT | changes)
    assert (status, document["error"]) == (400, error)


def test_both_scopes_may_be_asked_for() -> None:
    status, document = ask(USER | CLIENT | {"scope": "tickets.write tickets.read"})
    assert (status, document["scope"]) == (200, "tickets.write tickets.read")


@pytest.mark.parametrize("query", ["grant_type=password", "%zz=1", "ü=1", "a"])
def test_a_query_is_refused(query: str) -> None:
    status, document = ask(USER | CLIENT, query=query)
    assert (status, document["error"]) == (400, "invalid_request")


def test_a_body_that_is_not_utf_8_is_refused_for_what_it_lacks() -> None:
    answer = answer_to(b"grant_type=\xff", basic(CLIENT_ID, SECRET))
    assert document_of(answer) == {
        "error": "invalid_request",
        "error_description": "Request is missing grant_type parameter.",
    }


def test_a_repeated_parameter_is_refused() -> None:
    body = urlencode([*USER.items(), *CLIENT.items(), ("password", "again")]).encode()
    answer = answer_to(body)
    assert document_of(answer)["error"] == "invalid_request"


@pytest.mark.parametrize(
    "rules", [ServerRules(takes_basic=False), ServerRules(takes_body=False), ServerRules()]
)
def test_rules_say_which_client_authentication_counts(rules: ServerRules) -> None:
    assert ask(USER, basic(CLIENT_ID, SECRET), rules=rules)[0] == (200 if rules.takes_basic else 401)
    assert ask(USER | CLIENT, rules=rules)[0] == (200 if rules.takes_body else 401)


def test_the_answer_says_how_long_the_token_lives() -> None:
    assert ask(USER | CLIENT, rules=ServerRules(token_lifetime=5))[1]["expires_in"] == 5


def test_errors_may_come_as_a_success() -> None:
    status, document = ask(USER, rules=ServerRules(errors_as_200=True))
    assert (status, document) == (200, {"error": "invalid_client"})


@given(
    rules=ANY_RULES,
    query=st.text(st.characters(max_codepoint=255), max_size=40),
    authorization=st.one_of(
        st.text(st.characters(max_codepoint=255), max_size=40),
        st.binary(max_size=40).map(lambda raw: "Basic " + base64.b64encode(raw).decode()),
    ),
    body=st.one_of(
        st.binary(max_size=200),
        st.dictionaries(
            st.sampled_from([*USER, *CLIENT, "scope", "resource", "request_token"]), st.text(max_size=20)
        ).map(lambda pairs: urlencode(pairs, errors="replace").encode()),
    ),
)
def test_nothing_that_is_sent_breaks_it(
    rules: ServerRules, query: str, authorization: str, body: bytes
) -> None:
    answer = answer_to(body, authorization, query, rules)
    assert answer.status in {200, 400, 401}
    assert "error" in document_of(answer)
