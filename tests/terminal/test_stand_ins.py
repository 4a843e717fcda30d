"""A terminal whose encoding lacks our signs gets others, and an escape for what has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.terminal.stand_ins import ERRORS, register


@pytest.mark.parametrize(
    ("encoding", "text", "written"),
    [
        ("ascii", "✓ ✗ · ••… “é”", rb'+ x - **... "\xe9"'),
        ("cp1252", "✗ “é” … 接", b"x \x93\xe9\x94 \x85 \\u63a5"),
        ("utf-8", "✗ \ud800", "✗ \\ud800".encode()),
    ],
)
def test_a_sign_has_its_stand_in(encoding: str, text: str, written: bytes) -> None:
    register()
    assert text.encode(encoding, ERRORS) == written


@given(st.text())
def test_no_text_is_refused(text: str) -> None:
    register()
    assert text.encode("ascii", ERRORS).isascii()
