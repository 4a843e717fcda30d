"""All findings of a run. Act on the first one. `response_diagnosis` has those of one response.

    Run ──each attempt──> Reading ──refine, with_hindsight──┐
                             └────compare────> findings ────┴──> sorted, merged

Sorted by severity; then what a comparison of the attempts settles; then by how far the request got: a
server that refuses the account has accepted the client.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ..oauth2.attempt import Attempt, Run
from ..oauth2.connector import Connector
from ..oauth2.masking.redaction import Redactor
from ..oauth2.own_fault import OwnFault, own_fault
from ..oauth2.responses.jwt_claims import claims_of
from ..oauth2.responses.token_response import UnusableResponse
from .answers.findings import answer_findings
from .attempts.reading import METHOD_FINDINGS, Reading, Stage, distance
from .finding import SEVERITIES, Finding
from .guard import fault_finding, findings_or_fault, guarded
from .quoting import quoter, redactor_of
from .response_diagnosis import diagnose_response, merged
from .rules.findings import observe_masked

if TYPE_CHECKING:
    from .rules.rule import Rule

__all__ = ["diagnose_response", "diagnose_run", "reading_of", "stage_of"]
_FURTHER_THAN_ALL: Final = 99


@guarded("response")
def diagnose_run(
    connector: Connector, run: Run, rules: tuple[Rule, ...] | None = None, *, now: datetime | None = None
) -> tuple[Finding, ...]:
    """Return all findings of a run, the one to act on first. Never raises, whatever the responses hold.

    `rules` are the built-in ones unless given. `now` is the local time of the last response; without it,
    the server's clock and certificates are not compared with the local time. With a token there are no
    errors, and at least the note that it works from this machine.
    """
    redactor = redactor_of(connector, run)
    alone, faults = _read_each(connector, run, rules, redactor, now)
    readings, compared = _compared(connector, alone)
    settled = any(finding.id in METHOD_FINDINGS for finding in compared)
    ranked: list[tuple[float, Finding]] = [(_FURTHER_THAN_ALL, finding) for finding in compared]
    for reading in readings:
        for finding in reading.findings:
            if settled and not reading.attempt.token and (run.working or reading.stage is Stage.CLIENT):
                continue  # the comparison says it, with its evidence
            if run.working and not reading.attempt.token:
                finding = replace(finding, severity="info")
            ranked.append((distance(reading, readings), finding))
    ranked += [(0, finding) for finding in faults]
    ranked += [(0, finding) for finding in findings_or_fault(lambda: _of_the_place(run, redactor, now))]
    if run.working:
        ranked = [(stage, _no_error(finding)) for stage, finding in ranked]
    ranked.sort(key=_urgency)
    return _with_next(connector, run, merged(finding for _, finding in ranked))


def reading_of(
    connector: Connector, attempt: Attempt, rules: tuple[Rule, ...] | None = None
) -> Reading | None:
    """Return an attempt, read by itself; None where it was not made or can't be read. Never raises."""
    run = Run((attempt,))
    readings, _ = _read_each(connector, run, rules, redactor_of(connector, run), None)
    return readings[0] if readings else None


def stage_of(connector: Connector, attempt: Attempt, rules: tuple[Rule, ...] | None = None) -> Stage:
    """Return how far an attempt got, by what refused it. Never raises, whatever the response holds."""
    reading = reading_of(connector, attempt, rules)
    return reading.stage if reading else Stage.NOWHERE


