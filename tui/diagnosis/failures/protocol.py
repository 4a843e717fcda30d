"""Something answered, and not as HTTP/1.1 has it; or the request can't be written as HTTP/1.1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...oauth2.transport_failure import FailureCause
from .words import FailureWords

_GATEWAY: Final = (
    "Ask the server's owner to look at it, and at the gateway or proxy before it: one of them writes "
    "this, and other clients would trip over it too."
)

PROTOCOL_FAILURES: Final[Mapping[FailureCause, FailureWords]] = {
    FailureCause.NOT_HTTP: FailureWords(
        culprits=("token_url", "server_side"),
        title="What listens at {endpoint} does not answer in HTTP/1.1.",
        why="The port belongs to another service: mail, a database, a directory, or HTTP/2 alone.",
        fix="Correct host and port in {field}; what it said first is in the evidence.",
        reference="RFC 9112 §4",
    ),
    FailureCause.TLS_PORT: FailureWords(
        culprits=("token_url", "tls"),
        title="{field} begins with http://, and {endpoint} speaks TLS.",
        why="The request, with its secrets, went there unencrypted, and the server answered in TLS.",
        fix="Write {field} with https://. Whoever could listen on the way may have read the secrets: "
        "think of renewing them.",
    ),
    FailureCause.BAD_HEADERS: FailureWords(
        culprits=("server_side", "network"),
        title="The header of the answer of {endpoint} can't be read.",
        why="It breaks the rules of HTTP/1.1, such as a blank in a name or a length that is no "
        "number; reading it all the same is how answers are smuggled.",
        fix=_GATEWAY,
        reference="RFC 9112 §5",
    ),
    FailureCause.HEADERS_TOO_LONG: FailureWords(
        culprits=("server_side", "network"),
        title="The header of the answer of {endpoint} is longer than a client takes.",
        why="The header of an answer is short as a rule. One that grows comes from cookies set again "
        "and again, or from policies listed at great length.",
        fix=_GATEWAY,
        reference="RFC 9110 §5.4",
    ),
    FailureCause.REQUEST_UNSENDABLE: FailureWords(
        culprits=("additional_headers", "token_url"),
        title="The request to {endpoint} can't be written as HTTP/1.1, so it was not sent.",
        why="A header or the URL holds what HTTP has no place for.",
        fix="Look for line breaks, control characters and blanks in {field} and in {headers}.",
        reference="RFC 9110 §5.5",
    ),
}
