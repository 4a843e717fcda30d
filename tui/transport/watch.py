"""Following one attempt through the HTTP library's trace: the phase it is in, their times, the peer.

CONNECT ─> (TUNNEL, by a proxy to https) ─> (TLS, with https) ─> SEND ─> WAIT ─> RECEIVE
"""

from __future__ import annotations

from asyncio import Timeout
from collections.abc import Mapping
from enum import Enum, auto
from time import perf_counter
from typing import Any, Final

import httpcore

from ..oauth2.exchange import Peer, Timings
from .peer import read_peer
from .route import Route


class Phase(Enum):
    """How far an attempt has come."""

    PREPARE = auto()
    CONNECT = auto()
    TUNNEL = auto()
    """Asking a proxy for the way to the endpoint."""
    TLS = auto()
    SEND = auto()
    WAIT = auto()
    RECEIVE = auto()


_STARTS: Final = {
    "connection.connect_tcp.started": Phase.CONNECT,
    "connection.start_tls.started": Phase.TLS,
    "proxy.start_tls.started": Phase.TLS,
    "http11.send_request_headers.started": Phase.SEND,
    "http11.receive_response_headers.started": Phase.WAIT,
}
_STREAM_OPENED: Final = frozenset(
    {"connection.connect_tcp.complete", "connection.start_tls.complete", "proxy.start_tls.complete"}
)


class Watch:
    """What is known of an attempt while it goes on, and after it broke off."""

    def __init__(self, trusted_by: str) -> None:
        self.trusted_by = trusted_by
        self._spent: dict[Phase, float] = {}
        self._began = self._since = perf_counter()
        self.phase = Phase.PREPARE
        self.route: Route | None = None
        """The way taken, once it is known."""
        self.connecting: Timeout | None = None
        """The deadline for the connection; lifted when the connection stands."""
        self.status_line = ""
        """Status and reason of the answer, once they are known."""
        self.received = 0
        """Bytes of the body that arrived, before any decoding."""
        self.peer: Peer | None = None
        self._stream: httpcore.AsyncNetworkStream | None = None

    @property
    def endpoint(self) -> str:
        """The token endpoint's `host:port`."""
        return self.route.endpoint if self.route else "the token endpoint"

    @property
    def proxy(self) -> str | None:
        """The proxy's `host:port`, where the way goes by one."""
        return self.route.proxy if self.route else None

    @property
    def on_the_way_to_a_proxy(self) -> bool:
        """Whether a proxy, and not the endpoint, is at the other end just now."""
        return bool(self.proxy) and self.phase in {Phase.CONNECT, Phase.TUNNEL}

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Take an event of httpcore's `trace` extension."""
        if phase := _STARTS.get(event):
            self.enter(self._on_this_leg(phase, event, info))
            if self.phase is Phase.SEND and self.connecting and not self.connecting.expired():
                self.connecting.reschedule(None)
        elif event in _STREAM_OPENED:
            self._stream = info["return_value"]
            # Now, not at the end: a closed socket has no address, and a failure has a peer too.
            if self._stream and not self.on_the_way_to_a_proxy:
                self.peer = read_peer(self._stream, self.trusted_by, by_proxy=bool(self.proxy))

    def enter(self, phase: Phase) -> None:
        """Count the time since the last phase began to it, and begin the next."""
        now = perf_counter()
        self._spent[self.phase] = self._spent.get(self.phase, 0.0) + now - self._since
        self._since = now
        self.phase = phase

    def timings(self) -> Timings:
        """Return the time of each phase reached so far, in milliseconds.

        The time of the name look-up is part of `connect`, and so is a proxy's answer to CONNECT.
        """
        self.enter(self.phase)
        reached = {phase: seconds * 1000 for phase, seconds in self._spent.items()}
        connect = reached.get(Phase.CONNECT)
        return Timings(
            connect=None if connect is None else connect + reached.get(Phase.TUNNEL, 0.0),
            tls=reached.get(Phase.TLS),
            send=reached.get(Phase.SEND),
            wait=reached.get(Phase.WAIT),
            receive=reached.get(Phase.RECEIVE),
            total=(self._since - self._began) * 1000,
        )

    async def close_stream(self) -> None:
        """Close the connection, which httpcore leaves open when it is cancelled during the TLS handshake."""
        if self._stream:
            await self._stream.aclose()

    def _on_this_leg(self, phase: Phase, event: str, info: Mapping[str, Any]) -> Phase:
        """Return what a phase's start means: what passes between us and a proxy is part of the connection."""
        if event == "connection.start_tls.started" and self.proxy:
            return Phase.CONNECT
        if event.startswith("http11.") and info["request"].method == b"CONNECT":
            return Phase.TUNNEL
        return phase
