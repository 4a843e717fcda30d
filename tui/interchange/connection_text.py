"""How a server was reached, as text for people: times, proxy, addresses tried, server, certificate.

dns 1 ms · tcp 8 ms · tls 20 ms · sent 0 ms · waited 81 ms · received 0 ms
at 203.0.113.7, TLSv1.3 (TLS_AES_256_GCM_SHA384)
certificate CN=idp.example.com, issued by CN=Our CA, valid until 2027-01-02T00:00:00Z; not trusted
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from ..diagnosis.failures.how_far import fruitless_trials
from ..oauth2.connection import Layer, Peer
from ..time_words import duration

if TYPE_CHECKING:
    from ..oauth2.api_run import AnyExchange


_WORDS: Final = {
    Layer.DNS: "dns",
    Layer.CONNECT: "tcp",
    Layer.PROXY: "proxy",
    Layer.TLS: "tls",
    Layer.SEND: "sent",
    Layer.WAIT: "waited",
    Layer.RECEIVE: "received",
}
_TRUSTS: Final = {"public": "the public roots", "system": "this machine's own store"}


def connection_lines(exchange: AnyExchange, shown: Callable[[str], str]) -> Iterator[str]:
    """Yield what is known about the connection, which may be nothing. `shown` masks foreign text."""
    if layers := _layers(exchange):
        yield layers
    if exchange.connection.proxy:
        yield f"through the proxy {shown(exchange.connection.proxy)}"
    yield from fruitless_trials(exchange.connection, shown)
    if exchange.peer:
        yield from _peer(exchange.peer, shown)


def _layers(exchange: AnyExchange) -> str:
    stopped = exchange.connection.stopped_at
    steps = []
    for layer, word in _WORDS.items():
        spent = exchange.timings.of(layer)
        took = "" if spent is None else f" {duration(spent)}"
        if layer is stopped:
            steps.append(f"{word}{took}: stopped here")
        elif took:
            steps.append(word + took)
    return " · ".join(steps)


def _peer(peer: Peer, shown: Callable[[str], str]) -> Iterator[str]:
    spoken = f"{peer.tls_version} ({peer.cipher})" if peer.cipher else peer.tls_version
    if words := ", ".join(word for word in (peer.ip, spoken) if word):
        yield f"at {shown(words)}" if peer.ip else shown(words)
    if own := peer.certificate:
        until = f", valid until {own.not_after}" if own.not_after else ""
        trust = f"trusted by {_truster(peer.trusted_by)}" if peer.trusted_by else "not trusted"
        public = ", but not by the public roots" if peer.trusted_by_public is False else ""
        subject = own.subject or "without a subject"
        yield shown(f"certificate {subject}, issued by {own.issuer}{until}; {trust}{public}")


def _truster(trusted_by: str) -> str:
    return _TRUSTS.get(trusted_by, f"the CA file {trusted_by}")
