"""Copies out what others need, here or to a file: findings, form sheet, requests, responses, a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..form.copied_parts import Part, chain_parts, findings_part, request_parts
from ..form.outcome import case_of
from ..form.sheet import CODES, sheet_of
from ..interchange.form_sheet import sheet_text
from ..interchange.http_text import response_text
from ..interchange.run_text.report import run_report
from ..interchange.run_text.told import Told
from ..oauth2.api_run import CallStep
from ..oauth2.assembly import assemble_all
from ..oauth2.http_response import HttpResponse
from ..oauth2.masking.redaction import Redactor
from .console import Back
from .conversation import Conversation
from .file_question import ask_for_file
from .written import WHERE, write_or_show, write_to

if TYPE_CHECKING:
    from ..interchange.report.case import Case

_Choice = tuple[str, Callable[[Conversation], object]]


def copy_out(talk: Conversation) -> None:
    """Ask what to copy and where to, and do it.

    Raises:
        Ended: the input has ended.
    """
    choices = [*_choices(talk)]
    try:
        choices[talk.console.chooses([words for words, _ in choices])][1](talk)
    except Back:
        return


def _choices(talk: Conversation) -> Iterator[_Choice]:
    """Yield what can be copied now, the most wanted first."""
    case = case_of(talk.journey)
    if case:
        yield "The report, for a ticket", _report
        yield _named(findings_part(case).what), partial(_copy, part=findings_part(case))
    yield "The form sheet: what to type into each field", _form_sheet
    yield "Check codes, to compare secrets with somebody", _check_codes
    yield "The request as a curl command", _curl
    yield "The request as HTTP", _http
    if case:
        if any(_responses(case)):
            yield "The response", _response
        yield "Everything that was sent and received", _everything
        for part in chain_parts(case):
            yield _named(part.what), partial(_copy, part=part)


def _named(what: str) -> str:
    return what[0].upper() + what[1:]


def _copy(talk: Conversation, part: Part) -> None:
    write_or_show(talk, part.text().rstrip("\n"))


def _form_sheet(talk: Conversation) -> None:
    write_or_show(talk, sheet_text(sheet_of(talk.journey)))


def _check_codes(talk: Conversation) -> None:
    talk.console.say(CODES)
    if word := talk.console.ask("Word, or Enter for none").strip():
        write_or_show(talk, sheet_text(sheet_of(talk.journey, word)))


def _curl(talk: Conversation) -> None:
    index = _asked_request(talk)
    if index is not None:
        reveal = talk.console.confirms("With the secrets in clear, so that it works?", default=False)
        curl, _ = _request_parts(talk, index, reveal=reveal)
        _copy(talk, curl)


def _http(talk: Conversation) -> None:
    index = _asked_request(talk)
    if index is not None:
        _, http = _request_parts(talk, index, reveal=False)
        _copy(talk, http)


def _asked_request(talk: Conversation) -> int | None:
    """Return which of the requests is meant; None where there is none yet, which is said."""
    if talk.tells_problems(
        "So there is no request to copy yet. “Change a field” in the menu leads to what is missing."
    ):
        return None
    return _which(talk, [each.client_authentication.short_name for each in assemble_all(talk.connector)])


def _request_parts(talk: Conversation, index: int, *, reveal: bool) -> Iterator[Part]:
    request = assemble_all(talk.connector)[index]
    return request_parts(request, Redactor.for_connector(talk.connector), reveal=reveal)


def _which(talk: Conversation, methods: Sequence[str]) -> int:
    """Return which attempt is meant, by its client authentication: of several, the one that is chosen."""
    return talk.console.chooses(methods) if len(methods) > 1 else 0


def _response(talk: Conversation) -> None:
    case = case_of(talk.journey)
    if case is None:
        return
    responses = [*_responses(case)]
    _, response = responses[_which(talk, [words for words, _ in responses])]
    write_or_show(talk, response_text(response, case.redactor))


def _responses(case: Case) -> Iterator[tuple[str, HttpResponse]]:
    """Yield the response to each attempt, and to each step of using the token, with what to call it."""
    for attempt in case.run.attempts:
        if attempt.exchange and attempt.exchange.response:
            yield attempt.client_authentication.short_name, attempt.exchange.response
    for step in case.api.steps if case.api else ():
        exchange = step.exchange if isinstance(step, CallStep) else step.attempt.exchange
        if exchange and exchange.response:
            yield step.why.value, exchange.response


def _report(talk: Conversation) -> None:
    from ..interchange.report.maker import this_maker  # with the page and the texts, which few need
    from ..interchange.report.model import make_report
    from ..interchange.report.writing import suffix_problem, written

    case = case_of(talk.journey)
    if case is None:
        return
    file = ask_for_file(talk, f"{WHERE} (.html, .md or .json)")
    path = Path(file or "report.md")
    if problem := suffix_problem(path):
        talk.console.say(f"✗ {problem}")
        return
    text = written([make_report(case, datetime.now(UTC), this_maker())], path).rstrip("\n")
    if file:
        write_to(talk, text, file)
    else:
        talk.console.show(f"\n{text}\n")


def _everything(talk: Conversation) -> None:
    """Show the run with every layer, request and response, as `run -v` does."""
    case = case_of(talk.journey)
    if case:
        connector, rules = case.connector, talk.rules
        told = Told(connector.name, connector, case.run, case.findings, case.warnings, case.api, rules)
        talk.console.report(run_report(told, is_verbose=True, names_options=False))
