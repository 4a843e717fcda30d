"""Finds the operating system's words for an error, or else those of the deepest layer below."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Iterator
from typing import Final

from ..plain_text import plain_line

_MOST_WORDS: Final = 200
"""Characters kept of these words: a parser quotes the line that it could not read."""


def causes_of(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and all exceptions that led to it, also those in groups.

    Follows the context when there is no cause: an error that came up while another was handled.
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
    """Return the system's words for an error, without a final full stop."""
    causes = tuple(causes_of(error))
    for cause in causes:
        if isinstance(cause, socket.gaierror):
            return shortened(cause.strerror or str(cause))
        if isinstance(cause, ssl.SSLCertVerificationError):
            return shortened(cause.verify_message)
    for cause in causes:
        if isinstance(cause, OSError) and cause.errno and not isinstance(cause, ssl.SSLError):
            # asyncio adds its own words and an address to strerror.
            return os.strerror(cause.errno)
    words = [str(cause) for cause in causes if str(cause)]
    return shortened(words[-1]) if words else "the connection was closed"


def shortened(words: str) -> str:
    """Return foreign words as one harmless line of limited length, without a final full stop."""
    words = plain_line(words).strip().rstrip(".")
    return words if len(words) <= _MOST_WORDS else words[: _MOST_WORDS - 1] + "…"


def _is_no_matter_of_tls(error: BaseException) -> bool:
    """Tell whether an error only says "no data yet" or "the connection is closed"."""
    return isinstance(error, ssl.SSLWantReadError | ssl.SSLWantWriteError) or is_end(error)


def is_end(error: BaseException) -> bool:
    """Tell whether an error only says that the connection below TLS has ended without a word."""
    # OpenSSL 3 gives this reason, but Python does not always use the class for it.
    return isinstance(error, ssl.SSLEOFError) or (
        isinstance(error, ssl.SSLError) and error.reason == "UNEXPECTED_EOF_WHILE_READING"
    )
