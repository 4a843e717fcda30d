"""Uses the token: calls the API, rehearses the expiry, tries the refresh token. Each says what came of it.

what is missing is asked for ──> each step as it ends ──> the findings; a new token goes into the journey
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import ClassVar

from ...diagnosis.api.findings import diagnose_api, together
from ...diagnosis.api.refresh import diagnose_refresh
from ...diagnosis.api.rehearsal import diagnose_rehearsal
from ...diagnosis.finding import Finding
from ...diagnosis.lint.findings import lint
from ...form.journey import RunRecord, TokenUse
from ...form.token_in_use import connector_in_use, has_expired, held_token, kept_token, redactor_in_use
from ...host_names import with_ascii_hosts
from ...interchange.findings_text import findings_report
from ...interchange.run_text.report import run_report
from ...interchange.run_text.told import Told
from ...interchange.token_text.use import (
    CALL_PLAN,
    CANCELED,
    EXPIRED_PLAN,
    REFRESH_AND_CALL_PLAN,
    REFRESH_PLAN,
    REFRESHED,
    REHEARSAL_PLAN,
    leaving_question,
    refresh_rows,
    skipped_said,
    step_said,
)
from ...oauth2.api_request import api_url, find_api_problems, leaves_base_url
from ...oauth2.api_run import ApiRun, ApiStep, HeldToken, TokenStep, Why
from ...oauth2.secret import Secret
from ...oauth2.url_parts import host_header
from ...plain_text import plain_line
from ...profiles.secret_sources import environment_variable, is_of_api, secret_label, with_secret
from ...terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from ...transport.calling import call_api, rehearse_expiry, try_refresh
from ..conversation import Conversation
from .facts import row_lines


def call_with_token(talk: Conversation) -> None:
    """Call the API, once more with a new token if it refuses the first; report, and keep what came of it.

    Raises:
        Back, Ended, MissingSecretError: as in `Console.ask_secret`.
    """
    _use(talk, _Call)


def rehearse(talk: Conversation) -> None:
    """Rehearse what the connector does when the token expires, and say what that shows.

    Raises:
        Back, Ended, MissingSecretError: as in `Console.ask_secret`.
    """
    _use(talk, _Rehearsal)


def refresh(talk: Conversation) -> None:
    """Get a token with the refresh token, and say how it differs. It is called with where nothing is asked.

    Raises:
        Back, Ended, MissingSecretError: as in `Console.ask_secret`.
    """
    _use(talk, _Refresh)


def _use(talk: Conversation, kind: type[_Use]) -> None:
    record = talk.journey.record
    held = held_token(record, talk.journey) if record else None
    if record is None or held is None:
        return
    _ask_missing(talk)
    using = kind(talk, record, held)
    if not using.may_begin():
        return
    talk.console.say(f"{using.doing()} … (Ctrl+C cancels)")
    try:
        run = asyncio.run(using.live())
    except KeyboardInterrupt:
        talk.console.say(f"\n{CANCELED}")
        return
    using.keep(run)


def _ask_missing(talk: Conversation) -> None:
    for key in filter(is_of_api, talk.journey.profile.missing_secrets()):
        if typed := talk.console.ask_secret(secret_label(key), environment_variable(key)):
            talk.set_connector(with_secret(talk.connector, key, Secret(typed)))


class _Use(ABC):
    """One use of a token. Its steps are said as they end; canceled, the token that came is kept."""

    kind: ClassVar[str]

    def __init__(self, talk: Conversation, record: RunRecord, held: HeldToken) -> None:
        self.talk, self.record, self.held = talk, record, held
        self.connector = connector_in_use(record, talk.journey)

    def may_begin(self) -> bool:
        """Say what keeps the API from being called, and ask before the token goes to another host."""
        problems = with_ascii_hosts(find_api_problems(self.connector))
        for problem in problems:
            self.talk.console.say(f"✗ {problem.label}: {self.talk.shown(problem.message)}")
        there = leaves_base_url(self.connector)
        base = self.talk.shown(self.connector.base_url)
        asked = f"{leaving_question(plain_line(there), base)} Send it there?"
        return not problems and (not there or self.talk.console.confirms(asked, default=False))

    @property
    def host(self) -> str:
        """The host of the API, as it may be shown."""
        return plain_line(host_header(api_url(self.connector)))

    @abstractmethod
    def doing(self) -> str:
        """Return what is done, and where."""

    @abstractmethod
    def plan(self) -> Sequence[Why]:
        """Return the steps that are to be made, if all goes well."""

    @abstractmethod
    async def live(self) -> ApiRun:
        """Do it."""

    @abstractmethod
    def findings(self, run: ApiRun) -> tuple[Finding, ...]:
        """Return what it shows."""

    def shown(self, run: ApiRun, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
        """Yield what came of it: what it shows first, then what was left out."""
        yield from findings_report(findings)
        made = {step.why for step in run.steps}
        for why in self.plan():
            if why not in made:
                yield paragraph(Span(skipped_said(why), Ink.FAINT))

    async def step_ended(self, step: ApiStep) -> None:
        """Say how a step ended, and keep its token."""
        self.talk.console.say(step_said(step))
        if isinstance(step, TokenStep) and step.token:
            now = datetime.now(UTC).timestamp()
            self.talk.set_journey(self.talk.journey.with_renewed(kept_token(step, self.held, now)))

    def keep(self, run: ApiRun) -> None:
        """Keep what came of it for the report of the run, and tell it."""
        findings = self.findings(run)
        secrets = (*self.held.attempt.secrets, *run.secrets)
        use = TokenUse(self.kind, self.connector, run, findings, secrets)
        self.talk.set_journey(self.talk.journey.with_use(use))
        self.talk.console.say()
        self.talk.console.report(self.shown(run, findings))


class _Call(_Use):
    kind = "call"

    def doing(self) -> str:
        what = "Calling the API" if self.connector.api.path else "No API path is set; calling Base Url"
        return f"{what} at {self.host}"

    def plan(self) -> Sequence[Why]:
        has_ended = has_expired(self.connector, self.held, datetime.now(UTC).timestamp())
        return EXPIRED_PLAN if has_ended else CALL_PLAN

    async def live(self) -> ApiRun:
        guard = self.talk.guard
        return await call_api(self.connector, self.held, follow=self.step_ended, guard=guard)

    def findings(self, run: ApiRun) -> tuple[Finding, ...]:
        first, rules = self.held.attempt, self.talk.rules
        return diagnose_api(self.connector, run, first, rules, now=datetime.now(UTC))

    def shown(self, run: ApiRun, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
        """Yield the report of the run, with the call in it."""
        told = Told(
            self.connector.name,
            self.connector,
            self.record.run,
            together(self.record.findings, findings),
            lint(self.connector),
            run,
            self.talk.rules,
        )
        yield from run_report(told, names_options=False)


class _Rehearsal(_Use):
    kind = "rehearsal"

    def doing(self) -> str:
        return f"Rehearsing the expiry at {self.host}"

    def plan(self) -> Sequence[Why]:
        return REHEARSAL_PLAN

    async def live(self) -> ApiRun:
        guard = self.talk.guard
        return await rehearse_expiry(self.connector, self.held, follow=self.step_ended, guard=guard)

    def findings(self, run: ApiRun) -> tuple[Finding, ...]:
        first, rules = self.held.attempt, self.talk.rules
        return diagnose_rehearsal(self.connector, run, first, rules, now=datetime.now(UTC))


class _Refresh(_Use):
    kind = "refresh"

    def may_begin(self) -> bool:
        return True  # without a call, if that needed a question

    def doing(self) -> str:
        return f"Refreshing the token at {plain_line(host_header(self.connector.token_url))}"

    @property
    def _calls(self) -> bool:
        return not find_api_problems(self.connector) and not leaves_base_url(self.connector)

    def plan(self) -> Sequence[Why]:
        return REFRESH_AND_CALL_PLAN if self._calls else REFRESH_PLAN

    async def live(self) -> ApiRun:
        return await try_refresh(self.connector, self.held, call=self._calls, follow=self.step_ended)

    def findings(self, run: ApiRun) -> tuple[Finding, ...]:
        first, rules = self.held.attempt, self.talk.rules
        return diagnose_refresh(self.connector, run, first, rules, now=datetime.now(UTC))

    def shown(self, run: ApiRun, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
        """Yield what it shows, and how the new token differs from the earlier one."""
        yield from super().shown(run, findings)
        before, after = self.held.attempt.token, run.tokens[0] if run.tokens else None
        if before and after:
            mask = redactor_in_use(self.record, self.connector, self.held, run.secrets).text
            yield from (BLANK, paragraph(Span(f"{REFRESHED}:", Ink.STRONG)))
            yield from row_lines(refresh_rows(before, after, mask))
