"""Copies the token to the clipboard or writes it to a file, after a question."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from textual.screen import Screen

from ....oauth2.secret import Secret
from ....plain_text import plain_line
from ..dialogs.dialog import Question, Reply


def copy_question() -> Question:
    """Return the question where to put the token; it is dismissed with `copy`, `file`, or None."""
    return Question(
        "Copy the access token?",
        "Anyone who has the token can use it until it expires. Some terminals ignore the escape sequence "
        "that copies it (OSC 52). A file is readable only by you (mode 0600).",
        [Reply("keep", "Cancel"), Reply("file", "Write to a file"), Reply("copy", "Copy", "primary")],
    )


def write_token(token: Secret) -> Path:
    """Write a token to a new file that only its owner can read.

    Raises:
        OSError: the file can't be written; none is left behind.
    """
    handle, name = tempfile.mkstemp(prefix="connector-doctor-token-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(token.reveal())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


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
        path = write_token(token)
    except OSError as error:
        screen.notify(f"Not written: {plain_line(str(error))}", severity="error", markup=False)
        return
    screen.notify(
        f"Written to {plain_line(str(path))} (0600). Delete it when you no longer need it.",
        timeout=30,
        markup=False,
    )
