"""Headers and rows that a response makes suspect: too large, credentials sent twice, blocked by a gateway."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ...oauth2.connector import Connector
from ...oauth2.form_fields import short_label_of
from ..finding import Finding, FindingKind
from ..rules.observation import Observation
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
_SEND_WITHOUT: Final = (
    "Send once with Credential headers off (a setting of this tool). If that works, tell the server's owner "
    "which four headers the connector sends: Client-Id, Client-Secret, Username, Password."
)
_SENT: Final = "the four credential headers were sent"
_suspect_headers: Final = FindingKind(culprits=("network", "additional_headers"), confidence="likely")


def suspects(connector: Connector, readings: Sequence[Reading]) -> Iterator[Finding]:
    """Yield which headers or rows to leave out, where a response gives reason to."""
    refused = [
        (reading, seen) for reading in readings if (seen := reading.seen) and not reading.attempt.token
    ]
    for _, seen in refused:
        if any(phrase in seen.words for phrase in _TWICE):
            yield _twice(connector, seen.status)
            return
        if seen.status == 431 or any(phrase in seen.words for phrase in _TOO_LARGE):
            yield _too_large(len(connector.additional_headers))
            return
    are_gateways = bool(refused) and all(_is_gateway(reading.stage, seen) for reading, seen in refused)
    if connector.request.credential_headers and are_gateways:
        yield _suspect_headers(
            "comparison.credential_headers",
            "A gateway may refuse the headers that carry credentials.",
            "The response is a page from a gateway or firewall, not from a token endpoint. "
            "Its rules may block headers such as Password.",
            _SEND_WITHOUT,
            severity="info",
            evidence=(_SENT,),
        )


def _is_gateway(stage: Stage, seen: Observation) -> bool:
    """Tell whether a response is most likely a page from a gateway."""
    is_page = seen.shape in {"html", "empty", "text"}
    return stage is Stage.ELSEWHERE and seen.status in _GATEWAY_STATUS and is_page


def _twice(connector: Connector, status: int | None) -> Finding:
    header = next(
        (row.name for row in connector.additional_headers if row.name.lower() == "authorization"), ""
    )
    data = next(
        (row.name for row in connector.additional_request_data if row.name.lower() in _CLIENT_NAMES), ""
    )
    evidence = (f"status {status}",) if status else ()
    title = "The server sees the client's credentials twice."
    if not header and not data:
        return _suspect_headers(
            "comparison.credential_headers",
            title,
            "RFC 6749 §2.3 allows only one client authentication in a request. "
            "The headers Client-Id and Client-Secret repeat what is sent elsewhere.",
            _SEND_WITHOUT,
            severity="warning",
            evidence=(*evidence, _SENT),
        )
    key, label, name = (
        ("additional_headers", short_label_of("additional_headers"), "Authorization")
        if header
        else ("additional_request_data", short_label_of("additional_request_data"), data)
    )
    return Finding(
        id="comparison.credentials_twice",
        severity="warning",
        culprits=(key, "client_authentication"),
        title=title,
        cause=f"The row {name} in {label} repeats what Oauth2 Client Authentication already sends. "
        "RFC 6749 §2.3 allows only one client authentication in a request.",
        fix=f"{label}: delete the row {name}. "
        "Oauth2 Client Authentication: or keep the row, and choose its method here.",
        evidence=(f"{label}: {name}", *evidence),
        reference="RFC 6749 §2.3",
    )


def _too_large(rows: int) -> Finding:
    return Finding(
        id="comparison.headers_too_large",
        severity="warning",
        culprits=("additional_headers", "client_secret"),
        confidence="likely",
        title="The request's headers are too large for the server.",
        cause="Either a field contains a long text, such as a token, certificate or key, "
        "or there are many additional headers. The credential headers repeat the fields of the form.",
        fix="Additional Headers: shorten or delete rows. "
        "Client Secret: check that it contains only the value. "
        "Password Grant Password: check that it contains only the value. "
        "Send once with Credential headers off (a setting of this tool).",
        evidence=(f"rows of Additional Headers: {rows}",),
        reference="RFC 6585 §5",
    )
