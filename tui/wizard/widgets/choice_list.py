"""A list to choose one of a few options from, each with a sentence on its effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual import events, on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ...oauth2.client_authentication import ClientAuthentication
from .cursor_bar import CursorBar


@dataclass(frozen=True)
class Choice:
    """A choice: its value, its wording, and a sentence on its effect."""

    value: str
    wording: str
    effect: str = ""


METHODS: Final = tuple(Choice(each.value, each.form_value, each.effect) for each in ClientAuthentication)
"""The client authentications, as the form words them."""


class ChoiceList(CursorBar, OptionList):
    """Radio buttons with room for a sentence. Moving the highlight or a click chooses; Enter goes on."""

    @dataclass(repr=False, eq=False)
    class Chosen(Message):
        """Another choice was made."""

        choices: ChoiceList
        value: str

    @dataclass(repr=False, eq=False)
    class Submitted(Message):
        """Enter was pressed on the choice."""

        choices: ChoiceList

    def __init__(self, choices: Sequence[Choice], value: str, *, id: str) -> None:
        super().__init__(id=id)
        self._choices = tuple(choices)
        self.value = value

    def on_mount(self) -> None:
        """Show the choices, with the current one highlighted."""
        self.add_options([Option(self._prompt(choice)) for choice in self._choices])
        values = [choice.value for choice in self._choices]
        self.highlighted = values.index(self.value)

    def on_click(self, event: events.Click) -> None:
        """Choose, and no more: what goes on from here may be a send, which has a button of its own."""
        event.prevent_default()
        option: int | None = event.style.meta.get("option")
        if option is not None:
            self.highlighted = option

    def action_page_up(self) -> None:
        """Scroll: whoever pages through a screen chooses nothing."""
        self.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll: whoever pages through a screen chooses nothing."""
        self.scroll_page_down(animate=False)

    def _prompt(self, choice: Choice) -> Content:
        sign = "(•)" if choice.value == self.value else "( )"
        effect = f"\n{choice.effect}" if choice.effect else ""
        return Content.assemble((f"{sign} {choice.wording}", "bold"), effect)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        value = self._choices[event.option_index].value
        if value == self.value:
            return
        self.value = value
        for index, choice in enumerate(self._choices):
            self.replace_option_prompt_at_index(index, self._prompt(choice))
        self.post_message(self.Chosen(self, value))

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Submitted(self))
