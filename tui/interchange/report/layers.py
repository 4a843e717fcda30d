"""The layers of an attempt, from DNS to receiving: which it passed, where it stopped, what was seen there.

Exchange ─┐
          ├──> Layers ──> one LayerRow a layer ──> waterfall
Progress ─┘
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from ...oauth2.api_run import AnyExchange
from ...oauth2.connection import AddressTrial, Connection, Layer, Peer, Progress, Timings
from ...oauth2.lean.frozen import frozen
from ...oauth2.token_request import TokenRequest
from ...oauth2.url_parts import host_of
from ...oauth2.wire_request import WireRequest

NAMES: Final = {
    Layer.DNS: "DNS",
    Layer.CONNECT: "TCP",
    Layer.PROXY: "Proxy",
    Layer.TLS: "TLS",
    Layer.SEND: "Send",
    Layer.WAIT: "Wait",
    Layer.RECEIVE: "Receive",
}
UNDER_WAY: Final = {
    Layer.DNS: "looking up the name",
    Layer.CONNECT: "connecting",
    Layer.PROXY: "asking the proxy for a tunnel",
    Layer.TLS: "TLS handshake",
    Layer.SEND: "sending the request",
    Layer.WAIT: "waiting for the first byte",
    Layer.RECEIVE: "receiving the response",
}
"""What an attempt does in each layer."""


class State(Enum):
    """How far the attempt got in a layer."""

    PASSED = "passed"
    CUT = "cut"
    """Passed, but the response is incomplete."""
    UNDER_WAY = "under way"
    STOPPED = "stopped"
    NOT_REACHED = "not reached"


@frozen
class LayerRow:
    """One layer of an attempt. Its texts are foreign, and not yet harmless."""

    layer: Layer
    state: State
    began: float = 0.0
    """Milliseconds after the start of the attempt: each layer begins where the one before ended."""
    spent: float | None = None
    """Milliseconds; None if the layer was not reached or not timed."""
    details: tuple[str, ...] = ()
    """What was seen there, the most telling first."""
    trials: tuple[AddressTrial, ...] = ()
    """Addresses that failed."""


def layers_of(exchange: AnyExchange) -> tuple[LayerRow, ...]:
    """Return the layers of an attempt or an API call that has ended."""
    stopped = exchange.connection.stopped_at if exchange.failure else None
    rows = _rows(exchange.request, exchange.timings, exchange.connection, exchange.peer, stopped)
    if exchange.response is None:
        return rows
    size = f"{len(exchange.response.body):,} bytes"
    if exchange.response.truncated:
        return (*rows[:-1], replace(rows[-1], state=State.CUT, details=("incomplete", size)))
    return (*rows[:-1], replace(rows[-1], details=(size,)))


def layers_under_way(request: TokenRequest, progress: Progress, since: float) -> tuple[LayerRow, ...]:
    """Return the layers of an attempt under way, `since` milliseconds after this progress was reported."""
    timings = progress.timings
    if progress.layer:
        so_far = (timings.of(progress.layer) or 0.0) + since
        timings = replace(timings, **{progress.layer.value: so_far})
    rows = _rows(request, timings, progress.connection, progress.peer, progress.layer)
    return tuple(
        replace(row, state=State.UNDER_WAY, details=(UNDER_WAY[row.layer],))
        if row.layer is progress.layer
        else row
        for row in rows
    )


def _rows(
    request: WireRequest, timings: Timings, connection: Connection, peer: Peer | None, last: Layer | None
) -> tuple[LayerRow, ...]:
    """Return a row for each layer of this connection; `last` is the one that was not passed."""
    on_the_way = [
        layer
        for layer in Layer
        if (layer is not Layer.PROXY or connection.proxy) and (layer is not Layer.TLS or _uses_tls(request))
    ]
    reached = [layer for layer in on_the_way if timings.of(layer) is not None]
    furthest = last or (reached[-1] if reached else None)
    rows: list[LayerRow] = []
    offset = 0.0
    for layer in on_the_way:
        spent = timings.of(layer)
        if furthest is None or on_the_way.index(layer) > on_the_way.index(furthest):
            rows.append(LayerRow(layer, State.NOT_REACHED, offset))
            continue
        state = State.STOPPED if layer is last else State.PASSED
        details = ("stopped here",) if layer is last else _details(layer, request, connection, peer)
        trials = tuple(trial for trial in connection.trials if trial.error)
        rows.append(LayerRow(layer, state, offset, spent, details, trials if layer is Layer.CONNECT else ()))
        offset += spent or 0.0
    return tuple(rows)


def _details(
    layer: Layer, request: WireRequest, connection: Connection, peer: Peer | None
) -> tuple[str, ...]:
    match layer:
        case Layer.DNS:
            return connection.addresses or (
                () if connection.proxy or not _is_address(request) else ("no lookup needed",)
            )
        case Layer.CONNECT:
            used = [trial.ip for trial in connection.trials if not trial.error]
            used += [peer.ip] if peer and peer.ip and not used else []
            return tuple(used)
        case Layer.PROXY:
            return (connection.proxy or "",)
        case Layer.TLS:
            return tuple(words for words in (peer.tls_version, peer.cipher) if words) if peer else ()
        case _:
            return ()


def _uses_tls(request: WireRequest) -> bool:
    return urlsplit(request.url).scheme == "https"


def _is_address(request: WireRequest) -> bool:
    try:
        ip_address(host_of(request.url))
    except ValueError:
        return False
    return True
