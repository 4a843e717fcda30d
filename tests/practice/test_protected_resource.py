"""The practice server's API: which tokens it accepts, and what it says about those that it refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tui.oauth2.exchange import HttpResponse
from tui.oauth2.responses.challenge import challenges_of
from tui.practice.issued_tokens import _MOST_KEPT, IssuedTokens
from tui.practice.protected_resource import answer_api_call
from tui.practice.responses import Response
from tui.practice.server_rules import ServerRules

READ_SCOPE = ("tickets.read",)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def call(tokens: IssuedTokens, token: str, method: str = "GET") -> Response:
    return answer_api_call(tokens, method, f"Bearer {token}")


def challenge_in(answer: Response) -> dict[str, str]:
    [challenge] = challenges_of(HttpResponse(answer.status, "", answer.headers, b""))
    assert challenge.scheme == "bearer"
    return dict(challenge.parameters)


def document_of(answer: Response) -> dict[str, Any]:
    document = json.loads(answer.body)
    assert isinstance(document, dict)
    return document


@pytest.mark.parametrize("authorization", ["Bearer made-up", "bEARER   made-up "])
def test_an_issued_token_is_accepted(authorization: str) -> None:
    tokens = IssuedTokens()
    tokens.keep("made-up", ("tickets.write", "tickets.read"), ServerRules())
    answer = answer_api_call(tokens, "GET", authorization)
    assert answer.status == 200
    assert document_of(answer)["scope"] == ["tickets.read", "tickets.write"]
    assert answer_api_call(tokens, "POST", authorization).status == 405


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic bWFkZS11cA==", "made-up"])
def test_without_a_token_the_challenge_names_no_error(authorization: str) -> None:
    answer = answer_api_call(IssuedTokens(), "GET", authorization)
    assert answer.status == 401
    assert challenge_in(answer) == {"realm": "practice"}


def test_a_token_is_refused_if_it_is_unknown_or_expired_or_has_another_scope() -> None:
    clock = Clock()
    tokens = IssuedTokens(clock)
    tokens.keep("first", READ_SCOPE, ServerRules(token_lifetime=5))
    tokens.keep("other-scope", ("tickets.write",), ServerRules())
    unknown = call(tokens, "unknown")
    assert (unknown.status, challenge_in(unknown)["error"]) == (401, "invalid_token")
    assert document_of(unknown)["error"] == "invalid_token"
    clock.now += 4.9
    assert call(tokens, "first").status == 200
    clock.now += 0.1
    expired = call(tokens, "first")
    assert (expired.status, challenge_in(expired)["error"]) == (401, "invalid_token")
    assert challenge_in(expired)["error_description"] == "The access token expired or was revoked."
    assert challenge_in(unknown)["error_description"] == "The access token is unknown."
    scoped = call(tokens, "other-scope")
    assert scoped.status == 403
    assert challenge_in(scoped) == {
        "realm": "practice",
        "error": "insufficient_scope",
        "error_description": "The access token lacks the scope tickets.read.",
        "scope": "tickets.read",
    }


def test_a_new_token_may_end_those_before_it() -> None:
    tokens = IssuedTokens()
    for token, rules in (
        ("a", ServerRules()),
        ("b", ServerRules()),
        ("c", ServerRules(ends_older_tokens=True)),
    ):
        tokens.keep(token, READ_SCOPE, rules)
        assert call(tokens, token).status == 200
    assert [call(tokens, token).status for token in "abc"] == [401, 401, 200]


def test_the_first_token_may_be_refused_and_the_one_after_it_accepted() -> None:
    tokens, rules = IssuedTokens(), ServerRules(refuses_first_token=True)
    for turn in ("one run", "the next"):
        tokens.keep(f"first of {turn}", READ_SCOPE, rules)
        assert call(tokens, f"first of {turn}").status == 401
        tokens.keep(f"second of {turn}", READ_SCOPE, rules)
        assert call(tokens, f"second of {turn}").status == 200
        assert call(tokens, f"first of {turn}").status == 401
        tokens.keep("of a run that made no call", READ_SCOPE, ServerRules())


def test_old_tokens_are_forgotten() -> None:
    tokens = IssuedTokens()
    for number in range(_MOST_KEPT + 1):
        tokens.keep(str(number), READ_SCOPE, ServerRules())
    statuses = [call(tokens, str(number)).status for number in (0, 1, _MOST_KEPT)]
    assert statuses == [401, 200, 200]
