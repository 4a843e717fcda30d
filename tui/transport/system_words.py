"""What the operating system, or else the deepest layer that speaks, said of an error."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Iterator
from typing import Final

from ..plain_text import plain_line

_MOST_WORDS: Final = 200
"""Characters kept of what a layer below said: a parser quotes the line that it could not read."""


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """Walk from an exception to all that led to it, into groups too.

    By context where there is no cause: httpcore ends its chain with `from None`.
    """
    pending, seen = [error], set[int]()
    while pending:
        current = pending.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        if not _is_no_matter_of_tls(current):
            yield current
        if isinstance(current, BaseExceptionGroup):
            pending.extend(current.exceptions)
        if earlier := current.__cause__ or current.__context__:
            pending.append(earlier)


def system_words(error: BaseException) -> str:
    """Return what the system said, without a full stop at its end."""
    causes = tuple(causes_of(error))
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return shortened(cause.strerror or str(cause))
        if isinstance(cause, ssl.SSLCertVerificationError):
            return shortened(cause.verify_message)
    for cause in causes:
        if isinstance(cause, OSError) and cause.errno and not isinstance(cause, ssl.SSLError):
            # asyncio puts words of its own, and an address, into strerror.
            return os.strerror(cause.errno)
    words = [str(cause) for cause in causes if str(cause)]
    return shortened(words[-1]) if words else "the connection was closed"


def shortened(words: str) -> str:
    """Return foreign words as one harmless line of bounded length, without a full stop at its end."""
    words = plain_line(words).strip().rstrip(".")
    return words if len(words) <= _MOST_WORDS else words[: _MOST_WORDS - 1] + "…"


def _is_no_matter_of_tls(error: BaseException) -> bool:
    """Tell an ssl.SSLError that only says "no data yet" or "the connection is closed"."""
    if isinstance(error, ssl.SSLWantReadError | ssl.SSLWantWriteError | ssl.SSLEOFError):
        return True
    # OpenSSL 3 has a reason for it, and Python not always the class.
    return isinstance(error, ssl.SSLError) and error.reason == "UNEXPECTED_EOF_WHILE_READING"
