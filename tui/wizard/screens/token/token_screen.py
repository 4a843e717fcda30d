"""The Token screen: its keys and buttons, and what they do.

ResultStep ──t──> TokenScreen ──Esc──> ResultStep
                    ├─ Token      facts, claims, the remaining lifetime
                    ├─ API call   a call with the token, or with a new one if it has expired or is refused
                    └─ Expiry     the expiry rehearsed, a refresh tried
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Final

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.widgets import Collapsible

from ....form.steps import step_of_field
from ....host_names import with_ascii_hosts
from ....oauth2.api_request import find_api_problems
from ....oauth2.connector import AdditionalRow
from ...style_sheets import sheets
from ...widgets.findings_view import FindingBlock
from ...widgets.token.api_call_form import ApiCallForm
from ...widgets.token.api_rows import ApiRows
from ..dialogs.field_chooser import FieldChooser
from ..dialogs.row_dialog import ApiRowDialog
from ..field_actions import REVEAL
from .token_copy import copy_question, copy_token
from .token_tabs import TokenTabs

_ONLY_ON: Final = {"call": "api", "rehearse": "expiry", "try_refresh": "expiry", "copy": "token"}
_LEAVING: Final = frozenset({"go_to_field", "choose_field"})


class TokenScreen(TokenTabs):
    """Shows a token in three tabs; dismissed with the step and the field to go to, or None."""

    CSS_PATH = sheets("fields", "token")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="token.back"),
        Binding("s", "call", "Send", tooltip="Call the API with the token", id="token.call"),
        Binding(
            "h",
            "rehearse",
            "Rehearse",
            tooltip="Rehearse what happens when the token expires",
            id="token.rehearse",
        ),
        Binding("r", "try_refresh", "Refresh", tooltip="Try the refresh token", id="token.refresh"),
        Binding("y", "copy", "Copy", tooltip="Copy the access token, or write it to a file", id="token.copy"),
        Binding("g", "go_to_field", "Go to field", tooltip="The one to change first", id="token.field"),
        Binding(
            "G",
            "choose_field",
            "Choose a field",
            tooltip="Go to any field; those to change come first",
            show=False,
            id="token.fields",
        ),
        Binding("v", "toggle_evidence", "Evidence", id="token.evidence"),
        REVEAL,
        Binding("ctrl+s", "save", "Save", show=False, id="token.save"),
        Binding("left", "turn_tab(-1)", "Previous tab", show=False, id="token.tab_before"),
        Binding("right", "turn_tab(1)", "Next tab", show=False, id="token.tab_next"),
    ]
    AUTO_FOCUS: ClassVar[str | None] = ""

    place = "Token"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if not self.is_mounted:
            return True
        if action in _ONLY_ON and self.tabs.active != _ONLY_ON[action]:
            return False
        if action in {"toggle_evidence", *_LEAVING} and not self.findings:
            return False
        if action == "try_refresh" and not self.has_refresh_token:
            return False
        return None if self.is_busy and action in {*_ONLY_ON, *_LEAVING} else True

    def commands(self) -> Iterable[SystemCommand]:
        """Offer the actions of all three tabs."""
        if not self.is_busy:
            yield SystemCommand("Call the API", "With the token", self._call_from_palette)
            yield SystemCommand("Rehearse the expiry", "Makes one more login", self._rehearse_from_palette)
            yield SystemCommand("Copy the token", "To the clipboard, or to a file", self.action_copy)

    def _call_from_palette(self) -> None:
        self.tabs.active = "api"
        self.action_call()

    def _rehearse_from_palette(self) -> None:
        self.tabs.active = "expiry"
        self.action_rehearse()

    # Actions

    def action_call(self) -> None:
        """Call the API; if something is missing, go there."""
        problems = find_api_problems(self.connector)
        if problems:
            self._go_to(problems[0].field)
        else:
            self.unless_elsewhere(self.call)

    def action_rehearse(self) -> None:
        """Rehearse the expiry; if the API can't be called, say why."""
        problems = with_ascii_hosts(find_api_problems(self.connector))
        if problems:
            self.notify(f"The API can't be called: {problems[0].message}", severity="warning", markup=False)
            self.tabs.active = "api"
        else:
            self.unless_elsewhere(self.rehearse)

    def action_try_refresh(self) -> None:
        """Try the refresh token, if there is one."""
        if self.has_refresh_token:
            self.refresh_token()

    def action_copy(self) -> None:
        """Ask where to put the access token, and copy it or write it to a file."""
        token = self.held.attempt.token
        if token is None:
            return

        def answered(reply: str | None) -> None:
            if reply:
                copy_token(self, token.access_token, to_file=reply == "file")

        self.app.push_screen(copy_question(), answered)

    def action_toggle_evidence(self) -> None:
        """Show or hide the evidence of this tab's findings."""
        blocks = self.tabs.get_pane(self.tabs.active).query(FindingBlock)
        folds = [fold for block in blocks for fold in block.query(Collapsible)]
        collapse = any(not fold.collapsed for fold in folds)
        for fold in folds:
            fold.collapsed = collapse

    def action_go_to_field(self) -> None:
        """Go to the field that this tab's findings name first; ask which one where they name none."""
        first = next((finding.first_field for finding in self.findings if finding.first_field), "")
        if first:
            self._go_to(first)
        else:
            self.action_choose_field()

    def action_choose_field(self) -> None:
        """Ask which field to go to; those that this tab's findings name come first."""
        first = [finding.first_field for finding in self.findings if finding.first_field]
        named = [key for finding in self.findings for key in finding.keys]
        self.app.push_screen(FieldChooser(tuple(dict.fromkeys([*first[:1], *named]))), self._go_to)

    def _go_to(self, key: str | None) -> None:
        if not key:
            return
        if key.startswith("api."):
            self.tabs.active = "api"
            self.call_after_refresh(self.call_tab.form.focus_on, key)
        else:
            self.dismiss((step_of_field(key), key))

    async def action_save(self) -> None:
        """Save the profile, including the API call, as the step below this screen does."""
        await self.doctor.save()

    def action_back(self) -> None:
        """Cancel what is under way; otherwise go back."""
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
