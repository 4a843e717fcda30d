"""What all steps share: the list of steps, the title, the buttons, and the keys to the other steps."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static, TabbedContent, TabPane

from ...steps import Step
from ...widgets.field import Field
from ...widgets.request_preview import RequestPreview
from ...widgets.step_rail import StepRail, step_bindings
from ..field_actions import REVEAL, TRIM, UNDO
from .step_form import StepForm


class StepScreen(StepForm):
    """One step of the wizard. A subclass composes the form in the middle."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "next", "Next", id="step.next"),
        Binding("escape", "back", "Back", id="step.back"),
        REVEAL,
        TRIM,
        UNDO,
        Binding("ctrl+g", "focus_rail", "Steps", tooltip="Go to the list of steps", id="step.rail"),
        Binding("ctrl+s", "save", "Save", show=False, id="step.save"),
        Binding("left", "turn_tab(-1)", "Previous tab", show=False, id="step.tab_before"),
        Binding("right", "turn_tab(1)", "Next tab", show=False, id="step.tab_next"),
        *step_bindings(),
    ]
    # Not the rail: there, a digit that was typed ahead would lead to another step.
    AUTO_FOCUS: ClassVar[str | None] = ""
    has_preview: ClassVar[bool] = True
    next_label: ClassVar[str] = "Next"
    next_action: ClassVar[str] = "next"
    came_from: Step | None = None
    """Where Back leads, if this is not the step before."""

    @property
    def place(self) -> str:
        """Which step it is."""
        return f"Step {self.step.number} of {len(Step)}"

    def compose_content(self) -> ComposeResult:
        if self.doctor.practice:
            fault = self.doctor.practice.fault
            yield Static(
                Content(f"Practice: {fault.title}. Press Ctrl+F for another fault."), id="practice-banner"
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
        """Compose the form: what the step asks for or shows."""
        return iter(())

    def compose_navigation(self) -> ComposeResult:
        """Compose the buttons below the form."""
        with Horizontal(id="navigation"):
            yield Button("Back" if self.step.previous or self.came_from else "Leave", id="back", name="back")
            yield Static(id="step-problem")
            yield Button(self.next_label, variant="primary", id="next", name=self.next_action)

    def on_mount(self) -> None:
        self.doctor.notice_deleted_file()
        self.doctor.set_journey(self.journey.with_visited(self.step))
        self.watch(self.app, "journey", self._journey_changed, init=False)
        self.call_after_refresh(self._show_first)

    def _show_first(self) -> None:
        if self.is_left:
            return
        self.journey_changed()
        self.focus_first()

    def _journey_changed(self) -> None:
        if self.is_mounted and not self.is_left:
            self.journey_changed()

    def journey_changed(self) -> None:
        """Show the state. This is called when the screen opens and with every change."""
        self.query_one(StepRail).show(self.journey)
        self.show_name()
        self.show_problems()
        self.show_preview()

    @on(StepRail.Chosen)
    def _step_chosen(self, event: StepRail.Chosen) -> None:
        self.doctor.go_to(event.step)

    def action_next(self) -> None:
        """Go on; if something on this step is missing or wrong, say so and stay."""
        problems = self.journey.problems_of(self.step)
        if problems:
            self.refuse(problems)
        elif self.step.next:
            self.doctor.go_to(self.step.next)

    def action_back(self) -> None:
        """Go back to where the user came from, or else one step; from the first one, leave the wizard."""
        before = self.came_from or self.step.previous
        if before:
            self.doctor.go_to(before)
        else:
            self.doctor.leave_wizard()

    def action_go_to(self, number: int) -> None:
        """Go to a step by its number."""
        self.doctor.go_to(list(Step)[number - 1])

    def action_focus_rail(self) -> None:
        """Go to the list of steps, or from there back to the form."""
        rail = self.query_one(StepRail)
        if rail.has_focus:
            self.focus_start()
        else:
            rail.focus()

    def action_turn_tab(self, by: int) -> None:
        """Show the next or the previous tab, if there are tabs."""
        for tabs in self.query(TabbedContent):
            panes = [pane.id or "" for pane in tabs.query(TabPane)]
            if tabs.active in panes:
                tabs.active = panes[(panes.index(tabs.active) + by) % len(panes)]

    def action_form_sheet(self) -> None:
        """Show what to type into each field of the form."""
        # Imported here, so that the first screen doesn't wait for it.
        from ..form_sheet import FormSheetScreen

        self.app.push_screen(FormSheetScreen())

    def action_save(self) -> None:
        """Go to the last step, where the profile is saved."""
        self.doctor.go_to(Step.SAVE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"trim", "undo_change"} and not self.query(Field):
            return False
        if action == "save" and self.step is Step.SAVE:
            return False
        return not (action == "next" and self.step.next is None)
