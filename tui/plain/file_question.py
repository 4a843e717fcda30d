"""Asks for a file's name. A paste that was piped in place of one is refused, and not repeated."""

from __future__ import annotations

import re
from typing import Final

from ..plain_text import plain_line
from .conversation import Conversation

_NO_NAME: Final = re.compile(r"[\x00-\x1f{}<>\"]|://")
"""What no file's name holds that somebody would give; a response or a URL does."""


def ask_for_file(talk: Conversation, label: str, default: str = "") -> str:
    """Ask for a file until the answer can be the name of one; return it, or the default, or a blank.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    while True:
        typed = talk.console.ask(label, default, shown=talk.shown(default))
        if typed == default or _is_name(talk, typed):
            return typed
        talk.console.say("✗ That is no file's name. It is not repeated, because it may hold a secret.")


def _is_name(talk: Conversation, typed: str) -> bool:
    return not _NO_NAME.search(typed) and talk.shown(typed) == plain_line(typed)
