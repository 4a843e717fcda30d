"""What waits at a terminal to be read: the rest of a paste, or what was typed before a question was seen."""

from __future__ import annotations

import select
import sys
from typing import Final, TextIO

_SOON: Final = 0.05
"""Seconds in which the second line of a paste follows the first."""


def is_typed_ahead(terminal: TextIO) -> bool:
    """Tell whether another line waits; where that can't be told, none does."""
    try:
        return bool(select.select([terminal], [], [], _SOON)[0])
    except (OSError, ValueError):  # such as on Windows
        return False


def drop_typed_ahead(terminal: TextIO) -> None:
    """Forget what waits, where the system can."""
    if sys.platform == "win32":
        return
    import termios

    try:
        termios.tcflush(terminal, termios.TCIFLUSH)
    except (termios.error, OSError, ValueError):
        return
