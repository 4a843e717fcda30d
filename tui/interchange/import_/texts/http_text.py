"""Reads raw HTTP requests: request line, headers, blank line, body, also indented or with curl's marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ..request import Item, PastedRequest
from .http_bodies import read_body
from .hurl import section_of, with_sections

REQUEST_LINE: Final = re.compile(
    r"^[ \t>*]{0,40}(?P<method>POST|GET|PUT|PATCH|HEAD)[ \t]+"
    r"(?P<target>(?:https?:|/|(?=\{\{)|<|[\w.-]+[:/.])(?:\{\{[^{}\n]*\}\}|\S){0,4000}?)"
    r"(?P<version>[ \t]+HTTP/\d(?:\.\d)?)?[ \t]*$",
    re.IGNORECASE,
)
_HEADER: Final = re.compile(r"^[ \t]*([!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100})[ \t]?:[ \t]*(.*)$")
_HEADINGS: Final = ("headers", "header", "body", "data", "payload")
"""What people write above the headers and above the body."""
_PSEUDO: Final = re.compile(r"(?m)(?:^[ \t]*:(?:method|path|authority|scheme):?[ \t]*\n?[^\n]*\n?){2,4}")
_PSEUDO_HEADER: Final = re.compile(r":(method|path|authority|scheme):?[ \t]*\n?[ \t]*([^\s]+)")
_LOGGED: Final = re.compile(
    r'(?m)^[^\n"]{0,300}"((?:POST|GET|PUT) [^\s"?]{0,2000}\?(?=[^\s"]{0,4000}?\bgrant_type=)[^\s"]{0,8000}'
    r' HTTP/\d(?:\.\d)?)"[^\n]*$'
)
"""A line of a server's log, with the parameters in the URL."""
_STATUS: Final = re.compile(r"HTTP/\d(?:\.\d)? [1-5]\d\d(?!\d)")
"""An answer; it stands right behind a body without a line end where somebody recorded the connection."""
_STATUS_LINE: Final = re.compile(r"^[ \t<]*HTTP/\d(?:\.\d)?[ \t]+\d{3}")
_PROSE: Final = re.compile(
    r"[ \t]*[^\x00-\x7f]?[ \t]*[^\W_][^\n=&]*[ \t][^\n=&]*$|[ \t]*[^\x00-\x7f][^\n=&]*$"
)
_SEPARATOR: Final = re.compile(r"^[ \t]*(?:#{3,}|-{5,}|={5,}|`{3,})")
_FOLDED_BASE64: Final = re.compile(r"[ \t]+[A-Za-z0-9+/]{1,400}={0,2}[ \t]*")
_BODY_MARK: Final = re.compile(r"^\| (?=[\w.-]+=|\{)")
"""What Insomnia's timeline puts before the body."""
_LOCAL: Final = ("localhost", "127.0.0.1", "[::1]", "0.0.0.0")  # noqa: S104
_PLAIN_PORTS: Final = ("80", "8080", "8000", "8081", "3000", "5000")
"""Ports on which servers speak plain HTTP."""
_MOST_REQUESTS: Final = 50


def with_request_lines(text: str) -> str:
    """Return a text with a request line in place of HTTP/2's pseudo-headers, as browsers copy them.

    One that stands in a line of a server's log gets a line of its own.
    """
    return _LOGGED.sub(r"\1", _PSEUDO.sub(_request_line, text))


def _request_line(block: re.Match[str]) -> str:
    named = dict(_PSEUDO_HEADER.findall(block[0]))
    if "path" not in named:
        return block[0]
    scheme, host = named.get("scheme", "https"), named.get("authority", "")
    return f"{named.get('method', 'POST')} {scheme + '://' + host if host else ''}{named['path']} HTTP/2\n"


