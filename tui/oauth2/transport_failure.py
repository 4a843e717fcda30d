"""Why an attempt ended without a response: the layer, and what went wrong there.

FailureKind   the layer, as `run --json` names it
FailureCause  what happened there; each belongs to one kind and has its own finding
"""

from __future__ import annotations

from enum import Enum, StrEnum

from .lean.frozen import frozen


class FailureKind(StrEnum):
    """The layer where an attempt ended without a response."""

    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    PROXY = "proxy"
    RESET = "reset"
    PROTOCOL = "protocol"
    CANCELED = "canceled"
    """The user canceled the attempt."""

    @property
    def reached_the_server(self) -> bool:
        """Whether the token endpoint may have received the request."""
        return self in {FailureKind.TIMEOUT, FailureKind.RESET, FailureKind.PROTOCOL, FailureKind.CANCELED}


class FailureCause(Enum):
    """What went wrong, as far as the client can tell."""

    def __init__(self, kind: FailureKind, word: str) -> None:
        self.kind = kind
        """The layer it belongs to."""
        self.word = word
        """Its name in finding ids, in lower case with underscores."""

    NAME_NOT_FOUND = (FailureKind.DNS, "name_not_found")
    NAME_INVALID = (FailureKind.DNS, "name_invalid")
    """The host is not a valid name: a label is too long, or a character can't be encoded."""
    RESOLVER_FAILED = (FailureKind.DNS, "resolver_failed")
    """No resolver answered, or it failed."""

    REFUSED = (FailureKind.CONNECT, "refused")
    UNREACHABLE = (FailureKind.CONNECT, "unreachable")
    """No route to the network or the host."""
    BLOCKED_HERE = (FailureKind.CONNECT, "blocked_here")
    """This machine's own system blocks the connection."""
    CONNECT_FAILED = (FailureKind.CONNECT, "connect_failed")
    OUT_OF_FILES = (FailureKind.CONNECT, "out_of_files")
    """This machine allows no more open files, and each connection takes one."""
    OUT_OF_PORTS = (FailureKind.CONNECT, "out_of_ports")
    """This machine has no port left from which to connect."""
    OUT_OF_RESOURCES = (FailureKind.CONNECT, "out_of_resources")
    """This machine has no memory, buffer or thread left."""

    CERTIFICATE_EXPIRED = (FailureKind.TLS, "certificate_expired")
    CERTIFICATE_NOT_YET_VALID = (FailureKind.TLS, "certificate_not_yet_valid")
    CERTIFICATE_FOR_ANOTHER_NAME = (FailureKind.TLS, "certificate_for_another_name")
    CERTIFICATE_SELF_SIGNED = (FailureKind.TLS, "certificate_self_signed")
    PRIVATE_CA = (FailureKind.TLS, "private_ca")
    TLS_INSPECTED = (FailureKind.TLS, "inspected")
    """A device between here and the server replaces the certificate."""
    INTERMEDIATE_MISSING = (FailureKind.TLS, "intermediate_missing")
    CERTIFICATE_TOO_WEAK = (FailureKind.TLS, "certificate_too_weak")
    CERTIFICATE_REFUSED = (FailureKind.TLS, "certificate_refused")
    """Refused for a reason other than those above."""
    TLS_TOO_OLD = (FailureKind.TLS, "too_old")
    """The server supports no TLS version that is still in use (RFC 8996)."""
    NO_COMMON_CIPHER = (FailureKind.TLS, "no_common_cipher")
    CLIENT_CERTIFICATE_WANTED = (FailureKind.TLS, "client_certificate_wanted")
    NAME_UNKNOWN_TO_SERVER = (FailureKind.TLS, "name_unknown_to_server")
    """The server has no certificate for the requested name (RFC 6066 §3)."""
    PLAIN_HTTP = (FailureKind.TLS, "plain_http")
    """The server at that port does not speak TLS."""
    TLS_CLOSED = (FailureKind.TLS, "closed")
    """Closed or reset during the handshake."""
    TLS_FAILED = (FailureKind.TLS, "failed")
    CA_FILE_UNUSABLE = (FailureKind.TLS, "ca_file_unusable")

    NAME_TIMEOUT = (FailureKind.TIMEOUT, "name_timeout")
    CONNECT_TIMEOUT = (FailureKind.TIMEOUT, "connect_timeout")
    PROXY_TIMEOUT = (FailureKind.TIMEOUT, "proxy_timeout")
    """The proxy does not accept the connection, or does not connect to the server, in time."""
    TLS_TIMEOUT = (FailureKind.TIMEOUT, "tls_timeout")
    SEND_TIMEOUT = (FailureKind.TIMEOUT, "send_timeout")
    WAIT_TIMEOUT = (FailureKind.TIMEOUT, "wait_timeout")
    """The request was sent, but no response came."""
    INTERIM_ONLY = (FailureKind.TIMEOUT, "interim_only")
    """Only interim responses came (RFC 9110 §15.2)."""
    SLOW_ANSWER = (FailureKind.TIMEOUT, "slow_answer")
    """The response began, but its headers or body did not end in time."""

    PROXY_NAME_NOT_FOUND = (FailureKind.PROXY, "name_not_found")
    PROXY_UNREACHABLE = (FailureKind.PROXY, "unreachable")
    PROXY_WANTS_CREDENTIALS = (FailureKind.PROXY, "wants_credentials")
    """407 (RFC 9110 §15.5.8)."""
    PROXY_REFUSED = (FailureKind.PROXY, "refused")
    """The proxy answered CONNECT with a status other than success."""
    PROXY_CLOSED = (FailureKind.PROXY, "closed")
    """The proxy closed the connection, or sent something that is not HTTP."""
    PROXY_TLS = (FailureKind.PROXY, "tls")
    """The TLS connection to the proxy itself failed."""
    PROXY_UNUSABLE = (FailureKind.PROXY, "unusable")
    """The proxy's URL can't be used."""

    RESET = (FailureKind.RESET, "reset")
    CLOSED = (FailureKind.RESET, "closed")
    """Closed without a response."""

    NOT_HTTP = (FailureKind.PROTOCOL, "not_http")
    TLS_PORT = (FailureKind.PROTOCOL, "tls_port")
    """The server speaks TLS or asks for it, but the URL begins with http."""
    BAD_HEADERS = (FailureKind.PROTOCOL, "bad_headers")
    HEADERS_TOO_LONG = (FailureKind.PROTOCOL, "headers_too_long")
    REQUEST_UNSENDABLE = (FailureKind.PROTOCOL, "request_unsendable")

    CANCELED = (FailureKind.CANCELED, "canceled")


@frozen
class TransportFailure:
    """Why no response came."""

    cause: FailureCause
    message: str
    """A sentence for the user; may quote foreign text."""
    evidence: tuple[str, ...] = ()
    """Further evidence, one line each; may quote foreign text."""

    @property
    def kind(self) -> FailureKind:
        """The layer where the attempt ended."""
        return self.cause.kind
