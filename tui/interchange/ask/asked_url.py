"""Takes from a connector what its customer's script needs: the token URL, without anything secret in it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from ...oauth2.connector import Connector
from ...oauth2.masking.redaction import Redactor
from ...oauth2.url_parts import DEFAULT_PORTS, host_in, split_web_url, uri_host

_LEFT_OUT: Final = "left-out"
"""Stands in a path for what can't be told."""
_SHORTEST_NAME: Final = 8
"""Characters of a Client ID or username that are looked for in a path. A shorter one may be any word."""


@dataclass(frozen=True)
class AskedUrl:
    """Where the script asks, in the spellings that its tools need."""

    url: str
    """The token URL, without query and secrets."""
    origin: str
    """Its scheme, host and port."""
    host: str
    """The host for the name lookup and for TLS: an IPv6 address without its brackets."""
    authority: str
    """Host and port, for openssl."""
    port: int
    notes: tuple[str, ...] = ()
    """A sentence on each part that was left out."""

    @property
    def is_https(self) -> bool:
        """Whether there are certificates to look at."""
        return self.url.lower().startswith("https:")

    @property
    def is_address(self) -> bool:
        """Whether the host is an address, which TLS doesn't send as a name (RFC 6066 §3)."""
        try:
            ipaddress.ip_address(self.host.partition("%")[0])
        except ValueError:
            return False
        return True


def asked_url(connector: Connector) -> AskedUrl | None:
    """Return where the script of a connector asks; None if its token URL is no web URL."""
    parts = split_web_url(connector.token_url)
    if parts is None:
        return None
    path, notes = _harmless_path(parts.path or "/", connector)
    if parts.query:
        notes += ("The query of the URL is left out: it may hold secrets.",)
    host, scheme = uri_host(connector.token_url), parts.scheme.lower()
    port = parts.port or DEFAULT_PORTS[scheme]
    origin = f"{scheme}://{host}" + (f":{parts.port}" if parts.port else "")
    return AskedUrl(origin + path, origin, host_in(parts), f"{host}:{port}", port, notes)


def _harmless_path(path: str, connector: Connector) -> tuple[str, tuple[str, ...]]:
    """Return a path with its telling segments replaced, and a sentence where there were any."""
    redactor = Redactor.for_connector(connector)
    names = [name for name in (connector.client_id, connector.username) if len(name) >= _SHORTEST_NAME]
    kept = [
        _LEFT_OUT
        if redactor.text(segment) != segment or any(name in unquote(segment) for name in names)
        else segment
        for segment in path.split("/")
    ]
    shown = "/".join(kept)
    if shown == path:
        return path, ()
    return shown, (f"A secret or a name in the URL's path is replaced by {_LEFT_OUT}.",)
