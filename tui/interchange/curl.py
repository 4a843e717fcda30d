"""Writes a request as a curl command that sends the same bytes, for one of three shells.

All that curl is told stands in a config that it reads from standard input or a file, never among its
arguments: every user of a machine can list those. By default curl changes a request in five ways. It reads
the user's own `.curlrc`, removes dot segments from the path, expands brackets in the URL, drops a header
without a value, and uses HTTP/2 for https. The command stops each of them. One difference remains: after
the colon of a header without a value, curl writes no blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ..oauth2.masking.redaction import Redactor
from ..oauth2.token_request import NameValue, Origin, TokenRequest
from .curl_shells import SHELLS, Shell
from .shown_request import ShownRequest, shown_request

_DOT_SEGMENT: Final = re.compile(r"/(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)
_SAME_IN_CURL: Final = re.compile(r"(?:(?:[a-z0-9-]+\.)*[a-z][a-z-]*|127\.0\.0\.1)(?::[1-9][0-9]*)?")
"""A Host that every curl writes as it stands in the URL. Others it may normalize, such as `[0::1]`."""
_WAITS_ABOVE: Final = 1000
"""The bytes of a body above which some versions of curl send `Expect: 100-continue` first."""
_LONGEST_LINE: Final = 100_000
"""The bytes of a config line above which some versions of curl read no further."""
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def curl_command(
    request: TokenRequest,
    redactor: Redactor | None = None,
    *,
    reveal: bool = False,
    shell: Shell = Shell.SH,
    comments: Iterable[str] = (),
) -> str:
    """Return the request as a curl command of several lines. Secrets are masked unless `reveal` is set.

    `comments` are lines to explain it with.
    """
    shown = shown_request(request, redactor, reveal=reveal)
    config = list(_config(request, shown))
    notes = [*comments]
    if any(len(line.encode("utf-8", "surrogatepass")) > _LONGEST_LINE for line in config):
        notes.append("A line is longer than 100,000 bytes. Some versions of curl refuse it.")
    return SHELLS[shell](config, notes)


def _config(request: TokenRequest, shown: ShownRequest) -> Iterator[str]:
    """Yield the lines of curl's config: one for each option, header and parameter."""
    yield _option("request", shown.method)
    yield _option("url", shown.url)
    if request.url.lower().startswith("https:"):
        yield "http1.1"
    if any(char in request.url for char in "[]{}"):
        yield "globoff"
    if _DOT_SEGMENT.search(request.target.partition("?")[0]):
        yield "path-as-is"
    for header, (name, value) in zip(request.headers, shown.headers, strict=True):
        if not _curl_writes(header):
            yield _option("header", f"{name}: {value}" if value else f"{name};")
    if len(request.body) > _WAITS_ABOVE:
        yield _option("header", "Expect:")
    # curl joins several data with &, which stands nowhere else in the body.
    for parameter in shown.body.split("&"):
        yield _option("data-raw", parameter)


def _option(name: str, value: str) -> str:
    return f'{name} = "{value.translate(_ESCAPES)}"'


def _curl_writes(header: NameValue) -> bool:
    """Return whether curl adds this header itself, with the same value."""
    if header.origin is not Origin.TRANSPORT:
        return False
    if header.name == "Host":
        return isinstance(header.value, str) and bool(_SAME_IN_CURL.fullmatch(header.value))
    return header.name == "Content-Length"
