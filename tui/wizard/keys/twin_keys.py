"""Alt and a letter is Ctrl and that letter: for terminals that keep some keys for themselves.

A terminal in a browser never sees Ctrl+N, Ctrl+T and Ctrl+W; one in an editor often lacks Ctrl+P and
Ctrl+Q. Both send Alt and a letter. On macOS, where Alt types special characters, both leave Ctrl alone.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from textual import events

_ALT: Final = "alt+"


def read_alt_as_ctrl(key: events.Key, bound: Container[str]) -> None:
    """Make a key with Alt the one with Ctrl, unless the user bound it. It types no letter in any case."""
    letter = key.key.removeprefix(_ALT)
    if letter == key.key:
        return
    key.character = None
    if len(letter) == 1 and letter.isascii() and letter.isalpha() and key.key not in bound:
        key.key = f"ctrl+{letter}"
