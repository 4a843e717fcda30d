"""The step rail: the list of steps, with the current one marked and what is missing or wrong.

One widget that paints itself: a list of options would be styled and laid out anew with each step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ....form.journey import Journey, StepState
from ....form.steps import Step
from ..cursor_bar import CURSOR, CURSOR_ELSEWHERE
from ..found_by_letters import FoundByLetters

_STYLES = {
    StepState.COMPLETE: "$works",
    StepState.MISSING: "$warns",
    StepState.INVALID: "$fails",
    StepState.OPEN: "$quiet",
}
_WIDTH: Final = 27
"""The width of a line of the rail in columns, as in the stylesheet."""
_LAST: Final = len(Step) - 1
_CURRENT: Final = "on $panel"
_HIGHLIGHTED: Final = "$block-cursor-foreground on $block-cursor-background"
_BELOW_MOUSE: Final = "on $block-hover-background"


class StepRail(FoundByLetters, Widget, can_focus=True):
    """Lists all steps. Enter, a click or a step's digit chooses one; a letter looks for one, or for a field.

    An overlay lies over the screen for as long as it has the focus. Escape goes back to the screen.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False, id="rail.up"),
        Binding("down", "move(1)", "Down", show=False, id="rail.down"),
        Binding("home", f"move({-_LAST})", "First", show=False, id="rail.first"),
        Binding("end", f"move({_LAST})", "Last", show=False, id="rail.last"),
        Binding("enter", "choose(0)", "The highlighted step", show=False, id="rail.choose"),
        Binding("escape", "leave", "Back", show=False, id="rail.back"),
        *(
            Binding(
                str(step.number % 10),
                f"choose({step.number})",
                step.title,
                show=False,
                id=f"rail.{step.number}",
            )
            for step in Step
        ),
    ]

    states: reactive[tuple[StepState, ...]] = reactive(())
    """What there is to say of each step."""
    highlighted: reactive[int] = reactive(0)
    """The index of the step that Enter chooses."""
    below_mouse: reactive[int] = reactive(-1)
    """The index of the step below the mouse."""

    @dataclass(repr=False, eq=False)
    class Chosen(Message):
        """The user wants to go to a step."""

        step: Step

    @dataclass(repr=False, eq=False)
    class Typed(Message):
        """The user begins to type the name of a step or a field."""

        letter: str

    def __init__(self, current: Step, *, is_overlay: bool = False) -> None:
        super().__init__(id="rail", classes="-overlay" if is_overlay else None)
        self.current = current
        self.set_reactive(StepRail.highlighted, current.number - 1)
        self._is_overlay = is_overlay

    def show(self, journey: Journey) -> None:
        """Show the state of each step."""
        self.states = tuple(journey.state_of(step) for step in Step)

    def render(self) -> Content:
        return Content("\n").join(map(self._line, Step, self.states))

    def _line(self, step: Step, state: StepState) -> Content:
        is_current = step is self.current
        sign = "›" if is_current and state is StepState.OPEN else state.sign
        title = f"{step.number} {step.title}"
        word = state.word if len(title) + len(state.word) + 3 <= _WIDTH else ""
        line = Content.assemble(
            self._bar(step.number - 1),
            (f"{sign} ", _STYLES[state]),
            (f"{title} ", "bold" if is_current else ""),
            (word, _STYLES[state]),
        ).rstrip()
        whole = line.pad_right(max(0, self.content_size.width - line.cell_length))
        return whole.stylize(self._mark(step.number - 1))

    def _bar(self, index: int) -> str:
        """Return what tells the cursor apart without colors."""
        if index != self.highlighted:
            return " "
        return CURSOR if self.has_focus else CURSOR_ELSEWHERE

    def _mark(self, index: int) -> str:
        if index == self.highlighted and self.has_focus:
            return _HIGHLIGHTED
        if index == self.below_mouse:
            return _BELOW_MOUSE
        return _CURRENT if index == self.highlighted else ""

    def on_focus(self) -> None:
        """Start from the current step."""
        self.highlighted = self.current.number - 1

    def on_blur(self) -> None:
        """Highlight the current step again; an overlay has done its work."""
        self.highlighted = self.current.number - 1
        self.remove_class("-asked-for")
        if self._is_overlay:
            self.remove()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the step below the mouse."""
        self.below_mouse = self._index_at(event)

    def on_leave(self) -> None:
        """Mark none."""
        self.below_mouse = -1

    def on_click(self, event: events.Click) -> None:
        """Choose the step that was clicked."""
        if (index := self._index_at(event)) >= 0:
            self.action_choose(index + 1)

    def _index_at(self, event: events.MouseEvent) -> int:
        """Return the index of the step below the mouse; -1 if there is none."""
        place = event.get_content_offset(self)
        return place.y if place and place.y <= _LAST else -1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._is_overlay or self.has_class("-asked-for") if action == "leave" else True

    def action_move(self, by: int) -> None:
        """Highlight another step."""
        self.highlighted = min(max(0, self.highlighted + by), _LAST)

    async def action_leave(self) -> None:
        """Go back to the screen below."""
        await self.run_action("screen.focus_rail")

    def on_key(self, event: events.Key) -> None:
        """Take a letter: it is no command of the screen, of which the list says nothing."""
        if event.character and event.character.isalpha():
            event.stop()
            self.post_message(self.Typed(event.character))

    def action_choose(self, number: int) -> None:
        """Choose a step by its number; the highlighted one, if that is 0."""
        self.post_message(self.Chosen(list(Step)[number - 1 if number else self.highlighted]))


def step_bindings() -> list[BindingType]:
    """Return the bindings that lead to each step with one key: F2 to F10; F1 is help, so Shift+F1.

    Alt and a digit won't do: on macOS they type a special character, which would end up in the field,
    unseen if it is a secret.
    """
    return [
        Binding(
            "shift+f1" if step is Step.CONNECTOR else f"f{step.number}",
            f"go_to({step.number})",
            step.title,
            show=False,
            id=f"step.{step.number}",
        )
        for step in Step
    ]
