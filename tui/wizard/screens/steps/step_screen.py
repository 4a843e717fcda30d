"""What all step screens share: the rail, the title, the way back and forth, the preview."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.css.query import NoMatches
from textual.widget import Widget
from textual.widgets import Button, Collapsible, Static, TabbedContent, TabPane

from ....oauth2.field_checks import Problem
from ...steps import Step
from ...widgets.field import Field
from ...widgets.request_preview import RequestPreview
from ...widgets.step_rail import StepRail, step_bindings
from ...widgets.whole_input import WholeInput
from ..doctor_screen import DoctorScreen
from ..field_actions import REVEAL, TRIM, FieldsScreen


class StepScreen(DoctorScreen[None], FieldsScreen[None]):
    """One step of the wizard. A subclass composes the middle and says when the step may be left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "next", "Next", id="step.next"),
        Binding("escape", "back", "Back", id="step.back"),
        REVEAL,
        TRIM,
        Binding("ctrl+g", "focus_rail", "Steps", tooltip="To the list of steps", id="step.rail"),
        Binding("ctrl+s", "save", "Save", show=False, id="step.save"),
        Binding("left", "turn_tab(-1)", "Tab before", show=False, id="step.tab_before"),
        Binding("right", "turn_tab(1)", "Next tab", show=False, id="step.tab_next"),
        *step_bindings(),
    ]
    # Not the rail, where a digit typed ahead would lead to another step.
    AUTO_FOCUS: ClassVar[str | None] = ""
    has_preview: ClassVar[bool] = True
    next_label: ClassVar[str] = "Next"
    next_action: ClassVar[str] = "next"

    def __init__(self, step: Step, focus_field: str = "") -> None:
        super().__init__()
        self.step = step
        self._focus_field = focus_field

    @property
    def place(self) -> str:
        """Which step it is."""
        return f"Step {self.step.number} of {len(Step)}"

    def compose_content(self) -> ComposeResult:
        if self.doctor.practice:
            fault = self.doctor.practice.fault
            yield Static(
                Content(f"Practice: {fault.title}. Ctrl+F chooses another fault."), id="practice-banner"
            )
        with Horizontal(id="columns"):
            yield StepRail(self.step)
            with Vertical(id="main"):
                yield Static(Content(self.step.title), id="step-title")
                yield Static(Content(self.step.intro), id="step-intro")
                with VerticalScroll(id="form", can_focus=False):
                    yield from self.compose_form()
                yield from self.compose_navigation()
            if self.has_preview:
                yield RequestPreview(self.step)

    def compose_form(self) -> ComposeResult:
        """Compose what the step asks for or shows."""
        return iter(())

    def compose_navigation(self) -> ComposeResult:
        """Compose the buttons below the form."""
        with Horizontal(id="navigation"):
            yield Button("Back" if self.step.previous else "Leave", id="back", name="back")
            yield Static(id="step-problem")
            yield Button(self.next_label, variant="primary", id="next", name=self.next_action)

    def on_mount(self) -> None:
        self.doctor.set_journey(self.journey.with_visited(self.step))
        self.watch(self.app, "journey", self._journey_changed, init=False)
        self.call_after_refresh(self._show_first)

    def _show_first(self) -> None:
        if self.is_left:
            return
        self.journey_changed()
        self._focus_first()

    def _focus_first(self) -> None:
        widget = self.input_of(self._focus_field) if self._focus_field else None
        if widget is None:
            self.focus_start()
            return
        if isinstance(widget.parent, Field):
            widget.parent.shows_problem = True
        self._focus_input(widget)

    def input_of(self, key: str) -> Widget | None:
        """Return the widget that takes a field's value; None when the step has none for it alone."""
        found = self.query(Field).filter(_selector(key))
        return found.first().input if found else None

    def _focus_input(self, widget: Widget) -> None:
        """Focus an input, also one in a folded part."""
        for ancestor in widget.ancestors:
            if isinstance(ancestor, Collapsible):
                ancestor.collapsed = False
        widget.focus(scroll_visible=False)
        shown = widget.parent if isinstance(widget.parent, Field) else widget
        # A part that unfolds scrolls to itself after the next refresh; so the field, its message too, later.
        self.call_after_refresh(self.call_after_refresh, shown.scroll_visible, animate=False)

    def focus_start(self) -> None:
        """Focus what the user most likely wants first."""
        fields = self.query(Field)
        empty = [field for field in fields if not field.value and field.display and self._is_on_screen(field)]
        if empty:
            empty[0].input.focus()
        elif fields:
            fields.first().input.focus()
        else:
            self.query_one("#next").focus()

    @staticmethod
    def _is_on_screen(field: Field) -> bool:
        return all(ancestor.display for ancestor in field.ancestors_with_self if hasattr(ancestor, "display"))

    def _journey_changed(self) -> None:
        if self.is_mounted and not self.is_left:
            self.journey_changed()

    def journey_changed(self) -> None:
        """Show the state anew: called at first, and whenever it changes."""
        self.query_one(StepRail).show(self.journey)
        self.show_name()
        self._show_problems()
        self._show_preview()

    def _show_problems(self) -> None:
        problems = {
            problem.field: problem for problem in self.journey.problems_of(self.step) if problem.row is None
        }
        for field in self.query(Field):
            problem = problems.get(field.key)
            field.problem = problem.message if problem else ""
        if not self.journey.problems_of(self.step):
            self._say("")

    def _show_preview(self) -> None:
        try:
            preview = self.query_one(RequestPreview)
        except NoMatches:
            return
        if preview.display and self.has_class("-wide"):
            preview.show(self.journey.connector, reveal=self.revealed)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_preview)

    def watch_revealed(self) -> None:
        super().watch_revealed()
        if self.is_mounted:
            self._show_preview()

    @on(Field.Changed)
    def _field_changed(self, event: Field.Changed) -> None:
        self.field_changed(event.field)

    def field_changed(self, field: Field) -> None:
        """Take a field's text into the connector, to the letter."""
        self.doctor.set_value(field.key, field.value)

    @on(Field.Submitted)
    def _field_submitted(self, event: Field.Submitted) -> None:
        fields = [field for field in self.query(Field) if self._is_on_screen(field) and field.input.focusable]
        after = fields[fields.index(event.field) + 1 :] if event.field in fields else []
        if after:
            after[0].input.focus()
        else:
            self.action_next()

    @on(WholeInput.CopyRefused)
    def _copy_refused(self) -> None:
        self.notify("Nothing was copied: the value is masked. Ctrl+R reveals it.", severity="warning")

    @on(StepRail.Chosen)
    def _step_chosen(self, event: StepRail.Chosen) -> None:
        self.doctor.go_to(event.step)

    def action_next(self) -> None:
        """Go on, unless something on this step is missing or wrong: then say so and stay."""
        problems = self.journey.problems_of(self.step)
        if problems:
            self.refuse(problems)
        elif self.step.next:
            self.doctor.go_to(self.step.next)

    def refuse(self, problems: tuple[Problem, ...]) -> None:
        """Stay: say how much is wrong, and focus the first of it."""
        keys = {problem.field for problem in problems}
        refused = [field for field in self.query(Field) if field.key in keys]
        for field in refused:
            field.shows_problem = True
        if refused:
            self._focus_input(refused[0].input)
        # Why is said beside each; here is no room for it.
        what = "field" if problems[0].row is None else "row"
        self._say(f"1 {what} to mend." if len(problems) == 1 else f"{len(problems)} {what}s to mend.")

    def _say(self, sentence: str) -> None:
        for line in self.query("#step-problem").results(Static):
            line.update(Content(sentence))

    def action_back(self) -> None:
        """Go back one step; from the first, leave the wizard."""
        if self.step.previous:
            self.doctor.go_to(self.step.previous)
        else:
            self.doctor.leave_wizard()

    def action_go_to(self, number: int) -> None:
        """Go to a step by its number."""
        self.doctor.go_to(list(Step)[number - 1])

    def action_focus_rail(self) -> None:
        """Go to the list of steps, and from there back to the form."""
        rail = self.query_one(StepRail)
        if rail.has_focus:
            self.focus_start()
        else:
            rail.focus()

    def action_turn_tab(self, by: int) -> None:
        """Show the next tab, where there are tabs, or the one before."""
        for tabs in self.query(TabbedContent):
            panes = [pane.id or "" for pane in tabs.query(TabPane)]
            if tabs.active in panes:
                tabs.active = panes[(panes.index(tabs.active) + by) % len(panes)]

    def action_save(self) -> None:
        """Go to the last step, where the profile is saved."""
        self.doctor.go_to(Step.SAVE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "trim" and not self.query(Field):
            return False
        if action == "save" and self.step is Step.SAVE:
            return False
        return not (action == "next" and self.step.next is None)


def _selector(key: str) -> str:
    return f"#field-{key.replace('.', '-').replace('_', '-')}"
