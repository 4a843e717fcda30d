"""Following one attempt through its layers: which it is in, how long each took, and what was found there.

DNS ─> CONNECT ─> (PROXY, by a proxy to https) ─> (TLS, with https) ─> SEND ─> WAIT ─> RECEIVE
"""

from __future__ import annotations

import ssl
from asyncio import Timeout
from collections.abc import Callable
from time import perf_counter
from typing import Final

import httpcore

from ..oauth2.connection import AddressTrial, Connection, Layer, Peer, Progress, Timings
from .certificates import verified_chain
from .route import Route
from .system_words import system_words

_MOST_HEARD: Final = 4096
"""Octets kept of what a proxy or a server said first, to tell what it speaks."""


class Watch:
    """What is known of an attempt while it goes on, and after it broke off."""

    def __init__(self, trusted_by: str, follow: Callable[[Progress], None] | None = None) -> None:
        self.trusted_by = trusted_by
        self._follow = follow
        self._spent: dict[Layer, float] = {}
        self._began = self._since = perf_counter()
        self._has_ended = False
        self.layer: Layer | None = None
        """The layer under way; None before the first."""
        self.route: Route | None = None
        """The way taken, once it is known."""
        self.connecting: Timeout | None = None
        """The deadline for the connection; lifted when the connection stands."""
        self.addresses: tuple[str, ...] = ()
        self._trials: list[AddressTrial] = []
        self.status_line = ""
        """Status and reason of the answer, once its header is read."""
        self.body_so_far = b""
        """The first octets of the body."""
        self.received = 0
        """Octets of the body that arrived, before any decoding."""
        self.first_words = b""
        """The first octets that the server said, or the proxy while it was asked for the way."""
        self.header_lines = 0
        """Line ends that came since the last blank line, before the header of the answer was read."""
        self.peer: Peer | None = None
        self._proxy_handshakes = 0
        self._stream: httpcore.AsyncNetworkStream | None = None

    # What is asked of it

    @property
    def endpoint(self) -> str:
        """The server's `host:port`."""
        return self.route.endpoint if self.route else "the token endpoint"

    @property
    def proxy(self) -> str | None:
        """The proxy's `host:port`, where the way goes by one."""
        return self.route.proxy if self.route else None

    @property
    def on_the_way_to_a_proxy(self) -> bool:
        """Whether a proxy, and not the server, is at the other end just now."""
        return bool(self.proxy) and self.layer in {Layer.DNS, Layer.CONNECT, Layer.PROXY}

    @property
    def seconds(self) -> float:
        """How long the attempt has taken."""
        self._count()
        return self._since - self._began

    def timings(self) -> Timings:
        """Return the time of each layer reached so far, in milliseconds."""
        total = self.seconds
        spent = {layer.value: seconds * 1000 for layer, seconds in self._spent.items()}
        return Timings(**spent, total=total * 1000)

    def connection(self, *, failed: bool) -> Connection:
        """Return the way as far as it was gone."""
        return Connection(
            proxy=self.proxy,
            proxy_secrets=self.route.by.secrets if self.route else (),
            addresses=self.addresses,
            trials=tuple(self._trials),
            stopped_at=self.layer if failed else None,
        )

    async def close_stream(self) -> None:
        """Close the connection, which httpcore leaves open when it is cancelled during the TLS handshake."""
        if self._stream:
            await self._stream.aclose()

    # What it is told

    def looking_up(self) -> None:
        """Hear that the name is looked up."""
        self._enter(Layer.DNS)

    def connecting_to(self, addresses: tuple[str, ...]) -> None:
        """Hear what the name stands for, and that it is connected to."""
        self.addresses = addresses
        self._enter(Layer.CONNECT)

    def address_tried(self, ip: str, error: BaseException | None = None) -> None:
        """Hear of an address tried, and why in vain; a TimeoutError where it was given up."""
        overtaken = any(not trial.error for trial in self._trials)
        if isinstance(error, TimeoutError):
            words = "another address was faster" if overtaken else "no answer"
        else:
            words = system_words(error) if error else ""
        self._trials.append(AddressTrial(ip, words))

    def connected(self, stream: httpcore.AsyncNetworkStream) -> None:
        """Hear of a connection, to the server or to a proxy."""
        self._opened(stream)
        if self._must_be_let_through or (self.route and self.route.proxy_uses_tls):
            self._enter(Layer.PROXY)

    def shaking_hands(self) -> None:
        """Hear that TLS begins; with a proxy first, where that speaks TLS too."""
        if self.route and self.route.proxy_uses_tls and not self._proxy_handshakes:
            self._proxy_handshakes += 1
        else:
            self.first_words = b""
            self._enter(Layer.TLS)

    def secured(self, stream: httpcore.AsyncNetworkStream) -> None:
        """Hear that TLS stands."""
        self._opened(stream)

    def writing(self) -> None:
        """Hear that octets are about to be sent."""
        if not self._must_be_let_through and self.layer is not Layer.SEND:
            self._enter(Layer.SEND)
            if self.connecting and not self.connecting.expired():
                self.connecting.reschedule(None)

    def reading(self) -> None:
        """Hear that octets are waited for."""
        if self.layer is Layer.SEND:
            self._enter(Layer.WAIT)

    def heard(self, octets: bytes) -> None:
        """Hear what came: octets, or none at the end."""
        self.first_words += octets[: _MOST_HEARD - len(self.first_words)]
        if not self.status_line:
            is_end = b"\n\r\n" in octets or b"\n\n" in octets
            self.header_lines = 0 if is_end else self.header_lines + octets.count(b"\n")
        if octets and self.layer is Layer.WAIT:
            self._enter(Layer.RECEIVE)

    def body_came(self, chunk: bytes) -> None:
        """Hear that some of the body came, not decoded."""
        self.received += len(chunk)
        self.body_so_far += chunk[: _MOST_HEARD - len(self.body_so_far)]

    def ended(self) -> None:
        """Hear that the attempt has ended: what is found out afterwards takes no time of it."""
        self._count()
        self._has_ended = True

    @property
    def _must_be_let_through(self) -> bool:
        """Whether what is said now is said to a proxy that is asked for the way to an https server."""
        if not self.route or not self.proxy or self.route.scheme != "https":
            return False
        return self.layer in {Layer.DNS, Layer.CONNECT, Layer.PROXY}

    def _opened(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        # Now, not at the end: a closed socket has no address, and a failure has a peer too.
        if not self.on_the_way_to_a_proxy:
            self.peer = read_peer(stream, self.trusted_by, by_proxy=bool(self.proxy))

    def _enter(self, layer: Layer) -> None:
        self._count()
        if self.layer is None:
            self._began = self._since  # what was loaded and prepared before is no time of the network's
        self.layer = layer
        self._spent.setdefault(layer, 0.0)
        if self._follow:
            self._follow(Progress(layer, self.timings(), self.connection(failed=False), self.peer))

    def _count(self) -> None:
        """Count the time since the last look to the layer under way."""
        if self._has_ended:
            return
        now = perf_counter()
        if self.layer:
            self._spent[self.layer] = self._spent.get(self.layer, 0.0) + now - self._since
        self._since = now


def read_peer(stream: httpcore.AsyncNetworkStream, trusted_by: str, *, by_proxy: bool) -> Peer:
    """Return what an open connection tells of its other end.

    By a proxy the address is left out: it would be the proxy's.
    """
    address = stream.get_extra_info("server_addr")
    ip = str(address[0]) if isinstance(address, tuple) and address and not by_proxy else None
    tls: ssl.SSLObject | None = stream.get_extra_info("ssl_object")
    if tls is None or tls.version() is None:
        return Peer(ip=ip)
    cipher = tls.cipher()
    return Peer(
        ip=ip,
        tls_version=tls.version(),
        cipher=cipher[0] if cipher else None,
        chain=verified_chain(tls),
        trusted_by=trusted_by,
    )
