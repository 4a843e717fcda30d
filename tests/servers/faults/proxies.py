"""Faults of a proxy: it is not there, does not open the way, or answers in the server's place."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from tests.servers.certificates import Certificates
from tests.servers.ports import closed_port, silent_port
from tests.servers.raw_server import (
    Conversation,
    RawServer,
    Script,
    answering,
    answering_endlessly,
    closing,
    dripping,
    http_answer,
    resetting,
    stalling,
    tunnelling,
)
from tui.oauth2.connection import Layer
from tui.oauth2.transport_failure import FailureCause

from .fault import Broken, Fault, Heard, Site, Stand, at
from .names import UNKNOWN

HTTPS_URL: Final = "https://idp.example.com/oauth2/token"
HTTP_URL: Final = "http://idp.example.com/oauth2/token"
PROXY_PASSWORD: Final = "made-up/proxy+password"
_USER: Final = "me:made-up%2Fproxy%2Bpassword@"
_BLOCKED: Final = http_answer(
    403,
    b"<html><title>Access denied</title>Category: \x1b]52;c;ZXZpbA==\x07\x1b[2Jseen \xe2\x80\xae</html>",
    [("Via", "1.1 proxy.example.com (squid)"), ("Content-Type", "text/html")],
    "Forbidden",
)
_WANTS_CREDENTIALS: Final = http_answer(
    407,
    b"<html>Sign in</html>",
    [("Proxy-Authenticate", 'NTLM, Basic realm="\x1b[2Jseen"'), ("Server", "squid")],
    "Proxy Authentication Required",
)


def by_proxy(
    token_url: str, script: Script, *, tls: Callable[[Certificates], ssl.SSLContext] | None = None
) -> Stand:
    """Stand up a proxy on the way to a server that is never reached. Its URL holds credentials."""

    @contextmanager
    def stand(certificates: Certificates) -> Iterator[Site]:
        with RawServer(script, tls=tls(certificates) if tls else None) as proxy:
            scheme = "https" if tls else "http"
            yield Site(token_url, {"proxy": f"{scheme}://{_USER}{proxy.address}"}, proxy)

    return stand


@contextmanager
def _nothing_listens(_: Certificates) -> Iterator[Site]:
    yield Site(HTTPS_URL, {"proxy": f"http://{_USER}127.0.0.1:{closed_port()}"})


@contextmanager
def _takes_no_connection(_: Certificates) -> Iterator[Site]:
    with silent_port() as port:
        yield Site(HTTPS_URL, {"proxy": f"http://{_USER}127.0.0.1:{port}"})


@contextmanager
def _speaks_no_tls(_: Certificates) -> Iterator[Site]:
    with RawServer(_speaking_plainly) as proxy:
        yield Site(HTTP_URL, {"proxy": f"https://{_USER}{proxy.address}"}, proxy)


def _by_tunnel_to(script: Script) -> Stand:
    """Let the proxy open the way to a server without TLS."""

    @contextmanager
    def stand(_: Certificates) -> Iterator[Site]:
        with RawServer(script) as server, RawServer(tunnelling(server.port)) as proxy:
            yield Site(f"https://{server.address}/token", {"proxy": f"http://{_USER}{proxy.address}"}, proxy)

    return stand


def _speaking_plainly(conversation: Conversation) -> None:
    # Not at once: a proxy would pass it on together with its own answer.
    conversation.connection.settimeout(5)
    conversation.connection.recv(65536)
    conversation.send(http_answer(400, b"plain"))
    conversation.stall()


def _way(name: str, script: Script, cause: FailureCause) -> Fault:
    area = "network" if cause is FailureCause.PROXY_TIMEOUT else "proxy"
    return Fault(name, by_proxy(HTTPS_URL, script), Broken(cause, Layer.PROXY), f"{area}.{cause.word}")


PROXIES: Final = (
    Fault(
        "the proxy's name is not found",
        at(HTTPS_URL, proxy=f"http://{_USER}{UNKNOWN}:8080"),
        Broken(FailureCause.PROXY_NAME_NOT_FOUND, Layer.DNS),
        "proxy.name_not_found",
    ),
    Fault(
        "no proxy listens",
        _nothing_listens,
        Broken(FailureCause.PROXY_UNREACHABLE, Layer.CONNECT),
        "proxy.unreachable",
    ),
    Fault(
        "the proxy takes no connection",
        _takes_no_connection,
        Broken(FailureCause.PROXY_TIMEOUT, Layer.CONNECT),
        "network.proxy_timeout",
    ),
    _way("the proxy is silent", stalling(), FailureCause.PROXY_TIMEOUT),
    _way("the proxy drips", dripping(b"HTTP/1.1 200 OK\r\nX-Slow: "), FailureCause.PROXY_TIMEOUT),
    _way("the proxy wants credentials", answering(_WANTS_CREDENTIALS), FailureCause.PROXY_WANTS_CREDENTIALS),
    _way("the proxy forbids, with a page", answering(_BLOCKED), FailureCause.PROXY_REFUSED),
    _way("the proxy redirects", answering(http_answer(302, b"")), FailureCause.PROXY_REFUSED),
    _way(
        "the proxy's page is endless",
        answering_endlessly(b"HTTP/1.1 403 Forbidden\r\n\r\n", b"x" * 65536),
        FailureCause.PROXY_REFUSED,
    ),
    _way(
        "the proxy's reason is hostile",
        answering(http_answer(502, b"", reason="\x1b]52;c;ZXZpbA==\x07\x1b[2Jseen" * 1000)),
        FailureCause.PROXY_REFUSED,
    ),
    _way("the proxy closes", closing, FailureCause.PROXY_CLOSED),
    _way("the proxy resets", resetting(), FailureCause.PROXY_CLOSED),
    _way("the proxy speaks no HTTP", answering(b"\x05\xff\x1b[2Jseen\r\n\r\n"), FailureCause.PROXY_CLOSED),
    _way(
        "the proxy's header is endless",
        answering_endlessly(b"HTTP/1.1 200 OK\r\n", b"X: x\r\n" * 10_000),
        FailureCause.PROXY_CLOSED,
    ),
    Fault(
        "plain HTTP behind the proxy",
        _by_tunnel_to(_speaking_plainly),
        Broken(FailureCause.PLAIN_HTTP, Layer.TLS),
        "tls.plain_http",
    ),
    Fault(
        "silence behind the proxy",
        _by_tunnel_to(stalling(read=False)),
        Broken(FailureCause.TLS_TIMEOUT, Layer.TLS),
        "network.tls_timeout",
    ),
    Fault(
        "an https proxy with a bad certificate",
        by_proxy(HTTPS_URL, closing, tls=Certificates.self_signed),
        Broken(FailureCause.PROXY_TLS, Layer.PROXY),
        "proxy.tls",
    ),
    Fault(
        "an https proxy that speaks plain HTTP",
        _speaks_no_tls,
        Broken(FailureCause.PROXY_TLS, Layer.PROXY),
        "proxy.tls",
    ),
    Fault(
        "the proxy wants credentials, in the server's place",
        by_proxy(HTTP_URL, answering(_WANTS_CREDENTIALS)),
        Heard(407),
        "proxy.answered",
    ),
    Fault(
        "the proxy forbids, in the server's place",
        by_proxy(HTTP_URL, answering(_BLOCKED)),
        Heard(403),
        "proxy.answered",
    ),
)
