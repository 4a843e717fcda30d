"""The editing half of Result: the field to change, opened on the card, and sent again or left as it was."""

from __future__ import annotations

from collections.abc import Mapping

from textual import on, work

from ....form.field_values import with_value
from ....form.journey import DeletedRow
from ....plain_text import plain_line
from ...keys.keys_now import key_of, with_keys
from ...widgets.result.in_place_editor import InPlaceEditor
from ...widgets.whole_input import WholeInput
from .result_sender import ResultSender

_UNCHANGED = "Nothing was changed, so nothing was sent. Press {result.send} outside the field to send again."


class ResultEditing(ResultSender):
    """A step on which the field to change is edited in place."""

    async def action_change_field(self) -> None:
        """Open the field to change on the card."""
        shown = self.card.shown
        if shown is None or not shown.key or self.is_sending:
            return
        # A proposal follows from the connector that was sent: it is none for a value typed since.
        editor = InPlaceEditor(
            shown.key, self.journey, shown.change if self.journey.record_is_current else None
        )
        await self.card.open_editor(editor)
        if self.revealed:
            for field in editor.fields:
                field.mask(masked=False)
        editor.start()
        self.call_after_refresh(editor.scroll_visible, animate=False)

    @on(InPlaceEditor.Changed)
    def _value_changed(self, event: InPlaceEditor.Changed) -> None:
        event.stop()
        if event.editor is self.card.editor:  # else it was closed, and what it held was sent or left
            self._take(event.editor)

    def _take(self, editor: InPlaceEditor) -> None:
        """Put what stands in the editor into the connector."""
        self._put(editor.part.values, (*editor.deleted_before, *editor.part.deleted))

    def _put(self, values: Mapping[str, object], deleted: tuple[DeletedRow, ...]) -> None:
        journey = self.journey
        connector = journey.connector
        for key, value in values.items():
            connector = with_value(connector, key, value)
        if connector != journey.connector or deleted != journey.deleted:
            self.doctor.set_journey(journey.with_connector(connector).with_deletions(deleted))

    async def action_leave_field(self) -> None:
        """Leave the open field as it was."""
        if editor := self.card.editor:
            self._put(editor.before, editor.deleted_before)
            await self.card.close_editor()
            self.card.focus()

    @on(InPlaceEditor.Submitted)
    async def _editor_submitted(self) -> None:
        editor = self.card.editor
        if editor is None or self.is_sending:
            return
        self._take(editor)
        if editor.part.refuses():
            return
        if self.journey.record_is_current:
            editor.say(with_keys(_UNCHANGED))
            return
        for deleted in editor.part.deleted:
            name = plain_line(deleted.row.name)
            self.notify(f"Deleted the row {name}. Press {key_of('fields.undo')} to undo it.", markup=False)
        await self.card.close_editor()
        self.card.focus()
        self._send_changed()

    def action_send(self) -> None:
        """Send what is seen, by whatever key or button: a proposed value stands in the open field alone."""
        if (editor := self.card.editor) and not self.is_sending:
            self._take(editor)
        super().action_send()

    @work(exclusive=True, group="send")
    async def _send_changed(self) -> None:
        if self.journey.problems:
            self.action_send()  # which goes to what is missing
        # Asked here, so that whoever says no keeps the run that is shown.
        elif await self.doctor.login_guard.approves(self.journey.connector):
            self.send_all()

    def show_problems(self) -> None:
        """Tell the field that is edited what is wrong with it."""
        super().show_problems()
        if editor := self.card.editor:
            editor.part.show_problems(self.journey.problems)

    # The undoing of a deletion

    def action_undo_change(self) -> None:
        """Undo the last change of the focused field; elsewhere, the deletion of a row."""
        is_elsewhere = isinstance(self.focused, WholeInput) or self.card.editor or self.doctor.can_undo_fill
        if is_elsewhere or not self.journey.deleted:
            super().action_undo_change()
            return
        deleted = self.journey.deleted[-1]
        self.doctor.set_journey(self.journey.with_row_back(deleted))
        self.notify(f"The row {plain_line(deleted.row.name)} is back.", markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "undo_change" and self.journey.deleted and not self.is_sending:
            return True
        return super().check_action(action, parameters)
