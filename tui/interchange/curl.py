"""Writes a request as a curl command that sends the same bytes, to paste into a POSIX shell.

By default curl changes a request in four ways. It removes dot segments from the path, expands brackets
in the URL, drops a header without a value, and uses HTTP/2 for https. The command stops each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..oauth2.masking.redaction import Redactor
from ..oauth2.token_request import NameValue, Origin, TokenRequest
from ..plain_text import plain_line
from .shown_request import ShownRequest, shown_request

_WRITTEN_BY_CURL: Final = frozenset({"host", "content-length"})
_DOT_SEGMENT: Final = re.compile(r"/(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)


def curl_command(request: TokenRequest, redactor: Redactor | None = None, *, reveal: bool = False) -> str:
    """Return the request as a curl command of several lines. Secrets are masked unless `reveal` is set."""
    shown = shown_request(request, redactor, reveal=reveal)
    return " \\\n  ".join(("curl --request " + shown.method, *_options(request, shown)))


def _options(request: TokenRequest, shown: ShownRequest) -> Iterator[str]:
    yield "--url " + shell_quote(shown.url)
    if request.url.lower().startswith("https:"):
        yield "--http1.1"
    if any(char in request.url for char in "[]{}"):
        yield "--globoff"
    if _DOT_SEGMENT.search(request.target.partition("?")[0]):
        yield "--path-as-is"
    for header, (name, value) in zip(request.headers, shown.headers, strict=True):
        if not _curl_writes(header):
            yield "--header " + shell_quote(f"{name}: {value}" if value else f"{name};")
    yield "--data-raw " + shell_quote(shown.body)


def _curl_writes(header: NameValue) -> bool:
    """Return whether curl adds this header itself, with the same value."""
    return header.origin is Origin.TRANSPORT and header.name.lower() in _WRITTEN_BY_CURL


def shell_quote(text: str) -> str:
    """Quote a text for a POSIX shell (XCU §2.2.2), even if it needs no quotes.

    Control and invisible characters become octal escapes for `printf`. The command stays readable, and
    the program still gets the same bytes.
    """
    quoted = "'" + text.replace("'", "'\\''") + "'"
    return "".join(_escape(char) if _is_unseen(char) else char for char in quoted)


def _is_unseen(char: str) -> bool:
    # A line break or tab is visible, and in quotes the shell keeps it.
    return char not in "\n\t" and plain_line(char) != char


def _escape(char: str) -> str:
    octal = "".join(f"\\{byte:03o}" for byte in char.encode("utf-8", "surrogatepass"))
    return f"'\"$(printf '{octal}')\"'"
