"""What the other side said first: enough to tell what it speaks, where it does not speak HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...oauth2.connection import Layer
from ...oauth2.transport_failure import FailureCause
from ...plain_text import plain_line
from ..system_words import shortened
from ..watch import Watch

TLS_RECORDS: Final = (b"\x15\x03", b"\x16\x03")
"""An alert or a handshake, in any version of TLS (RFC 8446 §5.1)."""
_HTTP: Final = b"HTTP/"
_MOST_SHOWN: Final = 160
_TELLING_OF_A_PROXY: Final = ("proxy-authenticate", "via", "server", "location", "x-squid-error", "x-cache")


def may_be_http(first_words: bytes) -> bool:
    """Tell whether an answer that begins so, or has not begun, can be one of HTTP/1 (RFC 9112 §4)."""
    return first_words[: len(_HTTP)] == _HTTP[: len(first_words)]


def cause_of_nonsense(watch: Watch, complaint: str) -> FailureCause:
    """Return what it means that no header of an answer could be read; `complaint` is the parser's."""
    if watch.first_words.startswith(TLS_RECORDS):
        return FailureCause.TLS_PORT
    if not may_be_http(watch.first_words):
        return FailureCause.NOT_HTTP
    return FailureCause.HEADERS_TOO_LONG if "too long" in complaint else FailureCause.BAD_HEADERS


def says_interim_only(first_words: bytes) -> bool:
    """Tell whether an answer began with an interim response (RFC 9110 §15.2)."""
    version, _, rest = first_words.partition(b" ")
    return version.startswith(b"HTTP/1.") and rest[:1] == b"1"


def evidence_of(watch: Watch) -> tuple[str, ...]:
    """Return what was heard before an attempt failed, as lines; empty where that was nothing."""
    if not watch.first_words:
        return ()
    if watch.layer is Layer.PROXY:
        return tuple(_telling_lines(watch.first_words))
    if watch.status_line:
        lines = [f"answered {watch.status_line}"]
        if watch.body_so_far:
            lines.append(f"its body so far: {octets_shown(watch.body_so_far)}")
        return tuple(lines)
    return (f"it said: {octets_shown(watch.first_words)}",)


def _telling_lines(answer: bytes) -> Iterator[str]:
    """Yield what a proxy's answer to CONNECT tells: status line, telling headers, the page's text."""
    head, _, page = answer.partition(b"\r\n\r\n")
    status, *headers = head.decode("latin-1").split("\r\n")
    yield f"the proxy said: {shortened(status)}"
    for header in headers:
        if header.partition(":")[0].strip().lower() in _TELLING_OF_A_PROXY:
            yield shortened(header)
    if page.strip():
        yield f"its page: {octets_shown(page)}"


def octets_shown(octets: bytes) -> str:
    """Return octets as text where they are, else in hexadecimal."""
    part = octets[:_MOST_SHOWN]
    more = "…" if len(octets) > _MOST_SHOWN else ""
    text = part.decode("utf-8", "replace")
    if "\N{REPLACEMENT CHARACTER}" in text.rstrip("\N{REPLACEMENT CHARACTER}") or "\0" in text:
        return part[:32].hex(" ") + ("…" if len(octets) > 32 else "")
    return plain_line(text.strip()) + more
