"""A response as it was received: its status, its headers, its body, and what is wrong with that."""

from __future__ import annotations

import codecs
from dataclasses import field
from enum import StrEnum
from typing import Final

from .lean.frozen import frozen


class BodyFault(StrEnum):
    """What is wrong with a body as it came over the wire."""

    TOO_LONG = "too_long"
    """It is longer than what is kept."""
    CUT_SHORT = "cut_short"
    """The connection ended before the body did (RFC 9112 §8)."""
    BAD_CHUNKING = "bad_chunking"
    """Its chunks are malformed (RFC 9112 §7.1)."""
    BAD_CODING = "bad_coding"
    """It is not encoded as Content-Encoding says (RFC 9110 §8.4)."""
    TRAILING_BYTES = "trailing_bytes"
    """Other bytes follow the encoded data (RFC 1952 §2.2): `body` is what comes before them."""
    UNKNOWN_CODING = "unknown_coding"
    """It has an encoding that is not decoded here: `body` is as it came."""

    @property
    def words(self) -> str:
        """What is wrong, as a sentence without its subject, which is the body."""
        return _WORDS[self]

    @property
    def is_cut(self) -> bool:
        """Whether some of the body is missing."""
        return self in {BodyFault.TOO_LONG, BodyFault.CUT_SHORT, BodyFault.BAD_CHUNKING}


_WORDS: Final = {
    BodyFault.TOO_LONG: "is longer than 1 MiB; the rest was not read",
    BodyFault.CUT_SHORT: "was cut off before it was complete",
    BodyFault.BAD_CHUNKING: "has malformed chunks; the rest can't be read",
    BodyFault.BAD_CODING: "is not encoded as its Content-Encoding says",
    BodyFault.TRAILING_BYTES: "is followed by bytes that its Content-Encoding doesn't explain",
    BodyFault.UNKNOWN_CODING: "has a Content-Encoding that this tool can't decode",
}
_MOST_HEX_BYTES: Final = 512
"""Bytes shown of a body that is not text."""


@frozen
class HttpResponse:
    """A response as received. Every byte of it is foreign."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    """What follows the headers, with its Content-Encoding decoded if possible."""
    body_fault: BodyFault | None = None
    """Why the body can't be relied on; None if it is intact."""
    http_version: str = "HTTP/1.1"

    @property
    def truncated(self) -> bool:
        """Whether some of the body is missing."""
        return self.body_fault is not None and self.body_fault.is_cut

    def header(self, name: str) -> str | None:
        """Return the first value of a header, ignoring the case of its name; None if it is absent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def media_type(self) -> str:
        """The Content-Type without parameters, in lower case; empty without one."""
        return (self.header("Content-Type") or "").partition(";")[0].strip().lower()

    @property
    def is_coded(self) -> bool:
        """Whether the body is still encoded: its Content-Encoding was not decoded, and it is not text."""
        is_suspect = self.body_fault in {BodyFault.BAD_CODING, BodyFault.UNKNOWN_CODING}
        return is_suspect and not _is_text(self.body)

    @property
    def text(self) -> str:
        """The body as text, in the charset it names or shows, or else UTF-8; undecodable bytes become U+FFFD.

        For a body that is still encoded (`is_coded`), its first bytes in hexadecimal.
        """
        if self.is_coded:
            shown = self.body[:_MOST_HEX_BYTES].hex(" ")
            return shown + " …" if len(self.body) > _MOST_HEX_BYTES else shown
        charset = _charset(self.header("Content-Type") or "", self.body[:4])
        return self.body.decode(charset, "replace").removeprefix("\ufeff")


def _is_text(body: bytes) -> bool:
    try:
        return body.decode().isprintable() or min(body) >= 9
    except UnicodeDecodeError:
        return False


_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, "utf-8"),
)
"""Byte order marks; that of UTF-32 begins as that of UTF-16 does."""
_NULS: Final[dict[tuple[bool, ...], str]] = {
    (False, True, True, True): "utf-32-le",
    (True, True, True, False): "utf-32-be",
    (False, True, False, True): "utf-16-le",
    (True, False, True, False): "utf-16-be",
}
"""Which of the first four octets of JSON are NUL (RFC 4627 §3)."""


def _charset(content_type: str, start: bytes) -> str:
    """Return a body's charset: by its byte order mark, else as Content-Type names it, else by its NULs."""
    if marked := next((charset for mark, charset in _MARKS if start.startswith(mark)), ""):
        return marked
    nuls = _NULS.get(tuple(octet == 0 for octet in start[:4]), "")
    return _named_charset(content_type) or nuls or "utf-8"


def _named_charset(content_type: str) -> str:
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            try:
                info = codecs.lookup(value.strip().strip("\"'"))
            except (LookupError, ValueError):
                break
            # Codecs such as "base64" don't yield text. The codecs named here raise, warn, or take
            # quadratic time.
            if getattr(info, "_is_text_encoding", True) and info.name not in {
                "idna",
                "punycode",
                "undefined",
                "unicode-escape",
                "raw-unicode-escape",
            }:
                return info.name
    return ""
