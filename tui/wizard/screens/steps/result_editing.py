"""The editing half of Result: the field to change, opened on the card, and sent again or left as it was."""

from __future__ import annotations

from textual import on, work

from ...keys.keys_now import with_keys
from ...widgets.result.in_place_editor import InPlaceEditor, is_edited_in_place
from .result_sender import ResultSender

_UNCHANGED = "Nothing was changed, so nothing was sent. Press {result.send} outside the field to send again."


class ResultEditing(ResultSender):
    """A step on which the field to change is edited in place."""

    async def action_change_field(self) -> None:
        """Open the field to change on the card; one that is edited elsewhere, on its step."""
        shown = self.card.shown
        if shown is None or not shown.key or self.is_sending:
            return
        if not is_edited_in_place(shown.key):
            self.go_to_field(shown.key)
            return
        connector = self.journey.connector
        # A proposal follows from the connector that was sent: it is none for a value typed since.
        proposed = shown.value if self.journey.record_is_current else None
        editor = InPlaceEditor(shown.key, connector, proposed)
        await self.card.open_editor(editor)
        if self.revealed and editor.field:
            editor.field.mask(masked=False)
        editor.start()
        self.call_after_refresh(editor.scroll_visible, animate=False)

    @on(InPlaceEditor.Changed)
    def _value_changed(self, event: InPlaceEditor.Changed) -> None:
        event.stop()
        if event.editor is self.card.editor:  # else it was closed, and what it held was sent or left
            self.doctor.set_value(event.editor.key, event.editor.value)

    async def action_leave_field(self) -> None:
        """Leave the open field as it was."""
        if editor := self.card.editor:
            self.doctor.set_value(editor.key, editor.before)
            await self.card.close_editor()
            self.card.focus()

    @on(InPlaceEditor.Submitted)
    async def _editor_submitted(self) -> None:
        editor = self.card.editor
        if editor is None or self.is_sending:
            return
        self.doctor.set_value(editor.key, editor.value)
        if editor.field and editor.field.problem:
            editor.field.shows_problem = True
        elif self.journey.record_is_current:
            editor.say(with_keys(_UNCHANGED))
        else:
            await self.card.close_editor()
            self.card.focus()
            self._send_changed()

    def action_send(self) -> None:
        """Send what is seen, by whatever key or button: a proposed value stands in the open field alone."""
        if (editor := self.card.editor) and not self.is_sending:
            self.doctor.set_value(editor.key, editor.value)
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
        if (editor := self.card.editor) and (field := editor.field):
            found = (each.message for each in self.journey.problems if each.field == editor.key)
            field.problem = next(found, "")
