"""Why an attempt ended without a response: the layer, and what went wrong on it.

FailureKind   the layer, as `run --json` names it
FailureCause  what happened there; each belongs to one kind, and each has a finding of its own
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class FailureKind(StrEnum):
    """The layer on which an attempt ended without a response."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    PROXY = "proxy"
    RESET = "reset"
    PROTOCOL = "protocol"

    @property
    def reached_the_server(self) -> bool:
        """Whether the token endpoint may have received the request."""
        return self in {FailureKind.TIMEOUT, FailureKind.RESET, FailureKind.PROTOCOL}


class FailureCause(Enum):
    """What went wrong, as far as it can be told apart from here."""

    def __init__(self, kind: FailureKind, word: str) -> None:
        self.kind = kind
        """The layer it belongs to."""
        self.word = word
        """Its name in ids: lower case, with underscores."""

    NAME_NOT_FOUND = (FailureKind.DNS, "name_not_found")
    NAME_INVALID = (FailureKind.DNS, "name_invalid")
    """The host can't be a name: a label too long, a character without an encoding."""
    RESOLVER_FAILED = (FailureKind.DNS, "resolver_failed")
    """No resolver answered, or it could not say."""

    REFUSED = (FailureKind.CONNECT, "refused")
    UNREACHABLE = (FailureKind.CONNECT, "unreachable")
    """No route to the network or the host."""
    BLOCKED_HERE = (FailureKind.CONNECT, "blocked_here")
    """This machine's own system does not let the connection out."""
    CONNECT_FAILED = (FailureKind.CONNECT, "connect_failed")

    CERTIFICATE_EXPIRED = (FailureKind.TLS, "certificate_expired")
    CERTIFICATE_NOT_YET_VALID = (FailureKind.TLS, "certificate_not_yet_valid")
    CERTIFICATE_FOR_ANOTHER_NAME = (FailureKind.TLS, "certificate_for_another_name")
    CERTIFICATE_SELF_SIGNED = (FailureKind.TLS, "certificate_self_signed")
    PRIVATE_CA = (FailureKind.TLS, "private_ca")
    TLS_INSPECTED = (FailureKind.TLS, "inspected")
    """The certificate is made up by a device between here and the server."""
    INTERMEDIATE_MISSING = (FailureKind.TLS, "intermediate_missing")
    CERTIFICATE_TOO_WEAK = (FailureKind.TLS, "certificate_too_weak")
    CERTIFICATE_REFUSED = (FailureKind.TLS, "certificate_refused")
    """Refused for a reason that none of the above names."""
    TLS_TOO_OLD = (FailureKind.TLS, "too_old")
    """The server speaks no TLS version that is still in use (RFC 8996)."""
    NO_COMMON_CIPHER = (FailureKind.TLS, "no_common_cipher")
    CLIENT_CERTIFICATE_WANTED = (FailureKind.TLS, "client_certificate_wanted")
    NAME_UNKNOWN_TO_SERVER = (FailureKind.TLS, "name_unknown_to_server")
    """The server has no certificate for the name asked for (RFC 6066 §3)."""
    PLAIN_HTTP = (FailureKind.TLS, "plain_http")
    """What listens there does not speak TLS."""
    TLS_CLOSED = (FailureKind.TLS, "closed")
    """Closed or reset during the handshake."""
    TLS_FAILED = (FailureKind.TLS, "failed")
    CA_FILE_UNUSABLE = (FailureKind.TLS, "ca_file_unusable")

    NAME_TIMEOUT = (FailureKind.TIMEOUT, "name_timeout")
    CONNECT_TIMEOUT = (FailureKind.TIMEOUT, "connect_timeout")
    PROXY_TIMEOUT = (FailureKind.TIMEOUT, "proxy_timeout")
    """The proxy can be reached, but does not open the way in time; or it does not take the connection."""
    TLS_TIMEOUT = (FailureKind.TIMEOUT, "tls_timeout")
    SEND_TIMEOUT = (FailureKind.TIMEOUT, "send_timeout")
    WAIT_TIMEOUT = (FailureKind.TIMEOUT, "wait_timeout")
    """The request was taken, and no answer came."""
    INTERIM_ONLY = (FailureKind.TIMEOUT, "interim_only")
    """Nothing but interim responses came (RFC 9110 §15.2)."""
    SLOW_ANSWER = (FailureKind.TIMEOUT, "slow_answer")
    """The answer began, and its header or body did not end in time."""

    PROXY_NAME_NOT_FOUND = (FailureKind.PROXY, "name_not_found")
    PROXY_UNREACHABLE = (FailureKind.PROXY, "unreachable")
    PROXY_WANTS_CREDENTIALS = (FailureKind.PROXY, "wants_credentials")
    """407 (RFC 9110 §15.5.8)."""
    PROXY_REFUSED = (FailureKind.PROXY, "refused")
    """The proxy answered CONNECT with a status that opens no way."""
    PROXY_CLOSED = (FailureKind.PROXY, "closed")
    """The proxy ended the connection, or said what is no HTTP."""
    PROXY_TLS = (FailureKind.PROXY, "tls")
    """No TLS connection with the proxy itself."""
    PROXY_UNUSABLE = (FailureKind.PROXY, "unusable")
    """The proxy's URL can't be used."""

    RESET = (FailureKind.RESET, "reset")
    CLOSED = (FailureKind.RESET, "closed")
    """Closed without an answer."""

    NOT_HTTP = (FailureKind.PROTOCOL, "not_http")
    TLS_PORT = (FailureKind.PROTOCOL, "tls_port")
    """TLS, or a demand for it, on a URL that begins with http."""
    BAD_HEADERS = (FailureKind.PROTOCOL, "bad_headers")
    HEADERS_TOO_LONG = (FailureKind.PROTOCOL, "headers_too_long")
    REQUEST_UNSENDABLE = (FailureKind.PROTOCOL, "request_unsendable")


@dataclass(frozen=True)
class TransportFailure:
    """Why no response was heard."""

    cause: FailureCause
    message: str
    """A sentence for the user; may quote foreign text."""
    evidence: tuple[str, ...] = ()
    """What it rests on beside the sentence, one line each; may quote foreign text."""

    @property
    def kind(self) -> FailureKind:
        """The layer on which the attempt ended."""
        return self.cause.kind
