"""What the Token screen does with the token: calls the API, rehearses the expiry, tries a refresh.

action ──questions──> worker ──each step──> shown in its tab; a new token goes into the journey
                        └──the end──> findings
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from textual import work
from textual.await_complete import AwaitComplete
from textual.getters import query_one
from textual.reactive import reactive

from ....diagnosis.api.findings import diagnose_api
from ....diagnosis.api.refresh import diagnose_refresh
from ....diagnosis.api.rehearsal import diagnose_rehearsal
from ....diagnosis.finding import Finding
from ....form.journey import RunRecord, TokenUse
from ....form.token_in_use import has_expired, kept_token
from ....interchange.token_text.use import (
    CALL_PLAN,
    CANCELED,
    EXPIRED_PLAN,
    REFRESH_AND_CALL_PLAN,
    REFRESH_PLAN,
    REHEARSAL_PLAN,
)
from ....oauth2.api_request import find_api_problems, leaves_base_url
from ....oauth2.api_run import ApiRun, ApiStep, CallStep, TokenStep, Why
from ....oauth2.connector import Connector
from ...widgets.token.api_call_tab import ApiCallTab
from ...widgets.token.expiry_tab import ExpiryTab
from ...widgets.token.life_steps import LifeSteps
from .token_state import Destination, TokenState

if TYPE_CHECKING:
    from ....oauth2.api_run import HeldToken
    from ....transport.calling import Follow

_GROUP = "life"


class TokenLife(TokenState):
    """A screen that uses the token, and shows each step as it ends."""

    is_busy: reactive[bool] = reactive(False, toggle_class="-busy")

    call_tab = query_one(ApiCallTab)
    expiry_tab = query_one(ExpiryTab)

    def __init__(self, record: RunRecord) -> None:
        super().__init__(record)
        self._steps: LifeSteps | None = None

    @work(exclusive=True, group=_GROUP)
    async def call(self) -> None:
        """Call the API; if the token has expired or is refused, get a new one and call again."""
        connector, held = self.connector, self.held
        calling = await _calling()
        tab = self.call_tab
        await tab.begin()
        plan = EXPIRED_PLAN if has_expired(connector, held, self.clock()) else CALL_PLAN
        live = partial(calling.call_api, connector, held, clock=self.clock, guard=self.doctor.login_guard)
        run = await self._follow_through(tab.steps, plan, live)
        now = datetime.now(UTC)
        findings = await asyncio.to_thread(
            diagnose_api, connector, run, held.attempt, self.doctor.rules, now=now
        )
        self._note("call", connector, run, findings, held)
        if not self.is_left:
            await tab.show_ended(run, findings)
            self.refresh_bindings()

    @work(exclusive=True, group=_GROUP)
    async def rehearse(self) -> None:
        """Rehearse what the connector does when the token expires."""
        connector, held = self.connector, self.held
        calling = await _calling()
        tab = self.expiry_tab
        await tab.begin()
        run = await self._follow_through(
            tab.steps,
            REHEARSAL_PLAN,
            partial(calling.rehearse_expiry, connector, held, guard=self.doctor.login_guard),
        )
        now = datetime.now(UTC)
        findings = await asyncio.to_thread(
            diagnose_rehearsal, connector, run, held.attempt, self.doctor.rules, now=now
        )
        self._note("rehearsal", connector, run, findings, held)
        if not self.is_left:
            await tab.show_findings(findings)
            self.refresh_bindings()

    @work(exclusive=True, group=_GROUP)
    async def refresh_token(self) -> None:
        """Get a token with the refresh token; also call the API with it, if that needs no question."""
        connector, held = self.connector, self.held
        calling = await _calling()
        tab = self.expiry_tab
        await tab.begin()
        calls = not find_api_problems(connector) and not leaves_base_url(connector)
        plan = REFRESH_AND_CALL_PLAN if calls else REFRESH_PLAN
        live = partial(calling.try_refresh, connector, held, call=calls)
        run = await self._follow_through(tab.steps, plan, live)
        now = datetime.now(UTC)
        findings = await asyncio.to_thread(
            diagnose_refresh, connector, run, held.attempt, self.doctor.rules, now=now
        )
        self._note("refresh", connector, run, findings, held)
        mask = None if self.revealed else (await asyncio.to_thread(self.redactor)).text
        before, after = held.attempt.token, run.tokens[0] if run.tokens else None
        if self.is_left:
            return
        if before and after:
            tab.show_comparison(before, after, mask)
        await tab.show_findings(findings)
        self.refresh_bindings()

    def _note(
        self, kind: str, connector: Connector, run: ApiRun, findings: tuple[Finding, ...], held: HeldToken
    ) -> None:
        """Keep what came of it for the report of the run."""
        if self.journey.record is self.record:
            secrets = (*held.attempt.secrets, *self.heard)
            self.doctor.set_journey(self.journey.with_use(TokenUse(kind, connector, run, findings, secrets)))

    async def _follow_through(
        self, steps: LifeSteps, plan: Sequence[Why], live: Callable[..., Awaitable[ApiRun]]
    ) -> ApiRun:
        self.is_busy, self._steps = True, steps
        await steps.begin(plan, self.record.connector.request.timeout)
        await self.painted()
        follow: Follow = partial(self._hear, steps)
        try:
            return await live(follow=follow)
        finally:
            if self._steps is steps and not self.is_left:  # otherwise it was canceled, and says so
                self.is_busy, self._steps = False, None
                steps.end()

    async def _hear(self, steps: LifeSteps, step: ApiStep) -> None:
        """Show a step that has ended, and keep its token if it has one."""
        if self.is_left:
            return
        is_refused = isinstance(step, CallStep) and step.why is Why.CALL and step.exchange.token_was_refused
        then = (Why.REFUSED, Why.REPEATED) if is_refused and steps is self.call_tab.steps else ()
        if isinstance(step, TokenStep):
            self.heard = (*self.heard, *step.attempt.secrets)
            if step.token:
                kept = kept_token(step, self.held, self.clock())
                self.doctor.set_journey(self.journey.with_renewed(kept))
        await steps.hear(step, then)
        await self.painted()

    def dismiss(self, result: Destination | None = None) -> AwaitComplete:
        """Leave the screen."""
        # First: a worker that ends while the screen is removed would look for widgets that are gone.
        self.workers.cancel_node(self)
        return super().dismiss(result)

    def cancel(self) -> None:
        """Cancel what is under way."""
        steps, self._steps = self._steps, None
        self.workers.cancel_group(self, _GROUP)
        self.is_busy = False
        self.app.notify(CANCELED, severity="warning")
        if steps:
            steps.end("Canceled.")


async def _calling() -> ModuleType:
    """Return the module that calls the API. It is imported in a thread, so that no key waits for it."""
    return await asyncio.to_thread(import_module, "tui.transport.calling")
