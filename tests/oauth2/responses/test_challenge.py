"""WWW-Authenticate is read, whether well-formed or not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.oauth2.exchange import HttpResponse
from tui.oauth2.responses.challenge import Challenge, bearer_challenge, challenges_of, refuses_token


def answered(*values: str, status: int = 401) -> HttpResponse:
    return HttpResponse(status, "", tuple(("WWW-Authenticate", value) for value in values), b"")


@pytest.mark.parametrize(
    ("values", "challenges"),
    [
        ([], []),
        (["Bearer"], [("bearer", {})]),
        (
            ['Bearer realm="a, b", error="invalid_token"'],
            [("bearer", {"realm": "a, b", "error": "invalid_token"})],
        ),
        (["bearer error=invalid_token"], [("bearer", {"error": "invalid_token"})]),
        (['Bearer error = "x"'], [("bearer", {"error": "x"})]),
        ([r'Bearer realm="a \"b\""'], [("bearer", {"realm": 'a "b"'})]),
        (
            ['Basic realm="x", charset="UTF-8", Bearer error="y"'],
            [("basic", {"realm": "x", "charset": "UTF-8"}), ("bearer", {"error": "y"})],
        ),
        (["Negotiate", "Bearer"], [("negotiate", {}), ("bearer", {})]),
        (['Bearer realm="cut of'], [("bearer", {"realm": "cut of"})]),
        (["Negotiate YII=="], [("negotiate", {})]),
        (['realm="nobody\'s"'], []),
    ],
)
def test_challenges(values: list[str], challenges: list[tuple[str, dict[str, str]]]) -> None:
    assert challenges_of(answered(*values)) == tuple(Challenge(*challenge) for challenge in challenges)


@given(st.lists(st.text(alphabet='Bearer =",\\x\x1b ', max_size=60), max_size=3), st.text(max_size=40))
def test_whatever_a_server_writes_is_read_without_harm(values: list[str], other: str) -> None:
    response = answered(*values, other)
    refuses_token(response)
    assert all(challenge.scheme == challenge.scheme.lower() for challenge in challenges_of(response))


@pytest.mark.parametrize(
    ("status", "value", "is_refused"),
    [
        (401, 'Bearer error="invalid_token"', True),
        (401, "Bearer", True),
        (401, "", True),
        (401, 'Bearer error="insufficient_scope"', False),
        (403, 'Bearer error="invalid_token"', False),
        (200, "", False),
    ],
)
def test_when_another_token_could_help(status: int, value: str, is_refused: bool) -> None:
    response = answered(value, status=status) if value else answered(status=status)
    assert refuses_token(response) is is_refused


def test_the_bearer_challenge_among_others() -> None:
    found = bearer_challenge(answered("Basic", 'Bearer scope="read"'))
    assert found
    assert found.parameters == {"scope": "read"}
    assert bearer_challenge(answered("Basic")) is None
