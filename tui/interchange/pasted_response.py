"""Reads a response that someone saved to a file or pasted into a ticket.

It understands:
- a raw HTTP response: status line, headers, blank line, body;
- the output of `curl -i` or `curl -v`, also with redirects or a proxy;
- a status in words above a body, such as "Error 401:";
- a bare body.

Of several responses the last one counts, because the client ended up with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..line_breaks import with_line_feeds, without_returns
from ..oauth2.http_response import HttpResponse

MOST_BYTES: Final = 4 * 1_048_576
"""The rest of a longer paste is not read."""
_STATUS_LINE: Final = re.compile(
    r"HTTP/(?P<version>\d(?:\.\d)?) (?P<status>[1-5]\d\d)(?: (?P<reason>.{0,200}))?"
)
_LOOSE_STATUS: Final = re.compile(
    r"(?i)(?:HTTP(?:/[\d.]+)?(?: status| error)?|status(?: ?code)?|response(?: code)?|error)?[\s:=]{0,4}"
    r"(?P<status>[1-5]\d\d)\b[\s:,-]{0,4}(?P<reason>[A-Za-z][A-Za-z '-]{0,40})?\.?"
)
_HEADER: Final = re.compile(r"(?P<name>[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}):[ \t]{0,5}(?P<value>.*)")
_COLOR: Final = re.compile(r"\x1b\[[0-9;]{0,20}m")
_REQUEST_LINE: Final = re.compile(r"> [A-Z]{1,20} (?P<target>\S+) HTTP/\d")
_CURL_NOTE: Final = re.compile(
    r"\* (?:Connection #\d|Closing connection|Curl_|shutting down|TLSv|SSL connection|Excess)"
)
_CURL_METER: Final = re.compile(
    r"\s*(?:% Total\b|Dload\b|\d{1,3} [\d.kMG]+ +\d{1,3} )|[{}] \[\d+ bytes data\]"
)
_CHUNK_SIZE: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]*)?(?:\n|$)")
_MOST_LINES_BEFORE: Final = 200
"""Lines that may come before the first status line."""
_MOST_LINES_OF_LOG: Final = 2000
"""Lines in which the marks and the request of a `curl -v` log are looked for."""
_MOST_REQUEST_HEADERS: Final = 40
_MOST_BLANK_LINES: Final = 20


@dataclass(frozen=True)
class PastedResponse:
    """A response, as far as the paste contains it."""

    response: HttpResponse
    status: int | None
    """None if the paste has no status; `response.status` is then 0."""
    url: str = ""
    """The request's URL, if a `curl -v` log contains it."""


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
    url = _url_of(lines)
    if any(line.startswith(("< HTTP/", "> ")) for line in lines[:_MOST_LINES_OF_LOG]):
        lines = _without_curl_marks(lines)
    return _last_response(lines, url) or _without_status_line(lines, url)


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


def _without_curl_marks(lines: list[str]) -> list[str]:
    """Return the response from a `curl -v` log, without curl's marks and notes."""
    kept: list[str] = []
    if not any(line.startswith("< HTTP/") for line in lines):
        # Without a response, curl's notes are all there is to diagnose. Its last error matters most.
        return [line.removeprefix("* ") for line in lines if not line.startswith("> ")]
    for line in lines:
        if line == "<" or line.startswith("< "):
            kept.append(line[2:])
        elif not line.startswith(("> ", "* ")) and line.rstrip() != ">" and not _CURL_METER.match(line):
            note = _CURL_NOTE.search(line)
            kept.append(line[: note.start()] if note else line)
    return kept


def _url_of(lines: Sequence[str]) -> str:
    """Return the URL that a `curl -v` log was made with; empty if the paste has none."""
    for index, line in enumerate(lines[:_MOST_LINES_OF_LOG]):
        request = _REQUEST_LINE.match(line)
        if request:
            host = _host_in(lines[index : index + _MOST_REQUEST_HEADERS])
            is_tls = any(note.startswith(("* SSL connection", "* TLS", "* ALPN")) for note in lines[:index])
            return f"{'https' if is_tls else 'http'}://{host}{request['target']}" if host else ""
    return ""


def _host_in(lines: Sequence[str]) -> str:
    """Return the Host header of a request in a `curl -v` log; empty if there is none."""
    for line in lines:
        mark, _, host = line.partition(": ")
        if mark.lower() == "> host":
            return host.strip()
    return ""


def _without_status_line(lines: list[str], url: str) -> PastedResponse:
    """Read a paste without a status line: a status in words above the body, or a bare body."""
    first = _next_content(lines, 0)
    match = _LOOSE_STATUS.fullmatch(lines[first].strip()) if first < len(lines) else None
    if match and (match["reason"] or _next_content(lines, first + 1) < len(lines)):
        headers, after = _headers(lines, first + 1)
        body = lines[after:] if headers else lines[first + 1 :]
        status = int(match["status"])
        response = HttpResponse(status, (match["reason"] or "").strip(), headers, _joined(body, headers))
        return PastedResponse(response, status, url)
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
