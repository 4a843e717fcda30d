"""Step 9, Result: its keys and buttons, and the screens that they lead to."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, Static

from ....diagnosis.experiments import propose_experiments
from ....diagnosis.telling_apart import in_order
from ....diagnosis.verdict import headline
from ....oauth2.connector import Connector
from ...field_values import with_changes
from ...steps import Step, step_of_field
from ...widgets.deliberate_button import DeliberateButton
from ...widgets.result.result_tabs import ResultTabs
from ..dialogs.field_chooser import FieldChooser
from ..experiments import ExperimentsScreen
from ..field_actions import FORM_SHEET
from .result_sender import ResultSender

_NOT_WHILE_SENDING: Final = frozenset(
    {"send", "token", "go_to_field", "toggle_evidence", "experiments", "form_sheet"}
)


class ResultStep(ResultSender):
    """Sends the token request, and says why it fails."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Hidden: the footer has no room for more than this screen's own keys.
        Binding("escape", "back", "Back", show=False, id="step.back"),
        Binding("ctrl+n", "next", "Next", show=False, id="result.next"),
        Binding("ctrl+g", "focus_rail", "Steps", show=False, id="result.rail"),
        Binding("s", "send", "Send", tooltip="Send the token request again", id="result.send"),
        Binding(
            "t", "token", "Token", tooltip="Inspect the token, and call the API with it", id="result.token"
        ),
        Binding(
            "g", "go_to_field", "Go to field", tooltip="The one to change comes first", id="result.field"
        ),
        Binding(
            "v", "toggle_evidence", "Evidence", tooltip="Show how we know, or fold it", id="result.evidence"
        ),
        Binding(
            "x", "experiments", "Experiments", tooltip="Change one thing and try", id="result.experiments"
        ),
        FORM_SHEET,
    ]

    def __init__(self, *, send: bool = False) -> None:
        super().__init__(Step.RESULT)
        self._send_on_mount = send

    def compose_navigation(self) -> ComposeResult:
        with Horizontal(id="navigation"):
            yield Button("Back", id="back", name="back")
            yield Static(id="step-problem")
            yield DeliberateButton("Cancel (Esc)", variant="warning", id="cancel-run", name="back")
            yield Button("Token (t)", id="token", name="token")
            yield Button("Go to field", id="go-to-field", name="go_to_field")
            yield DeliberateButton("Send again", id="send", name="send")
            yield Button("Save", variant="primary", id="next", name="next")

    def on_mount(self) -> None:
        """Send if the user has just asked for it; otherwise show the last run."""
        if self._send_on_mount:
            self.send_all()
        else:
            self.call_after_refresh(self.show_last)

    def focus_start(self) -> None:
        """Focus the button that is most likely wanted next."""
        if self.is_sending:
            self.progress.focus()
            return
        record = self.journey.record
        self.query_one("#next" if self.works else "#go-to-field" if record else "#send").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "token" and not self.works:
            return False
        if action in _NOT_WHILE_SENDING and self.is_sending:
            return None
        return super().check_action(action, parameters)

    def action_toggle_evidence(self) -> None:
        """Show or hide the evidence of the findings."""
        for tabs in self.query(ResultTabs):
            tabs.toggle_evidence()

    def action_go_to_field(self) -> None:
        """Ask which field to go to; the likeliest one comes first."""
        record = self.journey.record
        likeliest = headline(record.connector, record.run, record.findings).field if record else ""

        def chosen(key: str | None) -> None:
            if key:
                self.doctor.go_to(step_of_field(key), focus_field=key)

        self.app.push_screen(FieldChooser(likeliest), chosen)

    def action_token(self) -> None:
        """Show the token that the server issued in this run."""
        # Imported here, so that the first screen doesn't wait for it.
        from ..token.token_screen import TokenScreen

        def left(destination: tuple[Step, str] | None) -> None:
            if destination:
                step, key = destination
                self.doctor.go_to(step, focus_field=key)

        if self.journey.record and self.works:
            self.app.push_screen(TokenScreen(self.journey.record), left)

    def action_experiments(self) -> None:
        """Offer the experiments that can tell something about this run."""
        record = self.journey.record
        first = record.findings[0] if record and record.findings else None
        proposed = in_order(propose_experiments(record.connector, record.run), first) if record else ()
        if record is None or not proposed:
            self.notify("There is nothing to experiment with: the first attempt worked, or nothing was sent.")
            return

        def ended(kept: Connector | None) -> None:
            if kept is not None:
                # Keep what was typed since the run.
                connector = with_changes(self.journey.connector, record.connector, kept)
                self.doctor.set_journey(self.journey.with_connector(connector))
                self.doctor.go_to(Step.REVIEW)

        self.app.push_screen(ExperimentsScreen(record, proposed), ended)
