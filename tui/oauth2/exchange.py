"""What went over the wire for one attempt: what we said, and what we heard.

TokenRequest ──transport──> Exchange
                              ├─ request    what we said
                              ├─ response   what we heard, whatever its status    ┐ one of
                              ├─ failure    or why we heard nothing               ┘ the two
                              ├─ timings    of each phase
                              ├─ connection the way there: addresses, a proxy, where it stopped
                              └─ peer       the address and certificates we spoke with
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from .connection import Connection, Peer, Timings
from .token_request import TokenRequest
from .transport_failure import TransportFailure


class BodyFault(StrEnum):
    """What is wrong with a body as it came over the wire."""

    TOO_LONG = "too_long"
    """It went on beyond what is kept."""
    CUT_SHORT = "cut_short"
    """The connection ended before the body did (RFC 9112 §8)."""
    BAD_CHUNKING = "bad_chunking"
    """Its chunks could not be read on (RFC 9112 §7.1)."""
    BAD_CODING = "bad_coding"
    """It is not in the coding that Content-Encoding names (RFC 9110 §8.4)."""
    UNKNOWN_CODING = "unknown_coding"
    """It is in a coding that is not undone here: `body` is as it came."""

    @property
    def words(self) -> str:
        """What is wrong, said of the body: a sentence without its subject."""
        return _WORDS[self]

    @property
    def is_cut(self) -> bool:
        """Whether some of the body is missing."""
        return self in {BodyFault.TOO_LONG, BodyFault.CUT_SHORT, BodyFault.BAD_CHUNKING}


_WORDS: Final = {
    BodyFault.TOO_LONG: "goes on beyond 1 MiB, and only that much was read",
    BodyFault.CUT_SHORT: "ends before it is complete",
    BodyFault.BAD_CHUNKING: "has chunks that can't be read to the end",
    BodyFault.BAD_CODING: "is not in the coding that Content-Encoding names",
    BodyFault.UNKNOWN_CODING: "has a Content-Encoding that can't be decoded here",
}
_MOST_OCTETS: Final = 512
"""Octets written of a body that is no text."""


@dataclass(frozen=True)
class HttpResponse:
    """A response as received. Every byte of it is foreign."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    """What follows the headers, decoded from its content coding where that can be undone."""
    body_fault: BodyFault | None = None
    """Why the body is not to be relied upon; None where it is as it should be."""
    http_version: str = "HTTP/1.1"

    @property
    def truncated(self) -> bool:
        """Whether some of the body is missing."""
        return self.body_fault is not None and self.body_fault.is_cut

    def header(self, name: str) -> str | None:
        """Return the first value of a header, its name compared without case; None where it is absent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def media_type(self) -> str:
        """The Content-Type without parameters, in lower case; empty where there is none."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()

    @property
    def is_coded(self) -> bool:
        """Whether the body is in a content coding that could not be undone, and no text as it is."""
        is_suspect = self.body_fault in {BodyFault.BAD_CODING, BodyFault.UNKNOWN_CODING}
        return is_suspect and not _is_text(self.body)

    @property
    def text(self) -> str:
        """The body as text, in the charset it names, else UTF-8; what can't be decoded becomes U+FFFD.

        Of a body that is coded (`is_coded`), its first octets in hexadecimal.
        """
        if self.is_coded:
            octets = self.body[:_MOST_OCTETS].hex(" ")
            return octets + " …" if len(self.body) > _MOST_OCTETS else octets
        charset = _charset(self.header("Content-Type") or "")
        return self.body.decode(charset, "replace").removeprefix("\ufeff")


@dataclass(frozen=True)
class Exchange:
    """One attempt as it went over the wire. Either `response` or `failure` is set."""

    request: TokenRequest
    response: HttpResponse | None = None
    failure: TransportFailure | None = None
    timings: Timings = field(default_factory=Timings)
    peer: Peer | None = None
    connection: Connection = field(default_factory=Connection)


def _is_text(body: bytes) -> bool:
    try:
        return body.decode().isprintable() or not any(octet < 9 for octet in body)
    except UnicodeDecodeError:
        return False


def _charset(content_type: str) -> str:
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            try:
                info = codecs.lookup(value.strip().strip("\"'"))
            except (LookupError, ValueError):
                break
            # "base64" and the like are codecs too, but none that yields text; those named here
            # raise, warn, or take time that grows with the square of the length.
            if getattr(info, "_is_text_encoding", True) and info.name not in {
                "idna",
                "punycode",
                "undefined",
                "unicode-escape",
                "raw-unicode-escape",
            }:
                return info.name
    return "utf-8"
