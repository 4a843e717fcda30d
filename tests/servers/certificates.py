"""Server certificates of an authority made up for one test session: a good one, and every bad kind."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


class Certificates:
    """An authority, its file, and TLS settings for servers on 127.0.0.1."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._authority = trustme.CA(organization_name="Example Authority")
        self._issuing = self._authority.create_child_ca()
        self.ca_file = folder / "ca.pem"
        self._authority.cert_pem.write_to_path(str(self.ca_file))
        self.issuing_ca_file = folder / "issuing.pem"
        """The intermediate authority alone, without its root."""
        self._issuing.cert_pem.write_to_path(str(self.issuing_ca_file))

    def good(self) -> ssl.SSLContext:
        """For 127.0.0.1, issued by the authority."""
        return self._context(self._authority.issue_cert("127.0.0.1", common_name="idp.example.com"))

    def of_the_issuing_authority(self) -> ssl.SSLContext:
        """For 127.0.0.1, issued by the intermediate authority."""
        return self._context(self._issuing.issue_cert("127.0.0.1"))

    def for_another_host(self) -> ssl.SSLContext:
        """Issued by the authority, but for another name."""
        return self._context(self._authority.issue_cert("other.example.com"))

    def expired(self) -> ssl.SSLContext:
        """For 127.0.0.1, issued by the authority, and no longer valid."""
        now = datetime.now(UTC)
        leaf = self._authority.issue_cert(
            "127.0.0.1", not_before=now - timedelta(days=30), not_after=now - timedelta(days=1)
        )
        return self._context(leaf)

    def self_signed(self) -> ssl.SSLContext:
        """For 127.0.0.1, signed by itself."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        now = datetime.now(UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .sign(key, hashes.SHA256())
        )
        path = self._folder / "self-signed.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _context(self, leaf: trustme.LeafCert) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        leaf.configure_cert(context)
        return context
