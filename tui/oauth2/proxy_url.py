"""A proxy's URL, which may hold credentials: shown, it is without them.

    http://me:pa%2Fss@proxy.example.com:3128     ->     http://me:••••••••@proxy.example.com:3128

A user name that stands without a password may be a token, so then it is what is masked. The URL is looked
at as text, since the malformed and the half-typed must not tell a password either.
"""

from __future__ import annotations

import base64
import re
from typing import Final
from urllib.parse import unquote

from .secret import MASK, Secret

_SCHEME: Final = re.compile(r"[^:/@]*://")
_HOST_AND_PORT: Final = re.compile(r"(?:\[[^\]]*\]?|[^:/?#]*)(?::\d*)?(?:[/?#].*)?", re.DOTALL)


class ProxyUrl(Secret):
    """The URL of a proxy. Its repr, str and format show all but the credentials; blank, there is none."""

    __slots__ = ("_is_marked",)
    _is_marked: bool

    def __init__(self, clear: str = "", *, is_secret: bool = False) -> None:
        super().__init__(clear)
        object.__setattr__(self, "_is_marked", is_secret)

    @property
    def has_credentials(self) -> bool:
        """Whether something of it is masked."""
        return bool(_credentials(self.reveal()))

    @property
    def is_secret(self) -> bool:
        """Whether it is kept as secrets are: it has credentials, or is marked so (and may be blank yet)."""
        return self._is_marked or self.has_credentials

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What may be echoed: the password as written, decoded, and as Basic carries it (RFC 7617 §2)."""
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
    """Return from where to where a proxy's URL, half typed or not, holds what is masked; (0, 0) without."""
    hidden = _credentials(url)
    return (hidden.start, hidden.stop) if hidden else (0, 0)


def userinfo_of(url: str) -> str:
    """Return what stands before the host (RFC 3986 §3.2.1), up to the last @; blank where there is none."""
    return url[_authority(url) : max(url.rfind("@"), 0)]


def _authority(url: str) -> int:
    """Return where the authority begins (RFC 3986 §3.2)."""
    scheme = _SCHEME.match(url)
    return scheme.end() if scheme else 0


def _credentials(url: str) -> range:
    """Return the positions of what is masked: the password, else a user name that stands alone."""
    start, end = _authority(url), url.rfind("@")
    if end < 0:
        # Without @, what follows host and colon is a port, or a password that is still being typed.
        colon = -1 if _HOST_AND_PORT.fullmatch(url, start) else url.find(":", start)
        return range(colon + 1, len(url)) if colon >= 0 else range(0)
    user, _, password = url[start:end].partition(":")
    return range(end - len(password), end) if password else range(start, start + len(user))
