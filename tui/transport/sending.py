"""One request over the wire, and all that can come of it.

    TokenRequest ─┬─ an answer, whatever its status   -> Exchange.response
                  └─ none: name, connection, TLS,
                     proxy, silence, nonsense, time   -> Exchange.failure

httpx's transport is used without its client: a client follows the Location of a redirect in thought even
when it is not to follow it, and fails where that is malformed; it also keeps cookies and adds headers.
"""

from __future__ import annotations

import asyncio
import ssl
from urllib.parse import urlsplit

import httpx

from ..oauth2.connector import RequestSettings
from ..oauth2.exchange import Exchange, FailureKind, HttpResponse, TransportFailure
from ..oauth2.token_request import TokenRequest
from ..oauth2.wire_request import WireRequest
from ..plain_text import plain_line
from .failures import NETWORK_ERRORS, deadline_failure, failure_of
from .response_body import BoundedBody
from .route import Route, find_route
from .trust import trust_context
from .unusable_setting import UnusableSettingError
from .watch import Phase, Watch


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


async def send(request: TokenRequest, settings: RequestSettings) -> Exchange:
    """Send a request once and return what came of it: exactly the bytes of `request.wire()`.

    By a proxy to an `http` URL, the target is absolute and Proxy-Authorization may be added, as
    RFC 9112 §3.2.2 and RFC 9110 §11.7.2 ask.

    The whole attempt ends within `settings.timeout` seconds, name look-up, connection (which has
    `settings.connect_timeout` of its own) and body included. Redirects are not followed.

    A body that breaks off after some of it came is a response, marked as truncated: what a server said
    before it broke off is the best evidence there is. With nothing of the body it is a failure, and so
    is a body that does not end in time: there the connector has no answer either.

    Never raises for what a network or a server does. asyncio.CancelledError passes, with the
    connection closed.
    """
    watch = Watch(settings.trust)
    response, failure = await converse(request, settings, watch)
    return Exchange(request, response, failure, watch.timings(), watch.peer)


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
        failure = failure_of(error, watch)
    return response, failure


async def _converse(request: WireRequest, settings: RequestSettings, watch: Watch) -> HttpResponse:
    watch.route = find_route(request.url, settings)
    async with _transport(watch.route, settings.trust) as transport:
        async with asyncio.timeout(settings.connect_timeout) as watch.connecting:
            reply = await transport.handle_async_request(_wire_request(request, watch))
        watch.enter(Phase.RECEIVE)
        return await _read(reply, watch)


def _transport(route: Route, trust: str) -> httpx.AsyncHTTPTransport:
    # Without TLS on the way, no store is read: a CA file that is missing is then no hindrance.
    context = trust_context(trust) if route.uses_tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.AsyncHTTPTransport(
        verify=context, trust_env=False, http2=False, proxy=_proxy(route, context)
    )


def _proxy(route: Route, context: ssl.SSLContext) -> httpx.Proxy | None:
    if not route.proxy_url:
        return None
    try:
        return httpx.Proxy(route.proxy_url, ssl_context=context if route.proxy_uses_tls else None)
    except (httpx.InvalidURL, ValueError) as error:
        # What the library says would quote the URL, which may hold a password.
        message = f"The proxy {route.proxy} can't be used: its URL holds what no URL can."
        raise UnusableSettingError(TransportFailure(FailureKind.PROXY, message)) from error


def _wire_request(request: WireRequest, watch: Watch) -> httpx.Request:
    url = _UrlAsTyped(request.url, request.target)
    wire_request = httpx.Request(
        request.method,
        url,
        headers=request.wire_headers(),
        # Given as a stream, the body brings no headers of its own.
        stream=httpx.ByteStream(request.body),
        extensions={"trace": watch.trace},
    )
    wire_request.url = url  # the constructor made a plain httpx.URL of it
    return wire_request


async def _read(reply: httpx.Response, watch: Watch) -> HttpResponse:
    headers = tuple((_text(name), _text(value)) for name, value in reply.headers.raw)
    reason = _text(reply.extensions.get("reason_phrase", b""))
    watch.status_line = plain_line(f"{reply.status_code} {reason}".strip())
    body = BoundedBody(reply.headers.get("Content-Encoding", ""))
    is_cut = False
    try:
        async for chunk in reply.aiter_raw():
            watch.received += len(chunk)
            body.feed(chunk)
            if body.is_full:
                # Closed first and then read on to the error that this brings: so the library's nested
                # generators end here, and not later in tasks of their own.
                await reply.aclose()
    except NETWORK_ERRORS:
        if not watch.received:
            raise
        is_cut = True
    finally:
        await reply.aclose()
    return HttpResponse(
        status=reply.status_code,
        reason=reason,
        headers=headers,
        body=body.content,
        truncated=is_cut or not body.is_whole,
        http_version=_text(reply.extensions.get("http_version", b"HTTP/1.1")),
    )


def _text(octets: bytes) -> str:
    """Read a header as UTF-8, which servers mean, or else as Latin-1, which can't fail."""
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets.decode("latin-1")
