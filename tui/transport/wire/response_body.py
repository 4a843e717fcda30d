"""Keeping a response's body within bounds, however it is coded and however much of it comes."""

from __future__ import annotations

import zlib
from typing import Final

from ...oauth2.exchange import BodyFault

MAX_BODY: Final = 1024 * 1024
"""Octets kept of a body: 1 MiB, after decoding."""

_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32
_BARE_DEFLATE: Final = -zlib.MAX_WBITS
_DEFLATED: Final = frozenset({"gzip", "x-gzip", "deflate"})
_MOST_CODINGS: Final = 4
"""Codings undone of one body; an honest one has one."""


class BoundedBody:
    """Takes a body in chunks and keeps at most `MAX_BODY` octets of it, decoded.

    We ask for no content coding, but some servers encode all the same (RFC 9110 §8.4). A body in a coding
    that is not undone here, or that turns out not to be in it, is kept as it came.
    """

    def __init__(self, content_encoding: str) -> None:
        names = [name.strip().lower() for name in content_encoding.split(",")]
        codings = [name for name in names if name not in {"", "identity"}]
        self._is_known = set(codings) <= _DEFLATED and len(codings) <= _MOST_CODINGS
        # Listed in the order in which they were applied, so the last is undone first.
        self._decoders = [_Decoder(name) for name in reversed(codings)] if self._is_known else []
        self._raw = bytearray()
        self._is_wrong = False

    def feed(self, chunk: bytes) -> None:
        """Take the next octets of the body as they came over the wire."""
        if self.is_full:
            return
        self._raw += chunk[: MAX_BODY + 1 - len(self._raw)]
        if self._is_wrong:
            return
        try:
            for decoder in self._decoders:
                chunk = decoder.decode(chunk)
        except zlib.error:
            self._is_wrong = True

    @property
    def is_full(self) -> bool:
        """Whether nothing of what follows would be kept."""
        return len(self._raw) > MAX_BODY or any(decoder.is_full for decoder in self._decoders)

    @property
    def content(self) -> bytes:
        """The body as it is kept."""
        decoded = self._decoders[-1].decoded if self._decoders else b""
        return bytes((decoded or (b"" if self._is_decoded else self._raw))[:MAX_BODY])

    @property
    def fault(self) -> BodyFault | None:
        """What is wrong with the body, once the last chunk was fed."""
        if self.is_full:
            return BodyFault.TOO_LONG
        if not self._raw:
            return None
        if not self._is_known:
            return BodyFault.UNKNOWN_CODING
        if self._is_wrong:
            return BodyFault.BAD_CODING
        return None if all(decoder.has_ended for decoder in self._decoders) else BodyFault.CUT_SHORT

    @property
    def _is_decoded(self) -> bool:
        return bool(self._decoders) and not self._is_wrong


class _Decoder:
    """Undoes one coding, and yields no more than is kept."""

    def __init__(self, coding: str) -> None:
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
        # "deflate" means zlib, but some servers send its compressed data bare (RFC 9110 §8.4.1.2).
        self._may_be_bare = coding == "deflate"
        self._fed_in_vain = b""
        self.decoded = bytearray()

    def decode(self, coded: bytes) -> bytes:
        """Return what these octets yield.

        Raises:
            zlib.error: they are not in this coding.
        """
        try:
            part = self._inflated(coded)
        except zlib.error:
            if not self._may_be_bare or self.decoded:
                raise
            self._may_be_bare = False
            self._inflate = zlib.decompressobj(_BARE_DEFLATE)
            part = self._inflated(self._fed_in_vain + coded)
        if self._may_be_bare and not part:
            self._fed_in_vain += coded
        self.decoded += part
        return part

    def _inflated(self, coded: bytes) -> bytes:
        # A few octets can inflate to gigabytes: no more is asked for than is kept. Never 0, which would
        # mean no bound.
        return self._inflate.decompress(coded, MAX_BODY + 1 - len(self.decoded))

    @property
    def is_full(self) -> bool:
        """Whether it has yielded more than is kept."""
        return len(self.decoded) > MAX_BODY

    @property
    def has_ended(self) -> bool:
        """Whether the coded data came to their end."""
        return self._inflate.eof
