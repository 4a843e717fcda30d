"""A certificate authority that issues what no decent one would: expired, weak, with any name and issuer."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Issued:
    """A certificate and its key; `issuer` is None for a root."""

    certificate: x509.Certificate
    key: Key
    issuer: Issued | None = None

    @classmethod
    def root(cls, name: str, organization: str = "", *hosts: str) -> Self:
        """Make a root; with hosts, a server's certificate that is signed by itself."""
        key = ec.generate_private_key(ec.SECP256R1())
        own = _name(name, organization)
        return cls(_sign(own, key, own, key, names=hosts, ca=not hosts), key)

    def authority(
        self,
        name: str,
        organization: str = "",
        *,
        begins: timedelta = -DAY,
        ends: timedelta = DAY,
        issuer_url: str = "",
    ) -> Issued:
        """Issue a certificate for another authority; its validity is given from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject, issuer = _name(name, organization), self.certificate.subject
        certificate = _sign(
            subject, key, issuer, self.key, begins=begins, ends=ends, issuer_url=issuer_url, ca=True
        )
        return Issued(certificate, key, self)

    def signed_as(self, name: str) -> Issued:
        """Sign an authority's key again with itself, under a name for the subject that differs."""
        subject, issuer = _name(name), self.certificate.subject
        return Issued(_sign(subject, self.key, issuer, self.key, ca=True), self.key)

    def vouch_for(self, other: Issued, *, begins: timedelta = -DAY, ends: timedelta = DAY) -> Issued:
        """Issue one more certificate for the key and the name of an authority: a twin, or a cross-sign."""
        subject, issuer = other.certificate.subject, self.certificate.subject
        certificate = _sign(subject, other.key, issuer, self.key, begins=begins, ends=ends, ca=True)
        return Issued(certificate, other.key, self)

    def server(
        self,
        *names: str,
        begins: timedelta = -DAY,
        ends: timedelta = DAY,
        key: Key | None = None,
        issuer_url: str = "",
        common_name: str = "idp.example.com",
    ) -> Issued:
        """Issue a certificate for a server."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        certificate = _sign(
            _name(common_name),
            key,
            self.certificate.subject,
            self.key,
            names=names,
            begins=begins,
            ends=ends,
            issuer_url=issuer_url,
        )
        return Issued(certificate, key, self)

    def pem(self, *, with_key: bool = False) -> bytes:
        """Return the certificate, after its key where that is asked for."""
        own = self.certificate.public_bytes(serialization.Encoding.PEM)
        if not with_key:
            return own
        return (
            self.key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + own
        )

    def der(self) -> bytes:
        """Return the certificate."""
        return self.certificate.public_bytes(serialization.Encoding.DER)

    def chain(self) -> list[Issued]:
        """Return this, its issuer, and so on, up to the root."""
        return [self, *self.issuer.chain()] if self.issuer else [self]


def weak_key() -> rsa.RSAPrivateKey:
    """Return a key that is too short since 2014."""
    return rsa.generate_private_key(65537, 1024)


def _sign(
    subject: x509.Name,
    key: Key,
    issuer: x509.Name,
    issuer_key: Key,
    *,
    names: tuple[str, ...] = (),
    begins: timedelta = -DAY,
    ends: timedelta = DAY,
    issuer_url: str = "",
    ca: bool = False,
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + begins)
        .not_valid_after(now + ends)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    )
    if names:
        builder = builder.add_extension(
            x509.SubjectAlternativeName(map(_general_name, names)), critical=False
        )
    if issuer_url:
        access = x509.AccessDescription(
            AuthorityInformationAccessOID.CA_ISSUERS, x509.UniformResourceIdentifier(issuer_url)
        )
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def _name(common_name: str, organization: str = "") -> x509.Name:
    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, common_name)]
    if organization:
        attributes.insert(0, x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization))
    return x509.Name(attributes)


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
