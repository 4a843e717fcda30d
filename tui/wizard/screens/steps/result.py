"""Step 9, Result: its keys and buttons, and the screens that they lead to."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, Static

from ....diagnosis.experiments import propose_experiments
from ....diagnosis.telling_apart import in_order
from ....diagnosis.verdict import Headline, headline
from ....form.field_values import with_changes
from ....form.steps import Step
from ....oauth2.connector import Connector
from ...keys.keys_now import with_keys
from ...style_sheets import sheets
from ...widgets.deliberate_button import DeliberateButton
from ...widgets.result.result_tabs import ResultTabs
from ..dialogs.field_chooser import FieldChooser
from ..experiments import ExperimentsScreen
from ..field_actions import COMPARE, COPY, FORM_SHEET, REPORT
from .result_editing import ResultEditing

_NOT_WHILE_SENDING: Final = frozenset(
    {"send", "token", "go_to_field", "choose_field", "change_field", "toggle_evidence", "experiments"}
    | {"form_sheet", "copy", "report", "compare", "explain"}
)


class ResultStep(ResultEditing):
    """Sends the token request, and says why it fails."""

    CSS_PATH = sheets("steps", "fields", "result")

    BINDINGS: ClassVar[list[BindingType]] = [
        # Hidden: the footer has no room for more than this screen's own keys.
        Binding("escape", "back", "Back", show=False, id="step.back"),
        Binding("ctrl+n", "next", "Next", show=False, id="step.next"),
        Binding("ctrl+g", "focus_rail", "Steps", show=False, id="step.rail"),
        Binding("s", "send", "Send", tooltip="Send the token request again", id="result.send"),
        Binding(
            "t", "token", "Token", tooltip="Inspect the token, and call the API with it", id="result.token"
        ),
        Binding("g", "go_to_field", "Go to field", tooltip="The one to change first", id="result.field"),
        Binding(
            "G",
            "choose_field",
            "Choose a field",
            tooltip="Go to any field; those to change come first",
            show=False,
            id="result.fields",
        ),
        Binding(
            "v", "toggle_evidence", "Evidence", tooltip="Show how we know, or fold it", id="result.evidence"
        ),
        Binding(
            "x", "experiments", "Experiments", tooltip="Change one thing and try", id="result.experiments"
        ),
        FORM_SHEET,
        COPY,
        REPORT,
        COMPARE,
    ]

    def __init__(self, *, send: bool = False) -> None:
        super().__init__(Step.RESULT)
        self._send_on_mount = send

    def compose_navigation(self) -> ComposeResult:
        with Horizontal(id="navigation"):
            yield Button("Back", id="back", name="back")
            yield Static(id="step-problem")
            yield DeliberateButton(
                with_keys("Cancel ({step.back})"), variant="warning", id="cancel-run", name="back"
            )
            yield Button(with_keys("Token ({result.token})"), id="token", name="token")
            yield Button("Go to field", id="go-to-field", name="go_to_field")
            yield DeliberateButton("Send again", id="send", name="send")
            yield Button("Save", variant="primary", id="next", name="next")

    def on_mount(self) -> None:
        """Send if the user has just asked for it; otherwise show the last run."""
        if self._send_on_mount:
            self.send_all()
        else:
            self.show_last()

    def focus_start(self) -> None:
        """Focus the card; or the button that sends, where nothing was sent yet."""
        if self.is_sending:
            self.progress.focus()
        elif self.card.editor:  # at the end of a run, whoever reads fast has opened it already
            self.card.editor.take_focus()
        elif self.journey.record:
            self.set_focus(self.card)
        else:
            self.set_focus(self.query_one("#send"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "token" and not self.works:
            return False
        if action == "report" and not self.journey.record:
            return None
        if action in _NOT_WHILE_SENDING and self.is_sending:
            return None
        return super().check_action(action, parameters)

    def action_toggle_evidence(self) -> None:
        """Show or hide the evidence of the findings."""
        for tabs in self.query(ResultTabs):
            tabs.toggle_evidence()

    @property
    def _says(self) -> Headline | None:
        """The headline of the last run."""
        record = self.journey.record
        return headline(record.connector, record.run, record.findings) if record else None

    def action_go_to_field(self) -> None:
        """Go to the field to change first; ask which one where the diagnosis names none."""
        if self.card.shown and self.card.shown.key:
            self.go_to_field(self.card.shown.key)
        else:
            self.action_choose_field()

    def action_choose_field(self) -> None:
        """Ask which field to go to; those that the diagnosis names come first."""
        self.app.push_screen(FieldChooser(self._says.fields if self._says else ()), self.go_to_field)

    def action_report(self) -> None:
        """Ask for the file of a report, and write it."""
        # Imported here, so that the first screen doesn't wait for it.
        from .reporting import ask_for_report

        if (case := self.case) and self.journey.record:
            ask_for_report(self, case, self.journey.record.ended)

    def action_token(self) -> None:
        """Show the token that the server issued in this run."""
        # Imported here, so that the first screen doesn't wait for it.
        from ..token.token_screen import TokenScreen

        def left(destination: tuple[Step, str] | None) -> None:
            if destination:
                step, key = destination
                self.doctor.go_to(step, focus_field=key, opened="token")

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
