"""Taking the token out of the wizard: to the clipboard, or into a file of the user's own. Only when asked."""

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
    """Return the question where the token is to go; it is dismissed with `copy`, `file`, or None."""
    return Question(
        "Copy the access token?",
        "Whoever has it can use it until it ends. The clipboard is asked for by an escape sequence (OSC 52), "
        "which some terminals ignore; a file can be read by you alone (0600).",
        [Reply("keep", "Cancel"), Reply("file", "Into a file"), Reply("copy", "Copy", "primary")],
    )


def write_token(token: Secret) -> Path:
    """Write a token to a new file that its owner alone can read.

    Raises:
        OSError: it can't be written; no file is left.
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
    """Take the token out, and say where it is now."""
    if not to_file:
        screen.app.copy_to_clipboard(token.reveal())
        size = len(token.reveal())
        screen.notify(
            f"Copied: the access token, {size:,} characters. Where nothing arrives, y writes a file."
        )
        return
    try:
        path = write_token(token)
    except OSError as error:
        screen.notify(f"Not written: {plain_line(str(error))}", severity="error", markup=False)
        return
    screen.notify(
        f"Written to {plain_line(str(path))} (0600). Delete it when it has served.", timeout=30, markup=False
    )
