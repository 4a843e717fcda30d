"""The three tabs of the Token screen: builds them, shows them, and keeps them up to date."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Final

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Button, Static, TabbedContent, TabPane

from ....diagnosis.finding import Finding
from ....form.token_in_use import findings_on_token
from ....host_names import with_ascii_hosts
from ....interchange.token_text.use import OUTDATED
from ....oauth2.api_request import ApiRequest, assemble_api_call, find_api_problems
from ....oauth2.attempt import Attempt
from ....oauth2.connector import ApiCall, Connector
from ...content.token_facts import TokenFacts, token_facts
from ...keys.keys_now import with_keys
from ...widgets.deliberate_button import DeliberateButton
from ...widgets.steady_tabs import SteadyTabs
from ...widgets.token.api_call_tab import ApiCallTab, call_content
from ...widgets.token.expiry_tab import ExpiryTab
from ...widgets.token.life_steps import LifeSteps
from ...widgets.token.token_tab import TokenTab
from .token_life import TokenLife

_TICK: Final = 1.0
"""Seconds between two updates of the token's remaining lifetime."""
_TABS: Final = {"token": "Token", "api": "API call", "expiry": "Expiry"}
_PRIMARY: Final = {"token": "#to-api", "api": "#call", "expiry": "#rehearse"}


class TokenTabs(TokenLife):
    """A screen with a tab each for the token, a call of the API, and the token's expiry."""

    tabs = query_one("#token-tabs", TabbedContent)
    token_tab = query_one(TokenTab)
    _shown_token: tuple[Connector, Attempt, float] | None = None
    """What the facts about the token were last made from."""

    def compose_content(self) -> ComposeResult:
        with Vertical(id="token-screen"):
            with SteadyTabs(id="token-tabs"):
                with TabPane(_TABS["token"], id="token"):
                    yield TokenTab()
                with TabPane(_TABS["api"], id="api"):
                    yield ApiCallTab(self.connector, self.content_of)
                with TabPane(_TABS["expiry"], id="expiry"):
                    yield ExpiryTab(self.content_of)
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static()
                yield DeliberateButton(
                    with_keys("Cancel ({token.back})"), variant="warning", id="cancel-life", name="back"
                )
                yield Button(
                    with_keys("Copy ({token.copy})"), id="copy", name="copy", classes="of-tab of-token"
                )
                yield Button(
                    "API call",
                    id="to-api",
                    name="show_tab('api')",
                    variant="primary",
                    classes="of-tab of-token",
                )
                yield DeliberateButton(
                    with_keys("Send ({token.call})"),
                    id="call",
                    name="call",
                    variant="primary",
                    classes="of-tab of-api",
                )
                yield DeliberateButton(
                    with_keys("Refresh ({token.refresh})"),
                    id="refresh",
                    name="try_refresh",
                    classes="of-tab of-expiry",
                )
                yield DeliberateButton(
                    with_keys("Rehearse ({token.rehearse})"),
                    id="rehearse",
                    name="rehearse",
                    variant="primary",
                    classes="of-tab of-expiry",
                )

    def on_mount(self) -> None:
        """Show the token, and count down its lifetime."""
        self.call_after_refresh(self._show_first)
        self.watch(self.app, "journey", self._journey_changed, init=False)
        self.set_interval(_TICK, self._tick)

    def _show_first(self) -> None:
        if not self.is_left:
            self._show_tab(self.tabs.active or "token")
            self.call_tab.nothing_sent()
            self._journey_changed()
            if not self.journey.record_is_current:
                self.notify(
                    OUTDATED.format(here="On this screen"),
                    severity="warning",
                )

    def _journey_changed(self) -> None:
        if not self.is_mounted or self.is_left:
            return
        if self.journey.record is not self.record:
            self.dismiss(None)  # another connector was opened
            return
        self.show_name()
        # A letter in the path of the API call changes nothing about the token.
        held, connector = self.held, replace(self.connector, api=ApiCall())
        if (connector, held.attempt, held.since) != self._shown_token:
            self._shown_token = connector, held.attempt, held.since
            self._show_token()
        self._show_call()

    @work(exclusive=True, group="show-token")
    async def _show_token(self) -> None:
        facts = await asyncio.to_thread(self._made_facts)
        if not self.is_left:
            await self.token_tab.show(facts, self.clock())
            self.expiry_tab.offer(refresh=self.has_refresh_token)
            self.query_one("#refresh", Button).disabled = not self.has_refresh_token
            self.refresh_bindings()

    def _made_facts(self) -> TokenFacts:
        findings = findings_on_token(self.connector, self.held, self.doctor.rules)
        return token_facts(self.connector, self.held, findings, self.redactor(), reveal=self.revealed)

    @work(exclusive=True, group="show-call")
    async def _show_call(self) -> None:
        connector = self.connector
        token = self.held.attempt.token
        if token:
            request = assemble_api_call(connector, token.access_token)
            preview = await asyncio.to_thread(self._preview, request)
            if not self.is_left:
                problems = with_ascii_hosts(find_api_problems(connector))
                self.call_tab.show_call(connector, preview, problems)

    def _preview(self, request: ApiRequest) -> Content:
        return call_content(request, self.redactor(), reveal=self.revealed)

    def _tick(self) -> None:
        if self.tabs.active == "token":
            self.token_tab.tick(self.clock())

    def watch_revealed(self) -> None:
        if not self.is_mounted:
            return
        self._show_token()
        self._show_call()
        self.call_tab.form.mask(masked=not self.revealed)
        for steps in self.query(LifeSteps):
            steps.show_anew()

    def watch_is_busy(self) -> None:
        self.refresh_bindings()
        if self.is_mounted:
            self._focus_first()

    @on(TabbedContent.TabActivated)
    def _tab_shown(self) -> None:
        # Not the event's: the next tab may have been opened meanwhile, and its button is what gets the focus.
        self._show_tab(self.tabs.active)

    def _show_tab(self, name: str) -> None:
        # On the buttons' row and not on the screen: each change looks at the styles of all below it.
        self.query_one("#navigation").update_classes({f"-{tab}": tab == name for tab in _TABS})
        self._tick()
        self.refresh_bindings()
        self._focus_first()

    def _focus_first(self) -> None:
        """Focus the button that is most likely wanted next."""
        self.query_one("#cancel-life" if self.is_busy else _PRIMARY[self.tabs.active or "token"]).focus()

    def action_show_tab(self, name: str) -> None:
        """Show a tab."""
        self.tabs.active = name

    def action_turn_tab(self, by: int) -> None:
        """Show the next or the previous tab."""
        names = list(_TABS)
        self.tabs.active = names[(names.index(self.tabs.active) + by) % len(names)]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the tab that is shown."""
        return {
            "token": self.token_tab.findings,
            "api": self.call_tab.findings,
            "expiry": self.expiry_tab.findings,
        }[self.tabs.active or "token"]
