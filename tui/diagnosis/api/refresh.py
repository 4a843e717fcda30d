"""What a refresh (RFC 6749 §6) shows. This connector doesn't make one, so it is never an error."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from ...oauth2.api_run import ApiRun, CallStep, TokenStep, Why
from ...oauth2.attempt import Attempt, Run
from ...oauth2.connector import Connector
from ...oauth2.responses.token_response import AccessTokenResponse
from ..finding import Finding, FindingKind
from ..guard import guarded
from ..rules.catalogue import built_in_rules
from ..rules.rule import Rule
from ..run_diagnosis import diagnose_run

_works: Final = FindingKind("info", reference="RFC 6749 §6")
_NOTE: Final = (
    "This connector does not use refresh tokens: when a token expires, "
    "it gets the next one with the user's credentials."
)


@guarded("response")
def diagnose_refresh(
    connector: Connector,
    run: ApiRun,
    first: Attempt,
    rules: tuple[Rule, ...] | None = None,
    *,
    now: datetime | None = None,
) -> tuple[Finding, ...]:
    """Return what a refresh shows, compared with the token of `first` that it began with. Never raises."""
    step = next((step for step in run.steps if isinstance(step, TokenStep) and step.why is Why.REFRESH), None)
    if step is None or first.token is None:
        return ()
    if step.token:
        return (_worked(run, first.token, step.token),)
    rules = built_in_rules() if rules is None else rules
    return (_refused(connector, step.attempt, rules, now),)


def _refused(
    connector: Connector, attempt: Attempt, rules: tuple[Rule, ...], now: datetime | None
) -> Finding:
    main, *_ = diagnose_run(connector, Run((attempt,)), rules, now=now)
    return replace(
        main,
        id="refresh.refused",
        severity="info",
        culprits=(),
        field_keys=(),
        title="The server issued a refresh token, but no new token for it.",
        cause=f"{_what_came(attempt)} {_NOTE}",
        fix="Nothing to change for this connector.",
        lockout_risk=False,
        reference="RFC 6749 §6",
    )


def _what_came(attempt: Attempt) -> str:
    exchange = attempt.exchange
    if exchange is None or exchange.response is None:
        return "There was no response."
    status = exchange.response.status
    return f"The server answered {status}. Often a client needs the grant refresh_token besides password."


def _worked(run: ApiRun, first: AccessTokenResponse, second: AccessTokenResponse) -> Finding:
    calls = {step.why: step.exchange for step in run.steps if isinstance(step, CallStep)}
    facts = [_rotation(first, second)]
    if first.access_token == second.access_token:
        facts.append("The access token is the same as before.")
    if call := calls.get(Why.REFRESHED):
        facts.append(
            "The API accepted the new token."
            if call.is_success
            else "The call with the new token was not answered with success."
        )
    if old := calls.get(Why.OLD_AGAIN):
        facts.append(
            "The first access token no longer works."
            if old.token_was_refused
            else "The first access token still works."
        )
    if first.scope and second.scope and set(first.scope.split()) != set(second.scope.split()):
        facts.append("The scope has changed.")
    return _works(
        "refresh.works",
        title="The refresh token gets a new access token.",
        cause=f"{' '.join(facts)} {_NOTE}",
        fix="Nothing to change for this connector.",
        evidence=tuple(facts),
    )


def _rotation(first: AccessTokenResponse, second: AccessTokenResponse) -> str:
    if second.refresh_token is None:
        return "No new refresh token came with it, so the old one stays in use."
    if second.refresh_token == first.refresh_token:
        return "The refresh token stays the same."
    return "The refresh token has changed (rotated): the old one most likely no longer works."
