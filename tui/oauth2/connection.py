"""How an attempt came to its server, and whom it found there: addresses, times, TLS, certificates."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .secret import Secret


class Layer(StrEnum):
    """What an attempt goes through, in this order. Each begins when the one before it has ended."""

    DNS = "dns"
    CONNECT = "connect"
    PROXY = "proxy"
    """Asking a proxy for the way to the server: CONNECT, and TLS with the proxy itself."""
    TLS = "tls"
    SEND = "send"
    WAIT = "wait"
    RECEIVE = "receive"


@dataclass(frozen=True)
class Timings:
    """How long each layer took, in milliseconds. None: it was not reached, or is not known."""

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


@dataclass(frozen=True)
class AddressTrial:
    """One address that was tried, and what came of it."""

    ip: str
    error: str = ""
    """Why there was no connection, in the system's words; empty where it is the one used."""


@dataclass(frozen=True)
class Connection:
    """The way to the server, as far as it was gone."""

    proxy: str | None = None
    """`host:port` of the proxy, without its credentials; None without one."""
    proxy_secrets: tuple[Secret, ...] = ()
    """The proxy's credentials as they may be echoed: also those that only the environment named."""
    addresses: tuple[str, ...] = ()
    """What the name (of the proxy, where there is one) stands for, in the order of the resolver."""
    trials: tuple[AddressTrial, ...] = ()
    """The addresses tried, in that order."""
    stopped_at: Layer | None = None
    """The layer under way when the attempt ended without a response."""


@dataclass(frozen=True)
class Certificate:
    """What one certificate says of itself. Foreign text throughout."""

    subject: str
    """As in `CN=idp.example.com, O=Example`."""
    issuer: str
    names: tuple[str, ...] = ()
    """The hosts and addresses it is for (RFC 5280 §4.2.1.6)."""
    not_before: str | None = None
    """ISO 8601, in UTC."""
    not_after: str | None = None


@dataclass(frozen=True)
class Peer:
    """Whom we spoke with. What a plain connection can't tell is None."""

    ip: str | None = None
    tls_version: str | None = None
    cipher: str | None = None
    chain: tuple[Certificate, ...] = ()
    """The certificates, the server's own first: as verified, or as presented where they were refused."""
    trusted_by: str | None = None
    """The trust that verified them: public, system, or a CA file. None where they were refused."""
    trusted_by_public: bool | None = None
    """Whether the public roots trust it too, where another trust was set; None where that was not asked."""

    @property
    def certificate(self) -> Certificate | None:
        """The server's own certificate."""
        return self.chain[0] if self.chain else None


@dataclass(frozen=True)
class Progress:
    """How far an attempt has come that is still under way."""

    layer: Layer | None
    """The layer under way; None before the first."""
    timings: Timings
    """The times of the layers that have ended, and of the one under way so far."""
    connection: Connection
    peer: Peer | None
