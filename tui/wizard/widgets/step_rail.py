"""The step rail: the list of steps, with the current one marked and what is missing or wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ..journey import Journey, StepState
from ..steps import Step

_STYLES = {
    StepState.COMPLETE: "$text-success",
    StepState.MISSING: "$text-warning",
    StepState.INVALID: "$text-error",
    StepState.OPEN: "$foreground-muted",
}


_WIDTH: Final = 27
"""The width of a line of the rail in columns, as in the stylesheet."""


class StepRail(OptionList):
    """Lists all steps. Enter, a click or a step's digit chooses one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(step.number % 10), f"choose({step.number})", step.title, show=False) for step in Step
    ]

    @dataclass
    class Chosen(Message):
        """The user wants to go to a step."""

        step: Step

    def __init__(self, current: Step) -> None:
        super().__init__(id="rail")
        self.current = current

    def show(self, journey: Journey) -> None:
        """Show the state of each step."""
        prompts = [self._prompt(step, journey.state_of(step)) for step in Step]
        if self.option_count:
            for index, prompt in enumerate(prompts):
                self.replace_option_prompt_at_index(index, prompt)
        else:
            self.add_options([Option(prompt) for prompt in prompts])
            self.highlighted = self.current.number - 1

    def _prompt(self, step: Step, state: StepState) -> Content:
        is_current = step is self.current
        sign = "›" if is_current and state is StepState.OPEN else state.sign
        title = f"{step.number} {step.title}"
        word = state.word if len(title) + len(state.word) + 3 <= _WIDTH else ""
        return Content.assemble(
            (f"{sign} ", _STYLES[state]), (f"{title} ", "bold" if is_current else ""), (word, _STYLES[state])
        )

    def on_focus(self) -> None:
        """Start from the current step."""
        self.highlighted = self.current.number - 1

    def on_blur(self) -> None:
        """Highlight the current step again."""
        self.highlighted = self.current.number - 1

    def action_choose(self, number: int) -> None:
        """Choose a step by its number."""
        self.post_message(self.Chosen(list(Step)[number - 1]))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_choose(event.option_index + 1)


def step_bindings() -> list[BindingType]:
    """Return the bindings that lead to each step with one key: F1 to F10.

    Alt and a digit won't do: on macOS they type a special character, which would end up in the field,
    unseen if it is a secret.
    """
    return [
        Binding(f"f{step.number}", f"go_to({step.number})", step.title, show=False, id=f"step.{step.number}")
        for step in Step
    ]
