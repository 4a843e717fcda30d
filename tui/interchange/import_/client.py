"""Finds the client in a request: in a Basic header, a setting, the URL or the body."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote_plus, unquote_plus

from ...oauth2.client_authentication import BasicEncoding
from .request import Item, PastedRequest

_BASIC: Final = re.compile(r"(?i)\s*basic(?:\s+|$)")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]*={0,2}")
_PART: Final = re.compile(r"(?:\{\{[^{}]*\}\}|<[^<>]*>|[^\s<{])+")
_PLAIN_PAIR: Final = re.compile(
    r"((?:\$\([^()\n]*\)|\$\{[^{}\n]*\}|\$env:\w+|\{\{[^{}\n]*\}\}|<[^<>\n]*>|[^:])*):(.*)", re.DOTALL
)
"""A name and a secret; the colon in a variable such as `$env:NAME` parts nothing."""
_ESCAPE: Final = re.compile(r"%[0-9A-F]{2}")
_TOLD: Final = re.compile(r"(?i)[^$`]*(?:base-?64|b64|btoa)[^$`]*")
"""Words that tell what to encode, such as `base64(key:secret)`."""


@dataclass(frozen=True, repr=False)
class BasicPair:
    """What a Basic header holds."""

    user: str = ""
    secret: str = ""
    where: str = "the Authorization header"
    is_readable: bool = True
    was_encoded: bool = True
    """False if the pair stood there in plain text, which no server can read."""
    has_line_break: bool = False
    """Whether the pair ended in a line break when it was encoded, as `echo` adds one."""
    is_from_header: bool = False
    """Whether it was decoded from base64, so that the tool that wrote it chose the encoding."""

    @property
    def is_empty(self) -> bool:
        """Whether it names no client, as `Basic Og==` does."""
        return not self.user and not self.secret


def is_basic(header: Item) -> bool:
    """Tell whether a header is Authorization with Basic."""
    return header.name.lower() == "authorization" and bool(_BASIC.match(header.value))


def tells_what_to_encode(text: str) -> bool:
    """Tell whether the text after `Basic` says how to make it, and is neither base64 nor a pair."""
    return bool(_TOLD.fullmatch(text)) and not _BASE64.fullmatch(text)


def basic_pair(request: PastedRequest) -> BasicPair | None:
    """Return the pair of the request's Basic header; None without one. Settings and `-u` count as one."""
    header = next((item for item in request.headers if is_basic(item)), None)
    if header:
        return _decoded(_BASIC.sub("", header.value, count=1).strip(), header.where)
    if request.client:
        return BasicPair(*request.client, where=request.client_where)
    return None


def as_form_encoded(pair: BasicPair) -> tuple[str, str, BasicEncoding]:
    """Return the client that a Basic pair means, and how it was encoded.

    Other tools send it raw. Only what form-urlencoding would have written exactly so, with at least one
    escape, was form-urlencoded (RFC 6749 §2.3.1).
    """
    user, secret = pair.user, pair.secret
    if pair.is_from_header and _ESCAPE.search(user + secret):
        decoded = unquote_plus(user, errors="replace"), unquote_plus(secret, errors="replace")
        if (user, secret) == (quote_plus(decoded[0]), quote_plus(decoded[1])):
            return *decoded, BasicEncoding.FORM
    is_raw = any(quote_plus(part, errors="replace") != part for part in (user, secret))
    return user, secret, BasicEncoding.RAW if is_raw else BasicEncoding.FORM


def _decoded(text: str, where: str) -> BasicPair:
    if tells_what_to_encode(text):
        return BasicPair(where=where, is_readable=False)
    compact = re.sub(r"[\r\n]\s*", "", text)
    if not compact:
        return BasicPair(where=where, is_readable=False)
    if _BASE64.fullmatch(compact):
        pair = _from_base64(compact)
        if pair is not None:
            user, secret = pair
            bare = secret.rstrip("\r\n")
            is_broken = bare != secret or compact != text
            return BasicPair(user, bare, where, has_line_break=is_broken, is_from_header=True)
        return BasicPair(where=where, is_readable=False)
    plain = _PLAIN_PAIR.fullmatch(text)
    user, mark, secret = (plain[1], ":", plain[2]) if plain else (text, "", "")
    parts = _PART.findall(text)
    if mark and " " not in user.strip("<{>}"):
        return BasicPair(user, secret, where, was_encoded=False)
    if len(parts) == 2:
        return BasicPair(parts[0], parts[1], where, was_encoded=False)
    return BasicPair(where=where, is_readable=False)


def _from_base64(text: str) -> tuple[str, str] | None:
    text = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
    try:
        pair = data.decode()
    except UnicodeDecodeError:
        pair = data.decode("latin-1")
    if ":" not in pair or any(ord(char) < 32 and char not in "\r\n\t" for char in pair):
        return None
    user, _, secret = pair.partition(":")
    return user, secret
