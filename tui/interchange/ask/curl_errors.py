"""Reads why curl got no response: by its exit code, then by its words, which each TLS library has its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ...oauth2.transport_failure import FailureCause, TransportFailure

_ERROR: Final = re.compile(r"curl: \((?P<code>\d{1,3})\) ?(?P<words>.{0,600})")
_ONE_CAUSE: Final = {
    5: FailureCause.PROXY_NAME_NOT_FOUND,
    6: FailureCause.NAME_NOT_FOUND,
    52: FailureCause.CLOSED,
    97: FailureCause.PROXY_REFUSED,
}
_TLS: Final = frozenset({35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91})
_NO_HTTP: Final = frozenset({1, 8, 16, 92})
"""Something answered, but not with HTTP that curl understands."""
_WORDS_OF_TLS: Final = (
    (r"expired|SEC_E_CERT_EXPIRED|0x80090328", FailureCause.CERTIFICATE_EXPIRED),
    (r"not yet valid", FailureCause.CERTIFICATE_NOT_YET_VALID),
    (
        r"subject name|does ?n[o']t match|SEC_E_WRONG_PRINCIPAL|0x80090322",
        FailureCause.CERTIFICATE_FOR_ANOTHER_NAME,
    ),
    (r"self[- ]signed certificate in", FailureCause.PRIVATE_CA),
    (r"self[- ]signed", FailureCause.CERTIFICATE_SELF_SIGNED),
    (r"local issuer|unknown CA|UNTRUSTED_ROOT|0x80090325|issuer is not recognized", FailureCause.PRIVATE_CA),
    (r"wrong version number|SEC_E_INVALID_TOKEN|0x80090308|packet length", FailureCause.PLAIN_HTTP),
    (r"protocol version|unsupported protocol|SEC_E_UNSUPPORTED_FUNCTION", FailureCause.TLS_TOO_OLD),
    (r"unrecognized name", FailureCause.NAME_UNKNOWN_TO_SERVER),
    (r"certificate required", FailureCause.CLIENT_CERTIFICATE_WANTED),
    (r"handshake failure|no shared cipher|ALGORITHM_MISMATCH", FailureCause.NO_COMMON_CIPHER),
    (r"reset|SSL_ERROR_SYSCALL|unexpected eof|closed|aborted|EOF", FailureCause.TLS_CLOSED),
    (r"timed? ?out", FailureCause.TLS_TIMEOUT),
)
_WORDS_OF_CONNECT: Final = (
    (r"refused", FailureCause.REFUSED),
    (r"no route|unreachable", FailureCause.UNREACHABLE),
    (r"timed out|timeout", FailureCause.CONNECT_TIMEOUT),
    (r"permission denied|not permitted", FailureCause.BLOCKED_HERE),
)
_PROXY_STATUS: Final = re.compile(r"(?:response|code) (\d{3})\b")


def curl_failure(
    entries: list[str], facts: Mapping[str, str], *, is_https: bool, is_by_proxy: bool = False
) -> TransportFailure | None:
    """Return the failure that curl tells in the entries of a section; None where it tells none."""
    for entry in entries:
        if error := _ERROR.search(entry):
            # curl may quote a proxy with its password. The script masks that; a changed one may not.
            words = re.sub(r".*@", "***@", " ".join(error["words"].split()))
            cause = _cause(int(error["code"]), words, facts, is_https=is_https, is_by_proxy=is_by_proxy)
            return TransportFailure(cause, words or f"curl ended with {error['code']}") if cause else None
    return None


def _cause(
    code: int, words: str, facts: Mapping[str, str], *, is_https: bool, is_by_proxy: bool
) -> FailureCause | None:
    if code in _ONE_CAUSE:
        return _ONE_CAUSE[code]
    if code == 7:
        cause = _by_words(_WORDS_OF_CONNECT, words, FailureCause.CONNECT_FAILED)
        return FailureCause.PROXY_UNREACHABLE if is_by_proxy else cause
    if code in {28, 42}:
        return _timeout(words, facts, is_https=is_https)
    if code in {55, 56} and re.search(r"proxy|CONNECT", words):
        status = _PROXY_STATUS.search(words)
        wants = status is not None and status[1] == "407"
        return FailureCause.PROXY_WANTS_CREDENTIALS if wants else FailureCause.PROXY_REFUSED
    if code in _TLS:
        other = FailureCause.CERTIFICATE_REFUSED if code in {51, 60, 77} else FailureCause.TLS_FAILED
        return _by_words(_WORDS_OF_TLS, words, other)
    if code in {55, 56}:
        return FailureCause.RESET if "reset" in words.lower() else FailureCause.CLOSED
    return FailureCause.NOT_HTTP if code in _NO_HTTP else None


def _timeout(words: str, facts: Mapping[str, str], *, is_https: bool) -> FailureCause:
    if "resolving" in words.lower():
        return FailureCause.NAME_TIMEOUT
    if "SSL" in words:
        return FailureCause.TLS_TIMEOUT
    if is_zero(facts.get("connect", "")):
        return FailureCause.CONNECT_TIMEOUT
    return (
        FailureCause.TLS_TIMEOUT if is_https and is_zero(facts.get("tls", "")) else FailureCause.WAIT_TIMEOUT
    )


def is_zero(time: str) -> bool:
    """Tell whether curl measured nothing, because it didn't come so far. Some locales write a comma."""
    return not time.strip("0.,")


def _by_words(
    table: tuple[tuple[str, FailureCause], ...], words: str, otherwise: FailureCause
) -> FailureCause:
    return next((cause for pattern, cause in table if re.search(pattern, words, re.IGNORECASE)), otherwise)
