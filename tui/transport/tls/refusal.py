"""A certificate that was refused, and what is known about it: what the judgement rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..certificates import PresentedCertificate
from ..trust import Authorities

_FOUND_BEHIND_THE_ISSUER: Final = frozenset({9, 10, 62, 64, 66, 67, 68})
"""What OpenSSL finds only after it has found a trusted issuer: dates, names, weak keys and digests."""
_MORE_THAN_OPENSSL_HAS: Final = 200


@dataclass(frozen=True)
class Refusal:
    """A certificate that was refused."""

    endpoint: str
    """`host:port`, fit for messages."""
    host: str
    """The name or address that was asked for."""
    trust: str
    """The trust that refused it, as in the settings."""
    code: int
    """OpenSSL's X509_V_ERR_*, or the system's where that verified."""
    words: str
    """Those that came with it."""
    chain: tuple[PresentedCertificate, ...]
    """As presented, the server's own first; not empty."""
    authorities: Authorities
    """The CAs of the trust that refused it."""
    trusted_otherwise: bool | None
    """Whether another trust believes its issuer: the public roots, or the machine's own store where it was
    the public roots that refused it. None where that could not be told."""
    now: datetime
    """With its time zone."""

    @property
    def path(self) -> tuple[PresentedCertificate, ...]:
        """The server's certificate, its issuer, and so on, as far as they were sent."""
        return _path_of(self.chain)


def believes_issuer(code: int | None) -> bool | None:
    """Tell whether a verification found a trusted issuer; its code is None where it passed.

    None where the code is none of OpenSSL's: macOS and Windows verify by themselves, and count otherwise.
    """
    if code is None or code in _FOUND_BEHIND_THE_ISSUER:
        return True
    return False if 0 < code < _MORE_THAN_OPENSSL_HAS else None


def _path_of(chain: Sequence[PresentedCertificate]) -> tuple[PresentedCertificate, ...]:
    path = [chain[0]]
    while not path[-1].is_self_issued:
        issuer = path[-1].certificate.issuer
        above = next(
            (seen for seen in chain if seen.certificate.subject == issuer and seen not in path), None
        )
        if above is None:
            break
        path.append(above)
    return tuple(path)
