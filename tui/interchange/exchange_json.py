"""What went over the wire, as JSON values: the parts that attempts and API calls share."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from ..oauth2.connection import Connection, Peer, Timings
from ..oauth2.http_response import HttpResponse
from ..oauth2.masking.redaction import Redactor
from ..oauth2.responses.token_response import JsonValue
from ..oauth2.secret_origin import SecretOrigin
from ..plain_text import plain_line, plain_text

_MAX_DEPTH: Final = 32
"""Claims nested deeper than this are cut off. No honest token has them, and the JSON writer could fail."""

Shown = Callable[[str], str]
"""Masks one line of foreign text and makes it harmless."""


def moment_text(moment: datetime | None, timespec: str = "milliseconds") -> str | None:
    """Return a moment in UTC as RFC 3339 writes it, to the millisecond: `2026-01-02T03:04:05.678Z`."""
    return moment.isoformat(timespec=timespec).replace("+00:00", "Z") if moment else None


def timings_document(timings: Timings) -> dict[str, float | None]:
    """Return milliseconds. `connect` includes the time that a proxy took to open the tunnel."""
    spent = asdict(timings)
    tunnel = spent.pop("proxy")
    if tunnel is not None:
        spent["connect"] = (spent["connect"] or 0.0) + tunnel
    return {layer: None if time is None else round(time, 1) for layer, time in spent.items()}


def connection_document(connection: Connection, shown: Shown) -> dict[str, Any]:
    """Return how the server was reached: the proxy, its addresses, and those that were tried."""
    return {
        "proxy": None if connection.proxy is None else shown(connection.proxy),
        "addresses": [shown(address) for address in connection.addresses],
        "tried": [{"ip": shown(trial.ip), "error": shown(trial.error)} for trial in connection.trials],
        "stopped_at": connection.stopped_at.value if connection.stopped_at else None,
        "source": connection.source,
    }


def peer_document(peer: Peer, shown: Shown) -> dict[str, Any]:
    """Return which server answered: its address, TLS parameters and certificate."""

    def text(words: str | None) -> str | None:
        return None if words is None else shown(words)

    own = peer.certificate
    return {
        "ip": text(peer.ip),
        "tls_version": text(peer.tls_version),
        "cipher": text(peer.cipher),
        "subject": text(own.subject if own else None),
        "names": [shown(name) for name in own.names] if own else [],
        "issuer": text(own.issuer if own else None),
        "not_before": text(own.not_before if own else None),
        "not_after": text(own.not_after if own else None),
        "chain": [shown(certificate.subject) for certificate in peer.chain],
        "certificates": [
            {
                "subject": shown(certificate.subject),
                "issuer": shown(certificate.issuer),
                "not_before": text(certificate.not_before),
                "not_after": text(certificate.not_after),
                "sha256": text(certificate.sha256),
            }
            for certificate in peer.chain
        ],
        "trusted_by": text(peer.trusted_by),
        "trusted_by_public": peer.trusted_by_public,
    }


def response_document(response: HttpResponse, redactor: Redactor) -> dict[str, Any]:
    """Return a response with its secrets masked."""
    return {
        "status": response.status,
        "headers": [
            [plain_line(name), plain_line(value)] for name, value in redactor.headers(response.headers)
        ],
        "body": plain_text(redactor.reading(response).text(response.text)),
        "truncated": response.truncated,
        "body_fault": response.body_fault.value if response.body_fault else None,
    }


def origins_document(secrets: Iterable[SecretOrigin], shown: Shown) -> list[dict[str, Any]]:
    """Return where each secret came from. The names of rows and variables are foreign."""
    return [
        {name: None if value is None else shown(value) for name, value in one.document().items()}
        for one in secrets
    ]


def foreign_json(value: JsonValue, shown: Shown, depth: int = 0) -> JsonValue:
    """Return a foreign JSON value with harmless texts, and only what JSON can represent (RFC 8259)."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict | list) and depth == _MAX_DEPTH:
        return "…"
    if isinstance(value, dict):
        return {shown(key): foreign_json(item, shown, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [foreign_json(item, shown, depth + 1) for item in value]
    return value
