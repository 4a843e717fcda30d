"""Copies the token to the clipboard or writes it to a file, after a question."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from ....interchange.token_text.use import WHO_HAS_IT
from ....oauth2.secret import Secret
from ..copying import copy_text, write_text
from ..dialogs.dialog import Question, Reply


def copy_question() -> Question:
    """Return the question where to put the token; it is dismissed with `copy`, `file`, or None."""
    return Question(
        "Copy the access token?",
        f"{WHO_HAS_IT} Some terminals ignore the escape sequence "
        "that copies it (OSC 52). A file is readable only by you (mode 0600).",
        [Reply("keep", "Cancel"), Reply("file", "Write to a file"), Reply("copy", "Copy", "primary")],
    )


def copy_token(screen: Screen[Any], token: Secret, *, to_file: bool) -> None:
    """Copy the token or write it to a file, and say so."""
    if to_file:
        write_text(screen, "token", token.reveal(), remark=" Delete it when you no longer need it.")
    else:
        copy_text(screen, "the access token", token.reveal(), "press {token.copy} to write it to a file")
