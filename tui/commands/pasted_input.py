"""Reads what somebody saved to a file, or pastes into standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from ..errors import UsageError
from .output import Output, is_terminal, shown_argument

STDIN: Final = "-"


def read_source(source: str, output: Output, *, most_bytes: int, what: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`; `what` is to be pasted there.

    Raises:
        UsageError: it can't be read.
    """
    if source != STDIN:
        try:
            with Path(source).open("rb") as file:  # may be a pipe: explain <(curl …)
                return file.read(most_bytes)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not a valid file name"
            raise UsageError(f"{shown_argument(source)} can't be read: {reason}.") from None
    if sys.stdin is None:  # closed by whoever started us: `explain - <&-`
        raise UsageError("Standard input is closed, so there is nothing to read. Name a file, or use a pipe.")
    if is_terminal(sys.stdin):
        output.message(f"Paste the {what}, press Enter, then press Ctrl+D.")
    try:
        return sys.stdin.buffer.read(most_bytes)
    except OSError as error:  # such as a folder: `explain - < .`
        raise UsageError(f"Standard input can't be read: {error.strerror}.") from None


def shown_source(source: str) -> str:
    """Return what to call a source in a message."""
    return "standard input" if source == STDIN else shown_argument(source)
