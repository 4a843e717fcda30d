"""The report on one run: the verdict in a line, what to change, what was checked, and the other findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...diagnosis.finding import by_severity
from ...oauth2.api_run import CallStep, Why
from ...terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from ..findings_text import in_full, in_short, labeled, masked
from .checked import checked
from .evidence import evidence_of, failure_evidence
from .token_facts import token_facts
from .told import Told, verdict_line

_MORE: Final = "-v prints every layer, request and response; --report FILE is for a ticket."

_API_STEPS: Final = {
    Why.CALL: "Call of the API",
    Why.EXPIRED: "New token, because the first has expired",
    Why.REFUSED: "New token, because the API refused the first",
    Why.REPEATED: "Call of the API with the new token",
}


def run_report(told: Told, *, is_verbose: bool = False, names_options: bool = True) -> Iterator[Paragraph]:
    """Yield the report on a run. Secrets, and the tokens received in this run, are masked everywhere.

    With `is_verbose`, all that was sent and received follows. Otherwise its end `names_options` that give
    more, where there is a command line to give them on.
    """
    yield verdict_line(told)
    yield from _overridden(told)
    if first := [*_first_finding(told), *_token(told)]:
        yield from (BLANK, *first)
    yield from checked(told)
    yield from _not_made(told)
    leading = told.headline.tells
    yield from in_short(
        [
            each
            for each in by_severity((*told.findings, *told.warnings))
            if each is not leading and each.is_at_least(told.least)
        ]
    )
    if is_verbose:
        yield from _everything(told)
    elif names_options and not told.headline.works and told.made:
        yield BLANK
        yield paragraph(Span(_MORE, Ink.FAINT))


def _overridden(told: Told) -> Iterator[Paragraph]:
    for line in told.overridden:
        yield paragraph(Span("! ", Ink.WARNS), "For this run alone: ", *masked(told.shown(line)), hanging=2)


def _first_finding(told: Told) -> Iterator[Paragraph]:
    """Yield what the verdict rests on: the finding in full, or a sentence where it rests on none."""
    found, first = told.headline, told.headline.tells
    if first is None:
        if found.detail:
            yield paragraph(*masked(told.shown(found.detail)), indent=2)
        return
    if not first.is_at_least(told.least):
        return
    attempts = () if found.works else told.made
    is_unreachable = told.run.verdict == "unreachable"
    seen = (failure_evidence if is_unreachable else evidence_of)(attempts, first, told.redactor)
    sent = (told.connector, told.redactor)
    yield from in_full(first, seen, sent, why=first.title if found.works else "")


def _token(told: Told) -> Iterator[Paragraph]:
    """Yield what the access token is like, if one came."""
    if told.run.working and told.run.working.token:
        yield labeled("Token", *masked(told.shown(token_facts(told.run.working.token))))


def _not_made(told: Told) -> Iterator[Paragraph]:
    """Yield why attempts were left out, after a failure: once for those with the same reason."""
    left_out: dict[str, list[str]] = {}
    for attempt in () if told.headline.works else told.run.attempts:
        if attempt.exchange is None:
            method = attempt.client_authentication.short_name
            left_out.setdefault(attempt.skipped_because, []).append(method)
    for reason, methods in left_out.items():
        words = f"{' and '.join(methods)} {'was' if len(methods) == 1 else 'were'} not tried. {reason}"
        yield BLANK
        yield paragraph(*masked(told.shown(words), Ink.FAINT))


def _everything(told: Told) -> Iterator[Paragraph]:
    """Yield each attempt and each step of the API call in full."""
    from .exchange_detail import exchange_detail

    for number, attempt in enumerate(told.made, 1):
        if attempt.exchange:
            yield BLANK
            title = f"Attempt {number}, {attempt.method_words}"
            yield from exchange_detail(title, attempt.exchange, told.redactor)
    for step in told.api.steps if told.api else ():
        exchange = step.exchange if isinstance(step, CallStep) else step.attempt.exchange
        if exchange:
            yield BLANK
            yield from exchange_detail(_API_STEPS.get(step.why, step.why.value), exchange, told.redactor)
