"""Reaches a server, directly or through a proxy.

direct                       connect
through a proxy to http      connect to the proxy ─> (TLS with it); it passes the request on
through a proxy to https     connect to the proxy ─> (TLS with it) ─> CONNECT, a tunnel to the server
"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from ssl import SSLContext
from urllib.parse import unquote, urlsplit

from ...oauth2.proxy_url import userinfo_of
from ...oauth2.url_parts import DEFAULT_PORTS, host_header, host_in, host_of, tls_name, uri_host
from ..failures.network_errors import ProxyRefusalError
from ..route import Route
from .conversation import Conversation
from .stream import Stream

Connect = Callable[[str, int], Awaitable[Stream]]
"""Opens a connection to the port of a host."""
Headers = list[tuple[bytes, bytes]]


async def reach(url: str, route: Route, connect: Connect, proxy_context: SSLContext | None) -> Stream:
    """Return a connection on which a request can be written, or TLS with an https server begun.

    Raises:
        ProxyRefusalError: the proxy did not connect.
        NoResponseError, h11.RemoteProtocolError: its response can't be read.
        OSError: a connection could not be opened, or broke.
    """
    if not route.proxy_url:
        return await connect(host_of(url), _port_of(url))
    proxy = _ascii_host(host_in(urlsplit(route.proxy_url)))
    stream = await connect(proxy, _port_of(route.proxy_url))
    try:
        if proxy_context:
            stream = await stream.start_tls(proxy_context, tls_name(proxy))
        if route.scheme == "https":
            await _open_tunnel(stream, url, route)
    except BaseException:
        stream.close()
        raise
    return stream


def target_through(route: Route, url: str, target: str) -> str:
    """Return the request target: absolute for a proxy that passes the request on (RFC 9112 §3.2.2)."""
    if not route.proxy_url or route.scheme == "https":
        return target
    return f"{route.scheme}://{host_header(url)}{target}"


def headers_through(route: Route, headers: Headers) -> Headers:
    """Return a request's headers: for a proxy that passes the request on, with its credentials first."""
    return headers if route.scheme == "https" else [*_credentials(route), *headers]


async def _open_tunnel(stream: Stream, url: str, route: Route) -> None:
    """Ask a proxy to connect to the server (RFC 9110 §9.3.6)."""
    target = f"{uri_host(url)}:{_port_of(url)}"
    headers = [(b"Host", target.encode("ascii")), (b"Accept", b"*/*"), *_credentials(route)]
    head = await Conversation("CONNECT", target, headers, b"").ask(stream)
    if not 200 <= head.status_code < 300:
        raise ProxyRefusalError(f"{head.status_code} {bytes(head.reason).decode('ascii', 'ignore')}")


def _credentials(route: Route) -> Headers:
    """Return the header with the proxy's credentials, if its URL has any (RFC 9110 §11.7.2)."""
    user, _, password = userinfo_of(route.proxy_url or "").partition(":")
    if not user and not password:
        return []
    basic = base64.b64encode(f"{unquote(user)}:{unquote(password)}".encode())
    return [(b"Proxy-Authorization", b"Basic " + basic)]


def _port_of(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or DEFAULT_PORTS[parts.scheme.lower()]


def _ascii_host(host: str) -> str:
    if host.isascii():
        return host
    from ...host_names import ascii_host  # here, since its tables are large and few hosts need them

    return ascii_host(host) or host
