"""Calls the API with the token of the last run, as the wizard's screen Token does, and reports."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from ..diagnosis.api.findings import diagnose_api, together
from ..diagnosis.lint.findings import lint
from ..form.journey import TokenUse, with_use_of
from ..host_names import with_ascii_hosts
from ..interchange.run_text.report import run_report
from ..interchange.run_text.told import Told
from ..oauth2.api_request import api_url, find_api_problems, leaves_base_url
from ..oauth2.api_run import ApiRun, ApiStep, HeldToken, TokenStep
from ..oauth2.attempt import Attempt
from ..oauth2.connector import Connector
from ..oauth2.secret import Secret
from ..oauth2.url_parts import host_header
from ..plain_text import plain_line
from ..profiles.secret_sources import environment_variable, is_of_api, secret_label, with_secret
from ..transport.calling import call_api
from .conversation import Conversation


def call_with_token(talk: Conversation) -> None:
    """Call the API, once more with a new token if it refuses the first; report, and keep what came of it.

    Raises:
        Back, Ended, MissingSecretError: as in `Console.ask_secret`.
    """
    record = talk.journey.record
    if record is None or record.run.working is None:
        return
    _ask_missing(talk)
    connector = with_use_of(record.connector, of=talk.connector)
    if problems := with_ascii_hosts(find_api_problems(connector)):
        for problem in problems:
            talk.console.say(f"✗ {problem.label}: {talk.shown(problem.message)}")
        return
    if not _may_leave(talk, connector):
        return
    held = talk.journey.renewed or HeldToken(record.run.working, record.ended.timestamp())
    calling = _Calling(talk, connector, held)
    try:
        asyncio.run(calling.run())
    except KeyboardInterrupt:
        talk.console.say("\nCanceled. The API may have received what was sent until then.")
        return
    if calling.outcome:
        _report(talk, connector, held.attempt, calling.outcome)


def _ask_missing(talk: Conversation) -> None:
    for key in filter(is_of_api, talk.journey.profile.missing_secrets()):
        if typed := talk.console.ask_secret(secret_label(key), environment_variable(key)):
            talk.set_connector(with_secret(talk.connector, key, Secret(typed)))


def _may_leave(talk: Conversation, connector: Connector) -> bool:
    """Ask before the token goes to another host than Base Url's."""
    there = leaves_base_url(connector)
    base = talk.shown(connector.base_url) or "blank"
    asked = (
        f"The call goes to {plain_line(there)}. Base Url is {base}. Whoever runs that host can use the token."
    )
    return not there or talk.console.confirms(f"{asked} Send it there?", default=False)


class _Calling:
    """One call of the API, whose steps are said as they are made."""

    def __init__(self, talk: Conversation, connector: Connector, held: HeldToken) -> None:
        self.outcome: ApiRun | None = None
        self._talk = talk
        self._connector = connector
        self._held = held

    async def run(self) -> None:
        """Call."""
        what = "Calling the API" if self._connector.api.path else "No API path is set; calling Base Url"
        self._talk.console.say(f"{what} at {host_header(api_url(self._connector))} … (Ctrl+C cancels)")
        guard = self._talk.guard
        self.outcome = await call_api(self._connector, self._held, follow=self._step_made, guard=guard)

    async def _step_made(self, step: ApiStep) -> None:
        if isinstance(step, TokenStep):
            self._talk.console.say(step.why.value)
            if step.token:
                renewed = HeldToken(step.attempt, datetime.now(UTC).timestamp())
                self._talk.set_journey(self._talk.journey.with_renewed(renewed))


def _report(talk: Conversation, connector: Connector, first: Attempt, run: ApiRun) -> None:
    record = talk.journey.record
    if record is None:
        return
    findings = diagnose_api(connector, run, first, talk.rules, now=datetime.now(UTC))
    secrets = (*first.secrets, *run.secrets)
    talk.set_journey(talk.journey.with_use(TokenUse("call", connector, run, findings, secrets)))
    told = Told(
        connector.name,
        connector,
        record.run,
        together(record.findings, findings),
        lint(connector),
        run,
        talk.rules,
    )
    talk.console.say()
    talk.console.report(run_report(told, names_options=False))