def http_requests(text: str) -> list[PastedRequest]:
    """Return the requests in a text that begin with a request line."""
    lines = text.split("\n")
    starts = [index for index, line in enumerate(lines) if REQUEST_LINE.match(line)][:_MOST_REQUESTS]
    found = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines)
        found += _request(lines[start:end])
    return found


def _request(lines: Sequence[str]) -> list[PastedRequest]:
    first = REQUEST_LINE.match(lines[0])
    if not first:
        return []
    marked = lines[0].lstrip().startswith(">")
    rest = [
        line.lstrip()[1:].removeprefix(" ") if marked and line.lstrip().startswith(">") else line
        for line in lines[1:]
    ]
    rest = [_BODY_MARK.sub("", line) for line in rest]
    headers, body_start = _headers(rest)
    sections = next((at for at, line in enumerate(rest) if section_of(line)), None)
    is_multipart = any("multipart/" in header.value.lower() for header in headers)
    body = _body_lines(rest[body_start:sections], is_multipart=is_multipart)
    items, kind = read_body(body)
    request = PastedRequest(
        "HTTP request",
        first["target"],
        "the request line",
        first["method"].upper(),
        tuple(headers),
        tuple(items),
        kind,
    )
    if sections is not None:
        request = with_sections(request, rest[sections:])
    return [with_absolute_url(request)]


def _headers(lines: Sequence[str]) -> tuple[list[Item], int]:
    """Read the headers. Return them and where the body begins."""
    headers: list[Item] = []
    for index, line in enumerate(lines):
        if not line.strip():
            return headers, index + 1
        found = _HEADER.match(line)
        if not found:
            if headers and headers[-1].name.lower() == "authorization" and _FOLDED_BASE64.fullmatch(line):
                headers[-1] = replace(headers[-1], value=f"{headers[-1].value}\n{line.strip()}")
                continue
            if line[:1] in " \t" and headers and "=" not in line:
                headers[-1] = replace(headers[-1], value=f"{headers[-1].value} {line.strip()}")
                continue
            return headers, index  # the blank line was lost
        if not found[2].strip() and found[1].lower() in _HEADINGS:
            if found[1].lower().startswith("header"):
                continue
            return headers, index + 1
        where = "the Authorization header" if found[1].lower() == "authorization" else "the headers"
        headers.append(Item(found[1], found[2].strip(), where))
    return headers, len(lines)


def _body_lines(lines: Sequence[str], *, is_multipart: bool) -> list[str]:
    """Return the lines of the body, without the answer or the prose below it."""
    kept: list[str] = []
    braces = 0
    for line in lines:
        if _STATUS_LINE.match(line) or (_SEPARATOR.match(line) and not (is_multipart and "--" in line)):
            break
        # A JSON or multipart body goes on after a blank line.
        is_open = braces > 0 or (bool(kept) and kept[0].lstrip().startswith("--"))
        if kept and not is_open and (not line.strip() or _is_prose_below(kept, line)):
            break
        if answer := _STATUS.search(line):
            kept.append(line[: answer.start()])
            break
        if kept or line.strip():
            kept.append(line)
            braces += line.count("{") - line.count("}")
    return kept


def _is_prose_below(lines: Sequence[str], line: str) -> bool:
    """Tell whether a line is a heading or a sentence, and no part of the form-urlencoded body above it."""
    return "=" in lines[0] and bool(_PROSE.match(line))


def with_absolute_url(request: PastedRequest) -> PastedRequest:
    """Put the Host header before a target that is only a path."""
    if not request.url.startswith("/"):
        return request
    host = request.header("host").strip()
    if not host:
        return request
    is_local = host.partition(":")[0].lower() in _LOCAL or host.rpartition(":")[2] in _PLAIN_PORTS
    origin = request.header("origin") or request.header("referer")
    is_plain = origin.lower().startswith(f"http://{host.lower()}")
    scheme = "http" if is_plain or (is_local and not origin.startswith("https:")) else "https"
    return replace(request, url=f"{scheme}://{host}{request.url}", is_scheme_guessed=True)
