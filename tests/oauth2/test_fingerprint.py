"""Check codes: the same secret and word give the same code, and nothing else does."""

from __future__ import annotations

import pytest

from tui.oauth2.fingerprint import check_code
from tui.oauth2.secret import Secret

SECRET = Secret("made-up/Secret é")


def test_two_people_who_agree_on_a_word_get_the_same_code() -> None:
    code = check_code(SECRET, "Blue")
    assert len(code) == 9
    assert check_code(Secret("made-up/Secret é"), "  blue ") == code
    assert check_code(Secret(SECRET.reveal()), "ＢＬＵＥ") == code  # as a Japanese keyboard types it


@pytest.mark.parametrize(
    "other", ["made-up/Secret é ", "made-up/secret é", "made-up/Secret e\u0301", "", "\ud800"]
)
def test_another_secret_has_another_code(other: str) -> None:
    assert check_code(Secret(other), "blue") != check_code(SECRET, "blue")


def test_another_word_makes_another_code() -> None:
    assert check_code(SECRET, "green") != check_code(SECRET, "blue")
