"""Copies what a screen shows, or writes it to a file: the one way for every screen.

text ──> the terminal (OSC 52), which works over SSH too; some terminals ignore it
──> the system's clipboard, with the extra `clipboard`, where this machine is the user's own
──> or a new file that only its owner can read; in a browser, it is downloaded too
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from textual.screen import Screen

from ...errors import describe_fault
from ...plain_text import plain_line
from ..keys.keys_now import with_keys
from .text_file import write_text_file


def copy_text(screen: Screen[Any], what: str, text: str, way_out: str) -> None:
    """Copy a text, and say so. `way_out` says how to get it otherwise, with ids for its keys."""
    screen.app.copy_to_clipboard(text)
    if not (screen.app.is_web or _is_remote()):
        # In a thread: the program that owns the clipboard may take long. In the app: the user may leave.
        copying = partial(_copy_by_system, text)
        screen.app.run_worker(copying, group="clipboard", thread=True, exclusive=True, exit_on_error=False)
    screen.notify(
        f"Copied {what} ({len(text):,} characters). If it isn't on the clipboard, {with_keys(way_out)}.",
        markup=False,
    )


async def made_text(screen: Screen[Any], make: Callable[[], str]) -> str:
    """Make a text in a thread, since a large response takes longer than a key press should.

    Where that fails, say so, and return nothing: a fault of ours must not end the app.
    """
    try:
        return await asyncio.to_thread(make)
    except Exception as error:  # noqa: BLE001 (a fault of ours)
        screen.notify(describe_fault(error), severity="error", markup=False)
        return ""


def write_text(screen: Screen[Any], what: str, text: str, suffix: str = ".txt", remark: str = "") -> None:
    """Write a text to a new file, and say which; or why it can't be written. `what` is part of its name."""
    try:
        path = write_text_file(what, text, suffix)
    except OSError as error:
        screen.notify(f"Not written: {plain_line(str(error))}", severity="error", markup=False)
        return
    screen.app.notify(f"Written to {plain_line(str(path))} (0600).{remark}", timeout=30, markup=False)
    hand_over(screen, path)


def hand_over(screen: Screen[Any], path: Path) -> None:
    """Let a browser download a file that was written: the user may sit at another machine than it."""
    if screen.app.is_web:
        screen.app.deliver_text(path)


def _is_remote() -> bool:
    """Tell whether the user sits at another machine, so that this one's clipboard is not theirs."""
    return bool(os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"))


def _copy_by_system(text: str) -> None:
    """Copy by pyperclip if it is installed. It is a second way, so its failures are not told."""
    with suppress(Exception):
        import_module("pyperclip").copy(text)
