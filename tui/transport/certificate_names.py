"""Whether a certificate is for a host."""

from __future__ import annotations

import ipaddress

from .chain import PresentedCertificate


def is_for(certificate: PresentedCertificate, host: str) -> bool:
    """Tell whether a certificate is for a host, or for an address (RFC 9525 §6.3 and §6.5).

    The common name counts only where no name is given as one: RFC 9525 §2 has ended that, OpenSSL has not.
    """
    names = certificate.certificate.names
    if address := address_of(host):
        return address in {address_of(name) for name in names}
    hosts = [name for name in names if not address_of(name)]
    return any(_matches(name, host) for name in hosts or [certificate.common_name])


def address_of(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that a name is; None where it is the name of a host."""
    try:
        # A URL's brackets are gone here, but not the zone of a link-local address.
        return ipaddress.ip_address(name.strip().partition("%")[0])
    except ValueError:
        return None


def _matches(name: str, host: str) -> bool:
    """Compare without case; `*` stands for one whole label, the first, of a name of three or more."""
    labels, wanted = name.lower().split("."), host.lower().split(".")
    if labels[0] != "*":
        return labels == wanted
    return len(labels) > 2 and labels[1:] == wanted[1:] and wanted[0] != ""
