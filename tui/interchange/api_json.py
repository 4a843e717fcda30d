"""The API call as JSON values: the key `api` in the output of `run --json --api`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..diagnosis.api.findings import outcome_of
from ..diagnosis.finding import Finding
from ..oauth2.api_run import ApiExchange, ApiRun, ApiStep, CallStep
from ..oauth2.connection import Timings
from ..oauth2.masking.redaction import Redactor
from ..oauth2.responses.challenge import bearer_challenge
from ..plain_text import plain_line
from .exchange_json import (
    connection_document,
    moment_text,
    peer_document,
    response_document,
    timings_document,
)
from .request_json import request_document


def api_document(api: ApiRun, redactor: Redactor, findings: Iterable[Finding]) -> dict[str, Any]:
    """Return the last call, which decides the outcome, and the steps that led to it.

    The redactor has to know every token. `findings` show whether a response that looks like success is one.
    """

    def shown(text: str) -> str:
        return plain_line(redactor.text(text))

    call = api.last_call
    response, failure = (call.response, call.failure) if call else (None, None)
    challenge = bearer_challenge(response) if response else None
    error = challenge.parameters.get("error") if challenge else None
    request = request_document(call.request, redactor) if call else None
    return {
        "status": response.status if response else None,
        "reacquired": api.reacquired,
        "method": request["method"] if request else None,
        "url": request["url"] if request else None,
        "outcome": outcome_of(api, findings),
        "error": None if error is None else shown(error),
        "failure": failure.kind.value if failure else None,
        "failure_cause": failure.cause.word if failure else None,
        "started": moment_text(call.started) if call else None,
        "timings_ms": timings_document(call.timings if call else Timings()),
        "connection": connection_document(call.connection, shown) if call else None,
        "peer": peer_document(call.peer, shown) if call and call.peer else None,
        "request": request,
        "response": response_document(response, redactor) if response else None,
        "steps": [_step(step) for step in api.steps],
    }


def _step(step: ApiStep) -> dict[str, Any]:
    if isinstance(step, CallStep):
        kind, exchange, outcome = "call", step.exchange, _outcome(step.exchange)
        response = exchange.response
    else:
        kind, outcome = "token", step.attempt.outcome
        response = step.attempt.exchange.response if step.attempt.exchange else None
    status = response.status if response else None
    return {"why": step.why.name.lower(), "kind": kind, "status": status, "outcome": outcome}


def _outcome(exchange: ApiExchange) -> str:
    if exchange.response is None:
        return "transport_failure"
    if exchange.token_was_refused:
        return "token_refused"
    return "answered" if exchange.is_success else "refused"
