"""Copies the token to the clipboard or writes it to a file, after a question."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from ....oauth2.secret import Secret
from ....plain_text import plain_line
from ..dialogs.dialog import Question, Reply
from ..text_file import write_text_file


def copy_question() -> Question:
    """Return the question where to put the token; it is dismissed with `copy`, `file`, or None."""
    return Question(
        "Copy the access token?",
        "Anyone who has the token can use it until it expires. Some terminals ignore the escape sequence "
        "that copies it (OSC 52). A file is readable only by you (mode 0600).",
        [Reply("keep", "Cancel"), Reply("file", "Write to a file"), Reply("copy", "Copy", "primary")],
    )


def copy_token(screen: Screen[Any], token: Secret, *, to_file: bool) -> None:
    """Copy the token or write it to a file, and say so."""
    if not to_file:
        screen.app.copy_to_clipboard(token.reveal())
        size = len(token.reveal())
        screen.notify(
            f"Copied the access token ({size:,} characters). "
            "If it isn't on the clipboard, press y to write it to a file."
        )
        return
    try:
        path = write_text_file("token", token.reveal())
    except OSError as error:
        screen.notify(f"Not written: {plain_line(str(error))}", severity="error", markup=False)
        return
    screen.notify(
        f"Written to {plain_line(str(path))} (0600). Delete it when you no longer need it.",
        timeout=30,
        markup=False,
    )
