"""A handshake that nothing follows: a look at what a server shows, without a word of HTTP.

The stream of a look ends in its `start_tls`: the handshake is made there, what came of it is kept, and the
connection is closed. httpcore, which is used for the way there, gets an exception and no stream that it
could write a request to. So a look may go without verification, or with ciphers that nobody should use.
"""

from __future__ import annotations

import ssl
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpcore
import httpx

from .library_errors import NETWORK_ERRORS
from .looking import Look, LookingNetwork, LookIsOverError
from .pool import open_pool
from .route import Route
from .trust import trust_context


@dataclass(frozen=True)
class Way:
    """The way that an attempt has gone, for another handshake at its end."""

    url: str
    route: Route
    ip: str
    """The address that it was connected to: the server's, or the proxy's."""
    trust: str
    """What a proxy's own certificate is verified with. It may be given credentials."""


def open_context() -> ssl.SSLContext:
    """Return settings that take whatever a server shows. For looks alone."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:!aNULL:@SECLEVEL=0")
    return context


async def look(way: Way, context: ssl.SSLContext, *, names_host: bool = True) -> Look | None:
    """Make a handshake with these settings and return what it showed; None where it did not come to one.

    `names_host=False` leaves out the name (RFC 6066 §3), as clients did that knew no virtual hosts.

    Raises:
        UnusableSettingError: the CA file or the proxy can't be used.
    """
    network = LookingNetwork(way.ip, context, names_host=names_host)
    # Another object than the look's own, by which the two handshakes are told apart.
    proxy_context = trust_context(way.trust) if way.route.proxy_uses_tls else None
    parts = urlsplit(way.url)
    url = httpx.URL(f"{parts.scheme}://{parts.netloc}/")
    # Should it ever be sent, it would hold nothing: no credentials, no body, no path.
    request = httpcore.Request(
        "GET", httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=b"/")
    )
    with suppress(LookIsOverError, *NETWORK_ERRORS):
        async with open_pool(way.route, network, context, proxy_context) as pool:
            await pool.handle_async_request(request)
    return network.seen
