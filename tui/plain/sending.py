"""Shows the request as it will be sent, asks, sends, and reports what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from ..diagnosis.lint.findings import lint
from ..diagnosis.run_diagnosis import diagnose_run
from ..form.journey import RunRecord
from ..form.outcome import telling_attempt, what_changed
from ..interchange.attempt_words import attempt_sign, ending_words
from ..interchange.http_text import http_text
from ..interchange.run_text.report import run_report
from ..interchange.run_text.told import Told
from ..oauth2.assembly import assemble_all
from ..oauth2.attempt import Attempt, Run
from ..oauth2.connection import Progress
from ..oauth2.form_fields import label_of
from ..oauth2.masking.redaction import Redactor
from ..oauth2.token_request import TokenRequest
from ..oauth2.url_parts import host_header
from ..past_runs import with_past
from ..transport.route_words import route_in_words
from ..transport.running import run_connector
from .console import Back, Console
from .conversation import Conversation
from .own_rules import own_rules
from .questions import ask_missing

CANCELED: Final = "\nCanceled. The server may have received what was sent until then."


def show_request(talk: Conversation) -> None:
    """Show the request of each attempt, masked, and what the checks before sending found."""
    connector = talk.connector
    redactor = Redactor.for_connector(connector)
    first, *others = assemble_all(connector)
    text = http_text(first, redactor, reveal=False)
    talk.console.say(f"\nThe token request, {first.client_authentication.short_name}:")
    talk.console.show(f"\n{text}\n")
    for request in others:
        lines = _differences(text, http_text(request, redactor, reveal=False))
        talk.console.say(f"If that gets no token, {request.client_authentication.short_name}. It differs in:")
        talk.console.show("\n".join(["", *lines, ""]))
    route = route_in_words(connector.token_url, connector.request, f"“{label_of('request.proxy')}”")
    if not route.is_usual:
        talk.console.say(redactor.text(f"! {route.words}"))
    for finding in lint(connector):
        if finding.severity != "info":
            talk.console.say(redactor.text(f"! {finding.title} {finding.fix}"))


def _differences(before: str, after: str) -> Iterator[str]:
    """Yield the headers that the second of two requests lacks, and the lines that it alone has."""
    first, second = before.split("\n"), after.split("\n")
    names = [line.partition(": ")[0] for line in second]
    for line in first[:-1]:
        name = line.partition(": ")[0]
        if name not in names:
            yield f"no {name}"
    yield from (line for line in second if line not in first)


def ask_and_send(talk: Conversation, *, is_shown: bool = False) -> None:
    """Ask whether to send, and do it. What keeps the request from being sent is asked for first.

    Raises:
        Ended, MissingSecretError: as in `ask_missing`.
    """
    if talk.journey.problems:
        ask_missing(talk)
    if talk.tells_problems("So nothing can be sent yet."):
        return
    if not is_shown:
        show_request(talk)
    if _wants_to_send(talk):
        send(talk)


def _wants_to_send(talk: Conversation) -> bool:
    while True:
        try:
            answer = talk.console.ask_deliberately("Send? [Y/n, s shows the request again]").strip().lower()
        except Back:
            return False
        if answer == "s":
            show_request(talk)
        elif answer in {"", "y", "yes", "n", "no"}:
            return answer[:1] != "n"
        else:
            talk.console.say("Type y, n or s.")


def send(talk: Conversation) -> None:
    """Send the token request of each attempt, and report. Ctrl+C cancels what is under way, and is told."""
    progress = _Progress(talk.console)
    connector = talk.connector
    try:
        run = asyncio.run(run_connector(connector, observer=progress, guard=talk.guard))
    except KeyboardInterrupt:
        run = Run(tuple(progress.ended))
        talk.console.say(CANCELED)
    made = [attempt for attempt in run.attempts if attempt.exchange]
    if not made:
        for attempt in run.attempts[:1]:
            talk.console.say(f"Nothing was sent. {attempt.skipped_because}")
        return
    now = datetime.now(UTC)
    rules = talk.rules = own_rules(talk.console)
    path = None if talk.practice else talk.journey.baseline.path
    found = with_past(path, connector, run, diagnose_run(connector, run, rules, now=now), now)
    talk.set_journey(talk.journey.with_record(RunRecord(connector, run, now, found)))
    told = Told(connector.name, connector, run, found, lint(connector), rules=rules)
    talk.console.say()
    talk.console.report(run_report(told, names_options=False))
    _say_what_changed(talk)


def _say_what_changed(talk: Conversation) -> None:
    """Say how the run before a correction ended, how this one did, and what was corrected."""
    before, now = talk.journey.before, talk.journey.record
    if before is None or now is None or not (changed := what_changed(before, now)):
        return
    ends = []
    for record in (before, now):
        redactor = Redactor.for_connector(record.connector, record.run.secrets)
        attempt = telling_attempt(record)
        ends.append(f"{attempt_sign(attempt)} {ending_words(attempt, redactor)}")
    talk.console.say(f"\nBefore: {ends[0]}. Now: {ends[1]}. {changed}.")


class _Progress:
    """Says a line for each attempt, and keeps those that have ended."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.ended: list[Attempt] = []

    def attempt_started(self, request: TokenRequest) -> None:
        """Say which attempt is made, and where."""
        method = request.client_authentication.short_name
        self._console.say(f"Sending: {method} at {host_header(request.url)} … (Ctrl+C cancels)")

    def attempt_progressed(self, progress: Progress) -> None:
        """Say nothing: a line for each layer would be read aloud."""

    def attempt_finished(self, attempt: Attempt) -> None:
        """Keep the attempt."""
        self.ended.append(attempt)
