"""What tells the requests of one paste apart in a list."""

from __future__ import annotations

import pytest

from tui.interchange.import_.read import read_import
from tui.interchange.import_.told_apart import told_apart

ACCOUNT = "-d grant_type=password -d username=ferry -d password=t1de"
ONE = f"curl https://idp.dunes.example/oauth2/token -u quay:r0pe {ACCOUNT}"


@pytest.mark.parametrize(
    ("other", "first", "second"),
    [
        (("ferry", "tug"), "idp.dunes.example · ferry", "idp.dunes.example · tug"),
        (("idp.", "test."), "idp.dunes.example · ferry", "test.dunes.example · ferry"),
        (
            ("oauth2/token", "b/token"),
            "idp.dunes.example · ferry · https://idp.dunes.example/oauth2/token",
            "idp.dunes.example · ferry · https://idp.dunes.example/b/token",
        ),
        (
            ("quay", "pier"),
            "idp.dunes.example · ferry · https://idp.dunes.example/oauth2/token · quay",
            "idp.dunes.example · ferry · https://idp.dunes.example/oauth2/token · pier",
        ),
    ],
)
def test_a_line_has_what_differs(other: tuple[str, str], first: str, second: str) -> None:
    found = read_import(f"{ONE}\n{ONE.replace(*other)}")
    assert told_apart(found.choices) == [first, second]


def test_of_the_same_names_the_secret_that_differs_is_named_and_not_shown() -> None:
    lines = told_apart(read_import(f"{ONE}\n{ONE.replace('r0pe', 'ch4in').replace('t1de', 'w4ve')}").choices)
    assert [line.rpartition(" · ")[2] for line in lines] == ["quay", "another Client Secret and Password"]
    assert not any(secret in "".join(lines) for secret in ("r0pe", "ch4in", "t1de", "w4ve"))


def test_whoever_chooses_is_not_told_that_the_first_one_was_taken() -> None:
    found = read_import(f"{ONE}\n{ONE.replace('ferry', 'tug')}")
    assert found.note_codes == ("several-requests",)
    assert [(one.note_codes, one.others) for one in found.choices] == [((), ())] * 2
    assert read_import(ONE).choices == (read_import(ONE),)
