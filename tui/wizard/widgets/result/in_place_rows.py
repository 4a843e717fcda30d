"""The rows of a field on the verdict card: those that the finding is about, to change, add or delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Checkbox

from ....form.field_values import value_of
from ....form.journey import DeletedRow
from ....interchange.run_text.proposed_change import ProposedChange
from ....interchange.run_text.row_change import HEADERS, OTHER_TABLE, RowChange, row_words
from ....oauth2.connector import AdditionalRow, Connector
from ....oauth2.field_checks import Problem
from ....oauth2.form_fields import short_label_of
from ....oauth2.masking.redaction import Redactor
from ....oauth2.secret import reveal
from ....plain_text import plain_line
from ..choice_list import Choice, ChoiceList
from ..focus_text import focus_text
from ..row_fields import RowFields
from ..sending_tick_box import SendingTickBox
from .in_place_part import InPlacePart

_NEW_ROW: Final = AdditionalRow("", "")
_HINT_OF_LIST: Final = "Enter changes the chosen row here. Enter in its value sends again."


class RowsPart(InPlacePart):
    """The rows that a fix is about. If it names none, a list of all rows is above the fields of one."""

    def __init__(self, key: str, connector: Connector, proposed: ProposedChange) -> None:
        super().__init__(key, connector, proposed)
        self._rows: tuple[AdditionalRow, ...] = value_of(connector, key)
        self._change = change = proposed.rows or RowChange()
        self._proposed = {edit.index: edit.row for edit in change.edits}
        self._has_list = not change.edits and bool(self._rows)
        first = len(self._rows) if change.adds else 0
        self._shown = [*self._proposed] or [first]
        """The rows whose fields are shown: their indexes, those of new ones behind all others."""
        self._typed: dict[int, AdditionalRow] = dict(self._proposed) if change.is_known else {}
        """The rows that are not as they were."""
        self._fields: dict[int, RowFields] = {}
        """The fields of the rows that are shown."""

    def compose(self) -> ComposeResult:
        if self._has_list:
            redact = Redactor.for_connector(self.connector).text
            choices = [
                Choice(str(index), plain_line(row_words(row, self.key, redact)))
                for index, row in enumerate(self._rows)
            ]
            new = Choice(str(len(self._rows)), "A new row")
            yield ChoiceList([*choices, new], str(self._shown[0]), id="in-place-rows")
        if self._change.may_delete or self._change.action == "move":
            is_proposed = self._change.action != "edit"
            yield SendingTickBox(Content(self._tick_label), is_proposed, id="in-place-delete")
        yield from map(self._fields_of, self._shown)

    def on_mount(self) -> None:
        self._show_fields()

    def _fields_of(self, index: int) -> RowFields:
        is_new = index >= len(self._rows)
        is_header = self.key == HEADERS
        fields = RowFields(self._row(index), is_header=is_header, is_new=is_new, tick_box=SendingTickBox)
        self._fields[index] = fields
        return fields

    @property
    def _tick_label(self) -> str:
        names = " and ".join(plain_line(self._row(index).name) for index in self._shown)
        rows = f"row{'s' if len(self._shown) > 1 else ''} {names}"
        if self._change.action == "move":
            return f"Move the {rows} to {short_label_of(OTHER_TABLE[self.key])}"
        return f"Delete the {rows}"

    def _row(self, index: int) -> AdditionalRow:
        """Return a row as it is now; as it is proposed, if nothing else was typed."""
        there = self._rows[index] if index < len(self._rows) else _NEW_ROW
        return self._typed.get(index) or self._proposed.get(index) or there

    # The value

    @property
    def _takes_away(self) -> bool:
        """Whether the rows that are shown are to be deleted or moved."""
        return any(box.value and box.display for box in self._tick_boxes)

    @property
    def _tick_boxes(self) -> Sequence[Checkbox]:
        return [*self.query("#in-place-delete").results(Checkbox)]

    @property
    def values(self) -> Mapping[str, object]:
        gone = set(self._shown) if self._takes_away else set()
        there = range(len(self._rows))
        kept = [self._typed.get(index, self._rows[index]) for index in there if index not in gone]
        new = [row for index, row in sorted(self._typed.items()) if index >= len(self._rows)]
        values: dict[str, object] = {self.key: (*kept, *new)}
        if self._change.action == "move":
            other = OTHER_TABLE[self.key]
            moved = (self._row(index) for index in sorted(gone))
            values[other] = (*value_of(self.connector, other), *moved)
        return values

    @property
    def deleted(self) -> tuple[DeletedRow, ...]:
        if not self._takes_away or self._change.action == "move":
            return ()
        there = sorted((index for index in self._shown if index < len(self._rows)), reverse=True)
        return tuple(DeletedRow(self.key, index, self._rows[index]) for index in there)

    # What is shown

    @property
    def hint(self) -> str:
        if self._takes_away if self._fields else self._change.action != "edit":
            verb = "move" if self._change.action == "move" else "delete"
            it = "them" if len(self._shown) > 1 else "it"
            return f"Press Enter to {verb} {it} and send again, Space to keep {it} and change {it} here."
        if self._has_list:
            return _HINT_OF_LIST
        is_proposed = self._change.is_known and self._change.action == "edit"
        made = "The proposed row is filled in. " if is_proposed else ""
        return f"{made}Press Enter to use this row and send again."

    @property
    def start(self) -> Widget:
        if self._takes_away:
            return self._tick_boxes[0]
        if self._has_list:
            return self.query_one(ChoiceList)
        return self._fields[self._shown[0]].start

    def _show_fields(self) -> None:
        for fields in self._fields.values():
            fields.display = not self._takes_away
        for box in self._tick_boxes:
            box.display = self._shown[0] < len(self._rows)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        for fields in self._fields.values():
            if fields.is_mounted:
                fields.check()

    def refuses(self) -> bool:
        if self._takes_away:
            return False
        return any(fields.refuses() for index, fields in self._fields.items() if index in self._typed)

    # What the user does

    @on(ChoiceList.Chosen)
    async def _row_chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self._note_typed()
        self._fields.clear()
        # New ones: what can be undone in the fields of a row is the row's own.
        await self.query(RowFields).remove()
        self._shown = [int(event.value)]
        await self.mount(self._fields_of(self._shown[0]))
        for box in self._tick_boxes:
            with self.prevent(Checkbox.Changed):
                box.value = False
            box.label = Content(self._tick_label)
        self._show_fields()
        self.changed()

    @on(ChoiceList.Submitted)
    def _list_left(self, event: ChoiceList.Submitted) -> None:
        event.stop()
        focus_text(self._fields[self._shown[0]].start)

    @on(RowFields.Changed)
    def _typed_in(self, event: RowFields.Changed) -> None:
        event.stop()
        if event.fields in self._fields.values():  # else it comes late, of a row that was noted as it went
            self._note_typed()
            self.changed()

    def _note_typed(self) -> None:
        for index, fields in self._fields.items():
            row, was = fields.row, self._rows[index] if index < len(self._rows) else _NEW_ROW
            untouched = self._proposed.get(index, was)
            if row == was or (row == untouched and not reveal(row.value)):
                self._typed.pop(index, None)
            else:
                self._typed[index] = row

    @on(RowFields.Submitted)
    def _entered(self, event: RowFields.Submitted) -> None:
        event.stop()
        shown = [*self._fields.values()]
        if event.fields not in shown:  # it comes late: another row was chosen
            return
        if after := shown[shown.index(event.fields) + 1 :]:
            focus_text(after[0].start)
        else:
            self.submitted()

    @on(Checkbox.Changed, "#in-place-delete")
    def _deletion_ticked(self, event: Checkbox.Changed) -> None:
        event.stop()
        self._show_fields()
        self.changed()

    @on(SendingTickBox.Submitted)
    def _sent(self, event: SendingTickBox.Submitted) -> None:
        event.stop()
        self.submitted()
