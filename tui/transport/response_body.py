"""Keeping a response's body within bounds, however it is coded and however much of it comes."""

from __future__ import annotations

import zlib
from typing import Final

MAX_BODY: Final = 1024 * 1024
"""Bytes kept of a body: 1 MiB, after decoding."""

_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32
_BARE_DEFLATE: Final = -zlib.MAX_WBITS
_DEFLATED: Final = frozenset({"gzip", "x-gzip", "deflate"})


class BoundedBody:
    """Takes a body in chunks and keeps at most `MAX_BODY` bytes of it, decoded.

    We ask for no content coding, but some servers encode all the same (RFC 9110 §8.4). A coding that
    is unknown, or that turns out broken, leaves the bytes as they came.
    """

    def __init__(self, content_encoding: str) -> None:
        coding = content_encoding.strip().lower()
        self._raw = bytearray()
        self._decoded = bytearray()
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB) if coding in _DEFLATED else None
        # "deflate" means zlib, but some servers send its compressed data bare (RFC 9110 §8.4.1.2).
        self._may_be_bare = coding == "deflate"

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the body as they came over the wire."""
        if self.is_full:
            return
        self._raw += chunk[: MAX_BODY + 1 - len(self._raw)]
        self._decode(chunk)

    @property
    def is_full(self) -> bool:
        """Whether nothing of what follows would be kept."""
        return len(self._raw) > MAX_BODY or len(self._decoded) > MAX_BODY

    @property
    def content(self) -> bytes:
        """The body as it is kept."""
        return bytes((self._decoded if self._inflate else self._raw)[:MAX_BODY])

    @property
    def is_whole(self) -> bool:
        """Whether all that came is kept, and a coded body came to its end."""
        if self.is_full:
            return False
        return not self._inflate or self._inflate.eof or not self._raw

    def _decode(self, coded: bytes) -> None:
        if not self._inflate:
            return
        try:
            # A few bytes can inflate to gigabytes: no more is asked for than is kept. Never 0, which
            # would mean no bound.
            self._decoded += self._inflate.decompress(coded, MAX_BODY + 1 - len(self._decoded))
        except zlib.error:
            self._inflate = None
            if self._may_be_bare and not self._decoded:
                self._may_be_bare = False
                self._inflate = zlib.decompressobj(_BARE_DEFLATE)
                self._decode(bytes(self._raw))
