"""What a server sends as its certificates, what it ought to send, and what is wrong with the difference."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Final

from ...oauth2.transport_failure import FailureCause, TransportFailure
from ...tls_inspectors import inspector_among
from ..certificates import PresentedCertificate
from .building import Built, Gap, is_current

_OF_THE_ISSUER: Final = frozenset(
    {FailureCause.INTERMEDIATE_MISSING, FailureCause.PRIVATE_CA, FailureCause.CERTIFICATE_REFUSED}
)
"""Judgements by the names of issuers: a chain that verifies says better what is the matter."""
_OF_DATES: Final = frozenset({FailureCause.CERTIFICATE_EXPIRED, FailureCause.CERTIFICATE_NOT_YET_VALID})


class Oddity(Enum):
    """What can be wrong with one certificate that a server sends."""

    EXPIRED = auto()
    NOT_YET_VALID = auto()
    MISPLACED = auto()
    """It belongs to the chain, and doesn't follow the certificate that it vouches for."""
    ROOT = auto()
    """A root: who trusts it has it already."""
    CROSS_SIGNED = auto()
    """The same CA as one of the chain, signed by another one: older clients may need it."""
    STRANGER = auto()
    """It isn't a part of the chain."""
    REPEATED = auto()
    """It was sent before."""


@dataclass(frozen=True)
class ServedChain:
    """A server's certificates, examined."""

    endpoint: str
    """`host:port`, safe to show."""
    trust: str
    presented: tuple[PresentedCertificate, ...]
    """As the server sends them."""
    failure: TransportFailure | None
    """Why a client with this trust refuses them; None if it doesn't."""
    built: Built
    sources: dict[bytes, str]
    """Where the candidates come from, by their DER."""
    now: datetime
    tried: tuple[str, ...] = ()
    """What came of each fetch that brought nothing: sentences."""

    @property
    def gap(self) -> Gap | None:
        """The certificate that is still missing; None if there is none."""
        return self.built.gap

    @property
    def root(self) -> PresentedCertificate | None:
        """The root that the chain leads to; None if it doesn't, or if what is trusted is no root."""
        top = self.built.path[-1] if self.built.is_complete else None
        return top if top and top.is_self_issued and len(self.built.path) > 1 else None

    @property
    def wanted(self) -> tuple[PresentedCertificate, ...]:
        """What the server ought to send: its own certificate, then its issuer and so on, without the root.

        Empty if that isn't known.
        """
        if not self.built.is_complete:
            return ()
        return self.built.path[:-1] if self.root else self.built.path

    @property
    def inspector(self) -> str:
        """The product on the way that made these certificates; empty if they may be the server's own."""
        return inspector_among(seen.certificate.issuer for seen in self.presented)

    @property
    def repaired(self) -> tuple[PresentedCertificate, ...]:
        """What the server ought to send; empty if it has expired, or if what is sent isn't the server's."""
        return self.wanted if self.built.is_in_time and not self.inspector else ()

    @property
    def is_repaired(self) -> bool:
        """Whether a client would accept the server if it sent the repaired chain, and doesn't now."""
        if self.failure is None or not self.built.is_trusted or not self.repaired:
            return False
        return self.failure.cause in _OF_THE_ISSUER | _OF_DATES

    @property
    def misses_an_intermediate(self) -> bool:
        """Whether all that is wrong is about intermediate certificates, as far as it is known."""
        return self.failure is not None and (
            self.failure.cause is FailureCause.INTERMEDIATE_MISSING or self.is_repaired
        )

    @property
    def missing(self) -> tuple[PresentedCertificate, ...]:
        """What it ought to send and doesn't."""
        sent = {seen.der for seen in self.presented}
        return tuple(seen for seen in self.wanted if seen.der not in sent)

    def oddities(self) -> tuple[tuple[Oddity, ...], ...]:
        """Return what is wrong with each certificate that it sends."""
        return tuple(self._oddities_of(place) for place in range(len(self.presented)))

    def _oddities_of(self, place: int) -> tuple[Oddity, ...]:
        seen = self.presented[place]
        found = [] if is_current(seen, self.now) else [self._of_dates(seen)]
        if seen.der in {earlier.der for earlier in self.presented[:place]}:
            return (*found, Oddity.REPEATED)
        wanted = [each.der for each in self.wanted]
        if seen.der in wanted:
            above = wanted.index(seen.der)
            is_behind = place > 0 and above > 0 and self.presented[place - 1].der == wanted[above - 1]
            return tuple(found) if place == above == 0 or is_behind else (*found, Oddity.MISPLACED)
        if place == 0 or not wanted or found:
            return tuple(found)
        if seen.is_self_issued:
            return (*found, Oddity.ROOT)
        is_twin = seen.certificate.subject in {each.certificate.subject for each in self.built.path}
        return (*found, Oddity.CROSS_SIGNED if is_twin else Oddity.STRANGER)

    def _of_dates(self, seen: PresentedCertificate) -> Oddity:
        begins = seen.certificate.not_before or ""
        return Oddity.NOT_YET_VALID if begins > self.now.isoformat() else Oddity.EXPIRED


def pem_of(chain: tuple[PresentedCertificate, ...]) -> str:
    """Return certificates as a PEM file (RFC 7468 §5)."""
    return "".join(ssl.DER_cert_to_PEM_cert(seen.der) for seen in chain)
