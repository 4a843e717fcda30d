"""Follows one attempt through its layers: the current layer, how long each took, what was found there.

DNS ─> CONNECT ─> (PROXY, through a proxy to https) ─> (TLS, with https) ─> SEND ─> WAIT ─> RECEIVE
"""

from __future__ import annotations

from asyncio import Timeout
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING, Final

from ..oauth2.connection import AddressTrial, Connection, Layer, Peer, Progress, Timings
from .certificates import verified_chain
from .route import Route
from .system_words import system_words

if TYPE_CHECKING:
    from .wire.stream import Stream

_MOST_HEARD: Final = 4096
"""Bytes kept of what a proxy or server sends first, to tell which protocol it speaks."""


class Watch:
    """What is known about an attempt, while it runs and after it ends."""

    def __init__(self, trusted_by: str, follow: Callable[[Progress], None] | None = None) -> None:
        self.trusted_by = trusted_by
        self._follow = follow
        self._spent: dict[Layer, float] = {}
        self._began = self._since = perf_counter()
        self._has_ended = False
        self.started: datetime | None = None
        """When the first layer began, in UTC."""
        self.layer: Layer | None = None
        """The current layer; None before the first."""
        self.route: Route | None = None
        """The route, once it is known."""
        self.connecting: Timeout | None = None
        """The deadline for connecting; removed once the connection is open."""
        self.addresses: tuple[str, ...] = ()
        self._trials: list[AddressTrial] = []
        self.status_line = ""
        """Status and reason of the response, once its headers are read."""
        self.body_so_far = b""
        """The first bytes of the body."""
        self.received = 0
        """Bytes of the body received, before any decoding."""
        self.first_words = b""
        """The first bytes from the server, or from the proxy while it is asked to connect."""
        self.header_lines = 0
        """Lines received since the last blank line, before the response headers were read."""
        self.peer: Peer | None = None
        self._source: str | None = None
        self._proxy_handshakes = 0
        self._stream: Stream | None = None

    # What it knows

    @property
    def endpoint(self) -> str:
        """The server's `host:port`."""
        return self.route.endpoint if self.route else "the token endpoint"

    @property
    def proxy(self) -> str | None:
        """The proxy's `host:port`; None without a proxy."""
        return self.route.proxy if self.route else None

    @property
    def on_the_way_to_a_proxy(self) -> bool:
        """Whether the attempt is still talking to a proxy, not to the server."""
        return bool(self.proxy) and self.layer in {Layer.DNS, Layer.CONNECT, Layer.PROXY}

    @property
    def seconds(self) -> float:
        """How long the attempt has taken so far."""
        self._count()
        return self._since - self._began

    def timings(self) -> Timings:
        """Return the time of each layer reached so far, in milliseconds."""
        total = self.seconds
        spent = {layer.value: seconds * 1000 for layer, seconds in self._spent.items()}
        return Timings(**spent, total=total * 1000)

    def connection(self, *, failed: bool) -> Connection:
        """Return the route, as far as the attempt got."""
        return Connection(
            proxy=self.proxy,
            proxy_secrets=self.route.by.secrets if self.route else (),
            addresses=self.addresses,
            trials=tuple(self._trials),
            stopped_at=self.layer if failed else None,
            source=self._source,
        )

    def close_stream(self) -> None:
        """Close the connection, however far it got."""
        if self._stream:
            self._stream.close()

    # What happens to it

    def looking_up(self) -> None:
        """Note that the name look-up begins."""
        self._enter(Layer.DNS)

    def connecting_to(self, addresses: tuple[str, ...]) -> None:
        """Note the addresses of the host name, and that connecting to them begins."""
        self.addresses = addresses
        self._enter(Layer.CONNECT)

    def address_tried(self, ip: str, error: BaseException | None = None) -> None:
        """Note that an address was tried, and why it failed: TimeoutError if it was given up."""
        overtaken = any(not trial.error for trial in self._trials)
        if isinstance(error, TimeoutError):
            words = "another address was faster" if overtaken else "no response"
        else:
            words = system_words(error) if error else ""
        self._trials.append(AddressTrial(ip, words))

    def connected(self, stream: Stream) -> None:
        """Note that a connection is open, to the server or to a proxy."""
        self._opened(stream)
        if self._asks_proxy_to_connect or (self.route and self.route.proxy_uses_tls):
            self._enter(Layer.PROXY)

    def shaking_hands(self) -> None:
        """Note that a TLS handshake begins, with the server or first with a proxy that speaks TLS."""
        if self.route and self.route.proxy_uses_tls and not self._proxy_handshakes:
            self._proxy_handshakes += 1
        else:
            self.first_words = b""
            self._enter(Layer.TLS)

    def secured(self, stream: Stream) -> None:
        """Note that a TLS handshake has succeeded."""
        self._opened(stream)

    def writing(self) -> None:
        """Note that bytes are about to be sent."""
        if not self._asks_proxy_to_connect and self.layer is not Layer.SEND:
            self._enter(Layer.SEND)
            if self.connecting and not self.connecting.expired():
                self.connecting.reschedule(None)

    def reading(self) -> None:
        """Note that the next step is to read bytes."""
        if self.layer is Layer.SEND:
            self._enter(Layer.WAIT)

    def heard(self, data: bytes) -> None:
        """Note the bytes that have arrived; none means that the connection has ended."""
        self.first_words += data[: _MOST_HEARD - len(self.first_words)]
        if not self.status_line:
            is_end = b"\n\r\n" in data or b"\n\n" in data
            self.header_lines = 0 if is_end else self.header_lines + data.count(b"\n")
        if data and self.layer is Layer.WAIT:
            self._enter(Layer.RECEIVE)

    def body_came(self, chunk: bytes) -> None:
        """Note that part of the body has arrived, not decoded yet."""
        self.received += len(chunk)
        self.body_so_far += chunk[: _MOST_HEARD - len(self.body_so_far)]

    def ended(self) -> None:
        """Note that the attempt has ended: later work does not count toward its time."""
        self._count()
        self._has_ended = True

    @property
    def _asks_proxy_to_connect(self) -> bool:
        """Whether bytes sent now go to a proxy that is asked to connect to an https server."""
        if not self.route or not self.proxy or self.route.scheme != "https":
            return False
        return self.layer in {Layer.DNS, Layer.CONNECT, Layer.PROXY}

    def _opened(self, stream: Stream) -> None:
        self._stream = stream
        # Read now, not at the end: a closed socket has no address, and a failed attempt needs the peer too.
        self._source = read_source(stream)
        if not self.on_the_way_to_a_proxy:
            self.peer = read_peer(stream, self.trusted_by, by_proxy=bool(self.proxy))

    def _enter(self, layer: Layer) -> None:
        self._count()
        if self.layer is None:
            self._began = self._since  # loading and preparation before this are not network time
            self.started = datetime.now(UTC)
        self.layer = layer
        self._spent.setdefault(layer, 0.0)
        if self._follow:
            self._follow(Progress(layer, self.timings(), self.connection(failed=False), self.peer))

    def _count(self) -> None:
        """Add the time since the last count to the current layer."""
        if self._has_ended:
            return
        now = perf_counter()
        if self.layer:
            self._spent[self.layer] = self._spent.get(self.layer, 0.0) + now - self._since
        self._since = now


def read_source(stream: Stream) -> str | None:
    """Return `host:port` of this machine's end of an open connection, as an IPv6 address in brackets."""
    try:
        host, port, *_ = stream.socket.getsockname()
    except OSError:  # it has just been closed
        return None
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def read_peer(stream: Stream, trusted_by: str, *, by_proxy: bool) -> Peer:
    """Return what an open connection tells about its other end.

    Through a proxy the address is left out: it would be the proxy's.
    """
    ip: str | None = None
    if not by_proxy:
        with suppress(OSError):  # it has just been closed
            ip = str(stream.socket.getpeername()[0])
    tls = stream.tls
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
