"""The name of a variable that is to hold a secret."""

from __future__ import annotations

import pytest

from tui.oauth2.secret import Secret
from tui.profiles.variable_names import check_variable_name


@pytest.mark.parametrize("name", ["ACME_PASSWORD", "acme2", "_X", "A" * 300])
def test_names_that_can_be(name: str) -> None:
    assert check_variable_name(name, Secret("made-up")) == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "Type the name"),
        ("  ", "Type the name"),
        ("made_up ", "This is the secret itself"),
        ("$ACME", "without $"),
        ("${ACME}", "without $"),
        ("$env:ACME", "without $"),
        ("%ACME%", "without $"),
        ("ACME ", "A variable's name has"),
        ("2ACME", "A variable's name has"),
        ("A-B", "A variable's name has"),
        ("A=B", "A variable's name has"),
        ("PASSWÖRT", "A variable's name has"),
        ("A\0", "A variable's name has"),
    ],
)
def test_names_that_cannot_be_are_not_repeated(name: str, words: str) -> None:
    told = check_variable_name(name, Secret("made_up"))
    assert told.startswith(words) or words in told
    assert not name.strip() or name not in told
