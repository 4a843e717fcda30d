"""Sends one request, and returns its response or the reason why there is none.

TokenRequest ─┬─ a response, whatever its status      -> Exchange.response
              └─ none: DNS, connection, TLS, proxy,
                 timeout, reset, not HTTP             -> Exchange.failure
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import httpx

from ..oauth2.connection import Progress
from ..oauth2.connector import RequestSettings
from ..oauth2.exchange import BodyFault, Exchange, HttpResponse
from ..oauth2.token_request import TokenRequest
from ..oauth2.transport_failure import TransportFailure
from ..oauth2.wire_request import WireRequest
from ..plain_text import plain_line
from .failures.library_errors import NETWORK_ERRORS
from .route import find_route
from .trust import PUBLIC
from .unusable_setting import UnusableSettingError
from .watch import Watch
from .wire.network import WatchedNetwork
from .wire.pool import open_transport
from .wire.response_body import BoundedBody
from .wire.url_as_typed import UrlAsTyped


async def send(
    request: TokenRequest, settings: RequestSettings, follow: Callable[[Progress], None] | None = None
) -> Exchange:
    """Send a request once, exactly the bytes of `request.wire()`, and return what happened.

    Through a proxy to an `http` URL, the target is absolute and Proxy-Authorization may be added, as
    RFC 9112 §3.2.2 and RFC 9110 §11.7.2 require.

    The whole attempt ends within `settings.timeout` seconds, from the name look-up to the end of the body.
    Connecting must also end within `settings.connect_timeout` seconds. Redirects are not followed.

    A response with a body that breaks off is a response with a fault. A body that does not end in time is a
    failure, because the next attempt would wait as long.

    `follow` is called when a layer begins.

    Never raises for what a network or a server does. asyncio.CancelledError passes through, after the
    connection is closed.
    """
    return await _send(request, settings, Watch(settings.trust, follow))


async def send_or_salvage(
    request: TokenRequest, settings: RequestSettings, follow: Callable[[Progress], None] | None = None
) -> Exchange:
    """Send as `send` does. When canceled, return what is known of the attempt until then.

    For a task that nothing but the user cancels (see `apart`).
    """
    watch = Watch(settings.trust, follow)
    try:
        return await _send(request, settings, watch)
    except asyncio.CancelledError:
        watch.ended()
        from .failures.causes import canceled_failure  # loaded when the clock has stopped, here and below

        connection = watch.connection(failed=True)
        return Exchange(request, None, canceled_failure(watch), watch.timings(), watch.peer, connection)


async def _send(request: TokenRequest, settings: RequestSettings, watch: Watch) -> Exchange:
    response, failure = await converse(request, settings, watch)
    if response and watch.trusted_by != PUBLIC:
        from .tls.examination import ask_public_roots

        await ask_public_roots(request.url, watch, settings.timeout - watch.seconds)
    connection = watch.connection(failed=failure is not None)
    return Exchange(request, response, failure, watch.timings(), watch.peer, connection)


async def converse(
    request: WireRequest, settings: RequestSettings, watch: Watch
) -> tuple[HttpResponse | None, TransportFailure | None]:
    """Send any request as `send` does, and return its response or failure."""
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
        watch.ended()
        from .failures.causes import deadline_failure

        seconds = settings.timeout if whole.expired() else settings.connect_timeout
        failure = deadline_failure(watch, seconds)
    except NETWORK_ERRORS as error:
        watch.ended()
        from .failures.causes import failure_of
        from .tls.examination import examine

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
    url = UrlAsTyped(request.url, request.target, by_proxy=bool(watch.proxy))
    wire_request = httpx.Request(
        request.method,
        url,
        headers=request.wire_headers(),
        # As a stream, the body adds no headers.
        stream=httpx.ByteStream(request.body),
    )
    wire_request.url = url  # the constructor has made it a plain httpx.URL
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
                # Close, then read on into the resulting error, so that the library's nested generators
                # end here and not later in other tasks.
                await reply.aclose()
    except NETWORK_ERRORS as error:
        # The status is still a response: the best evidence of what the server thinks.
        from .failures.causes import fault_of

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


def _text(raw: bytes) -> str:
    """Decode a header as UTF-8, which servers use, or else as Latin-1, which can't fail."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")
