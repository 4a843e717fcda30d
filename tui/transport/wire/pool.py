"""The HTTP library's machinery for one request: a connection pool on our own network backend.

httpx's transport is used without its client. The client parses the Location of a redirect even if it does
not follow it, and fails if that is malformed. It also keeps cookies and adds headers.
"""

from __future__ import annotations

import ssl

import httpcore
import httpx

from ...oauth2.transport_failure import FailureCause, TransportFailure
from ...oauth2.url_parts import host_of
from ..route import Route
from ..trust import trust_context
from ..unusable_setting import UnusableSettingError
from .network import WatchedNetwork


class PooledTransport(httpx.AsyncHTTPTransport):
    """httpx's transport on a given pool, since its own pool takes no network backend."""

    def __init__(self, pool: httpcore.AsyncConnectionPool) -> None:
        self._pool = pool


def open_transport(route: Route, trust: str, network: WatchedNetwork) -> PooledTransport:
    """Return the transport for a route.

    Raises:
        UnusableSettingError: the CA file or the proxy can't be used.
    """
    # Without TLS on the route, no store is read, so a missing CA file does no harm.
    context = trust_context(trust) if route.uses_tls else None
    return PooledTransport(open_pool(route, network, context, context if route.proxy_uses_tls else None))


def open_pool(
    route: Route,
    network: httpcore.AsyncNetworkBackend,
    context: ssl.SSLContext | None,
    proxy_context: ssl.SSLContext | None,
) -> httpcore.AsyncConnectionPool:
    """Return the connection pool for a route, with the TLS settings for the server and for the proxy.

    Raises:
        UnusableSettingError: the proxy can't be used.
    """
    if not route.proxy_url:
        return httpcore.AsyncConnectionPool(ssl_context=context, network_backend=network)
    proxy = _proxy(route)
    return httpcore.AsyncHTTPProxy(
        proxy_url=httpcore.URL(
            scheme=proxy.url.raw_scheme,
            host=_host_of(proxy),
            port=proxy.url.port,
            target=proxy.url.raw_path,
        ),
        proxy_auth=proxy.raw_auth,
        ssl_context=context,
        proxy_ssl_context=proxy_context,
        network_backend=network,
    )


def _host_of(proxy: httpx.Proxy) -> bytes:
    """Return where to connect: httpx has made the name ASCII, but has not decoded an address's zone."""
    host = proxy.url.raw_host.decode("ascii")
    return host_of(f"//[{host}]").encode("ascii") if ":" in host else proxy.url.raw_host


def _proxy(route: Route) -> httpx.Proxy:
    try:
        return httpx.Proxy(route.proxy_url or "")
    except (httpx.InvalidURL, ValueError) as error:
        # The library's own words would quote the URL, which may contain a password.
        message = f"The proxy {route.proxy} can't be used: its URL is not valid."
        raise UnusableSettingError(TransportFailure(FailureCause.PROXY_UNUSABLE, message)) from error