def _with_next(connector: Connector, run: Run, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return findings with their next steps. A note has none, so a run that works loads nothing for it."""
    if all(finding.severity == "info" and finding.next is None for finding in findings):
        return findings
    from .experiments import propose_experiments
    from .telling_apart import with_next

    return with_next(findings, propose_experiments(connector, run))


def _read(
    connector: Connector,
    attempt: Attempt,
    rules: Sequence[Rule] | None,
    redactor: Redactor,
    now: datetime | None,
) -> Reading | None:
    exchange = attempt.exchange
    if exchange is None:
        return None
    request, response = exchange.request, exchange.response
    quote = quoter(redactor)
    if response is None:
        from .failures.findings import failure_finding

        failure = exchange.failure
        failures = (failure_finding(connector, exchange, failure, quote),) if failure else ()
        return Reading(attempt, request, failures)
    seen = observe_masked(response, redactor, status=response.status, url=request.url)
    answer = attempt.answer or UnusableResponse("")
    found = answer_findings(
        response, seen, answer, settings=connector.response, rules=rules, redactor=redactor, now=now
    )
    if attempt.token:
        from .tokens.audience import audience_finding

        elsewhere = audience_finding(connector, claims_of(attempt.token), quote)
        found = (*found, elsewhere) if elsewhere else found
    elif found:
        from .attempts.context import Context
        from .attempts.refinement import refine
        from .failures.proxy_answers import with_proxy_answer

        context = Context(connector, attempt, request, seen, quote)
        found = (refine(context, found[0]), *found[1:])
        found = with_proxy_answer(exchange, seen, found, quote)
    return Reading(attempt, request, found, seen)


def _read_each(
    connector: Connector, run: Run, rules: Sequence[Rule] | None, redactor: Redactor, now: datetime | None
) -> tuple[list[Reading], list[Finding]]:
    """Return the readings of the attempts that were made, and a finding for each that can't be read."""
    readings: list[Reading] = []
    faults: list[Finding] = []
    for attempt in run.attempts:
        fault = attempt.answer.own_fault if isinstance(attempt.answer, UnusableResponse) else None
        try:
            reading = None if fault else _read(connector, attempt, rules, redactor, now)
        except Exception as error:  # noqa: BLE001 (a fault of ours: the other attempts can still be read)
            reading, fault = None, own_fault(error)
        readings += [reading] if reading else []
        faults += [_fault_of(attempt, fault)] if fault else []
    return readings, faults


def _fault_of(attempt: Attempt, fault: OwnFault) -> Finding:
    response = attempt.exchange.response if attempt.exchange else None
    came = f"status {response.status}" if response else "no response"
    return fault_finding(fault, f"{attempt.client_authentication.short_name}: {came}")


def _compared(connector: Connector, alone: list[Reading]) -> tuple[list[Reading], tuple[Finding, ...]]:
    """Return the readings as the others bear them out, and what they show together."""
    if len(alone) == 1 and alone[0].attempt.token:
        return alone, ()
    from .attempts.comparison import compare, with_hindsight  # not needed where the first attempt works

    try:
        readings = [with_hindsight(reading, alone) for reading in alone]
        return readings, compare(connector, readings)
    except Exception as error:  # noqa: BLE001 (a fault of ours: each reading still says what it says alone)
        return alone, (fault_finding(own_fault(error)),)


def _of_the_place(run: Run, redactor: Redactor, now: datetime | None) -> Iterator[Finding]:
    """Yield what this machine's place and clock have to do with the responses."""
    from .attempts.this_machine import place_findings

    yield from place_findings(run, quoter(redactor), now)
    if now and (skew := _skew(run, now)):
        yield skew


def _no_error(finding: Finding) -> Finding:
    """Return a finding of a run that got a token: nothing about it is an error."""
    return replace(finding, severity="warning") if finding.severity == "error" else finding


def _urgency(ranked: tuple[float, Finding]) -> tuple[int, float, bool]:
    stage, finding = ranked
    # Of two refused clients, the one whose credentials were read is more telling.
    is_unread = finding.culprits[:1] == ("client_authentication",)
    return SEVERITIES[finding.severity], -stage, is_unread


def _skew(run: Run, now: datetime) -> Finding | None:
    """Compare the clock of the response that is nearest to now: the others came earlier."""
    from .tokens.server_clock import server_time, skew_finding

    responses = [attempt.exchange.response for attempt in run.attempts if attempt.exchange]
    moments = [moment for response in responses if response and (moment := server_time(response)) is not None]
    skews = [moment - now.timestamp() for moment in moments]
    return skew_finding(min(skews, key=abs)) if skews else None
