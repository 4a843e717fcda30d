"""Says why a certificate was refused: everything that is wrong with it, starting with what to fix first.

OpenSSL names only the first fault it finds, but a certificate often has several. So the chain is read again
here: from the server's own certificate, by the issuers' names, as far up as the server sent it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ...oauth2.foreign_time import read_moment
from ...oauth2.transport_failure import FailureCause, TransportFailure
from ...plain_text import plain_line
from ...time_words import distance
from ..certificates import PresentedCertificate, is_for, listed
from ..failures.openssl import cause_of_refusal
from ..system_words import shortened
from .refusal import Refusal, believes_issuer
from .refused_issuer import Fault, judge_issuer

_DATES: Final = frozenset({9, 10})
"""OpenSSL's codes for the dates, which it checks last, after the names."""
_WEAKNESS: Final = {
    66: "its key is too short",
    67: "the key of a CA in its chain is too short",
    68: "a signature in its chain uses a digest that can be forged, such as SHA-1 or MD5",
}
_OF_THE_CLOCK: Final = frozenset({FailureCause.CERTIFICATE_EXPIRED, FailureCause.CERTIFICATE_NOT_YET_VALID})


def judge(refusal: Refusal) -> TransportFailure:
    """Return why a certificate was refused; its other faults are in the evidence."""
    faults = list(_faults(refusal))
    if not faults:
        words = f"{shortened(refusal.words)} (trust: {plain_line(refusal.trust)})"
        sentence = f"The certificate of {refusal.endpoint} was refused: {words}."
        faults = [Fault(cause_of_refusal(refusal.code), sentence)]
    first, *others = faults
    return TransportFailure(first.cause, first.sentence, tuple(_evidence(refusal, first, others)))


def _faults(refusal: Refusal) -> Iterator[Fault]:
    believed = believes_issuer(refusal.code)
    if believed is None:
        believed = refusal.trusted_otherwise  # the public roots are in every system's store
    of_issuer = None if believed else judge_issuer(refusal)
    is_inspected = of_issuer is not None and of_issuer.cause is FailureCause.TLS_INSPECTED
    # A replaced certificate comes first: nothing else about it is the server's. Then the name, which the
    # user can fix alone; then faults that need another CA; then those that need a renewed certificate.
    if of_issuer and is_inspected:
        yield of_issuer
    if refusal.code not in _DATES and not is_for(refusal.chain[0], refusal.host):
        yield _wrong_name(refusal)
    if of_issuer and not is_inspected:
        yield of_issuer
    if refusal.code in _WEAKNESS:
        words = f"The certificate of {refusal.endpoint} is too weak: {_WEAKNESS[refusal.code]}."
        yield Fault(FailureCause.CERTIFICATE_TOO_WEAK, words)
    for place, seen in enumerate(refusal.path):
        yield from _wrong_dates(refusal, seen, of_server=place == 0)


def _wrong_name(refusal: Refusal) -> Fault:
    names = refusal.chain[0].certificate.names
    host = plain_line(refusal.host)
    words = f"is for {listed(names)}, not for {host}" if names else f"names no host, so it is not for {host}"
    return Fault(FailureCause.CERTIFICATE_FOR_ANOTHER_NAME, f"The certificate of {refusal.endpoint} {words}.")


def _wrong_dates(refusal: Refusal, seen: PresentedCertificate, *, of_server: bool) -> Iterator[Fault]:
    certificate = seen.certificate
    whose = f"The certificate of {refusal.endpoint}"
    if not of_server:
        whose = f"The CA certificate {certificate.subject}, in the chain of {refusal.endpoint},"
    ends, begins = read_moment(certificate.not_after), read_moment(certificate.not_before)
    if ends and refusal.now > ends:
        ago = distance(refusal.now - ends)
        yield Fault(
            FailureCause.CERTIFICATE_EXPIRED, f"{whose} expired {ago} ago, on {certificate.not_after}."
        )
    if begins and refusal.now < begins:
        ahead = distance(begins - refusal.now)
        yield Fault(
            FailureCause.CERTIFICATE_NOT_YET_VALID,
            f"{whose} is not valid yet: it becomes valid in {ahead}, on {certificate.not_before}. "
            f"Or this machine's clock is wrong: it says {_clock(refusal)}.",
        )


def _evidence(refusal: Refusal, first: Fault, others: Sequence[Fault]) -> Iterator[str]:
    for fault in others:
        yield f"also: {fault.sentence}"
    own = refusal.chain[0].certificate
    yield f"certificate: {own.subject or 'no subject'}"
    yield f"issuer: {own.issuer}"
    yield f"names: {listed(own.names) or 'none'}"
    yield f"valid: {own.not_before} to {own.not_after}"
    for above in refusal.chain[1:]:
        yield f"sent with it: {above.certificate.subject}, issued by {above.certificate.issuer}"
    causes = {fault.cause for fault in (first, *others)}
    urls = refusal.path[-1].issuer_urls
    if urls and FailureCause.INTERMEDIATE_MISSING in causes:
        yield f"the missing certificate can be had at: {', '.join(urls)}"
    if _OF_THE_CLOCK & causes:
        yield f"this machine's clock says {_clock(refusal)}"
    yield f"the verifier said: {shortened(refusal.words)}"


def _clock(refusal: Refusal) -> str:
    return refusal.now.isoformat(timespec="seconds").replace("+00:00", "Z")
