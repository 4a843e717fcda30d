"""Has OpenSSL build a server's chain from what the server sends and from candidates, in a real handshake.

    what the server sends ─┐
    candidates ────────────┼─> OpenSSL ─> a path to a root, each signature checked; or how far it came
    the roots of a trust ──┘

The candidates stand beside the roots in OpenSSL's store. Without X509_V_FLAG_PARTIAL_CHAIN, a path there
must still end in a root, and no candidate is one. So what is built is what a client builds that is sent
these certificates, and nothing here compares names to decide it. The server's own certificate needs no
private key either: the server has it, and proves that it does.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from ...oauth2.foreign_time import read_moment
from ...oauth2.url_parts import split_web_url
from ..certificates import PresentedCertificate
from ..tls.look import Look, Way, look, nameless
from ..trust import openssl_context
from .candidates import Candidate
from .certificate_parts import parts_of

_NO_ISSUER: Final = frozenset({2, 20, 21})
"""OpenSSL's codes for an issuer's certificate that it found nowhere."""
_DATES: Final = frozenset({9, 10})
_ANY_TIME: Final = 0x20_0000
"""X509_V_FLAG_NO_CHECK_TIME, which the ssl module has no name for."""


@dataclass(frozen=True)
class Gap:
    """The certificate that a chain lacks."""

    subject: str
    key_id: str
    """The identifier of its key, `3A:5B:…`; empty if the certificate that it signed doesn't tell."""
    urls: tuple[str, ...]
    """Where it can be had, as that certificate says; foreign text."""
    has_expired: bool = False
    """Whether there is one of that name, which has expired or isn't valid yet."""

    @property
    def web_urls(self) -> tuple[str, ...]:
        """Those that can be fetched: others lead into a company's directory."""
        return tuple(url for url in self.urls if split_web_url(url))


@dataclass(frozen=True)
class Built:
    """What OpenSSL built."""

    path: tuple[PresentedCertificate, ...] = ()
    """From the server's own certificate to a root; as far as it came, if `is_complete` is false."""
    is_complete: bool = False
    is_trusted: bool = False
    """Whether the root is one of the trust. Else it came along with the candidates or from the server."""
    is_in_time: bool = True
    gap: Gap | None = None


async def build(
    way: Way, candidates: Iterable[Candidate], roots: Iterable[bytes], seconds: float, now: datetime
) -> Built:
    """Return the server's chain, as far as it can be built with these candidates.

    `roots` are DER of what the trust doesn't have: a chain that ends there is complete and not trusted.

    Raises:
        UnusableSettingError: the CA file can't be used.
    """
    added = tuple(dict.fromkeys(each.der for each in candidates if not each.is_self_issued))
    seen = await _look(way, _context(way.trust, added), seconds)
    if seen is None or not seen.built:
        return Built()
    if _is_verified(seen, added):
        return Built(seen.built, is_complete=True, is_trusted=True)
    code = seen.refusal.verify_code if seen.refusal else 0
    gap = _gap(seen.built, code, now)
    if code in _DATES:
        at_any_time = await _look(way, _context(way.trust, added, flags=_ANY_TIME), seconds)
        if at_any_time and _is_verified(at_any_time, added):
            return Built(at_any_time.built, is_complete=True, is_trusted=True, is_in_time=False, gap=gap)
    own = tuple(dict.fromkeys(roots))
    if own and not seen.built[0].is_self_issued:
        there = await _look(way, _context("", (*own, *added)), seconds)
        if there and _is_verified(there, added):
            return Built(there.built, is_complete=True, gap=gap)
    return Built(seen.built, gap=gap)


def _is_verified(seen: Look, added: Sequence[bytes]) -> bool:
    """Tell whether a path was accepted. No candidate can end it, and that is checked all the same."""
    return bool(seen.built) and not seen.refusal and seen.built[-1].der not in added


async def _look(way: Way, context: ssl.SSLContext, seconds: float) -> Look | None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            return await look(way, context)
    return None


def _context(trust: str, added: Sequence[bytes], *, flags: int = 0) -> ssl.SSLContext:
    """Return settings that verify with OpenSSL alone, whatever the host's name: that is judged elsewhere.

    A blank trust is nobody's: only what is added counts.
    """
    context = nameless(openssl_context(trust) if trust else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    context.verify_flags |= flags
    if added:
        context.load_verify_locations(cadata=b"".join(added))
    return context


def _gap(path: Sequence[PresentedCertificate], code: int, now: datetime) -> Gap | None:
    """Return which certificate is missing above the path, or in place of one that is out of date."""
    if code in _NO_ISSUER:
        top = path[-1]
        return Gap(top.certificate.issuer, _issuer_key_id(top), top.issuer_urls)
    if code in _DATES:
        for below, above in pairwise(path):
            if not is_current(above, now) and not above.is_self_issued:
                urls = below.issuer_urls
                return Gap(above.certificate.subject, _issuer_key_id(below), urls, has_expired=True)
    return None


def is_current(seen: PresentedCertificate, now: datetime) -> bool:
    """Tell whether a certificate is valid at a time, by its dates."""
    begins = read_moment(seen.certificate.not_before)
    ends = read_moment(seen.certificate.not_after)
    return not (begins and now < begins) and not (ends and now > ends)


def _issuer_key_id(seen: PresentedCertificate) -> str:
    try:
        return parts_of(seen.der).issuer_key_id
    except ValueError:
        return ""
