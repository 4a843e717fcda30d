"""The step rail: where one is, what is complete, what is missing, and a way to each step."""

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
"""Columns of a line of the rail, as the stylesheet has them."""


class StepRail(OptionList):
    """All steps as a list; Enter, a click, or a step's digit chooses one."""

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
        """Show the steps as they stand."""
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
        """Let the highlight tell where one is."""
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

    Not Alt and a digit: from a real terminal that arrives as the sign which macOS writes with it, and
    would stand in the field, in a secret unseen.
    """
    return [
        Binding(f"f{step.number}", f"go_to({step.number})", step.title, show=False, id=f"step.{step.number}")
        for step in Step
    ]
