"""One request over the wire, and all that can come of it.

TokenRequest ─┬─ an answer, whatever its status   -> Exchange.response
              └─ none: name, connection, TLS,
                 proxy, silence, nonsense, time   -> Exchange.failure
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx

from ..oauth2.connection import Progress
from ..oauth2.connector import RequestSettings
from ..oauth2.exchange import BodyFault, Exchange, HttpResponse
from ..oauth2.token_request import TokenRequest
from ..oauth2.transport_failure import TransportFailure
from ..oauth2.wire_request import WireRequest
from ..plain_text import plain_line
from .failures.causes import deadline_failure, failure_of, fault_of
from .failures.library_errors import NETWORK_ERRORS
from .route import find_route
from .tls.examination import ask_public_roots, examine
from .unusable_setting import UnusableSettingError
from .watch import Watch
from .wire.network import WatchedNetwork
from .wire.pool import open_transport
from .wire.response_body import BoundedBody


class _UrlAsTyped(httpx.URL):
    """A URL whose path and query go over the wire as typed.

    httpx would remove dot segments and quote anew. Its `target` extension is no way out: it would
    also replace the target of the CONNECT, and the absolute target, that a proxy needs.
    """

    def __init__(self, url: str, target: str) -> None:
        parts = urlsplit(url)
        super().__init__(f"{parts.scheme}://{parts.netloc}/")
        self._target = target.encode("ascii")

    @property
    def raw_path(self) -> bytes:
        return self._target


async def send(
    request: TokenRequest, settings: RequestSettings, follow: Callable[[Progress], None] | None = None
) -> Exchange:
    """Send a request once and return what came of it: exactly the bytes of `request.wire()`.

    By a proxy to an `http` URL, the target is absolute and Proxy-Authorization may be added, as
    RFC 9112 §3.2.2 and RFC 9110 §11.7.2 ask.

    The whole attempt ends within `settings.timeout` seconds, name look-up, connection (which has
    `settings.connect_timeout` of its own) and body included. Redirects are not followed.

    A body that breaks off is a response with a fault, but one that does not end in time is a failure:
    the next attempt would wait as long.

    `follow` hears each layer begin.

    Never raises for what a network or a server does. asyncio.CancelledError passes, with the
    connection closed.
    """
    watch = Watch(settings.trust, follow)
    response, failure = await converse(request, settings, watch)
    if response:
        await ask_public_roots(request.url, watch, settings.timeout - watch.seconds)
    connection = watch.connection(failed=failure is not None)
    return Exchange(request, response, failure, watch.timings(), watch.peer, connection)


async def converse(
    request: WireRequest, settings: RequestSettings, watch: Watch
) -> tuple[HttpResponse | None, TransportFailure | None]:
    """Send any request as `send` does, and return the response or the failure."""
    response: HttpResponse | None = None
    failure: TransportFailure | None = None
    try:
        async with asyncio.timeout(settings.timeout) as whole:
            try:
                response = await _converse(request, settings, watch)
            finally:
                await watch.close_stream()
    except UnusableSettingError as error:
        failure = error.failure
    except TimeoutError:
        seconds = settings.timeout if whole.expired() else settings.connect_timeout
        failure = deadline_failure(watch, seconds)
    except NETWORK_ERRORS as error:
        watch.ended()
        left = settings.timeout - watch.seconds
        failure = await examine(failure_of(error, watch), error, request.url, watch, left)
    watch.ended()
    return response, failure


async def _converse(request: WireRequest, settings: RequestSettings, watch: Watch) -> HttpResponse:
    watch.route = find_route(request.url, settings)
    async with open_transport(watch.route, settings.trust, WatchedNetwork(watch)) as transport:
        async with asyncio.timeout(settings.connect_timeout) as watch.connecting:
            reply = await transport.handle_async_request(_wire_request(request, watch))
        return await _read(reply, watch)


def _wire_request(request: WireRequest, watch: Watch) -> httpx.Request:
    url = _UrlAsTyped(request.url, request.target)
    wire_request = httpx.Request(
        request.method,
        url,
        headers=request.wire_headers(),
        # Given as a stream, the body brings no headers of its own.
        stream=httpx.ByteStream(request.body),
    )
    wire_request.url = url  # the constructor made a plain httpx.URL of it
    return wire_request


async def _read(reply: httpx.Response, watch: Watch) -> HttpResponse:
    headers = tuple((_text(name), _text(value)) for name, value in reply.headers.raw)
    reason = _text(reply.extensions.get("reason_phrase", b""))
    watch.status_line = plain_line(f"{reply.status_code} {reason}".strip())
    body = BoundedBody(reply.headers.get("Content-Encoding", ""))
    fault: BodyFault | None = None
    try:
        async for chunk in reply.aiter_raw():
            watch.body_came(chunk)
            body.feed(chunk)
            if body.is_full:
                # Closed first and then read on to the error that this brings: so the library's nested
                # generators end here, and not later in tasks of their own.
                await reply.aclose()
    except NETWORK_ERRORS as error:
        # Whatever status came is an answer: the best evidence there is of what the server thinks.
        fault = fault_of(error)
    finally:
        await reply.aclose()
    return HttpResponse(
        status=reply.status_code,
        reason=reason,
        headers=headers,
        body=body.content,
        body_fault=BodyFault.TOO_LONG if body.is_full else fault or body.fault,
        http_version=_text(reply.extensions.get("http_version", b"HTTP/1.1")),
    )


def _text(octets: bytes) -> str:
    """Read a header as UTF-8, which servers mean, or else as Latin-1, which can't fail."""
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("latin-1")
