"""The response is not proper HTTP/1.1, or the request can't be written as HTTP/1.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...oauth2.transport_failure import FailureCause
from .words import FailureWords

_GATEWAY: Final = (
    "Ask the server's owner to check the server, and any gateway or proxy in front of it. "
    "One of them sends these headers, and other clients will fail on them too."
)

PROTOCOL_FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    FailureCause.NOT_HTTP: FailureWords(
        culprits=("token_url", "server_side"),
        title="The service at {endpoint} does not speak HTTP/1.1.",
        why="The port belongs to another service, such as mail, a database or a directory, "
        "or to one that speaks only HTTP/2.",
        fix="{field}: correct host and port. The evidence shows what the service said first.",
        reference="RFC 9112 §4",
    ),
    FailureCause.TLS_PORT: FailureWords(
        culprits=("token_url", "tls"),
        title="{field} begins with http://, but {endpoint} speaks TLS.",
        why="The request was sent unencrypted, with its secrets, and the server answered in TLS.",
        fix="{field}: change it to https://. "
        "Consider replacing the secrets: anyone on the network may have read them.",
    ),
    FailureCause.BAD_HEADERS: FailureWords(
        culprits=("server_side", "network"),
        title="The response headers from {endpoint} can't be read.",
        why="They break the rules of HTTP/1.1, for example with a space in a name "
        "or a length that is not a number. A client that guesses their meaning opens a security hole.",
        fix=_GATEWAY,
        reference="RFC 9112 §5",
    ),
    FailureCause.HEADERS_TOO_LONG: FailureWords(
        culprits=("server_side", "network"),
        title="The response headers from {endpoint} are longer than a client accepts.",
        why="Response headers are usually short. They grow when a server sets cookies again and again, "
        "or sends very long policies.",
        fix=_GATEWAY,
        reference="RFC 9110 §5.4",
    ),
    FailureCause.REQUEST_UNSENDABLE: FailureWords(
        culprits=("additional_headers", "token_url"),
        title="The request to {endpoint} can't be written as HTTP/1.1, so it was not sent.",
        why="A header or the URL contains a character that HTTP does not allow there.",
        fix="{field}: look for line breaks, control characters and spaces. {headers}",
        reference="RFC 9110 §5.5",
    ),
}
