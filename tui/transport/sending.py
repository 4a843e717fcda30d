"""Sends one request, and returns its response or the reason why there is none.

TokenRequest ─┬─ a response, whatever its status      -> Exchange.response
              └─ none: DNS, connection, TLS, proxy,
                 timeout, reset, not HTTP             -> Exchange.failure
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from ..oauth2.connection import Progress
from ..oauth2.connector import RequestSettings
from ..oauth2.exchange import BodyFault, Exchange, HttpResponse
from ..oauth2.token_request import TokenRequest
from ..oauth2.transport_failure import TransportFailure
from ..oauth2.url_parts import host_of, tls_name
from ..oauth2.wire_request import WireRequest
from ..plain_text import plain_line
from .failures.network_errors import NETWORK_ERRORS
from .route import find_route
from .trust import PUBLIC, trust_context
from .unusable_setting import UnusableSettingError
from .watch import Watch
from .wire.conversation import Conversation, Head
from .wire.network import WatchedNetwork
from .wire.reaching import headers_through, reach, target_through
from .wire.response_body import BoundedBody
from .wire.stream import Stream


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
        return _canceled(request, watch)


def never_sent(request: TokenRequest, settings: RequestSettings) -> Exchange:
    """Return what is known of an attempt that was canceled before it began."""
    return _canceled(request, Watch(settings.trust))


def _canceled(request: TokenRequest, watch: Watch) -> Exchange:
    watch.ended()
    from .failures.causes import canceled_failure  # loaded when the clock has stopped, here and below

    connection = watch.connection(failed=True)
    failure = canceled_failure(watch)
    return Exchange(request, None, failure, watch.timings(), watch.peer, connection, watch.started)


async def _send(request: TokenRequest, settings: RequestSettings, watch: Watch) -> Exchange:
    response, failure = await converse(request, settings, watch)
    if response and watch.trusted_by != PUBLIC:
        from .tls.examination import ask_public_roots

        await ask_public_roots(request.url, watch, settings.timeout - watch.seconds)
    connection = watch.connection(failed=failure is not None)
    return Exchange(request, response, failure, watch.timings(), watch.peer, connection, watch.started)


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
                watch.close_stream()
    except UnusableSettingError as error:
        failure = error.failure
    except NETWORK_ERRORS as error:
        watch.ended()
        within = settings.timeout if whole.expired() else settings.connect_timeout
        failure = await _why_none(error, request, watch, within, settings.timeout - watch.seconds)
    watch.ended()
    return response, failure


async def _why_none(
    error: Exception, request: WireRequest, watch: Watch, within: float, left: float
) -> TransportFailure:
    """Return why there is no response: a deadline within which it should have come, or an error."""
    from .failures.causes import deadline_failure, failure_of

    if isinstance(error, TimeoutError) and not error.errno:  # one of ours, not the system's
        return deadline_failure(watch, within)
    from .tls.examination import examine

    return await examine(failure_of(error, watch), error, request.url, watch, left)


async def _converse(request: WireRequest, settings: RequestSettings, watch: Watch) -> HttpResponse:
    watch.route = route = find_route(request.url, settings)
    # Without TLS on the route, no store is read, so a missing CA file does no harm.
    context = trust_context(settings.trust) if route.uses_tls else None
    proxy_context = context if route.proxy_uses_tls else None
    target = target_through(route, request.url, request.target)
    headers = headers_through(route, request.wire_headers())
    conversation = Conversation(request.method, target, headers, request.body)
    async with asyncio.timeout(settings.connect_timeout) as watch.connecting:
        stream = await reach(request.url, route, WatchedNetwork(watch).connect, proxy_context)
        if context and route.scheme == "https":
            stream = await stream.start_tls(context, tls_name(host_of(request.url)))
        head = await conversation.ask(stream)
    return await _read(head, conversation, stream, watch)


async def _read(head: Head, conversation: Conversation, stream: Stream, watch: Watch) -> HttpResponse:
    headers = tuple((_text(name), _text(value)) for name, value in head.headers.raw_items())
    reason = _text(bytes(head.reason))
    watch.status_line = plain_line(f"{head.status_code} {reason}".strip())
    body = BoundedBody(", ".join(value for name, value in headers if name.lower() == "content-encoding"))
    fault: BodyFault | None = None
    try:
        while not body.is_full and (chunk := await conversation.read_body(stream)):
            watch.body_came(chunk)
            body.feed(chunk)
    except NETWORK_ERRORS as error:
        # The status is still a response: the best evidence of what the server thinks.
        from .failures.causes import fault_of

        fault = fault_of(error)
    return HttpResponse(
        status=head.status_code,
        reason=reason,
        headers=headers,
        body=body.content,
        body_fault=BodyFault.TOO_LONG if body.is_full else fault or body.fault,
        http_version=f"HTTP/{_text(bytes(head.http_version))}",
    )


def _text(raw: bytes) -> str:
    """Decode a header as UTF-8, which servers use, or else as Latin-1, which can't fail."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")
