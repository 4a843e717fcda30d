"""Reads a response that someone saved to a file or pasted into a ticket.

It understands:
- a raw HTTP response: status line, headers, blank line, body;
- the output of `curl -i` or `curl -v`, also with redirects or a proxy;
- a status in words above or beside a body, such as "Error 401:" or "returned 401: {…}";
- a bare body.

Of several responses the last one counts, because the client ended up with it. Where a request comes before
the response, the response is read. A request alone is recognized as one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import field
from typing import Final

from ..line_breaks import with_line_feeds, without_returns
from ..oauth2.http_response import HttpResponse
from ..oauth2.lean.frozen import frozen
from ..oauth2.lean.lazy_pattern import LazyPattern
from .curl_log import is_curl_log, url_of, without_curl_marks
from .pasted_request import after_request, is_request
from .prose_status import told_status

MOST_BYTES: Final = 4 * 1_048_576
"""The rest of a longer paste is not read."""
_STATUS_LINE: Final = LazyPattern(
    r"HTTP/(?P<version>\d(?:\.\d)?) (?P<status>[1-5]\d\d)(?: (?P<reason>.{0,200}))?"
)
_LOOSE_STATUS: Final = LazyPattern(
    r"(?i)(?:HTTP(?:/[\d.]+)?(?: status| error)?|status(?: ?code)?|response(?: code)?|error)?[\s:=]{0,4}"
    r"(?P<status>[1-5]\d\d)\b[\s:,-]{0,4}"
    r"(?P<reason>(?!(?:ms|s|sec\w*|min\w*|hours?|days?|[kmg]?b|bytes|rows|items|times|users|of)\b)"
    r"[A-Za-z][A-Za-z '-]{0,40})?\.?"
)
"""A first line that is a status. A number before a unit is an amount."""
_HEADER: Final = LazyPattern(r"(?P<name>[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}):[ \t]{0,5}(?P<value>.*)")
_COLOR: Final = LazyPattern(r"\x1b\[[0-9;]{0,20}m")
_CHUNK_SIZE: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]*)?(?:\n|$)")
_MOST_LINES_BEFORE: Final = 200
"""Lines that may come before the first status line."""
_MOST_BLANK_LINES: Final = 20


@frozen
class PastedResponse:
    """A response, as far as the paste contains it."""

    response: HttpResponse
    status: int | None
    """None if the paste has no status; `response.status` is then 0."""
    url: str = field(default="", repr=False)
    """The request's URL, if a `curl -v` log contains it."""
    is_request: bool = False
    """Whether the paste is a request without its response: `response` then holds all of it as the body."""


def decode_paste(data: bytes) -> str:
    """Decode a saved response: UTF-8, or UTF-16 as PowerShell's `>` writes it. Never raises."""
    data = data[:MOST_BYTES]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[1:2] == b"\0" and data[3:4] == b"\0":
        return data.decode("utf-16-le", "replace")
    return data.decode("utf-8-sig", "replace")


def read_pasted_response(text: str) -> PastedResponse:
    """Read a paste. Never raises: anything that is not recognized counts as a bare body."""
    text = without_returns(_COLOR.sub("", text[:MOST_BYTES]))
    pasted = _read(text)
    split = with_line_feeds(text)
    # A rare line break inside of a JSON string belongs to the string.
    return pasted if split == text or is_whole_json(pasted.response) else _read(split)


def _read(text: str) -> PastedResponse:
    lines = text.split("\n")
    url, is_log = url_of(lines), is_curl_log(lines)
    if is_log:
        lines = without_curl_marks(lines)
    if found := _last_response(lines, url):
        return found
    if (is_log and url and not "".join(lines).strip()) or is_request(text):
        return PastedResponse(
            HttpResponse(0, "", (), _joined(text.split("\n"), ())), None, url, is_request=True
        )
    if response := after_request(text):
        lines = response.split("\n")
    return _without_status_line(lines, url)


def is_whole_json(response: HttpResponse) -> bool:
    """Tell whether a body is JSON to its end."""
    try:
        json.loads(response.text)
    except (ValueError, RecursionError):
        return False
    return True


