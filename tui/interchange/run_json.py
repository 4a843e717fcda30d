"""A run as JSON values: the format of `run --json`, the same whatever a server sent."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any, Final

from ..diagnosis.finding import Finding
from ..oauth2.attempt import Attempt, Run
from ..oauth2.connection import Connection, Peer, Timings
from ..oauth2.exchange import HttpResponse
from ..oauth2.jwt_claims import claims_of
from ..oauth2.redaction import Redactor
from ..oauth2.token_response import AccessTokenResponse, ErrorResponse, JsonValue
from ..plain_text import plain_line, plain_text
from .request_json import request_document

SCHEMA: Final = 1
_MAX_DEPTH: Final = 32
"""Claims nested deeper than this are cut: no honest token has them, and a writer could fail on them."""

Shown = Callable[[str], str]
"""Makes one line of foreign text showable: masked, and harmless."""


def run_document(
    profile_name: str, run: Run, redactor: Redactor, findings: Iterable[Finding] = ()
) -> dict[str, Any]:
    """Return what `run --json` prints for one profile. Never raises, whatever the answers hold.

    Secrets that the redactor knows, and the tokens received in this run, are masked everywhere.
    """
    redactor = redactor.with_secrets(run.secrets)

    def shown(text: str) -> str:
        return plain_line(redactor.text(text))

    working = run.working
    return {
        "schema": SCHEMA,
        "profile": shown(profile_name),
        "verdict": run.verdict,
        "client_authentication": working.client_authentication.value if working else None,
        "attempts": [_attempt(attempt, redactor, shown) for attempt in run.attempts],
        "token": _token(working.token, shown) if working and working.token else None,
        "api": None,
        "findings": [_foreign_json(finding.document(), shown) for finding in findings],
    }


def _attempt(attempt: Attempt, redactor: Redactor, shown: Shown) -> dict[str, Any]:
    exchange = attempt.exchange
    response = exchange.response if exchange else None
    error = attempt.answer if isinstance(attempt.answer, ErrorResponse) else ErrorResponse(None)
    return {
        "client_authentication": attempt.client_authentication.value,
        "basic_encoding": attempt.basic_encoding.value if attempt.basic_encoding else None,
        "outcome": attempt.outcome,
        "status": response.status if response else None,
        "error": None if error.error is None else shown(error.error),
        "error_description": None if error.error_description is None else shown(error.error_description),
        "failure": exchange.failure.kind.value if exchange and exchange.failure else None,
        "failure_cause": exchange.failure.cause.word if exchange and exchange.failure else None,
        "timings_ms": _timings(exchange.timings if exchange else Timings()),
        "connection": _way(exchange.connection, shown) if exchange else None,
        "peer": _peer(exchange.peer, shown) if exchange and exchange.peer else None,
        "request": request_document(exchange.request, redactor) if exchange else None,
        "response": _response(response, redactor) if response else None,
    }


def _timings(timings: Timings) -> dict[str, float | None]:
    """Return milliseconds. What a proxy took to open the way is part of `connect`, as the format has it."""
    spent = asdict(timings)
    by_proxy = spent.pop("proxy")
    if by_proxy is not None:
        spent["connect"] = (spent["connect"] or 0.0) + by_proxy
    return {layer: None if time is None else round(time, 1) for layer, time in spent.items()}


def _way(connection: Connection, shown: Shown) -> dict[str, Any]:
    return {
        "proxy": None if connection.proxy is None else shown(connection.proxy),
        "addresses": [shown(address) for address in connection.addresses],
        "tried": [{"ip": shown(trial.ip), "error": shown(trial.error)} for trial in connection.trials],
        "stopped_at": connection.stopped_at.value if connection.stopped_at else None,
    }


def _peer(peer: Peer, shown: Shown) -> dict[str, Any]:
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
        "trusted_by": text(peer.trusted_by),
        "trusted_by_public": peer.trusted_by_public,
    }


def _response(response: HttpResponse, redactor: Redactor) -> dict[str, Any]:
    return {
        "status": response.status,
        "headers": [
            [plain_line(name), plain_line(value)] for name, value in redactor.headers(response.headers)
        ],
        "body": plain_text(redactor.text(response.text)),
        "truncated": response.truncated,
        "body_fault": response.body_fault.value if response.body_fault else None,
    }


def _token(token: AccessTokenResponse, shown: Shown) -> dict[str, Any]:
    return {
        "token_type": None if token.token_type is None else shown(token.token_type),
        "expires_in": _foreign_json(token.expires_in, shown),
        "scope": None if token.scope is None else shown(token.scope),
        "refresh_token": token.refresh_token is not None,
        "format": "jwt" if token.is_jwt else "opaque",
        "claims": _foreign_json(claims_of(token), shown),
    }


def _foreign_json(value: JsonValue, shown: Shown, depth: int = 0) -> JsonValue:
    """Return a foreign JSON value with its texts showable, and only what JSON can write (RFC 8259)."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict | list) and depth == _MAX_DEPTH:
        return "…"
    if isinstance(value, dict):
        return {shown(key): _foreign_json(item, shown, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_foreign_json(item, shown, depth + 1) for item in value]
    return value
