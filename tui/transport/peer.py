"""Whom we spoke with: the address, and the certificate that was verified."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

import httpcore

from ..oauth2.exchange import Peer
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


def read_peer(stream: httpcore.AsyncNetworkStream, trusted_by: str, *, by_proxy: bool) -> Peer:
    """Return what an open connection tells of its other end.

    By a proxy the address is left out: it would be the proxy's.
    """
    address = stream.get_extra_info("server_addr")
    ip = str(address[0]) if isinstance(address, tuple) and address and not by_proxy else None
    tls = stream.get_extra_info("ssl_object")
    if tls is None or tls.version() is None:
        return Peer(ip=ip)
    certificate = tls.getpeercert() or {}
    cipher = tls.cipher()
    return Peer(
        ip=ip,
        tls_version=tls.version(),
        cipher=cipher[0] if cipher else None,
        subject=_distinguished_name(certificate.get("subject", ())),
        issuer=_distinguished_name(certificate.get("issuer", ())),
        not_after=_timestamp(certificate.get("notAfter")),
        trusted_by=trusted_by,
    )


def _distinguished_name(name: Iterable[Iterable[tuple[str, str]]]) -> str | None:
    """Write a name as `CN=idp.example.com, O=Example`, in the certificate's order."""
    parts = [f"{_SHORT_NAMES.get(key, key)}={value}" for relative in name for key, value in relative]
    return plain_line(", ".join(parts)) or None


def _timestamp(not_after: str | None) -> str | None:
    """Write a certificate's time as ISO 8601, in UTC."""
    if not not_after:
        return None
    moment = datetime.fromtimestamp(ssl.cert_time_to_seconds(not_after), UTC)
    return moment.isoformat().replace("+00:00", "Z")
