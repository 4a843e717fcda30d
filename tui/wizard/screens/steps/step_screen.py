"""What all steps share: the list of steps, the title, the buttons, and the keys to the other steps."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static, TabbedContent, TabPane

from ....form.steps import Step
from ...style_sheets import sheets
from ...widgets.field import Field
from ...widgets.frame.step_rail import StepRail, step_bindings
from ...widgets.practice_banner import PracticeBanner
from ...widgets.request_preview import RequestPreview
from ..field_actions import REVEAL, TRIM, UNDO
from ..scrolling import ScrolledPart
from .saving_form import SavingForm

_BEHIND: Final = 0.025
"""Seconds from a letter until what else shows it follows. More letters don't put that off."""


class StepScreen(SavingForm):
    """One step of the wizard. A subclass composes the form in the middle."""

    CSS_PATH = sheets("steps", "fields")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+n", "next", "Next", id="step.next"),
        Binding("ctrl+j", "send", "Send", tooltip="Send the token request, from any step", id="step.send"),
        Binding("escape", "back", "Back", id="step.back"),
        REVEAL,
        TRIM,
        UNDO,
        Binding("ctrl+g", "focus_rail", "Steps", tooltip="Go to the list of steps", id="step.rail"),
        Binding(
            "ctrl+y",
            "explain",
            "Paste",
            show=False,
            tooltip="Paste a response, a request or a whole ticket",
            id="step.paste",
        ),
        Binding("ctrl+s", "save", "Save", show=False, id="step.save"),
        Binding("left", "turn_tab(-1)", "Previous tab", show=False, id="step.tab_before"),
        Binding("right", "turn_tab(1)", "Next tab", show=False, id="step.tab_next"),
        *step_bindings(),
    ]
    # Not the rail: there, a digit that was typed ahead would lead to another step.
    AUTO_FOCUS: ClassVar[str | None] = ""
    has_rail: ClassVar[bool] = True
    """Whether the list of steps always stands beside the form; elsewhere, Ctrl+G lays it over the screen."""
    next_label: str = "Next"
    next_action: ClassVar[str] = "next"
    next_button: ClassVar[type[Button]] = Button
    _is_behind = False
    """Whether what was typed is to be shown elsewhere, too, as soon as it has been painted."""

    @property
    def next_step(self) -> Step | None:
        """Where Next leads; None from the last step."""
        return self.step.next

    @property
    def place(self) -> str:
        """Which step it is; with its name, where no list of steps tells it."""
        number = f"Step {self.step.number} of {len(Step)}"
        return number if self.has_rail else f"{number}: {self.step.title}"

    def compose_content(self) -> ComposeResult:
        if self.doctor.practice:
            yield PracticeBanner(self.doctor.practice_says)
        with Horizontal(id="columns"):
            if self.has_rail:
                yield StepRail(self.step)
            with Vertical(id="main"):
                yield Static(Content(self.step.title), id="step-title")
                yield Static(Content(self.step.intro), id="step-intro")
                with ScrolledPart(id="form", can_focus=False):
                    yield from self.compose_form()
                yield from self.compose_navigation()
            if self.has_preview and self.has_class("-wide"):
                yield RequestPreview(self.step)

    def compose_form(self) -> ComposeResult:
        """Compose the form: what the step asks for or shows."""
        return iter(())

    def compose_navigation(self) -> ComposeResult:
        """Compose the buttons below the form."""
        with Horizontal(id="navigation"):
            yield Button("Back" if self.doctor.has_way_back else "Leave", id="back", name="back")
            yield Static(id="step-problem")
            kind = self.next_button
            yield kind(self.next_label, variant="primary", id="next", name=self.next_action)

    def on_mount(self) -> None:
        self.doctor.notice_deleted_file()
        self.doctor.set_journey(self.journey.with_visited(self.step))
        self.watch(self.app, "journey", self._journey_changed, init=False)
        self.journey_changed()
        self.focus_first()

    def _journey_changed(self) -> None:
        if not self._is_typing:
            self._catch_up()
        elif not self._is_behind:
            self._is_behind = True
            # Not right behind the painting: the thread that writes it to the terminal would have to wait.
            asyncio.get_running_loop().call_later(_BEHIND, self.call_later, self._catch_up)

    def _catch_up(self) -> None:
        self._is_behind = False
        if self.is_mounted and not self.is_left:
            self.journey_changed()

    def journey_changed(self) -> None:
        """Show the state. This is called when the screen opens and with every change."""
        for rail in self.walk_children(StepRail):  # faster than a query, which compares each widget
            rail.show(self.journey)
        self.show_name()
        self.show_problems()
        self.show_preview()

    @on(StepRail.Chosen)
    def _step_chosen(self, event: StepRail.Chosen) -> None:
        self.doctor.go_to(event.step)

    @on(StepRail.Typed)
    def _name_typed(self, event: StepRail.Typed) -> None:
        from ..dialogs.go_to_dialog import GoToDialog

        def chosen(place: tuple[Step, str] | None) -> None:
            if place:
                self.doctor.go_to(place[0], focus_field=place[1])

        self.app.push_screen(GoToDialog(event.letter), chosen)

    def action_next(self) -> None:
        """Go on; if something on this step is missing or wrong, say so and stay."""
        problems = self.journey.problems_of(self.step)
        if problems:
            self.refuse(problems)
        elif self.next_step:
            self.doctor.go_to(self.next_step)

    def action_back(self) -> None:
        """Go back to where the user came from: the step before on their way, or the start screen."""
        self.doctor.go_back()

    def action_go_to(self, number: int) -> None:
        """Go to a step by its number."""
        self.doctor.go_to(list(Step)[number - 1])

    async def action_focus_rail(self) -> None:
        """Go to the list of steps, or from there back to the form."""
        if isinstance(self.focused, StepRail):
            self.focus_start()
            return
        if not self.query(StepRail):
            overlay = StepRail(self.step, is_overlay=True)
            await self.query_one("#columns").mount(overlay)
            overlay.show(self.journey)
        rail = self.query_one(StepRail)
        rail.set_class(not rail.display, "-asked-for")
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

    def action_compare(self) -> None:
        """Compare the connector with a request that works."""
        # Imported here, so that the first screen doesn't wait for it.
        from ..compare import CompareScreen

        self.app.push_screen(CompareScreen())

    def action_explain(self) -> None:
        """Paste a request, a response or a ticket: its fields go into this connector."""
        from ..explain import ExplainScreen

        self.app.push_screen(ExplainScreen(into_open_connector=True))

    def action_undo_change(self) -> None:
        """Undo the last change: of the focused field, or the filling with a paste."""
        if not self.doctor.undo_fill():
            super().action_undo_change()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "undo_change" and self.doctor.can_undo_fill:
            return True
        if action in {"trim", "undo_change"} and not self.walk_children(Field):
            return False
        if action == "save" and self.step is Step.SAVE:
            return False
        return not (action == "next" and self.step.next is None)
