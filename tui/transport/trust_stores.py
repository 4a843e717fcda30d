"""Lists the roots of the public and the system's trust store, to see whether they differ. Nothing is sent."""

from __future__ import annotations

import hashlib
import os
import re
import ssl
import sys
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..oauth2.foreign_time import local_moment_at, read_certificate_moment
from ..regular_file import read_regular_file
from .certificates import distinguished_name

_PEM: Final = re.compile(rb"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]{1,65536}?)-----END CERTIFICATE-----")
_MOST_READ: Final = 8 * 1024 * 1024
"""Bytes of one file; the public roots have a quarter of a mebibyte."""
_MOST_FILES: Final = 4_000
_BUNDLES: Final = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Where Linux distributions and BSD keep their roots, if OpenSSL was built to look elsewhere."""
_OF_MAKERS: Final = (
    "/usr/share/ca-certificates",
    "/usr/share/pki/ca-trust-source",
    "/usr/share/pki/trust",
)
"""Where Debian, Alpine, Fedora, SUSE and Arch keep the roots of their packages, apart from what was added."""
_OF_WINDOWS: Final = "ROOT"


class Root(NamedTuple):
    """What a root says about itself. All of it is foreign text."""

    subject: str
    not_after: datetime | None


class Store(NamedTuple):
    """The roots of a trust store, and where they were found."""

    place: str
    """A file, a folder, or what the system calls it."""
    roots: Mapping[str, bytes]
    """The certificates in DER, by their SHA-256 in hexadecimal."""
    changed: datetime | None = None
    """When its file was last changed; None if it has none."""


def public_store() -> Store:
    """Return the Mozilla list that certifi brings along.

    Raises:
        OSError: it can't be read.
    """
    import certifi

    return _of_file(Path(certifi.where()))


def system_store(environ: Mapping[str, str] = os.environ) -> Store | None:
    """Return the system's own store as OpenSSL and `truststore` read it; None on macOS, which lists none.

    SSL_CERT_FILE and SSL_CERT_DIR take the place of the system's file and folder, as OpenSSL has it.

    Raises:
        OSError: there is none, or it can't be read.
    """
    if sys.platform == "darwin":
        return None
    if sys.platform == "win32":
        return _of_windows()
    paths = ssl.get_default_verify_paths()
    file = environ.get("SSL_CERT_FILE", "") or paths.openssl_cafile
    folder = environ.get("SSL_CERT_DIR", "") or paths.openssl_capath
    if Path(file).is_file():
        return _of_file(Path(file))
    for bundle in () if environ.get("SSL_CERT_DIR") else _BUNDLES:
        if Path(bundle).is_file():
            return _of_file(Path(bundle))
    return _of_folder(Path(folder))


def distributed_roots() -> frozenset[str]:
    """Return the digests of the roots that the system's own packages brought; empty where that is unknown.

    Raises:
        OSError: a file of them can't be read.
    """
    files = (path for folder in _OF_MAKERS for path in sorted(Path(folder).rglob("*")) if path.is_file())
    held = (
        der for path in islice(files, _MOST_FILES) for der in _in_pem(read_regular_file(path, _MOST_READ))
    )
    return frozenset(_by_digest(held))


def read_root(der: bytes) -> Root | None:
    """Return what a root says about itself; None if OpenSSL can't read it, or it is no root."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cadata=der)
        (held,) = context.get_ca_certs()
    except (ssl.SSLError, ValueError):
        return None
    certificate: dict[str, Any] = held
    return Root(
        distinguished_name(certificate["subject"]),
        read_certificate_moment(certificate.get("notAfter")),
    )


def _of_file(path: Path) -> Store:
    return Store(str(path), _by_digest(_in_pem(read_regular_file(path, _MOST_READ))), _changed(path))


def _of_folder(path: Path) -> Store:
    """Return the store of a folder with a file for each root, as `openssl rehash` lays it out."""
    held: list[bytes] = []
    for file in sorted(path.iterdir())[:_MOST_FILES]:
        if file.is_file():
            held += _in_pem(read_regular_file(file, _MOST_READ))
    return Store(str(path), _by_digest(held), _changed(path))


def _of_windows() -> Store:
    listed: Any = getattr(ssl, "enum_certificates", None)  # only there, and not known to all type checkers
    held = [der for der, encoding, _ in (listed(_OF_WINDOWS) if listed else ()) if encoding == "x509_asn"]
    return Store("the Windows certificate store", _by_digest(held))


def _in_pem(data: bytes) -> Iterator[bytes]:
    for match in _PEM.finditer(data):
        try:
            yield b64decode(match[1])
        except ValueError:
            continue


def _by_digest(certificates: Iterable[bytes]) -> dict[str, bytes]:
    return {hashlib.sha256(der).hexdigest(): der for der in certificates}


def _changed(path: Path) -> datetime | None:
    try:
        return local_moment_at(path.stat().st_mtime)
    except OSError:
        return None
