"""Keeps a response's body within limits, however it is encoded and however long it is."""

from __future__ import annotations

import zlib
from typing import Final

from ...oauth2.exchange import BodyFault

MAX_BODY: Final = 1024 * 1024
"""Bytes kept of a body, after decoding: 1 MiB."""

_GZIP_OR_ZLIB: Final = zlib.MAX_WBITS | 32
_BARE_DEFLATE: Final = -zlib.MAX_WBITS
_DEFLATED: Final = frozenset({"gzip", "x-gzip", "deflate"})
_MOST_CODINGS: Final = 4
"""Encodings decoded per body; an honest server uses one."""
_MEMBER: Final = b"\x1f\x8b"
"""How a member of gzip data begins (RFC 1952 §2.3.1)."""
_MOST_MEMBERS: Final = 256
"""Members read of one body; thousands of empty ones would only keep the decoder busy."""


class BoundedBody:
    """Takes a body in chunks and keeps at most `MAX_BODY` bytes of it, decoded.

    We ask for no content coding, but some servers encode anyway (RFC 9110 §8.4). A body with an unknown
    encoding, or one that turns out to be wrong, is kept as it came.
    """

    def __init__(self, content_encoding: str) -> None:
        names = [name.strip().lower() for name in content_encoding.split(",")]
        codings = [name for name in names if name not in {"", "identity"}]
        self._is_known = set(codings) <= _DEFLATED and len(codings) <= _MOST_CODINGS
        # They are listed in the order in which they were applied, so the last is decoded first.
        self._decoders = [_Decoder(name) for name in reversed(codings)] if self._is_known else []
        self._raw = bytearray()
        self._is_wrong = False

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of the body as they came over the wire."""
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
        """Whether any further bytes would be dropped."""
        return len(self._raw) > MAX_BODY or any(decoder.is_full for decoder in self._decoders)

    @property
    def content(self) -> bytes:
        """The body as it is kept."""
        decoded = self._decoders[-1].decoded if self._decoders else b""
        return bytes(memoryview(decoded or (b"" if self._is_decoded else self._raw))[:MAX_BODY])

    @property
    def fault(self) -> BodyFault | None:
        """What is wrong with the body, once the last chunk has been fed."""
        if self.is_full:
            return BodyFault.TOO_LONG
        if not self._raw:
            return None
        if not self._is_known:
            return BodyFault.UNKNOWN_CODING
        if self._is_wrong:
            return BodyFault.BAD_CODING
        if any(decoder.has_more_behind for decoder in self._decoders):
            return BodyFault.TRAILING_BYTES
        return None if all(decoder.has_ended for decoder in self._decoders) else BodyFault.CUT_SHORT

    @property
    def _is_decoded(self) -> bool:
        return bool(self._decoders) and not self._is_wrong


class _Decoder:
    """Decodes one encoding, and yields no more than is kept."""

    def __init__(self, coding: str) -> None:
        self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
        # "deflate" means zlib, but some servers send the bare compressed data (RFC 9110 §8.4.1.2).
        self._may_be_bare = coding == "deflate"
        self._has_members = coding != "deflate"
        self._members = 1
        self._undecoded = b""
        self._behind = b""
        """What follows the end and does not begin another member, or not yet."""
        self.decoded = bytearray()

    def decode(self, coded: bytes) -> bytes:
        """Return what these bytes decode to.

        Raises:
            zlib.error: they do not have this encoding.
        """
        start = len(self.decoded)
        while coded:
            coded = self._decode_member(coded)
        return bytes(self.decoded[start:])

    def _decode_member(self, coded: bytes) -> bytes:
        """Decode to the end of a member; return what follows it, as far as it may be another."""
        if self.has_ended:
            self._behind += coded[: MAX_BODY - len(self._behind)]
            if not self._begins_member(self._behind):
                return b""
            coded, self._behind = self._behind, b""
            self._members += 1
            self._inflate = zlib.decompressobj(_GZIP_OR_ZLIB)
        try:
            part = self._inflated(coded)
        except zlib.error:
            if not self._may_be_bare or self.decoded:
                raise
            self._may_be_bare = False
            self._inflate = zlib.decompressobj(_BARE_DEFLATE)
            part = self._inflated(self._undecoded + coded)
        if self._may_be_bare and not part:
            self._undecoded += coded
        self.decoded += part
        return b"" if self.is_full else self._inflate.unused_data

    def _begins_member(self, coded: bytes) -> bool:
        return self._has_members and self._members < _MOST_MEMBERS and coded.startswith(_MEMBER)

    def _inflated(self, coded: bytes) -> bytes:
        # A few bytes can expand to gigabytes, so ask for no more than is kept. The limit is never 0, which
        # would mean no limit.
        return self._inflate.decompress(coded, MAX_BODY + 1 - len(self.decoded))

    @property
    def is_full(self) -> bool:
        """Whether it has yielded more than is kept."""
        return len(self.decoded) > MAX_BODY

    @property
    def has_ended(self) -> bool:
        """Whether the encoded data is complete."""
        return self._inflate.eof

    @property
    def has_more_behind(self) -> bool:
        """Whether bytes follow the encoded data that do not belong to it (RFC 1952 §2.2)."""
        return bool(self._behind)
