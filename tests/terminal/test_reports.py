"""Wrapping and color: no line is too wide, no foreign escape passes, and color adds nothing but color."""

from __future__ import annotations

import io
import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

from tests.terminal.test_passing_line import FakeTerminal
from tui.terminal.color import ColorChoice, is_colored, painted
from tui.terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from tui.terminal.wrapping import plain_lines, wrapped

OURS: Final = re.compile(r"\x1b\[(?:1;31|32|33|1|2|0)m")
WIDTHS: Final = st.integers(20, 120)
TEXTS: Final = st.one_of(st.text(max_size=400), st.text("ab接\u0301 \x1b/\n", max_size=400))
SPANS: Final = st.builds(Span, TEXTS, st.sampled_from(Ink))
PARAGRAPHS: Final = st.builds(
    Paragraph,
    st.lists(SPANS, max_size=4).map(tuple),
    st.integers(0, 30),
    st.integers(0, 30),
    is_verbatim=st.just(False),
)


@given(PARAGRAPHS, WIDTHS)
def test_no_line_is_too_wide_and_only_our_own_escapes_are_written(each: Paragraph, width: int) -> None:
    plain = list(plain_lines([each], width))
    assert max(map(wcswidth, plain)) <= width
    colored = [painted(line) for line in wrapped([each], width)]
    assert [OURS.sub("", line) for line in colored] == plain
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", "".join(plain))


@given(PARAGRAPHS, WIDTHS)
def test_wrapping_loses_nothing_but_blanks(each: Paragraph, width: int) -> None:
    whole = Paragraph(each.spans, is_verbatim=True)
    (said,) = plain_lines([whole], width)
    assert "".join("".join(plain_lines([each], width)).split()) == "".join(said.split())


def test_lines_after_the_first_hang_below_it() -> None:
    lines = plain_lines([paragraph("a" * 5, " ", "b" * 15, indent=2, hanging=4), BLANK], 20)
    assert list(lines) == ["  aaaaa", "    bbbbbbbbbbbbbbb", ""]


def test_a_long_url_is_broken_after_a_delimiter() -> None:
    url = "https://idp.example.com/oauth2/token?resource=abcdefghijk"
    assert list(plain_lines([paragraph(url)], 30)) == [
        "https://idp.example.com/", "oauth2/token?resource=", "abcdefghijk",
    ]  # fmt: skip


def test_a_verbatim_line_stays_whole() -> None:
    each = Paragraph((Span("x" * 300, Ink.FAINT),), indent=2, is_verbatim=True)
    assert list(plain_lines([each], 80)) == ["  " + "x" * 300]


@pytest.mark.parametrize(
    ("choice", "environ", "expected"),
    [
        ("auto", {"TERM": "xterm"}, True),
        ("auto", {"TERM": "xterm", "NO_COLOR": ""}, True),
        ("auto", {"TERM": "xterm", "NO_COLOR": "1"}, False),
        ("auto", {"TERM": "dumb"}, False),
        ("auto", {"TERM": "vt100"}, False),
        ("never", {"TERM": "xterm"}, False),
        ("always", {"TERM": "dumb", "NO_COLOR": "1"}, True),
    ],
)
def test_a_terminal_is_colored_as_the_user_wants_it(
    choice: ColorChoice, environ: dict[str, str], expected: bool
) -> None:
    assert is_colored(choice, FakeTerminal(), environ) is expected
    assert is_colored(choice, io.StringIO(), environ) is (choice == "always")
