"""Uses the token: calls the API, rehearses the expiry, tries the refresh token."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from ...diagnosis.api.findings import diagnose_api
from ...diagnosis.api.refresh import diagnose_refresh
from ...diagnosis.api.rehearsal import diagnose_rehearsal
from ...diagnosis.finding import Finding
from ...form.token_in_use import redactor_in_use
from ...interchange.findings_text import in_full, in_short, sign
from ...interchange.token_text.use import (
    REFRESH_AND_CALL_PLAN,
    REFRESH_PLAN,
    REFRESHED,
    REHEARSAL_PLAN,
    refresh_rows,
    verdict_of,
)
from ...oauth2.api_request import find_api_problems, leaves_base_url
from ...oauth2.api_run import ApiRun, Why
from ...oauth2.url_parts import host_header
from ...plain_text import plain_line
from ...terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from ...transport.calling import call_api, rehearse_expiry, try_refresh
from ..conversation import Conversation
from .facts import row_lines
from .use import Use, use


def call_with_token(talk: Conversation) -> None:
    """Call the API, once more with a new token if it refuses the first; report, and keep what came of it.

    Raises:
        Back, Ended, MissingSecretError: as in `Console.ask_secret`.
    """
    use(talk, _Call)


def rehearse(talk: Conversation) -> None:
    """Rehearse what the connector does when the token expires, and say what that shows.

    Raises:
        Back, Ended, MissingSecretError: as in `Console.ask_secret`.
    """
    use(talk, _Rehearsal)


def refresh(talk: Conversation) -> None:
    """Get a token with the refresh token, and say how it differs. It is called with where nothing is asked.

    Raises:
        Back, Ended, MissingSecretError: as in `Console.ask_secret`.
    """
    use(talk, _Refresh)


class _Call(Use):
    kind = "call"

    def doing(self) -> str:
        what = "Calling the API" if self.connector.api.path else "No API path is set; calling Base Url"
        return f"{what} at {self.host}"

    async def live(self) -> ApiRun:
        guard = self.talk.guard
        return await call_api(self.connector, self.held, follow=self.step_ended, guard=guard)

    def findings(self, run: ApiRun) -> tuple[Finding, ...]:
        first, rules = self.held.attempt, self.talk.rules
        return diagnose_api(self.connector, run, first, rules, now=datetime.now(UTC))

    def shown(self, run: ApiRun, findings: tuple[Finding, ...]) -> Iterator[Paragraph]:
        """Yield whether the API accepts the token, and what to change if not: the token's run was told."""
        redactor = redactor_in_use(self.record, self.connector, self.held, (*run.secrets, *self.talk.heard))
        yield paragraph(verdict_of(run))
        for finding in findings[:1]:
            yield from (BLANK, paragraph(sign(finding), " ", Span(finding.title, Ink.STRONG), hanging=2))
            yield from in_full(finding, sent=(self.connector, redactor))
        yield from in_short(findings[1:])


class _Rehearsal(Use):
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


class _Refresh(Use):
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
