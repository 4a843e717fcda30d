"""Sets which CAs are trusted: public, the system's, or a file's. Verification is never turned off."""

from __future__ import annotations

import ssl
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..oauth2.transport_failure import FailureCause, TransportFailure
from ..plain_text import plain_line
from .certificates import attribute, distinguished_name
from .failures.exhaustion import exhaustion_in
from .unusable_setting import UnusableSettingError

PUBLIC: Final = "public"
SYSTEM: Final = "system"
ALPN: Final = ["http/1.1"]
"""What a handshake offers to speak (RFC 7301)."""


class Authorities(NamedTuple):
    """The names of the CAs of a trust."""

    subjects: frozenset[str]
    """As `certificates.distinguished_name` writes them."""
    organizations: frozenset[str]


def trust_context(trust: str) -> ssl.SSLContext:
    """Return the TLS settings for a value of `RequestSettings.trust`.

    `public` is what a cloud service trusts: only the roots of the Mozilla list, whatever the machine or
    its SSL_CERT_FILE adds. `system` is the machine's own store. Anything else is the path of a PEM file of
    CA certificates.

    Raises:
        UnusableSettingError: the CA file can't be read, or contains no certificate.
    """
    if trust == PUBLIC:
        return _public_context()
    if trust == SYSTEM:
        import truststore  # here and below, since most routes need one of these, or none

        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.set_alpn_protocols(ALPN)
        return context
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_alpn_protocols(ALPN)
    # A company may hand out its issuing CA instead of its root; curl accepts either too.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    try:
        context.load_verify_locations(cafile=Path(trust).expanduser())
    except ssl.SSLError as error:
        raise _refusal(trust, "it contains no PEM certificate") from error
    except OSError as error:
        if exhaustion_in([error]):
            raise  # the file is all right: nothing can be opened now
        raise _refusal(trust, error.strerror or "it can't be opened") from error
    except (ValueError, RuntimeError) as error:  # a NUL in the path; an unknown home folder
        raise _refusal(trust, str(error)) from error
    return context


def openssl_context(trust: str) -> ssl.SSLContext:
    """Return TLS settings of a trust that may be changed: OpenSSL verifies, to a root, on every system.

    Raises:
        UnusableSettingError: as `trust_context`.
    """
    if trust == PUBLIC:
        return _new_public_context()
    if trust == SYSTEM:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_default_certs()
        return context
    context = trust_context(trust)
    context.verify_flags &= ~ssl.VERIFY_X509_PARTIAL_CHAIN
    return context


def authorities_of(trust: str) -> Authorities:
    """Return the names of the CAs of a trust; for `system`, whose store can't be listed, the public ones.

    Raises:
        UnusableSettingError: the CA file can't be read, or contains no certificate.
    """
    context = trust_context(PUBLIC if trust == SYSTEM else trust)
    certificates: list[dict[str, Any]] = context.get_ca_certs()
    names = [certificate["subject"] for certificate in certificates]
    return Authorities(
        frozenset(distinguished_name(name) for name in names),
        frozenset(attribute(name, "organizationName") for name in names) - {""},
    )


@cache
def _public_context() -> ssl.SSLContext:
    return _new_public_context()  # cached, because parsing the roots takes longer than a local attempt


def _new_public_context() -> ssl.SSLContext:
    # Not ssl.create_default_context, which also writes session keys to SSLKEYLOGFILE.
    import certifi

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_alpn_protocols(ALPN)
    context.load_verify_locations(cafile=certifi.where())
    return context


def _refusal(trust: str, reason: str) -> UnusableSettingError:
    return UnusableSettingError(
        TransportFailure(
            FailureCause.CA_FILE_UNUSABLE,
            f"The CA file “{plain_line(trust)}” can't be used: {plain_line(reason)}. "
            "Set Trust to public, system, or the path of a PEM file of CA certificates.",
        )
    )
