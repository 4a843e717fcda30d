"""Reads the first bytes from the other side, which show what it speaks if it does not speak HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...oauth2.connection import Layer
from ...oauth2.transport_failure import FailureCause
from ...plain_text import plain_line
from ..system_words import shortened
from ..watch import Watch

TLS_RECORDS: Final = (b"\x15\x03", b"\x16\x03")
"""An alert or a handshake, in any TLS version (RFC 8446 §5.1)."""
_HTTP: Final = b"HTTP/"
_MOST_SHOWN: Final = 160
_TELLING_OF_A_PROXY: Final = ("proxy-authenticate", "via", "server", "location", "x-squid-error", "x-cache")


def may_be_http(first_words: bytes) -> bool:
    """Tell whether these first bytes, or none yet, can begin an HTTP/1 response (RFC 9112 §4)."""
    return first_words[: len(_HTTP)] == _HTTP[: len(first_words)]


def cause_of_nonsense(watch: Watch, complaint: str) -> FailureCause:
    """Return why the response headers could not be read; `complaint` is the parser's."""
    if watch.first_words.startswith(TLS_RECORDS):
        return FailureCause.TLS_PORT
    if not may_be_http(watch.first_words):
        return FailureCause.NOT_HTTP
    return FailureCause.HEADERS_TOO_LONG if "too long" in complaint else FailureCause.BAD_HEADERS


def says_interim_only(first_words: bytes) -> bool:
    """Tell whether the other side began with an interim response (RFC 9110 §15.2)."""
    version, _, rest = first_words.partition(b" ")
    return version.startswith(b"HTTP/1.") and rest[:1] == b"1"


def evidence_of(watch: Watch) -> tuple[str, ...]:
    """Return what arrived before an attempt failed, as lines; empty if nothing did."""
    if not watch.first_words:
        return ()
    if watch.layer is Layer.PROXY:
        return tuple(_telling_lines(watch.first_words))
    if watch.status_line:
        lines = [f"status: {watch.status_line}"]
        if watch.body_so_far:
            lines.append(f"body so far: {shown_bytes(watch.body_so_far)}")
        return tuple(lines)
    return (f"it sent: {shown_bytes(watch.first_words)}",)


def _telling_lines(answer: bytes) -> Iterator[str]:
    """Yield what matters in a proxy's response to CONNECT: status line, telling headers, the page's text."""
    head, _, page = answer.partition(b"\r\n\r\n")
    status, *headers = head.decode("latin-1").split("\r\n")
    yield f"the proxy answered: {shortened(status)}"
    for header in headers:
        if header.partition(":")[0].strip().lower() in _TELLING_OF_A_PROXY:
            yield shortened(header)
    if page.strip():
        yield f"the proxy's page: {shown_bytes(page)}"


def shown_bytes(data: bytes) -> str:
    """Return the first bytes as text if they are text, or else in hexadecimal."""
    part = data[:_MOST_SHOWN]
    more = "…" if len(data) > _MOST_SHOWN else ""
    text = part.decode("utf-8", "replace")
    if "\N{REPLACEMENT CHARACTER}" in text.rstrip("\N{REPLACEMENT CHARACTER}") or "\0" in text:
        return part[:32].hex(" ") + ("…" if len(data) > 32 else "")
    return plain_line(text.strip()) + more
