"""Why no answer came, as a finding: one for each layer on which an attempt can end."""

from __future__ import annotations

from typing import Final, NamedTuple

from ..oauth2.exchange import FailureKind, TransportFailure
from ..oauth2.token_request import TokenRequest, host_header
from .finding import Finding
from .quoting import Quote


class _Layer(NamedTuple):
    id: str
    culprits: tuple[str, ...]
    title: str
    """With the place {} for the host."""
    fix: str


_LAYERS: Final = {
    FailureKind.DNS: _Layer(
        "network.dns",
        ("token_url", "network"),
        "The host name of {} can't be resolved.",
        "Check the host in Oauth2 Token Url, letter by letter. A name that exists only inside a company's "
        "network needs that network: in the product, the on-premise agent.",
    ),
    FailureKind.CONNECT: _Layer(
        "network.connect",
        ("token_url", "network"),
        "No connection to {}.",
        "Check host and port in Oauth2 Token Url. If they are right, a firewall stands between, or the "
        "server is down: ask whether it lets this machine's address in.",
    ),
    FailureKind.TLS: _Layer(
        "tls.handshake",
        ("tls", "token_url"),
        "No TLS connection with {}.",
        "Check that Oauth2 Token Url has the right scheme, host and port; if so, the server's owner has to "
        "mend its certificate or its TLS settings.",
    ),
    FailureKind.TIMEOUT: _Layer(
        "network.timeout",
        ("network", "token_url", "server_side"),
        "No answer from {} in time.",
        "Check host and port in Oauth2 Token Url. If they are right, a firewall drops the packets (ask its "
        "owner to let this address in), or the server is slow: try again later.",
    ),
    FailureKind.PROXY: _Layer(
        "network.proxy",
        ("network",),
        "No way through the proxy to {}.",
        "Check the setting Proxy, or the proxy variables of the environment, and whether the proxy may open "
        "the way to this host.",
    ),
    FailureKind.RESET: _Layer(
        "network.reset",
        ("network", "server_side", "token_url"),
        "{} cut the connection before it answered.",
        "Try again once. If it stays, ask the server's owner: a firewall before it may refuse this address "
        "or something in the request, or the port in Oauth2 Token Url belongs to another service.",
    ),
    FailureKind.PROTOCOL: _Layer(
        "network.protocol",
        ("token_url", "server_side"),
        "{} does not answer in HTTP/1.1.",
        "Check scheme and port in Oauth2 Token Url: behind them stands something that speaks another "
        "protocol, such as TLS on a URL that begins with http://.",
    ),
}


def failure_finding(request: TokenRequest, failure: TransportFailure, quote: Quote) -> Finding:
    """Return what it means that an attempt got no response."""
    layer = _LAYERS[failure.kind]
    return Finding(
        id=layer.id,
        severity="error",
        culprits=layer.culprits,
        title=layer.title.format(quote(_host(request.url))),
        cause=quote(failure.message),
        fix=layer.fix,
        evidence=(quote(failure.message),),
    )


def _host(url: str) -> str:
    try:
        return host_header(url)
    except ValueError:
        return "the token URL's host"
