"""What `curl -v` adds to a response: its marks, its notes, its progress, and the request that it sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..oauth2.lean.lazy_pattern import LazyPattern

MOST_LINES: Final = 2000
"""Lines in which the marks and the request are looked for."""
_REQUEST_LINE: Final = LazyPattern(r"> [A-Z]{1,20} (?P<target>\S+) HTTP/\d")
_NOTE: Final = LazyPattern(
    r"\* (?:Connection #\d|Closing connection|Curl_|shutting down|TLSv|SSL connection|Excess)"
)
_METER: Final = LazyPattern(r"\s*(?:% Total\b|Dload\b|\d{1,3} [\d.kMG]+ +\d{1,3} )|[{}] \[\d+ bytes data\]")
_MOST_REQUEST_HEADERS: Final = 40


def is_curl_log(lines: Sequence[str]) -> bool:
    """Tell whether lines have the marks of `curl -v`."""
    return any(line.startswith(("< HTTP/", "> ")) for line in lines[:MOST_LINES])


def without_curl_marks(lines: list[str]) -> list[str]:
    """Return the response from a `curl -v` log, without curl's marks and notes."""
    kept: list[str] = []
    if not any(line.startswith("< HTTP/") for line in lines):
        # Without a response, curl's notes are all there is to diagnose. Its last error matters most.
        return [
            line.removeprefix("* ") for line in lines if not line.startswith("> ") and line.rstrip() != ">"
        ]
    for line in lines:
        if line == "<" or line.startswith("< "):
            kept.append(line[2:])
        elif not line.startswith(("> ", "* ")) and line.rstrip() != ">" and not _METER.match(line):
            note = _NOTE.search(line)
            kept.append(line[: note.start()] if note else line)
    return kept


def url_of(lines: Sequence[str]) -> str:
    """Return the URL that a `curl -v` log was made with; empty if the paste has none."""
    for index, line in enumerate(lines[:MOST_LINES]):
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
