"""How an attempt reached its server, and what it met there: addresses, times, TLS, certificates."""

from __future__ import annotations

from enum import StrEnum

from .lean.frozen import frozen
from .secret import Secret


class Layer(StrEnum):
    """The stages of an attempt, in order. Each begins when the one before it ends."""

    DNS = "dns"
    CONNECT = "connect"
    PROXY = "proxy"
    """Asking a proxy to connect to the server: CONNECT, and TLS with the proxy itself."""
    TLS = "tls"
    SEND = "send"
    WAIT = "wait"
    RECEIVE = "receive"


@frozen
class Timings:
    """How long each layer took, in milliseconds; None if it was not reached or is not known."""

    dns: float | None = None
    connect: float | None = None
    proxy: float | None = None
    tls: float | None = None
    send: float | None = None
    wait: float | None = None
    receive: float | None = None
    total: float | None = None

    def of(self, layer: Layer) -> float | None:
        """Return the time of a layer, in milliseconds."""
        spent: float | None = getattr(self, layer.value)
        return spent


@frozen
class AddressTrial:
    """One address that was tried, and the result."""

    ip: str
    error: str = ""
    """Why the connection failed, in the system's words; empty for the address that was used."""


@frozen
class Connection:
    """The route to the server, as far as the attempt got."""

    proxy: str | None = None
    """`host:port` of the proxy, without its credentials; None without a proxy."""
    proxy_secrets: tuple[Secret, ...] = ()
    """The proxy's credentials in every form that may be echoed, those from the environment included."""
    addresses: tuple[str, ...] = ()
    """The addresses of the host name (the proxy's, if there is one), in the resolver's order."""
    trials: tuple[AddressTrial, ...] = ()
    """The addresses tried, in the order in which they ended."""
    stopped_at: Layer | None = None
    """The layer where the attempt stopped; None when there is a response."""
    source: str | None = None
    """`host:port` of this machine's end. Behind address translation, the other end sees another address."""


@frozen
class Certificate:
    """What one certificate says about itself. All of it is foreign text."""

    subject: str
    """For example `CN=idp.example.com, O=Example`."""
    issuer: str
    names: tuple[str, ...] = ()
    """The hosts and addresses it is valid for (RFC 5280 §4.2.1.6)."""
    not_before: str | None = None
    """ISO 8601, in UTC."""
    not_after: str | None = None
    sha256: str | None = None
    """The digest of the whole certificate in hexadecimal: two sides that see the same one agree on it."""


@frozen
class Peer:
    """The other end of the connection. What is not known, as TLS facts over plain http, is None."""

    ip: str | None = None
    tls_version: str | None = None
    cipher: str | None = None
    chain: tuple[Certificate, ...] = ()
    """The certificates, the server's own first: as verified, or as presented if they were refused."""
    trusted_by: str | None = None
    """The trust that verified them: public, system, or a CA file; None if they were refused."""
    trusted_by_public: bool | None = None
    """Whether the public roots trust it too, when another trust is set; None if that was not checked."""

    @property
    def certificate(self) -> Certificate | None:
        """The server's own certificate."""
        return self.chain[0] if self.chain else None


@frozen
class Progress:
    """How far a running attempt has come."""

    layer: Layer | None
    """The current layer; None before the first."""
    timings: Timings
    """The times of the layers that have ended, and of the current one so far."""
    connection: Connection
    peer: Peer | None
