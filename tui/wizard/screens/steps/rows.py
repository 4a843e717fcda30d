"""Steps 6 and 7: the rows of Additional Headers and of Additional Request Data."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from ....form.field_values import value_of
from ....form.steps import Step
from ....interchange.shown_text import SHOWN_ROW_VALUE, shown_line
from ....oauth2.assembly import assemble
from ....oauth2.connector import AdditionalRow
from ....oauth2.field_checks import Problem
from ....oauth2.secret import MASK, reveal
from ....oauth2.token_request import Origin
from ....plain_text import plain_line
from ...keys.keys_now import key_of, with_keys
from ...style_sheets import sheets
from ...widgets.deliberate_button import DeliberateButton
from ...widgets.lists.row_list import RowList
from ..dialogs.row_dialog import RowDialog
from .step_screen import StepScreen


class RowsStep(StepScreen):
    """Lists the rows, to add, edit, delete or move one, or to mark it as a secret."""

    CSS_PATH = sheets("steps", "fields", "rows")

    BINDINGS: ClassVar[list[BindingType]] = [
        # Their buttons show the keys.
        Binding("a", "add", "Add", show=False, id="rows.add"),
        Binding("e", "edit", "Edit", show=False, id="rows.edit"),
        Binding("d,delete", "delete", "Delete", show=False, id="rows.delete"),
        Binding("k,shift+up", "move(-1)", "Up", show=False, id="rows.up"),
        Binding("j,shift+down", "move(1)", "Down", show=False, id="rows.down"),
        Binding("m", "toggle_secret", "Mark secret", show=False, id="rows.secret"),
        Binding("u,ctrl+z", "undo", "Undo a deletion", show=False, id="rows.undo"),
    ]

    @property
    def key(self) -> str:
        """The field that holds the rows."""
        return self.step.fields[0]

    @property
    def rows(self) -> tuple[AdditionalRow, ...]:
        """The rows as they are now."""
        rows: tuple[AdditionalRow, ...] = value_of(self.journey.connector, self.key)
        return rows

    def compose_form(self) -> ComposeResult:
        yield RowList(id="rows")
        yield Static(id="no-rows")
        with Horizontal(id="row-buttons"):
            yield Button(with_keys("Add ({rows.add})"), id="add", name="add", compact=True)
            yield Button(with_keys("Edit ({rows.edit})"), id="edit", name="edit", compact=True)
            # With a row less, another button stands where this one stood.
            yield DeliberateButton(
                with_keys("Delete ({rows.delete})"), id="delete", name="delete", compact=True
            )
            yield Button(with_keys("Up ({rows.up})"), id="up", name="move(-1)", compact=True)
            yield Button(with_keys("Down ({rows.down})"), id="down", name="move(1)", compact=True)
            yield DeliberateButton(
                with_keys("Secret ({rows.secret})"), id="secret", name="toggle_secret", compact=True
            )

    def focus_start(self) -> None:
        """Start with the rows; if there are none, with the button Next."""
        self.set_focus(self.query_one("#rows" if self.rows else "#next"))

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Stay, and go to the first row that can't be sent."""
        super().refuse(problems)
        rows = self.query_one("#rows", OptionList)
        rows.highlighted = problems[0].row
        rows.focus()

    def journey_changed(self) -> None:
        """Show the rows again, with the same one highlighted."""
        super().journey_changed()
        rows = self.query_one("#rows", OptionList)
        highlighted = rows.highlighted
        rows.set_options(Option(prompt) for prompt in self._prompts())
        rows.display = bool(self.rows)
        if self.rows:
            rows.highlighted = min(highlighted or 0, len(self.rows) - 1)
        what = "headers" if self.step is Step.ADDITIONAL_HEADERS else "request data"
        empty = self.query_one("#no-rows", Static)
        empty.display = not self.rows
        empty.update(
            Content.assemble(
                f"No additional {what}. Press ",
                (key_of("rows.add"), "bold"),
                " to add a row, or ",
                ("Enter", "bold"),
                " to go on.",
            )
        )
        for button in self.query("#row-buttons Button").results(Button):
            button.disabled = button.id != "add" and not self.rows
        self.refresh_bindings()

    def _prompts(self) -> list[Content]:
        problems = {
            problem.row: problem.message for problem in self.journey.problems if problem.field == self.key
        }
        overriding = self._overriding_names()
        return [
            self._prompt(row, problems.get(index, ""), overrides=self._fold(row.name) in overriding)
            for index, row in enumerate(self.rows)
        ]

    def _prompt(self, row: AdditionalRow, problem: str, *, overrides: bool) -> Content:
        masked = row.is_secret and not self.revealed
        value = MASK if masked else shown_line(reveal(row.value), None, most=SHOWN_ROW_VALUE)
        parts = [
            Content.styled(plain_line(row.name) or "(no name)", "bold"),
            Content(": " if self.step is Step.ADDITIONAL_HEADERS else " = "),
            Content(value) if value else Content.styled("(empty)", "$quiet"),
        ]
        if row.is_secret:
            parts.append(Content.styled("  secret", "$secret italic"))
        if overrides:
            parts.append(Content.styled("\n  ← overrides the connector's own value", "$warns"))
        if problem:
            parts.append(Content.styled(f"\n  ✗ {problem}", "$fails"))
        return Content("").join(parts)

    def _overriding_names(self) -> set[str]:
        names: set[str] = set()
        connector = self.journey.connector
        for method in connector.client_authentication.methods:
            request = assemble(connector, method)
            items = request.headers if self.step is Step.ADDITIONAL_HEADERS else request.parameters
            names |= {self._fold(item.name) for item in items if item.origin is Origin.OVERRIDE}
        return names

    def _fold(self, name: str) -> str:
        return name.lower() if self.step is Step.ADDITIONAL_HEADERS else name

    def watch_revealed(self) -> None:
        super().watch_revealed()
        if self.is_mounted:
            self.journey_changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"edit", "delete", "move", "toggle_secret"} and not self.rows:
            return None
        return super().check_action(action, parameters)

    @property
    def _index(self) -> int:
        return self.query_one("#rows", OptionList).highlighted or 0

    def _set_rows(self, rows: tuple[AdditionalRow, ...], highlight: int) -> None:
        self.doctor.set_value(self.key, rows)
        if rows:
            self.query_one("#rows", OptionList).highlighted = max(0, min(highlight, len(rows) - 1))

    @on(OptionList.OptionSelected, "#rows")
    def _row_selected(self) -> None:
        self.action_edit()

    def action_add(self) -> None:
        """Ask for a new row."""

        def added(row: AdditionalRow | None) -> None:
            if row:
                self._set_rows((*self.rows, row), len(self.rows))
                self.query_one("#rows").focus()

        self.app.push_screen(RowDialog(self.step), added)

    def action_edit(self) -> None:
        """Ask for the highlighted row again."""
        index = self._index

        def edited(row: AdditionalRow | None) -> None:
            if row:
                self._set_rows((*self.rows[:index], row, *self.rows[index + 1 :]), index)

        self.app.push_screen(RowDialog(self.step, self.rows[index]), edited)

    def action_delete(self) -> None:
        """Delete the highlighted row; it can be put back until another connector is opened."""
        index = self._index
        row = self.rows[index]
        self.doctor.set_journey(self.journey.with_deleted(self.key, index, row))
        self._set_rows(self.rows[:index] + self.rows[index + 1 :], index)
        self.notify(
            f"Deleted the row {plain_line(row.name)}. Press {key_of('rows.undo')} to undo it.", markup=False
        )
        if not self.rows:
            self.query_one("#next").focus()

    def action_undo(self) -> None:
        """Put back the row of this step that was deleted last, or undo the filling with a paste."""
        if self.doctor.undo_fill():
            return
        for deleted in reversed(self.journey.deleted):
            if deleted.key == self.key:
                self.doctor.set_journey(self.journey.with_row_back(deleted))
                self._set_rows(self.rows, deleted.index)
                self.query_one("#rows").focus()
                return

    def action_move(self, by: int) -> None:
        """Move the highlighted row."""
        index, rows = self._index, list(self.rows)
        target = index + by
        if 0 <= target < len(rows):
            rows[index], rows[target] = rows[target], rows[index]
            self._set_rows(tuple(rows), target)

    def action_toggle_secret(self) -> None:
        """Mark the highlighted row's value as a secret, or unmark it."""
        index = self._index
        row = self.rows[index]
        self._set_rows(
            (*self.rows[:index], row.marked(secret=not row.is_secret), *self.rows[index + 1 :]), index
        )
