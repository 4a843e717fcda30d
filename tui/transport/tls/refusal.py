"""What is known about a refused certificate: the facts from which the reason is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..certificates import PresentedCertificate
from ..trust import Authorities

_FOUND_BEHIND_THE_ISSUER: Final = frozenset({9, 10, 62, 64, 66, 67, 68})
"""Codes that OpenSSL gives only after it finds a trusted issuer: dates, names, weak keys and digests."""
_MORE_THAN_OPENSSL_HAS: Final = 200
"""OpenSSL's codes are below this."""


@dataclass(frozen=True)
class Refusal:
    """A certificate that was refused."""

    endpoint: str
    """`host:port`, safe to show."""
    host: str
    """The requested name or address."""
    trust: str
    """The trust that refused it, as in the settings."""
    code: int
    """OpenSSL's X509_V_ERR_*, or the system's code if the system verified."""
    words: str
    """The words that came with the code."""
    chain: tuple[PresentedCertificate, ...]
    """As presented, the server's own first; not empty."""
    authorities: Authorities
    """The CAs of the trust that refused it."""
    trusted_otherwise: bool | None
    """Whether another trust accepts its issuer: the public roots, or the machine's own store if the public
    roots refused it. None if that is not known."""
    now: datetime
    """With a time zone."""

    @property
    def path(self) -> tuple[PresentedCertificate, ...]:
        """The server's certificate, its issuer, and so on, as far as the server sent them."""
        return _path_of(self.chain)


def believes_issuer(code: int | None) -> bool | None:
    """Tell whether a verification found a trusted issuer; `code` is None if it passed.

    Returns None if the code is not one of OpenSSL's: macOS and Windows verify with their own codes.
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
