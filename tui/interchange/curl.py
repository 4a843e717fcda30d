"""The request as a curl command that sends the same bytes, to paste into a POSIX shell.

curl changes a request on its own in a few places; each has an option here that stops it: dot
segments are removed from the path, brackets in a URL expand, a header without a value is dropped,
and https speaks HTTP/2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..oauth2.redaction import Redactor
from ..oauth2.token_request import NameValue, Origin, TokenRequest
from ..plain_text import plain_line
from .shown_request import ShownRequest, shown_request

_WRITTEN_BY_CURL: Final = frozenset({"host", "content-length"})
_DOT_SEGMENT: Final = re.compile(r"/(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)


def curl_command(request: TokenRequest, redactor: Redactor | None = None, *, reveal: bool = False) -> str:
    """Return the request as a curl command over several lines, secrets masked unless `reveal`."""
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
    """Tell whether curl writes this header itself, with the same value."""
    return header.origin is Origin.TRANSPORT and header.name.lower() in _WRITTEN_BY_CURL


def shell_quote(text: str) -> str:
    """Quote a text for a POSIX shell (XCU §2.2.2), also where no quotes would be needed.

    Characters that a terminal obeys or an eye misses are written as octal escapes for `printf`: the
    command line stays readable, and the program still gets the same bytes.
    """
    quoted = "'" + text.replace("'", "'\\''") + "'"
    return "".join(_escape(char) if _is_unseen(char) else char for char in quoted)


def _is_unseen(char: str) -> bool:
    # A line break or tab in quotes is seen, and kept by the shell as it is.
    return char not in "\n\t" and plain_line(char) != char


def _escape(char: str) -> str:
    octal = "".join(f"\\{byte:03o}" for byte in char.encode("utf-8", "surrogatepass"))
    return f"'\"$(printf '{octal}')\"'"
