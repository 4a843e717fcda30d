"""Who may come in: whoever knows the path, from a page of this server, at an address of this machine.

The server listens on 127.0.0.1, where every program and web page that runs on this machine reaches it. So

- the path has a random part, which only the terminal shows: other users and pages can't guess it;
- the Host header names this machine: a foreign name that was made to point here (DNS rebinding) is refused;
- a websocket's Origin is this server's own: another page, which the browser would let connect, is refused
  (RFC 6455 §10.2).
"""

from __future__ import annotations

import hmac
import secrets
from typing import Final
from urllib.parse import urlsplit

_HOSTS: Final = frozenset({"127.0.0.1", "localhost", "::1"})
"""A tunnel from another machine (`ssh -L`) is reached by these names too, perhaps at another port."""
_RANDOM_BYTES: Final = 24


def new_token() -> str:
    """Return a part of a path that nobody guesses."""
    return secrets.token_urlsafe(_RANDOM_BYTES)


def is_own_path(path: str, token: str) -> bool:
    """Tell whether a request's path is below the token's."""
    first = path.removeprefix("/").partition("/")[0]
    return path.startswith("/") and hmac.compare_digest(_to_bytes(first), _to_bytes(token))


def is_own_host(host: str) -> bool:
    """Tell whether a Host header (RFC 9110 §7.2) names this machine."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return False
    return parts.hostname in _HOSTS and parts.netloc == host and "@" not in host


def is_own_origin(origin: str, host: str) -> bool:
    """Tell whether an Origin header (RFC 6454 §7) is that of a page which this server gave."""
    return is_own_host(host) and origin == f"http://{host}"


def _to_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
