"""How far an attempt got, in words: what had worked, and where it stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...oauth2.connection import Connection, Layer, Timings
from ...oauth2.transport_failure import FailureKind
from ...oauth2.url_parts import host_of
from ...time_words import duration
from ..quoting import Quote

if TYPE_CHECKING:
    from ...oauth2.api_run import AnyExchange


_AT: Final = {
    Layer.DNS: "stopped during the name lookup",
    Layer.CONNECT: "stopped while connecting",
    Layer.PROXY: "stopped while the proxy was connecting",
    Layer.TLS: "stopped in the TLS handshake",
    Layer.SEND: "stopped while sending the request",
    Layer.WAIT: "stopped while waiting for the response",
    Layer.RECEIVE: "stopped while receiving the response",
}
_MOST_ADDRESSES: Final = 8


def how_far(exchange: AnyExchange, quote: Quote) -> str:
    """Return what worked before an attempt failed, and where it stopped; empty if nothing had begun.

    Such as "name found: 192.0.2.7; connected in 8 ms; TLSv1.3 in 20 ms; request sent; no response for 30 s".
    """
    stopped = exchange.connection.stopped_at
    if stopped is None:
        return ""
    layers = list(Layer)
    passed = layers[: layers.index(stopped)]
    steps = [step for layer in passed if (step := _passed(layer, exchange, quote))]
    return "; ".join([*steps, _ended(stopped, exchange)])


def fruitless_trials(connection: Connection, quote: Quote) -> Iterator[str]:
    """Yield the addresses that could not be reached, each with the system's reason."""
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
            return f"the proxy connected in {duration(spent)}"
        case Layer.TLS if spent is not None:
            version = exchange.peer.tls_version if exchange.peer else None
            return f"{quote(version or 'TLS')} in {duration(spent)}"
        case Layer.SEND if spent is not None:
            return "request sent"
        case Layer.WAIT if spent is not None:
            return f"response began after {duration(spent)}"
    return ""


def _was_an_address(exchange: AnyExchange) -> bool:
    """Tell whether the URL, or the proxy's, has an address in place of a name."""
    connection = exchange.connection
    url = f"//{connection.proxy}" if connection.proxy else exchange.request.url
    return connection.addresses == (host_of(url),)


def _ended(stopped: Layer, exchange: AnyExchange) -> str:
    spent = _spent_in(stopped, exchange.timings)
    is_silence = exchange.failure is not None and exchange.failure.kind is FailureKind.TIMEOUT
    if stopped is Layer.WAIT and is_silence and spent:
        return f"no response for {spent}"
    return _AT[stopped] + (f", after {spent}" if spent else "")


def _spent_in(layer: Layer, timings: Timings) -> str:
    spent = timings.of(layer)
    return "" if spent is None else duration(spent)


def _listed(addresses: tuple[str, ...], quote: Quote) -> str:
    shown = ", ".join(quote(address) for address in addresses[:_MOST_ADDRESSES])
    return shown + (", …" if len(addresses) > _MOST_ADDRESSES else "")
