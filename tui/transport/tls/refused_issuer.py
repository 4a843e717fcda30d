"""Says why a certificate's issuer is not trusted: self-signed, private, an inspecting device, or a gap."""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from ...oauth2.transport_failure import FailureCause
from ...plain_text import plain_line
from ...tls_inspectors import inspector_among
from ..trust import PUBLIC, SYSTEM
from .refusal import Refusal

_LEGAL_FORMS: Final = frozenset(
    {"inc", "llc", "ltd", "limited", "corp", "corporation", "co", "ag", "sa", "spa", "gmbh", "nv"}
)


class Fault(NamedTuple):
    """What is wrong with a certificate, and the sentence that says so."""

    cause: FailureCause
    sentence: str


def judge_issuer(refusal: Refusal) -> Fault | None:
    """Return why the issuer is not trusted; None if it only shares its name with a trusted CA."""
    own, top = refusal.path[0], refusal.path[-1]
    whose, issuer = f"The certificate of {refusal.endpoint}", top.certificate.issuer
    if own.is_self_issued:
        words = f"{whose} is self-signed: no CA vouches for it.{_elsewhere(refusal)}"
        return Fault(FailureCause.CERTIFICATE_SELF_SIGNED, words)
    if product := inspector_among(seen.certificate.issuer for seen in refusal.path):
        words = (
            f"{whose} is not the server's own. {product} replaces it on the way "
            f"({own.certificate.issuer}), so it can read everything that is sent."
        )
        return Fault(FailureCause.TLS_INSPECTED, words)
    if refusal.trust != PUBLIC and refusal.trusted_otherwise:
        words = (
            f"{whose} comes from {issuer}, which {_store(refusal.trust)} does not include. "
            "The public roots trust it, so set Trust to public."
        )
        return Fault(FailureCause.CERTIFICATE_REFUSED, words)
    if not top.is_self_issued and issuer in refusal.authorities.subjects:
        return None
    if not top.is_self_issued and _leads_to_a_known_ca(refusal):
        return Fault(FailureCause.INTERMEDIATE_MISSING, _gap(refusal))
    words = f"{whose} comes from a CA that {_store(refusal.trust)} does not include: {issuer}."
    return Fault(FailureCause.PRIVATE_CA, words + _elsewhere(refusal))


def _leads_to_a_known_ca(refusal: Refusal) -> bool:
    """Tell whether an intermediate certificate was not sent, rather than the CA being unknown."""
    top = refusal.path[-1]
    known = {_core(organization) for organization in refusal.authorities.organizations}
    if top.issuer_organization and _core(top.issuer_organization) in known:
        return True
    if refusal.trusted_otherwise:
        return False  # the machine's own store trusts it, as it would a private CA
    # A public CA says where to download the issuer's certificate, on its own hosts. So does a company's CA,
    # but in its directory or on a host next to the server.
    return bool(top.issuer_urls) and all(_is_elsewhere(url, refusal.host) for url in top.issuer_urls)


def _core(organization: str) -> str:
    """Return a company's name without its legal form, which CAs write in many ways."""
    words = re.findall(r"\w+", organization.casefold())
    return " ".join(word for word in words if word not in _LEGAL_FORMS)


def _is_elsewhere(url: str, host: str) -> bool:
    """Tell whether a URL is a web URL in another domain than the host's."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    domain = (parts.hostname or "").split(".")[-2:]
    return parts.scheme == "http" and len(domain) == 2 and domain != host.lower().split(".")[-2:]


def _gap(refusal: Refusal) -> str:
    missing = refusal.path[-1].certificate.issuer
    root = "a public root" if refusal.trust == PUBLIC else "a trusted CA"
    here = (
        " This machine has it, so it works here and fails in the cloud." if refusal.trusted_otherwise else ""
    )
    return (
        f"{refusal.endpoint} does not send the intermediate certificate {missing}. "
        f"Without it, the server's certificate does not lead to {root}.{here}"
    )


def _elsewhere(refusal: Refusal) -> str:
    """Return a sentence on whether this machine's own store trusts what the public roots don't."""
    if refusal.trust != PUBLIC or refusal.trusted_otherwise is None:
        return ""
    if refusal.trusted_otherwise:
        return " This machine's own store trusts it, so it works here and fails in the cloud."
    return " This machine's own store does not trust it either."


def _store(trust: str) -> str:
    if trust == PUBLIC:
        return "the list of public roots"
    return "this machine's own store" if trust == SYSTEM else f"the CA file “{plain_line(trust)}”"
