"""Foreign text made ready to be shown: masked, harmless, and cut where it is longer than anyone reads."""

from __future__ import annotations

import pytest

from tui.interchange.shown_text import shown_line, shown_text
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import MASK, Secret

SECRET = "Gr4nite&Harb0ur#27"
MASKING = Redactor([Secret(SECRET)]).text


def test_a_short_text_is_shown_as_a_whole() -> None:
    assert shown_text(f"a {SECRET}\r\n\tb\x1b", MASKING, most=100) == (f"a {MASK}\n\tb␛", 0)
    assert shown_text(SECRET, None, most=100) == (SECRET, 0)
    assert shown_line("a\nb\tc\u202e", None, most=100) == "a␊b␉c<U+202E>"


def test_a_long_text_is_cut_and_what_is_left_off_is_counted() -> None:
    assert shown_text("x" * 1_000, MASKING, most=10) == ("x" * 10, 990)
    assert shown_text("x" * 100_000, MASKING, most=10) == ("x" * 10, 99_990)
    assert shown_line("x" * 1_000, None, most=10) == "xxxxxxxxxx… 990 more characters"


def test_lines_are_counted_too() -> None:
    assert shown_text("a\n" * 500, None, most=100, most_lines=3) == ("a\na\na", 995)
    assert shown_text("a\nb", None, most=100, most_lines=3) == ("a\nb", 0)


def test_what_grows_when_it_is_made_visible_is_cut_all_the_same() -> None:
    shown = shown_text("\u202e" * 100_000, None, most=1_000)
    assert len(shown.text) == 1_000
    assert shown.left_off > 90_000


@pytest.mark.parametrize("before", [0, 90, 4_090, 8_190, 8_290])
def test_no_part_of_a_secret_is_shown_wherever_the_cut_falls(before: int) -> None:
    for step in range(len(SECRET) + 2):
        text = "x" * (before + step) + SECRET * 2_000
        assert SECRET[:3] not in shown_text(text, MASKING, most=100).text
