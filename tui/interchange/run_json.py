"""A run as JSON values: the format of `run --json`, which stays the same whatever a server sends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from ..diagnosis.finding import Finding
from ..oauth2.attempt import Attempt, Run
from ..oauth2.connection import Timings
from ..oauth2.masking.redaction import Redactor
from ..oauth2.responses.jwt_claims import claims_of
from ..oauth2.responses.token_response import AccessTokenResponse, ErrorResponse
from ..oauth2.secret_origin import SecretOrigin
from ..plain_text import plain_line
from .exchange_json import (
    Shown,
    connection_document,
    foreign_json,
    moment_text,
    origins_document,
    peer_document,
    response_document,
    timings_document,
)
from .request_json import request_document

if TYPE_CHECKING:
    from ..oauth2.api_run import ApiRun


SCHEMA: Final = 1


def run_document(
    profile_name: str,
    run: Run,
    redactor: Redactor,
    findings: Iterable[Finding] = (),
    api: ApiRun | None = None,
    secrets: Iterable[SecretOrigin] = (),
) -> dict[str, Any]:
    """Return what `run --json` prints for one profile. Never raises, whatever the responses hold.

    `api` is the API call, if one was made; `findings` includes its findings; `secrets` says where each
    came from. Secrets that the redactor knows, and the tokens received in this run, are masked everywhere.
    """
    findings = tuple(findings)
    redactor = redactor.with_secrets((*run.secrets, *(api.secrets if api else ())))

    def shown(text: str) -> str:
        return plain_line(redactor.text(text))

    working = run.working
    return {
        "schema": SCHEMA,
        "profile": shown(profile_name),
        "verdict": run.verdict,
        "client_authentication": working.client_authentication.value if working else None,
        "secrets": origins_document(secrets, shown),
        "attempts": [_attempt(attempt, redactor, shown) for attempt in run.attempts],
        "token": _token(working.token, shown) if working and working.token else None,
        "api": _api(api, redactor, findings) if api else None,
        "findings": [
            {key: foreign_json(value, shown) for key, value in finding.document().items()}
            for finding in findings
        ],
    }


def _api(api: ApiRun, redactor: Redactor, findings: tuple[Finding, ...]) -> dict[str, Any]:
    from .api_json import api_document  # with the diagnosis of calls, which few runs need

    return api_document(api, redactor, findings)


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
        "started": moment_text(exchange.started) if exchange else None,
        "failure_message": shown(exchange.failure.message) if exchange and exchange.failure else None,
        "timings_ms": timings_document(exchange.timings if exchange else Timings()),
        "connection": connection_document(exchange.connection, shown) if exchange else None,
        "peer": peer_document(exchange.peer, shown) if exchange and exchange.peer else None,
        "request": request_document(exchange.request, redactor) if exchange else None,
        "response": response_document(response, redactor) if response else None,
    }


def _token(token: AccessTokenResponse, shown: Shown) -> dict[str, Any]:
    return {
        "token_type": None if token.token_type is None else shown(token.token_type),
        "expires_in": foreign_json(token.expires_in, shown),
        "scope": None if token.scope is None else shown(token.scope),
        "refresh_token": token.refresh_token is not None,
        "format": "jwt" if token.is_jwt else "opaque",
        "claims": foreign_json(claims_of(token), shown),
    }
