"""TLS settings for servers on 127.0.0.1, with a good certificate of a made-up authority, or any bad kind."""

from __future__ import annotations

import ssl
import warnings
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import rsa

from .issuing import DAY, Issued, weak_key


class Certificates:
    """An authority, its file, and servers with its certificates.

    Each method is a kind of server: where it says nothing else, for 127.0.0.1 and issued by the authority.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._authority = Issued.root("Example Root", "Example Authority")
        self._issuing = self._authority.authority("Example Issuing CA", "Example Authority")
        self.ca_file = self._write("ca.pem", self._authority.pem())
        self.issuing_ca_file = self._write("issuing.pem", self._issuing.pem())
        """The intermediate authority alone, without its root."""

    def good(self) -> ssl.SSLContext:
        """Nothing is wrong with it."""
        return self._context(self._authority.server("127.0.0.1"))

    def for_ipv6(self) -> ssl.SSLContext:
        """For this machine's address of IPv6."""
        return self._context(self._authority.server("::1"))

    def of_the_issuing_authority(self) -> ssl.SSLContext:
        """Issued by the intermediate authority, which is sent with it."""
        return self._context(self._issuing.server("127.0.0.1"))

    # Dates

    def expired(self) -> ssl.SSLContext:
        """No longer valid, since three days."""
        return self._context(self._authority.server("127.0.0.1", begins=-30 * DAY, ends=-3 * DAY))

    def not_yet_valid(self) -> ssl.SSLContext:
        """Not valid before ten days from now."""
        return self._context(self._authority.server("127.0.0.1", begins=10 * DAY + DAY / 24, ends=30 * DAY))

    def with_expired_intermediate(self) -> ssl.SSLContext:
        """Issued by an intermediate authority that is no longer valid."""
        expired = self._authority.authority("Example Expired CA", begins=-30 * DAY, ends=-2 * DAY)
        return self._context(expired.server("127.0.0.1"))

    # Names

    def for_another_host(self) -> ssl.SSLContext:
        """For another name."""
        return self._context(self._authority.server("other.example.com"))

    def for_a_wildcard(self) -> ssl.SSLContext:
        """For all hosts of a domain, and the domain."""
        return self._context(self._authority.server("*.example.com", "example.com"))

    def expired_for_another_host(self) -> ssl.SSLContext:
        """Two faults at once."""
        return self._context(self._authority.server("other.example.com", begins=-30 * DAY, ends=-3 * DAY))

    # Issuers

    def self_signed(self) -> ssl.SSLContext:
        """Signed by itself."""
        return self._context(Issued.root("127.0.0.1", "", "127.0.0.1"), with_root=True)

    def with_root(self) -> ssl.SSLContext:
        """Issued by the intermediate authority, which is sent with it, and the root too."""
        return self._context(self._issuing.server("127.0.0.1"), with_root=True)

    def without_intermediate(self) -> ssl.SSLContext:
        """Issued by the intermediate authority, which is not sent."""
        return self._context(self._issuing.server("127.0.0.1"), alone=True)

    def without_public_intermediate(self) -> ssl.SSLContext:
        """As if issued by an intermediate authority of a public one, which is not sent."""
        issuing = self._authority.authority("Made Up R7", "Made Up Encrypt")
        leaf = issuing.server("127.0.0.1", issuer_url="http://r7.i.made-up-ca.example/")
        return self._context(leaf, alone=True)

    def inspected(self) -> ssl.SSLContext:
        """As made up by a product that reads along."""
        device = Issued.root("Zscaler Root CA", "Zscaler Inc.")
        return self._context(device.authority("Zscaler Intermediate Root CA").server("127.0.0.1"))

    def with_weak_key(self) -> ssl.SSLContext:
        """With a key of 1024 bits."""
        return self._context(
            self._authority.server("127.0.0.1", key=self._weak_key), ciphers="ALL:@SECLEVEL=0"
        )

    # Handshakes

    def speaking(self, version: ssl.TLSVersion) -> ssl.SSLContext:
        """Good, and of this version of TLS alone."""
        context = self._context(self._authority.server("127.0.0.1"), ciphers="ALL:@SECLEVEL=0")
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
            context.maximum_version = context.minimum_version = version
        return context

    def with_old_ciphers(self) -> ssl.SSLContext:
        """Good, but it takes a cipher alone that nobody offers any more."""
        leaf = self._authority.server("127.0.0.1", key=self._weak_key)
        context = self._context(leaf, ciphers="AES128-SHA:@SECLEVEL=0")
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        return context

    def wanting_client_certificates(self, version: ssl.TLSVersion) -> ssl.SSLContext:
        """Good, and it wants the client to show a certificate too."""
        context = self.speaking(version)
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(self.ca_file)
        return context

    def refusing_names(self, alert: ssl.AlertDescription) -> ssl.SSLContext:
        """For localhost, but it ends every handshake that names a host with an alert."""
        context = self._context(self._authority.server("localhost"))
        context.sni_callback = lambda _, name, __: alert if name else None
        return context

    @cached_property
    def _weak_key(self) -> rsa.RSAPrivateKey:
        return weak_key()

    def _context(
        self, leaf: Issued, *, alone: bool = False, with_root: bool = False, ciphers: str = ""
    ) -> ssl.SSLContext:
        sent = [leaf] if alone else [issued for issued in leaf.chain() if issued.issuer or with_root]
        above = b"".join(issued.pem() for issued in sent if issued is not leaf)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        if ciphers:
            context.set_ciphers(ciphers)
        context.load_cert_chain(self._write("server.pem", leaf.pem(with_key=True) + above))
        return context

    def _write(self, name: str, pem: bytes) -> Path:
        path = self._folder / name
        path.write_bytes(pem)
        return path
