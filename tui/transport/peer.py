"""Whom we spoke with: the address, and the certificates that were verified."""

from __future__ import annotations

import ssl

import httpcore

from ..oauth2.connection import Peer
from .chain import verified_chain


def read_peer(stream: httpcore.AsyncNetworkStream, trusted_by: str, *, by_proxy: bool) -> Peer:
    """Return what an open connection tells of its other end.

    By a proxy the address is left out: it would be the proxy's.
    """
    address = stream.get_extra_info("server_addr")
    ip = str(address[0]) if isinstance(address, tuple) and address and not by_proxy else None
    tls: ssl.SSLObject | None = stream.get_extra_info("ssl_object")
    if tls is None or tls.version() is None:
        return Peer(ip=ip)
    cipher = tls.cipher()
    return Peer(
        ip=ip,
        tls_version=tls.version(),
        cipher=cipher[0] if cipher else None,
        chain=verified_chain(tls),
        trusted_by=trusted_by,
    )
