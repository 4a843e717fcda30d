"""What the certificates of the two sides tell: who replaces them, and what the server leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from ...oauth2.connection import Certificate
from ...oauth2.foreign_time import read_moment
from ...oauth2.transport_failure import FailureCause
from ...tls_inspectors import inspector_among
from ..finding import Finding, FindingKind
from .side import Side
from .telling import HERE, THERE, endpoint_of, quote

_tls: Final = FindingKind("error", ("tls", "server_side"))
_intercepted: Final = FindingKind("error", ("tls", "network"))
_UNKNOWN_CA: Final = frozenset(
    {FailureCause.PRIVATE_CA, FailureCause.CERTIFICATE_SELF_SIGNED, FailureCause.CERTIFICATE_REFUSED}
)
_PART: Final = re.compile(r"(?:^|[,;/+])\s*([A-Za-z][\w.]*)\s*=\s*")
_NO_HEX: Final = re.compile(r"[^0-9a-f]")


def certificate_findings(there: Side, here: Side | None) -> Iterator[Finding]:
    """Yield what the certificates tell, the surest first."""
    if product := inspector(there):
        yield _intercepted_there(there, product)
    elif here and (product := inspector(here)):
        yield _intercepted_here(here, there, product)
    elif here and are_other(there, here):
        yield _other_issuer(there, here)
    elif here and here.failure and here.failure.cause in _UNKNOWN_CA and there.is_trusted:
        yield _trusted_only_there(there, here)
    if _lacks_intermediate(there, here):
        yield _chain_incomplete(there)


def inspector(side: Side) -> str:
    """Return the product that made a side's certificate to read along; empty if none is known."""
    return inspector_among(seen.issuer for seen in side.certificates)


def are_other(there: Side, here: Side) -> bool:
    """Tell whether the sides see certificates of different issuers. One CA issues many for one host."""
    if not there.certificates or not here.certificates:
        return False
    ours, theirs = here.certificates[0], there.certificates[0]
    if ours.sha256 and digest_of(ours) == digest_of(theirs):
        return False
    return _attributes(ours.issuer) != _attributes(theirs.issuer)


def digest_of(certificate: Certificate) -> str:
    """Return a certificate's digest in plain hexadecimal; empty where it isn't known."""
    return _NO_HEX.sub("", (certificate.sha256 or "").lower())


def is_out_of_date(certificate: Certificate, moment: datetime) -> bool:
    """Tell whether a certificate is not valid at a moment."""
    begins, ends = read_moment(certificate.not_before), read_moment(certificate.not_after)
    return bool((begins and moment < begins) or (ends and moment > ends))


def _attributes(name: str) -> frozenset[tuple[str, str]]:
    """Return the parts of a name. Each tool writes them in another order, with other separators."""
    places = list(_PART.finditer(name))
    ends = [place.start() for place in places[1:]] + [len(name)]
    return frozenset(
        (
            place[1].upper(),
            " ".join(name[place.end() : end].replace("\\", "").strip('", ').casefold().split()),
        )
        for place, end in zip(places, ends, strict=True)
    )


def _intercepted_there(there: Side, product: str) -> Finding:
    return _intercepted(
        "ask.intercepted_there",
        "A device in the customer's network replaces the certificate.",
        f"There, {product} shows a certificate of its own in place of that of {endpoint_of(there)}, to read "
        "what is sent. The product comes from outside and doesn't pass it, but an on-premise agent does.",
        "Ask the customer's network team to exempt this host from TLS inspection for the on-premise agent, "
        "if one is used. Without an agent, nothing is to be changed for the product.",
        evidence=_issuers(there, THERE),
        severity="error" if there.is_trusted is False else "warning",
    )


def _intercepted_here(here: Side, there: Side, product: str) -> Finding:
    return _intercepted(
        "ask.intercepted_here",
        "A device in this network replaces the certificate: not the customer's.",
        f"Here, {product} shows a certificate of its own in place of that of {endpoint_of(here)}. "
        "The customer's side sees another one, so the server's certificate is not at fault.",
        "Send from a network without TLS inspection, or ask its administrator to exempt this host.",
        evidence=(*_issuers(there, THERE), *_issuers(here, HERE)),
    )


def _other_issuer(there: Side, here: Side) -> Finding:
    suspect = "there" if here.is_trusted and not there.is_trusted else ""
    suspect = suspect or ("here" if there.is_trusted and not here.is_trusted else "")
    which = {
        "there": "Public CAs vouch for the one here, so the one there is the odd one. ",
        "here": "The one there is trusted there, and the one here isn't trusted here. ",
        "": "Both are trusted where they are seen, so neither is sure to be the right one. "
        if there.is_trusted and here.is_trusted
        else "",
    }[suspect]
    return _intercepted(
        "ask.other_certificate",
        "The two sides see certificates of different issuers.",
        f"{which}Either a device in one of the networks replaces the certificate to read what is sent "
        "(TLS inspection), or the name leads to another server there.",
        "Ask the system's owner which issuer is the right one. "
        "Then ask the administrator of the other network to exempt this host from TLS inspection.",
        evidence=(*_issuers(there, THERE), *_issuers(here, HERE)),
        confidence="likely",
        severity="error" if there.failure or here.failure else "warning",
    )


def _trusted_only_there(there: Side, here: Side) -> Finding:
    return _tls(
        "ask.trusted_only_there",
        "The customer's machines trust the server's certificate, and the product doesn't.",
        f"It comes from {_issuer(there) or _issuer(here)}, a CA that their machines know and the public "
        "list doesn't hold. So browsers there show no error, and the product refuses the connection.",
        "Ask the system's owner for a certificate from a public CA, "
        "or for a way through the on-premise agent.",
        evidence=(*_issuers(there, THERE), *_issuers(here, HERE)),
    )


def _lacks_intermediate(there: Side, here: Side | None) -> bool:
    """Tell whether a server's own certificate came alone, though its issuer is nobody's root."""
    if not there.is_whole_chain or len(there.certificates) != 1 or inspector(there):
        return False
    own = there.certificates[0]
    if _attributes(own.subject) == _attributes(own.issuer):
        return False
    if here and here.failure:
        return here.failure.cause is FailureCause.INTERMEDIATE_MISSING
    return there.is_trusted is False and not (here and here.is_trusted)


def _chain_incomplete(there: Side) -> Finding:
    return _tls(
        "ask.chain_incomplete",
        "The server sends its own certificate alone, without the intermediate one.",
        f"Its issuer, {_issuer(there)}, is not among those that clients know by themselves. If that is a "
        "public CA, the server must send the certificate between. Browsers fetch it, and so hide this fault.",
        "Ask the system's owner to install the full chain from its CA (“bundle” or “fullchain”).",
        evidence=(f"there: 1 certificate sent, issued by {_issuer(there)}",),
        reference="RFC 8446 §4.4.2",
        confidence="likely",
    )


def _issuer(side: Side) -> str:
    return quote(side.certificates[0].issuer) if side.certificates else ""


def _issuers(side: Side, where: str) -> tuple[str, ...]:
    return tuple(
        f"{where}: {quote(seen.subject)}, issued by {quote(seen.issuer)}" for seen in side.certificates[:4]
    )
