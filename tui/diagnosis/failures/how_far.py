"""How far an attempt came, in words: what had worked, and what it was at when it ended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...oauth2.api_run import AnyExchange
from ...oauth2.connection import Connection, Layer, Timings
from ...oauth2.transport_failure import FailureKind
from ...oauth2.url_parts import host_of
from ...time_words import duration
from ..quoting import Quote

_AT: Final = {
    Layer.DNS: "it ended while the name was looked up",
    Layer.CONNECT: "it ended while connecting",
    Layer.PROXY: "it ended while the proxy was asked for the way",
    Layer.TLS: "it ended in the TLS handshake",
    Layer.SEND: "it ended while the request was sent",
    Layer.WAIT: "it ended while the answer was waited for",
    Layer.RECEIVE: "it ended while the answer came in",
}
_MOST_ADDRESSES: Final = 8


def how_far(exchange: AnyExchange, quote: Quote) -> str:
    """Return what had worked until an attempt failed, as one line; empty where nothing had begun.

    As in "name found: 192.0.2.7; connected in 8 ms; TLSv1.3 in 20 ms; request sent; nothing came for 30 s".
    """
    stopped = exchange.connection.stopped_at
    if stopped is None:
        return ""
    layers = list(Layer)
    passed = layers[: layers.index(stopped)]
    steps = [step for layer in passed if (step := _passed(layer, exchange, quote))]
    return "; ".join([*steps, _ended(stopped, exchange)])


def fruitless_trials(connection: Connection, quote: Quote) -> Iterator[str]:
    """Yield the addresses that were tried in vain, each with the system's reason."""
    for trial in connection.trials[:_MOST_ADDRESSES]:
        if trial.error:
            yield f"tried {quote(trial.ip)}: {quote(trial.error)}"


def _passed(layer: Layer, exchange: AnyExchange, quote: Quote) -> str:
    connection, spent = exchange.connection, exchange.timings.of(layer)
    whose = f" to the proxy {quote(connection.proxy)}" if connection.proxy else ""
    match layer:
        case Layer.DNS if connection.addresses and not _was_an_address(exchange):
            return f"name found: {_listed(connection.addresses, quote)}"
        case Layer.CONNECT if spent is not None:
            return f"connected{whose} in {duration(spent)}"
        case Layer.PROXY if spent is not None:
            return f"the proxy opened the way in {duration(spent)}"
        case Layer.TLS if spent is not None:
            version = exchange.peer.tls_version if exchange.peer else None
            return f"{quote(version or 'TLS')} in {duration(spent)}"
        case Layer.SEND if spent is not None:
            return "request sent"
        case Layer.WAIT if spent is not None:
            return f"the answer began after {duration(spent)}"
    return ""


def _was_an_address(exchange: AnyExchange) -> bool:
    """Tell whether there was no name to look up."""
    connection = exchange.connection
    url = f"//{connection.proxy}" if connection.proxy else exchange.request.url
    return connection.addresses == (host_of(url),)


def _ended(stopped: Layer, exchange: AnyExchange) -> str:
    spent = _spent_in(stopped, exchange.timings)
    is_silence = exchange.failure is not None and exchange.failure.kind is FailureKind.TIMEOUT
    if stopped is Layer.WAIT and is_silence and spent:
        return f"nothing came for {spent}"
    return _AT[stopped] + (f", after {spent}" if spent else "")


def _spent_in(layer: Layer, timings: Timings) -> str:
    spent = timings.of(layer)
    return "" if spent is None else duration(spent)


def _listed(addresses: tuple[str, ...], quote: Quote) -> str:
    shown = ", ".join(quote(address) for address in addresses[:_MOST_ADDRESSES])
    return shown + (", …" if len(addresses) > _MOST_ADDRESSES else "")
