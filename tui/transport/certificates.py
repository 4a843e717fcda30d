"""Reads the certificates of a TLS connection, verified or only presented by the server."""

from __future__ import annotations

import hashlib
import ipaddress
import ssl
from _ssl import ENCODING_DER
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import field
from functools import partial
from typing import Any, Final

from ..oauth2.connection import Certificate
from ..oauth2.foreign_time import read_certificate_moment
from ..oauth2.lean.frozen import frozen
from ..plain_text import plain_line

_SHORT_NAMES: Final = {
    "commonName": "CN",
    "organizationName": "O",
    "organizationalUnitName": "OU",
    "localityName": "L",
    "stateOrProvinceName": "ST",
    "countryName": "C",
}
"""The attribute types of RFC 4514 §3."""
_HOSTS: Final = frozenset({"DNS", "IP Address"})
_MOST_NAMES: Final = 6

DistinguishedName = Iterable[Iterable[tuple[str, str]]]
"""A name as the ssl module returns it."""


@frozen
class PresentedCertificate:
    """One certificate that a server sent, and what helps to find its issuer."""

    certificate: Certificate
    issuer_organization: str = ""
    issuer_urls: tuple[str, ...] = ()
    """Where to download the issuer's certificate (RFC 5280 §4.2.2.1)."""
    common_name: str = ""
    der: bytes = field(default=b"", repr=False)
    """The certificate itself."""

    @property
    def is_self_issued(self) -> bool:
        """Whether it names itself as its issuer, as a root does."""
        return bool(self.certificate.subject) and self.certificate.subject == self.certificate.issuer


def verified_chain(tls: ssl.SSLObject) -> tuple[Certificate, ...]:
    """Return the certificates from the server's own to the trusted one."""
    return tuple(seen.certificate for seen in _chain(tls, "get_verified_chain", "get_unverified_chain"))


def built_chain(tls: ssl.SSLObject) -> tuple[PresentedCertificate, ...]:
    """Return the path that OpenSSL built from the server's certificate to a root, or as far as it came.

    Empty if nothing was verified.
    """
    return _parsed(tls, "get_verified_chain")


def presented_chain(tls: ssl.SSLObject) -> tuple[PresentedCertificate, ...]:
    """Return the certificates that the server sent, in its order, even if refused or never verified."""
    return _chain(tls, "get_unverified_chain")


def distinguished_name(name: DistinguishedName) -> str:
    """Return a name as text, `O=Example, CN=idp.example.com`, in the certificate's order."""
    parts = [f"{_SHORT_NAMES.get(key, key)}={value}" for relative in name for key, value in relative]
    return plain_line(", ".join(parts))


def attribute(name: DistinguishedName, kind: str) -> str:
    """Return the last value of a name's attribute, such as `organizationName`; empty without one."""
    values = [value for relative in name for key, value in relative if key == kind]
    return plain_line(values[-1]) if values else ""


def _chain(tls: ssl.SSLObject, *methods: str) -> tuple[PresentedCertificate, ...]:
    for method in methods:
        if chain := _parsed(tls, method):
            return chain
    leaf = _contents(tls.getpeercert, lambda: tls.getpeercert(binary_form=True))
    return (leaf,) if leaf.certificate.subject or leaf.certificate.names else ()


def _parsed(tls: ssl.SSLObject, method: str) -> tuple[PresentedCertificate, ...]:
    # The ssl module's public methods need Python 3.13 and return only DER. The inner object has had
    # these methods since 3.10, and they return parsed contents.
    chain = getattr(getattr(tls, "_sslobj", None), method, lambda: None)() or ()
    return tuple(
        _contents(certificate.get_info, partial(certificate.public_bytes, ENCODING_DER))
        for certificate in chain
    )


def _contents(
    info_of: Callable[[], Mapping[str, Any] | None], der_of: Callable[[], bytes | None]
) -> PresentedCertificate:
    info: Mapping[str, Any] = {}
    der = None
    with suppress(ValueError, ssl.SSLError):  # a text in it can't be decoded, or there is no certificate
        der = der_of()
        info = info_of() or {}
    subject, issuer = info.get("subject", ()), info.get("issuer", ())
    names = info.get("subjectAltName", ())
    return PresentedCertificate(
        Certificate(
            subject=distinguished_name(subject),
            issuer=distinguished_name(issuer),
            names=tuple(plain_line(name) for kind, name in names if kind in _HOSTS),
            not_before=_timestamp(info.get("notBefore")),
            not_after=_timestamp(info.get("notAfter")),
            sha256=hashlib.sha256(der).hexdigest() if der else None,
        ),
        issuer_organization=attribute(issuer, "organizationName"),
        issuer_urls=tuple(plain_line(url) for url in info.get("caIssuers", ())),
        common_name=attribute(subject, "commonName"),
        der=der or b"",
    )


def _timestamp(moment: str | None) -> str | None:
    """Return a certificate's time as ISO 8601, in UTC; None if it is not a time."""
    read = read_certificate_moment(moment)
    return read.isoformat().replace("+00:00", "Z") if read else None


def is_for(certificate: PresentedCertificate, host: str) -> bool:
    """Tell whether a certificate is valid for a host or an address (RFC 9525 §6.3 and §6.5).

    The common name counts only if the certificate lists no host names. RFC 9525 §2 no longer allows that,
    but OpenSSL does.
    """
    names = certificate.certificate.names
    if address := address_of(host):
        return address in {address_of(name) for name in names}
    hosts = [name for name in names if not address_of(name)]
    return any(_matches(name, host) for name in hosts or [certificate.common_name])


def address_of(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return a name as an IP address; None if it is a host name."""
    try:
        # The URL's brackets are already gone; a link-local address may still have its zone.
        return ipaddress.ip_address(name.strip().partition("%")[0])
    except ValueError:
        return None


def _matches(name: str, host: str) -> bool:
    """Compare without case. `*` matches exactly one label: the first of a name of three or more."""
    labels, wanted = name.lower().split("."), host.lower().split(".")
    if labels[0] != "*":
        return labels == wanted
    return len(labels) > 2 and labels[1:] == wanted[1:] and wanted[0] != ""


def listed(names: Sequence[str]) -> str:
    """Return names separated by commas: the first few, and how many more there are."""
    shown = ", ".join(names[:_MOST_NAMES])
    more = len(names) - _MOST_NAMES
    return f"{shown} and {more} more" if more > 0 else shown
