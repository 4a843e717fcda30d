"""Where no colors are wanted, or there are none, the program sends none: not even a gray."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.pseudo_terminal import Terminal

from .test_by_keys import COLOR


def colors_sent(tmp_path: Path, more: dict[str, str]) -> int:
    """Walk through a step, its help, a dialog and the menu, and count what set a color."""
    with Terminal(tmp_path, "demo", more=more) as terminal:
        terminal.sees("Step 1 of 10")
        terminal.press("\x1bOP")
        terminal.sees("i pages")
        terminal.press("escape")
        terminal.sees_no_more("i pages")
        terminal.press("ctrl+f")
        terminal.sees("Practice faults")
        terminal.press("escape")
        terminal.sees_no_more("Practice faults")
        terminal.press("f8")
        terminal.sees("Step 8 of 10", "POST /oauth2/token")
        terminal.press("ctrl+q")
        assert terminal.ends() == 0
        return len(re.findall(COLOR.encode(), terminal.raw))


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {"TERM": "vt100"}, {"TERM": "xterm-mono"}], ids=str)
def test_no_color_is_sent(tmp_path: Path, more: dict[str, str]) -> None:
    assert colors_sent(tmp_path, more) == 0


def test_an_empty_variable_asks_for_nothing(tmp_path: Path) -> None:
    assert colors_sent(tmp_path, {"NO_COLOR": ""}) > 100
