"""The form of a step: its fields, what is wrong with them, and the request preview beside them."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Collapsible, Static

from ....form.steps import Step
from ....oauth2.field_checks import Problem
from ...keys.keys_now import with_keys
from ...widgets.field import Field
from ...widgets.focus_text import focus_text
from ...widgets.request_preview import RequestPreview
from ...widgets.whole_input import WholeInput
from ..field_actions import FieldsScreen
from .wizard_step import WizardStep


class StepForm(WizardStep, FieldsScreen[None]):
    """A screen with the fields of one step. Each change goes into the connector at once."""

    has_preview: ClassVar[bool] = True
    """Whether the request is shown beside the form where there is room for it."""

    def __init__(self, step: Step, focus_field: str = "") -> None:
        super().__init__(step)
        self._focus_field = focus_field
        self._is_typing = False
        """Whether the connector changes since a letter was typed, which is to be painted first."""

    def focus_first(self) -> None:
        """Focus the field that the user came for, or else what they most likely want first."""
        widget = self.input_of(self._focus_field) if self._focus_field else None
        if widget is None:
            self.focus_start()
            return
        if isinstance(widget.parent, Field):
            widget.parent.shows_problem = True
        self._focus_input(widget)

    def input_of(self, key: str) -> Widget | None:
        """Return the widget for a field, or None if the step has no widget for it alone."""
        found = self.query(Field).filter(_selector(key))
        return found.first().input if found else None

    def _focus_input(self, widget: Widget) -> None:
        """Focus an input, and unfold the part that it is in."""
        last: Widget = self
        for ancestor in widget.ancestors:
            if isinstance(ancestor, Collapsible) and ancestor.collapsed:
                ancestor.collapsed = False
                last = ancestor
        focus_text(widget, scroll_visible=False)
        shown = widget.parent if isinstance(widget.parent, Field) else widget
        # A part that unfolds scrolls to itself after the next refresh. The field comes behind it, in the same
        # queue.
        last.call_after_refresh(self.call_after_refresh, shown.scroll_visible, animate=False)

    def focus_start(self) -> None:
        """Focus the first empty field, or else the first one."""
        fields = self.query(Field)
        empty = [field for field in fields if not field.value and field.display and self._is_on_screen(field)]
        if empty:
            self.set_focus(empty[0].input)
        elif fields:
            focus_text(fields.first().input)
        else:
            self.set_focus(self.query_one("#next"))

    @staticmethod
    def _is_on_screen(field: Field) -> bool:
        return all(ancestor.display for ancestor in field.ancestors_with_self if hasattr(ancestor, "display"))

    def show_problems(self) -> None:
        """Tell each field what is wrong with it, and clear the note beside the buttons if nothing is."""
        problems = {
            problem.field: problem for problem in self.journey.problems_of(self.step) if problem.row is None
        }
        for field in self.walk_children(Field):
            problem = problems.get(field.key)
            field.problem = problem.message if problem else ""
        if not self.journey.problems_of(self.step):
            self._say("")

    def show_preview(self) -> None:
        """Show the request as it is now, if there is room for the preview."""
        if not self.has_class("-wide"):
            return
        for preview in self.walk_children(RequestPreview):
            preview.show(self.journey.connector, reveal=self.revealed)

    async def on_resize(self) -> None:
        """Bring the preview where there is room for it now."""
        if self.has_preview and self.has_class("-wide") and not self.query(RequestPreview):
            await self.query_one("#columns").mount(RequestPreview(self.step))
        self.show_preview()

    def watch_revealed(self) -> None:
        super().watch_revealed()
        if self.is_mounted:
            self.show_preview()

    @on(Field.Changed)
    def _field_changed(self, event: Field.Changed) -> None:
        self.field_changed(event.field)

    def field_changed(self, field: Field) -> None:
        """Put a field's exact text into the connector. All else that shows it follows what was typed."""
        self._is_typing = True
        try:
            self.doctor.set_value(field.key, field.value)
        finally:
            self._is_typing = False

    @on(Field.Submitted)
    def _field_submitted(self, event: Field.Submitted) -> None:
        fields = [field for field in self.query(Field) if self._is_on_screen(field) and field.input.focusable]
        after = fields[fields.index(event.field) + 1 :] if event.field in fields else []
        if after:
            focus_text(after[0].input)
        else:
            self.action_next()

    @on(WholeInput.CopyRefused)
    def _copy_refused(self) -> None:
        self.notify(
            with_keys("Not copied: the value is masked. {secrets.reveal} reveals it."), severity="warning"
        )

    def action_next(self) -> None:
        """Go on after the last field."""
        raise NotImplementedError

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Stay, say how many fields to fix, and focus the first one."""
        keys = {problem.field for problem in problems}
        refused = [field for field in self.query(Field) if field.key in keys]
        for field in refused:
            field.shows_problem = True
        if refused:
            self._focus_input(refused[0].input)
        # There is room for the count only. The reason is below each field.
        what = "field" if problems[0].row is None else "row"
        self._say(f"1 {what} to fix." if len(problems) == 1 else f"{len(problems)} {what}s to fix.")

    def _say(self, sentence: str) -> None:
        line = self.query_one_optional("#step-problem", Static)
        if line and str(line.content) != sentence:
            line.update(Content(sentence))


def _selector(key: str) -> str:
    return f"#field-{key.replace('.', '-').replace('_', '-')}"
