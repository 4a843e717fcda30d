"""A URL whose host, path and query go over the wire as typed."""

from __future__ import annotations

from urllib.parse import urlsplit

import httpx

from ...oauth2.url_parts import host_of, uri_host


class UrlAsTyped(httpx.URL):
    """A URL that the HTTP library does not rewrite.

    httpx would remove dot segments, quote again, and strip the brackets of an IPv6 address, which a proxy
    needs (RFC 9112 §3.2.2 and §3.2.3). Its `target` extension does not help: it would also replace the
    targets that a proxy needs, that of CONNECT and the absolute one.
    """

    def __init__(self, url: str, target: str, *, by_proxy: bool) -> None:
        parts = urlsplit(url)
        super().__init__(f"{parts.scheme}://{parts.netloc}/")
        # A proxy is told the host. Without one, httpcore only connects to it.
        self._host = (uri_host(url) if by_proxy else host_of(url)).encode("ascii")
        self._target = target.encode("ascii")

    @property
    def raw_host(self) -> bytes:
        """The host, for httpcore."""
        return self._host

    @property
    def raw_path(self) -> bytes:
        """The request target, for httpcore."""
        return self._target
