"""One use of the token, from its questions to what it shows: what `using` has three kinds of.

what is missing is asked for ──> each step as it ends ──> the findings; a new token goes into the journey
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import ClassVar

from ...diagnosis.finding import Finding
from ...form.journey import RunRecord, TokenUse
from ...form.token_in_use import connector_in_use, held_token, kept_token
from ...host_names import with_ascii_hosts
from ...interchange.findings_text import findings_report
from ...interchange.token_text.use import CANCELED, leaving_question, skipped_said, step_said
from ...oauth2.api_request import api_url, find_api_problems, leaves_base_url
from ...oauth2.api_run import ApiRun, ApiStep, HeldToken, TokenStep, Why
from ...oauth2.secret import Secret
from ...oauth2.url_parts import host_header
from ...plain_text import plain_line
from ...profiles.secret_sources import environment_variable, is_of_api, secret_label, with_secret
from ...terminal.ink import Ink, Paragraph, Span, paragraph
from ..conversation import Conversation


class Use(ABC):
    """A way to use a token. Its steps are said as they end."""

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

    def plan(self) -> Sequence[Why]:
        """Return the steps that are to be made if all goes well: those that were left out are told."""
        return ()

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
        if isinstance(step, TokenStep):
            self.talk.heard = (*self.talk.heard, *step.attempt.secrets)
        if isinstance(step, TokenStep) and step.token:
            now = datetime.now(UTC).timestamp()
            self.talk.set_journey(self.talk.journey.with_renewed(kept_token(step, self.held, now)))

    def keep(self, run: ApiRun) -> None:
        """Keep what came of it for the report of the run, and tell it."""
        findings = self.findings(run)
        secrets = (*self.held.attempt.secrets, *run.secrets, *self.talk.heard)
        used = TokenUse(self.kind, self.connector, run, findings, secrets)
        self.talk.set_journey(self.talk.journey.with_use(used))
        self.talk.console.say()
        self.talk.console.report(self.shown(run, findings))


def use(talk: Conversation, kind: type[Use]) -> None:
    """Use the token, and say what came of it. Ctrl+C cancels, and the token that came is kept.

    Raises:
        Back, Ended, MissingSecretError: as in `Console.ask_secret`.
    """
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
