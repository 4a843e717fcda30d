"""Reading a response that someone saved or pasted into a ticket.

Understood are a raw HTTP response (status line, headers, blank line, body), what `curl -i` or `curl -v`
printed, also after redirects or through a proxy, a status in words above a body, and a bare body. Of
several responses the last counts: it is the one that the client was left with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..oauth2.exchange import HttpResponse

MOST_BYTES: Final = 4 * 1_048_576
"""More than this of a paste is not read."""
_STATUS_LINE: Final = re.compile(
    r"HTTP/(?P<version>\d(?:\.\d)?) (?P<status>[1-5]\d\d)(?: (?P<reason>.{0,200}))?"
)
_LOOSE_STATUS: Final = re.compile(
    r"(?i)(?:HTTP(?:/[\d.]+)?(?: status| error)?|status(?: ?code)?|response(?: code)?|error)?[\s:=]{0,4}"
    r"(?P<status>[1-5]\d\d)\b[\s:,-]{0,4}(?P<reason>[A-Za-z][A-Za-z '-]{0,40})?\.?"
)
_HEADER: Final = re.compile(r"(?P<name>[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}):[ \t]{0,5}(?P<value>.*)")
_COLOUR: Final = re.compile(r"\x1b\[[0-9;]{0,20}m")
_REQUEST_LINE: Final = re.compile(r"> [A-Z]{1,20} (?P<target>\S+) HTTP/\d")
_CURL_NOTE: Final = re.compile(
    r"\* (?:Connection #\d|Closing connection|Curl_|shutting down|TLSv|SSL connection|Excess)"
)
_CURL_METER: Final = re.compile(
    r"\s*(?:% Total\b|Dload\b|\d{1,3} [\d.kMG]+ +\d{1,3} )|[{}] \[\d+ bytes data\]"
)
_CHUNK_SIZE: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]*)?(?:\n|$)")
_MOST_LINES_BEFORE: Final = 200


@dataclass(frozen=True)
class PastedResponse:
    """A response as far as the paste tells it."""

    response: HttpResponse
    status: int | None
    """None where the paste does not say; `response.status` is 0 then."""
    url: str = ""
    """The request's URL, where a `curl -v` log names it."""


def decode_paste(data: bytes) -> str:
    """Return the text of a saved response: UTF-8, or UTF-16 as PowerShell's `>` writes it. Never raises."""
    data = data[:MOST_BYTES]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if data[1:2] == b"\0" and data[3:4] == b"\0":
        return data.decode("utf-16-le", "replace")
    return data.decode("utf-8-sig", "replace")


def read_pasted_response(text: str) -> PastedResponse:
    """Read a paste. Never raises: what is no response at all is taken for a bare body."""
    lines = _COLOUR.sub("", text[:MOST_BYTES]).replace("\r\n", "\n").split("\n")
    url = _url_of(lines)
    if any(line.startswith(("< HTTP/", "> ")) for line in lines[:2000]):
        lines = _without_curl_marks(lines)
    found = _head(lines)
    if found is None:
        return _loose(lines, url)
    match, headers, body = found
    response = HttpResponse(
        status=int(match["status"]),
        reason=(match["reason"] or "").strip(),
        headers=headers,
        body=_joined(body, headers),
        http_version=f"HTTP/{match['version']}",
    )
    return PastedResponse(response, response.status, url)


def _head(lines: list[str]) -> tuple[re.Match[str], tuple[tuple[str, str], ...], list[str]] | None:
    """Find the last response's status line; return it, its headers, and the lines of its body."""
    start = next(
        (i for i, line in enumerate(lines[:_MOST_LINES_BEFORE]) if _STATUS_LINE.fullmatch(line.rstrip())),
        None,
    )
    if start is None:
        return None
    while True:
        match = _STATUS_LINE.fullmatch(lines[start].rstrip())
        if match is None:  # can't be: every start was matched before
            return None
        headers, index = _headers(lines, start + 1)
        after = _next_content(lines, index)
        # An interim response, a proxy's "Connection established" or a redirect is followed by the next one.
        if after is not None and _STATUS_LINE.fullmatch(lines[after].rstrip()):
            start = after
            continue
        return match, headers, lines[index:]


def _headers(lines: Sequence[str], index: int) -> tuple[tuple[tuple[str, str], ...], int]:
    headers: list[tuple[str, str]] = []
    while index < len(lines) and lines[index].strip():
        header = _HEADER.fullmatch(lines[index].rstrip())
        if header:
            headers.append((header["name"], header["value"].strip()))
        elif lines[index][0] in " \t" and headers:  # a folded header (RFC 9112 §5.2)
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {lines[index].strip()}")
        else:
            # A paste that lost the blank line: the body begins here.
            return tuple(headers), index
        index += 1
    return tuple(headers), index + 1


def _next_content(lines: Sequence[str], index: int) -> int | None:
    return next((i for i in range(index, min(len(lines), index + 20)) if lines[i].strip()), None)


def _without_curl_marks(lines: list[str]) -> list[str]:
    """Return the response's lines of a `curl -v` log, its marks and curl's own notes taken away."""
    kept: list[str] = []
    if not any(line.startswith("< HTTP/") for line in lines):
        # No response: curl's notes are all there is to diagnose, its last error above all.
        return [line.removeprefix("* ") for line in lines if not line.startswith("> ")]
    for line in lines:
        if line == "<" or line.startswith("< "):
            kept.append(line[2:])
        elif not line.startswith(("> ", "* ")) and line.rstrip() != ">" and not _CURL_METER.match(line):
            note = _CURL_NOTE.search(line)
            kept.append(line[: note.start()] if note else line)
    return kept


def _url_of(lines: Sequence[str]) -> str:
    """Return the URL that a `curl -v` log was made with; empty where the paste names none."""
    for index, line in enumerate(lines[:2000]):
        request = _REQUEST_LINE.match(line)
        if request:
            host = next(
                (
                    item[8:].strip()
                    for item in lines[index : index + 40]
                    if item.lower().startswith("> host: ")
                ),
                "",
            )
            is_tls = any(item.startswith(("* SSL connection", "* TLS", "* ALPN")) for item in lines[:index])
            return f"{'https' if is_tls else 'http'}://{host}{request['target']}" if host else ""
    return ""


def _loose(lines: list[str], url: str) -> PastedResponse:
    """Read a paste without a status line: a status in words above the body, or a bare body."""
    first = _next_content(lines, 0)
    match = _LOOSE_STATUS.fullmatch(lines[first].strip()) if first is not None else None
    if first is not None and match and (match["reason"] or _next_content(lines, first + 1) is not None):
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
    """Take chunk sizes away (RFC 9112 §7.1) where a raw capture kept them; else return the data as it is."""
    out, position = bytearray(), 0
    while size := _CHUNK_SIZE.match(data, position):
        length = int(size[1], 16)
        if length == 0:
            return bytes(out)
        # Line breaks were folded, so a chunk may be shorter than it says: it ends with the next size line.
        out += data[size.end() : size.end() + length]
        position = size.end() + length
        while data[position : position + 1] == b"\n":
            position += 1
    return bytes(out) if out and position >= len(data) else data
