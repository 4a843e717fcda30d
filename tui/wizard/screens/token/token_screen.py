"""The token of a run: what it is, what the API says to it, and what comes after it.

ResultStep ──t──> TokenScreen ──Esc──> ResultStep
                    ├─ Token      facts, claims, the time that is left
                    ├─ API call   a call with it; where it is over or refused, with the next
                    └─ Expiry     its end rehearsed, and a refresh tried
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Button, Collapsible, Static, TabbedContent, TabPane

from ....diagnosis.finding import Finding
from ....diagnosis.run_diagnosis import diagnose_run
from ....oauth2.api_request import ApiRequest, assemble_api_call, find_api_problems
from ....oauth2.attempt import Run
from ....oauth2.connector import AdditionalRow
from ...content.token_facts import TokenFacts, token_facts
from ...steps import Step, step_of_field
from ...widgets.findings_view import FindingBlock
from ...widgets.token.api_call_form import ApiCallForm
from ...widgets.token.api_call_tab import ApiCallTab, call_content
from ...widgets.token.api_rows import ApiRows
from ...widgets.token.expiry_tab import ExpiryTab
from ...widgets.token.life_steps import LifeSteps
from ...widgets.token.token_tab import TokenTab
from ..dialogs.field_chooser import FieldChooser
from ..dialogs.row_dialog import ApiRowDialog
from ..field_actions import REVEAL
from .token_copy import copy_question, copy_token
from .token_life import TokenLife

_TICK: Final = 1.0
"""Seconds between two looks at the time that is left."""
_TABS: Final = {"token": "Token", "api": "API call", "expiry": "Expiry"}
_PRIMARY: Final = {"token": "#to-api", "api": "#call", "expiry": "#rehearse"}
_ONLY_ON: Final = {"call": "api", "rehearse": "expiry", "try_refresh": "expiry", "copy": "token"}
_OF_A_TOKEN: Final = ("token.", "answer.clock_skew")
"""How the IDs of the findings begin that are about a token."""


class TokenScreen(TokenLife):
    """Shows a token in three tabs; dismissed with the step and the field to go to, or None."""

    CSS_PATH = "token.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="token.back"),
        Binding("s", "call", "Send", tooltip="Call the API with the token", id="token.call"),
        Binding("h", "rehearse", "Rehearse", tooltip="Play the token's end through", id="token.rehearse"),
        Binding("r", "try_refresh", "Refresh", tooltip="Try the refresh token", id="token.refresh"),
        Binding("y", "copy", "Copy", tooltip="Copy the access token, or write it to a file", id="token.copy"),
        Binding("g", "go_to_field", "Go to field", id="token.field"),
        Binding("v", "toggle_evidence", "Evidence", id="token.evidence"),
        REVEAL,
        Binding("ctrl+s", "save", "Save", show=False, id="token.save"),
        Binding("left", "turn_tab(-1)", "Tab before", show=False, id="token.tab_before"),
        Binding("right", "turn_tab(1)", "Next tab", show=False, id="token.tab_next"),
    ]
    AUTO_FOCUS: ClassVar[str | None] = ""

    tabs = query_one("#token-tabs", TabbedContent)
    token_tab = query_one(TokenTab)

    place = "Token"

    def compose_content(self) -> ComposeResult:
        with Vertical(id="token-screen"):
            with TabbedContent(id="token-tabs"):
                with TabPane(_TABS["token"], id="token"):
                    yield TokenTab()
                with TabPane(_TABS["api"], id="api"):
                    yield ApiCallTab(self.connector, self.content_of)
                with TabPane(_TABS["expiry"], id="expiry"):
                    yield ExpiryTab(self.content_of)
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static()
                yield Button("Cancel (Esc)", variant="warning", id="cancel-life", name="back")
                yield Button("Copy (y)", id="copy", name="copy", classes="of-tab of-token")
                yield Button(
                    "API call",
                    id="to-api",
                    name="show_tab('api')",
                    variant="primary",
                    classes="of-tab of-token",
                )
                yield Button("Send (s)", id="call", name="call", variant="primary", classes="of-tab of-api")
                yield Button("Refresh (r)", id="refresh", name="try_refresh", classes="of-tab of-expiry")
                yield Button(
                    "Rehearse (h)",
                    id="rehearse",
                    name="rehearse",
                    variant="primary",
                    classes="of-tab of-expiry",
                )

    def on_mount(self) -> None:
        """Show the token, and count its time."""
        self.call_after_refresh(self._show_first)
        self.watch(self.app, "journey", self._journey_changed, init=False)
        self.set_interval(_TICK, self._tick)

    # Showing

    def _show_first(self) -> None:
        if not self.is_left:
            self._show_tab("token")
            self.call_tab.nothing_sent()
            self._journey_changed()
            if not self.journey.record_is_current:
                self.notify(
                    "Fields of the token request have changed since this token was given. A new one is got "
                    "here with the fields of then.",
                    severity="warning",
                )

    def _journey_changed(self) -> None:
        if not self.is_mounted or self.is_left:
            return
        if self.journey.record is not self.record:
            self.dismiss(None)  # another connector was opened: what is shown here is over
            return
        self.show_name()
        self._show_token()
        self._show_call()

    @work(exclusive=True, group="show-token")
    async def _show_token(self) -> None:
        facts = await asyncio.to_thread(self._made_facts)
        if not self.is_left:
            await self.token_tab.show(facts, self.clock())
            self.expiry_tab.offer(refresh=self._has_refresh_token)
            self.query_one("#refresh", Button).disabled = not self._has_refresh_token
            self.refresh_bindings()

    @property
    def _has_refresh_token(self) -> bool:
        token = self.held.attempt.token
        return token is not None and token.refresh_token is not None

    def _made_facts(self) -> TokenFacts:
        held = self.held
        since = datetime.fromtimestamp(held.since, UTC)
        found = diagnose_run(self.connector, Run((held.attempt,)), self.doctor.rules, now=since)
        findings = tuple(finding for finding in found if finding.id.startswith(_OF_A_TOKEN))
        return token_facts(self.connector, held, findings, self.redactor(), in_clear=self.revealed)

    @work(exclusive=True, group="show-call")
    async def _show_call(self) -> None:
        connector = self.connector
        token = self.held.attempt.token
        if token:
            request = assemble_api_call(connector, token.access_token)
            preview = await asyncio.to_thread(self._preview, request)
            if not self.is_left:
                self.call_tab.show_call(connector, preview, find_api_problems(connector))

    def _preview(self, request: ApiRequest) -> Content:
        return call_content(request, self.redactor(), in_clear=self.revealed)

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

    # The tabs

    @on(TabbedContent.TabActivated)
    def _tab_shown(self, event: TabbedContent.TabActivated) -> None:
        self._show_tab(event.pane.id or "")

    def _show_tab(self, name: str) -> None:
        for tab in _TABS:
            self.set_class(tab == name, f"-{tab}")
        self._tick()
        self.refresh_bindings()
        self._focus_first()

    def _focus_first(self) -> None:
        """Let Enter do the next sensible thing."""
        self.query_one("#cancel-life" if self.is_busy else _PRIMARY[self.tabs.active or "token"]).focus()

    def action_show_tab(self, name: str) -> None:
        """Show a tab."""
        self.tabs.active = name

    def action_turn_tab(self, by: int) -> None:
        """Show the next tab, or the one before."""
        names = list(_TABS)
        self.tabs.active = names[(names.index(self.tabs.active) + by) % len(names)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.is_mounted:
            return True
        if action in _ONLY_ON and self.tabs.active != _ONLY_ON[action]:
            return False
        if action in {"toggle_evidence", "go_to_field"} and not self._findings:
            return False
        if action == "try_refresh" and not self._has_refresh_token:
            return False
        return None if self.is_busy and action in {*_ONLY_ON, "go_to_field"} else True

    def commands(self) -> Iterable[SystemCommand]:
        """Offer what the keys of all three tabs do."""
        yield SystemCommand("Reveal or mask secrets", "On this screen", self.action_reveal)
        if not self.is_busy:
            yield SystemCommand("Call the API", "With the token", self._call_from_afar)
            yield SystemCommand("Rehearse the expiry", "Makes one further login", self._rehearse_from_afar)
            yield SystemCommand("Copy the token", "To the clipboard, or into a file", self.action_copy)

    def _call_from_afar(self) -> None:
        self.tabs.active = "api"
        self.action_call()

    def _rehearse_from_afar(self) -> None:
        self.tabs.active = "expiry"
        self.action_rehearse()

    # What the user asks for

    def action_call(self) -> None:
        """Call the API; with something missing, go there."""
        problems = find_api_problems(self.connector)
        if problems:
            self._go_to(problems[0].field)
        else:
            self.unless_elsewhere(self.call)

    def action_rehearse(self) -> None:
        """Play the token's end through; where the API can't be called, say why."""
        problems = find_api_problems(self.connector)
        if problems:
            self.notify(f"The API can't be called: {problems[0].message}", severity="warning", markup=False)
            self.tabs.active = "api"
        else:
            self.unless_elsewhere(self.rehearse)

    def action_try_refresh(self) -> None:
        """Try the refresh token, where one came."""
        if self._has_refresh_token:
            self.refresh_token()

    def action_copy(self) -> None:
        """Copy the access token, or write it to a file: whichever the user says."""
        token = self.held.attempt.token
        if token is None:
            return

        def answered(reply: str | None) -> None:
            if reply:
                copy_token(self, token.access_token, to_file=reply == "file")

        self.app.push_screen(copy_question(), answered)

    @property
    def _findings(self) -> tuple[Finding, ...]:
        """The findings of the tab that is shown."""
        return {
            "token": self.token_tab.findings,
            "api": self.call_tab.findings,
            "expiry": self.expiry_tab.findings,
        }[self.tabs.active or "token"]

    def action_toggle_evidence(self) -> None:
        """Unfold what the findings of this tab rest on, or fold it again."""
        blocks = self.tabs.get_pane(self.tabs.active).query(FindingBlock)
        folds = [fold for block in blocks for fold in block.query(Collapsible)]
        collapse = any(not fold.collapsed for fold in folds)
        for fold in folds:
            fold.collapsed = collapse

    def action_go_to_field(self) -> None:
        """Let the user choose a field to go to: first the one that the findings of this tab name."""
        keys = (finding.first_field for finding in self._findings)
        self.app.push_screen(FieldChooser(next((key for key in keys if key), "")), self._field_chosen)

    def _field_chosen(self, key: str | None) -> None:
        if key:
            self._go_to(key)

    def _go_to(self, key: str) -> None:
        if key.startswith("api."):
            self.tabs.active = "api"
            self.call_after_refresh(self.call_tab.form.focus_on, key)
        else:
            self.dismiss((step_of_field(key), key))

    def action_save(self) -> None:
        """Go to the step that saves the profile, the API call with it."""
        self.dismiss((Step.SAVE, ""))

    def action_back(self) -> None:
        """Cancel what is under way; else go back."""
        if self.is_busy:
            self.cancel()
        else:
            self.dismiss(None)

    # The form of the call

    @on(ApiCallForm.Changed)
    def _call_changed(self, event: ApiCallForm.Changed) -> None:
        self.doctor.set_value("api", event.api)

    @on(ApiCallForm.Submitted)
    def _call_submitted(self) -> None:
        self.action_call()

    @on(ApiRows.Asked)
    def _row_asked(self, event: ApiRows.Asked) -> None:
        rows, kind, index = event.rows, event.kind, event.index

        def typed(row: AdditionalRow | None) -> None:
            if row:
                rows.put(kind, index, row)

        row = None if index is None else rows.rows_of(kind)[index]
        self.app.push_screen(ApiRowDialog(kind, row), typed)
