"""Calls of an API as they could have gone, made without a network."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final

from tests.runs import BODY, CONNECTOR, answered
from tui.diagnosis.api.findings import diagnose_api
from tui.diagnosis.finding import Finding
from tui.oauth2.api_request import assemble_api_call
from tui.oauth2.api_run import ApiExchange, ApiRun, CallStep, TokenStep, Why
from tui.oauth2.attempt import Attempt
from tui.oauth2.connector import ApiCall, Connector
from tui.oauth2.exchange import HttpResponse
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause, TransportFailure

FIRST: Final = "tok-4f1d.made_up-first~token"
SECOND: Final = "tok-9a2b.made_up-second~token"
JSON: Final = ("Content-Type", "application/json")
API: Final = replace(CONNECTOR, base_url="https://api.example.com", api=ApiCall(path="/v1/me"))
Header = tuple[str, str]


def given(token: str = FIRST, connector: Connector = API, **members: Any) -> Attempt:
    """Return the attempt that gave a token."""
    document = {"access_token": token, "token_type": "Bearer", **members}
    return answered(BODY, 200, json.dumps(document), [JSON], connector)


def called(
    status: int,
    *headers: Header,
    body: str | bytes = "",
    why: Why = Why.CALL,
    token: str = FIRST,
    connector: Connector = API,
) -> CallStep:
    """Return a call that was answered."""
    data = body.encode() if isinstance(body, str) else body
    request = assemble_api_call(connector, Secret(token))
    return CallStep(why, ApiExchange(request, HttpResponse(status, "", headers, data)))


def unanswered(cause: FailureCause, connector: Connector = API) -> CallStep:
    """Return a call that no answer came to."""
    request = assemble_api_call(connector, Secret(FIRST))
    return CallStep(Why.CALL, ApiExchange(request, failure=TransportFailure(cause, "It failed.")))


def run_of_steps(*steps: CallStep | TokenStep) -> ApiRun:
    """Return the run of these steps."""
    return ApiRun(steps)


def diagnosed(
    *steps: CallStep | TokenStep, connector: Connector = API, first: Attempt | None = None
) -> tuple[Finding, ...]:
    """Return the findings of these steps."""
    return diagnose_api(connector, run_of_steps(*steps), first or given(connector=connector))


def challenge(value: str) -> Header:
    """Return a header of RFC 9110 §11.6.1."""
    return ("WWW-Authenticate", value)