def _last_response(lines: list[str], url: str) -> PastedResponse | None:
    """Read the last response that begins with a status line; None if there is no status line."""
    found = None
    start = next(
        (i for i in range(min(len(lines), _MOST_LINES_BEFORE)) if _status_line(lines, i)), len(lines)
    )
    # The next response follows an interim one, a redirect, or a proxy's "Connection established".
    while start < len(lines) and (status_line := _status_line(lines, start)):
        headers, body_start = _headers(lines, start + 1)
        found = status_line, headers, body_start
        start = _next_content(lines, body_start)
    if found is None:
        return None
    status_line, headers, body_start = found
    response = HttpResponse(
        status=int(status_line["status"]),
        reason=(status_line["reason"] or "").strip(),
        headers=headers,
        body=_joined(lines[body_start:], headers),
        http_version=f"HTTP/{status_line['version']}",
    )
    return PastedResponse(response, response.status, url)


def _status_line(lines: Sequence[str], index: int) -> re.Match[str] | None:
    return _STATUS_LINE.fullmatch(lines[index].rstrip())


def _headers(lines: Sequence[str], index: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """Read the headers from a line on. Return them and the index of the first line of the body."""
    headers: list[tuple[str, list[str]]] = []
    while index < len(lines) and lines[index].strip():
        header = _HEADER.fullmatch(lines[index].rstrip())
        if header:
            headers.append((header["name"], [header["value"].strip()]))
        elif lines[index][0] in " \t" and headers:  # a folded header (RFC 9112 §5.2)
            headers[-1][1].append(lines[index].strip())
        else:
            break  # the paste lost the blank line, so the body begins here
        index += 1
    is_body = index < len(lines) and bool(lines[index].strip())
    unfolded = tuple((name, " ".join(value)) for name, value in headers)
    return unfolded, index if is_body else index + 1


def _next_content(lines: Sequence[str], index: int) -> int:
    """Return the index of the next line that is not blank; the number of lines if none is near."""
    for near in range(index, min(len(lines), index + _MOST_BLANK_LINES)):
        if lines[near].strip():
            return near
    return len(lines)


def _without_status_line(lines: list[str], url: str) -> PastedResponse:
    """Read a paste without a status line: a status in words above or beside the body, or a bare body."""
    first = _next_content(lines, 0)
    match = _LOOSE_STATUS.fullmatch(lines[first].strip()) if first < len(lines) else None
    if match and (match["reason"] or _next_content(lines, first + 1) < len(lines)):
        headers, after = _headers(lines, first + 1)
        body = lines[after:] if headers else lines[first + 1 :]
        status = int(match["status"])
        response = HttpResponse(status, (match["reason"] or "").strip(), headers, _joined(body, headers))
        return PastedResponse(response, status, url)
    if told := told_status("\n".join(lines)):
        body = told.body.split("\n")
        return PastedResponse(HttpResponse(told.status, told.reason, (), _joined(body, ())), told.status, url)
    return PastedResponse(HttpResponse(0, "", (), _joined(lines, ())), None, url)


def _joined(lines: Sequence[str], headers: Sequence[tuple[str, str]]) -> bytes:
    text = "\n".join(lines).strip("\n")
    is_chunked = any(
        name.lower() == "transfer-encoding" and "chunked" in value.lower() for name, value in headers
    )
    data = text.encode("utf-8", "surrogatepass")
    return _dechunked(data) if is_chunked else data


def _dechunked(data: bytes) -> bytes:
    """Remove chunk sizes (RFC 9112 §7.1) that a raw capture kept. Without any, return the data as it is."""
    out, position = bytearray(), 0
    while size := _CHUNK_SIZE.match(data, position):
        length = int(size[1], 16)
        if length == 0:
            return bytes(out)
        # Folded line breaks make a chunk shorter than its size says. It ends at the next size line.
        out += data[size.end() : size.end() + length]
        position = size.end() + length
        while data[position : position + 1] == b"\n":
            position += 1
    return bytes(out) if out and position >= len(data) else data
