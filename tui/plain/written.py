"""Writes a text to a file that the user names, or shows it where none is named."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..profiles.atomic_file import replace_file
from .conversation import Conversation
from .file_question import ask_for_file

WHERE: Final = "File to write, or Enter to print it here"


def write_or_show(talk: Conversation, text: str) -> None:
    """Ask for a file, and write a text to it; without one, show the text.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    if file := ask_for_file(talk, WHERE):
        write_to(talk, text, file)
    else:
        talk.console.show(f"\n{text}\n")


def write_secret(talk: Conversation, text: str) -> None:
    """Ask for a file, and write a secret to it, which is never shown: without a file, nothing is done.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    if file := ask_for_file(talk, "File to write, readable only by you"):
        write_to(talk, text, file)
    else:
        talk.console.say("Nothing was written.")


def write_to(talk: Conversation, text: str, file: str) -> None:
    """Write a text to a file that only its owner can read (0600); ask before another one is replaced.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    try:
        path = Path(file).expanduser().absolute()
        shown = talk.shown(str(path))
        if path.exists() and not talk.console.confirms(f"{shown} exists already. Replace it?", default=False):
            return
        replace_file(path, f"{text}\n".encode("utf-8", "backslashreplace"))
    except (OSError, RuntimeError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        talk.console.say(f"✗ Not written: {why}.")
        return
    talk.console.say(f"✓ Written to {shown} (0600)")
