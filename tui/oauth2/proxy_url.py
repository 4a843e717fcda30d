"""A proxy's URL, which may contain credentials. They are masked wherever the URL is shown.

    http://me:pa%2Fss@proxy.example.com:3128     ->     http://me:••••••••@proxy.example.com:3128

A user name without a password may be a token, so then the user name is masked. The URL is read as plain
text, because a malformed or half-typed one must not show a password either.
"""

from __future__ import annotations

import base64
import re
from typing import Final
from urllib.parse import unquote

from .lean.lazy_pattern import LazyPattern
from .secret import MASK, Secret

_SCHEME: Final = LazyPattern(r"[^:/@]*://")
_HOST_AND_PORT: Final = LazyPattern(r"(?:\[[^\]]*\]?|[^:/?#]*)(?::\d*)?(?:[/?#].*)?", re.DOTALL)


class ProxyUrl(Secret):
    """A proxy's URL, blank for no proxy. Its repr, str and format mask the credentials."""

    __slots__ = ("_is_marked",)
    _is_marked: bool

    def __init__(self, clear: str = "", *, is_secret: bool = False) -> None:
        super().__init__(clear)
        object.__setattr__(self, "_is_marked", is_secret)

    @property
    def has_credentials(self) -> bool:
        """Whether any part of it is masked."""
        return bool(_credentials(self.reveal()))

    @property
    def is_secret(self) -> bool:
        """Whether it is stored like a secret: it has credentials, or is marked secret (even while blank)."""
        return self._is_marked or self.has_credentials

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What a server may echo: the password as written, decoded, and as in Basic (RFC 7617 §2)."""
        clear = self.reveal()
        hidden = _credentials(clear)
        if not hidden:
            return ()
        user, _, password = clear[_authority(clear) : hidden.stop].partition(":")
        basic = f"{unquote(user)}:{unquote(password)}".encode("utf-8", "surrogatepass")
        written = clear[hidden.start : hidden.stop]
        return Secret(written), Secret(unquote(written)), Secret(base64.b64encode(basic).decode())

    def __str__(self) -> str:
        clear = self.reveal()
        hidden = _credentials(clear)
        return f"{clear[: hidden.start]}{MASK}{clear[hidden.stop :]}" if hidden else clear

    def __repr__(self) -> str:
        return f"ProxyUrl({str(self)!r})"


def credentials_part(url: str) -> tuple[int, int]:
    """Return the start and end of the masked part of a proxy's URL; (0, 0) if nothing is masked."""
    hidden = _credentials(url)
    return (hidden.start, hidden.stop) if hidden else (0, 0)


def userinfo_of(url: str) -> str:
    """Return the userinfo before the host (RFC 3986 §3.2.1), up to the last @; blank without one."""
    return url[_authority(url) : max(url.rfind("@"), 0)]


def _authority(url: str) -> int:
    """Return the index where the authority begins (RFC 3986 §3.2)."""
    scheme = _SCHEME.match(url)
    return scheme.end() if scheme else 0


def _credentials(url: str) -> range:
    """Return the positions to mask: the password, or else a user name without one."""
    start, end = _authority(url), url.rfind("@")
    if end < 0:
        # Without @, what follows host and colon is a port, or a password still being typed.
        colon = -1 if _HOST_AND_PORT.fullmatch(url, start) else url.find(":", start)
        return range(colon + 1, len(url)) if colon >= 0 else range(0)
    user, _, password = url[start:end].partition(":")
    return range(end - len(password), end) if password else range(start, start + len(user))
