"""Headers and rows that the answer makes suspect: too large, twice the same proof, or barred by a gateway."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ...oauth2.connector import Connector
from ..finding import Finding, Severity
from .reading import Reading, Stage

_TWICE: Final = (
    "multiple credentials",
    "multiple client",
    "multiple auth",
    "more than one auth",
    "more than one client",
    "more than one method",
    "more than one mechanism",
    "multiple methods",
    "only one method",
    "only one authentication",
)
_TOO_LARGE: Final = (
    "header or cookie too large",
    "request header fields too large",
    "header too long",
    "headers too",
)
_GATEWAY_STATUS: Final = frozenset({400, 403, 406, 502})
_CLIENT_NAMES: Final = frozenset({"client_id", "client_secret", "client_assertion"})


def suspects(connector: Connector, readings: Sequence[Reading]) -> Iterator[Finding]:
    """Yield which headers or rows to try without, where the answer gives reason to."""
    refused = [reading for reading in readings if reading.seen is not None and not reading.attempt.token]
    for reading in refused:
        words = reading.seen.words if reading.seen else ""
        status = reading.seen.status if reading.seen else None
        if any(phrase in words for phrase in _TWICE):
            yield _twice(connector, status)
            return
        if status == 431 or any(phrase in words for phrase in _TOO_LARGE):
            yield _too_large(connector)
            return
    if connector.request.credential_headers and refused and all(_is_gateway(reading) for reading in refused):
        yield _without_headers(
            "info",
            "A gateway may refuse the headers that carry credentials.",
            "The answer is a page of a gateway or firewall, not of a token endpoint; headers such as "
            "Password are "
            "what its rules look for.",
        )


def _is_gateway(reading: Reading) -> bool:
    seen = reading.seen
    return (
        seen is not None
        and reading.stage is Stage.ELSEWHERE
        and seen.status in _GATEWAY_STATUS
        and seen.shape in {"html", "empty", "text"}
    )


def _twice(connector: Connector, status: int | None) -> Finding:
    header = next(
        (row.name for row in connector.additional_headers if row.name.lower() == "authorization"), ""
    )
    data = next(
        (row.name for row in connector.additional_request_data if row.name.lower() in _CLIENT_NAMES), ""
    )
    evidence = (f"status {status}",) if status else ()
    if not header and not data:
        return _without_headers(
            "warning",
            "The server sees the client's credentials twice.",
            "RFC 6749 §2.3 allows one way of client authentication in a request; the headers Client-Id and "
            "Client-Secret repeat what stands elsewhere.",
            evidence,
        )
    key, label = ("additional_headers", "Additional Headers") if header else (
        "additional_request_data", "Additional Request Data"
    )  # fmt: skip
    name = "Authorization" if header else data
    return Finding(
        id="comparison.credentials_twice",
        severity="warning",
        culprits=(key, "client_authentication"),
        title="The server sees the client's credentials twice.",
        cause=f"The row {name} in {label} repeats what {'Oauth2 Client Authentication'} sends already; RFC "
        "6749 §2.3 "
        "allows one way in a request.",
        fix=f"Delete the row {name} from {label}, or choose the client authentication that it stands for.",
        evidence=(f"{label}: {name}", *evidence),
        reference="RFC 6749 §2.3",
    )


def _too_large(connector: Connector) -> Finding:
    sizes = [(len(str(row.name)), row.name) for row in connector.additional_headers]
    rows = len(sizes)
    return Finding(
        id="comparison.headers_too_large",
        severity="warning",
        culprits=("additional_headers", "client_secret"),
        title="The request's headers are too large for the server.",
        cause="A header value is longer than it takes: a whole token, certificate or key pasted into a "
        "field, or "
        "many additional headers. The credential headers repeat the fields of the form.",
        fix="Shorten or delete rows of Additional Headers, and check that Client Secret and password hold "
        "the value "
        "alone; then try with Credential headers off.",
        evidence=(f"rows of Additional Headers: {rows}",),
        reference="RFC 6585 §5",
    )


def _without_headers(severity: Severity, title: str, cause: str, evidence: tuple[str, ...] = ()) -> Finding:
    return Finding(
        id="comparison.credential_headers",
        severity=severity,
        culprits=("network", "additional_headers"),
        title=title,
        cause=cause,
        fix="Send once with Credential headers off (a setting of this tool). If that works, tell the "
        "server's owner "
        "which four headers the connector sends: Client-Id, Client-Secret, Username, Password.",
        evidence=(*evidence, "the four credential headers were sent"),
    )
