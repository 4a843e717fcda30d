"""The token that a journey holds: which one, what it is used with, and what is kept of using it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ..interchange.token_text.facts import lifetime_of
from ..oauth2.api_run import HeldToken, TokenStep, Why
from ..oauth2.attempt import Run
from ..oauth2.connector import Connector
from ..oauth2.foreign_time import moment_at
from ..oauth2.masking.redaction import Redactor
from ..oauth2.secret import Secret
from .journey import Journey, RunRecord, with_use_of

if TYPE_CHECKING:
    from ..diagnosis.finding import Finding
    from ..diagnosis.rules.rule import Rule

_OF_A_TOKEN: Final = ("token.", "answer.clock_skew")
"""The beginnings of the IDs of findings about a token."""


def connector_in_use(record: RunRecord, journey: Journey) -> Connector:
    """Return a run's connector, but with the use of the token as the form has it now."""
    return with_use_of(record.connector, of=journey.connector)


def held_token(record: RunRecord, journey: Journey) -> HeldToken | None:
    """Return the token that the next call uses: a newer one, or the run's own; None without one."""
    working = record.run.working
    return journey.renewed or (HeldToken(working, record.ended.timestamp()) if working else None)


def has_expired(connector: Connector, held: HeldToken, now: float) -> bool:
    """Tell whether the connector treats a token as expired. `now` is in seconds since 1970."""
    return held.attempt.token is not None and lifetime_of(connector, held).has_expired(now)


def kept_token(step: TokenStep, before: HeldToken, now: float) -> HeldToken:
    """Return the token to use after a step that brought one."""
    attempt, earlier = step.attempt, before.attempt.token
    if step.why is Why.REFRESH and step.token and step.token.refresh_token is None and earlier:
        # Without a new refresh token, the earlier one stays in use (RFC 6749 §6).
        attempt = replace(attempt, answer=replace(step.token, refresh_token=earlier.refresh_token))
    return HeldToken(attempt, now)


def findings_on_token(
    connector: Connector, held: HeldToken, rules: tuple[Rule, ...] | None
) -> tuple[Finding, ...]:
    """Return what there is to say of a token itself."""
    from ..diagnosis.run_diagnosis import diagnose_run  # none of it is needed by the first screen

    found = diagnose_run(connector, Run((held.attempt,)), rules, now=moment_at(held.since))
    return tuple(finding for finding in found if finding.id.startswith(_OF_A_TOKEN))


def redactor_in_use(
    record: RunRecord, connector: Connector, held: HeldToken, heard: Sequence[Secret] = ()
) -> Redactor:
    """Return what masks the connector's secrets and every token received; `heard` are of later ones."""
    return Redactor.for_connector(connector, (*record.run.secrets, *held.attempt.secrets, *heard))
