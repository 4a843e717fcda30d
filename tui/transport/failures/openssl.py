"""Says what an OpenSSL error means, as far as its code tells without looking at the certificates."""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping
from typing import Final

from ...oauth2.transport_failure import FailureCause

_BY_VERIFY_CODE: Final[Mapping[int, FailureCause]] = {
    9: FailureCause.CERTIFICATE_NOT_YET_VALID,
    10: FailureCause.CERTIFICATE_EXPIRED,
    18: FailureCause.CERTIFICATE_SELF_SIGNED,
    62: FailureCause.CERTIFICATE_FOR_ANOTHER_NAME,
    64: FailureCause.CERTIFICATE_FOR_ANOTHER_NAME,  # an address
    66: FailureCause.CERTIFICATE_TOO_WEAK,  # the key of the server's certificate
    67: FailureCause.CERTIFICATE_TOO_WEAK,  # the key of a CA
    68: FailureCause.CERTIFICATE_TOO_WEAK,  # the digest of a signature
}
"""OpenSSL's X509_V_ERR_*. A missing issuer (2, 19, 20, 21) is not listed: it can mean too many things."""

_BY_ALERT: Final[Mapping[str, FailureCause]] = {
    # The server's last word before it closes (RFC 8446 §6.2).
    "HANDSHAKE_FAILURE": FailureCause.NO_COMMON_CIPHER,
    "INSUFFICIENT_SECURITY": FailureCause.NO_COMMON_CIPHER,
    "PROTOCOL_VERSION": FailureCause.TLS_TOO_OLD,
    "UNRECOGNIZED_NAME": FailureCause.NAME_UNKNOWN_TO_SERVER,
    # These are about the client's certificate, and we have none.
    "CERTIFICATE_REQUIRED": FailureCause.CLIENT_CERTIFICATE_WANTED,
    "BAD_CERTIFICATE": FailureCause.CLIENT_CERTIFICATE_WANTED,
    "NO_CERTIFICATE": FailureCause.CLIENT_CERTIFICATE_WANTED,
    "CERTIFICATE_UNKNOWN": FailureCause.CLIENT_CERTIFICATE_WANTED,
    "UNSUPPORTED_CERTIFICATE": FailureCause.CLIENT_CERTIFICATE_WANTED,
}
_BY_REASON: Final[Mapping[str, FailureCause]] = {
    # What our own side finds in the server's bytes.
    "UNSUPPORTED_PROTOCOL": FailureCause.TLS_TOO_OLD,
    "VERSION_TOO_LOW": FailureCause.TLS_TOO_OLD,
    "WRONG_SSL_VERSION": FailureCause.TLS_TOO_OLD,
    "WRONG_CIPHER_RETURNED": FailureCause.NO_COMMON_CIPHER,
    "UNKNOWN_CIPHER_RETURNED": FailureCause.NO_COMMON_CIPHER,
    "DH_KEY_TOO_SMALL": FailureCause.NO_COMMON_CIPHER,
    "HTTP_REQUEST": FailureCause.PLAIN_HTTP,
    "HTTPS_PROXY_REQUEST": FailureCause.PLAIN_HTTP,
    "PACKET_LENGTH_TOO_LONG": FailureCause.PLAIN_HTTP,
    "RECORD_LAYER_FAILURE": FailureCause.PLAIN_HTTP,
    "UNKNOWN_PROTOCOL": FailureCause.PLAIN_HTTP,
    "WRONG_VERSION_NUMBER": FailureCause.PLAIN_HTTP,
    "UNEXPECTED_EOF_WHILE_READING": FailureCause.TLS_CLOSED,
}
_ALERT: Final = re.compile(r"(?:SSLV3|TLSV1|TLSV13)_(?:ALERT_)?(\w+)")


def cause_of_refusal(code: int) -> FailureCause:
    """Return what is wrong with a certificate, from OpenSSL's X509_V_ERR_* alone."""
    return _BY_VERIFY_CODE.get(code, FailureCause.CERTIFICATE_REFUSED)


def cause_of_tls_error(error: ssl.SSLError) -> FailureCause:
    """Return what went wrong in a handshake, or just after it, that ended with this error."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return cause_of_refusal(error.verify_code)
    if isinstance(error, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        return FailureCause.TLS_CLOSED
    reason = error.reason or ""
    alert = _ALERT.fullmatch(reason)
    known = _BY_ALERT.get(alert[1]) if alert else _BY_REASON.get(reason)
    return known or FailureCause.TLS_FAILED
