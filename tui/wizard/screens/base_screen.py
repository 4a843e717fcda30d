"""What all screens and dialogs share: buttons that run actions, and a cover if the terminal is too small."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Button

from ..widgets.too_small import TooSmall

Result = TypeVar("Result")


class BaseScreen(Screen[Result], Generic[Result]):
    """A screen of this app. A button is named after the action that it runs: `Button("Send", name="send")`.

    A button's own `action` won't do: Textual looks it up on whichever screen is on top by then.
    """

    def compose(self) -> ComposeResult:
        yield from self.compose_screen()
        yield TooSmall()

    def compose_screen(self) -> ComposeResult:
        """Compose everything but the cover."""
        return iter(())

    @on(Button.Pressed)
    async def _button_pressed(self, event: Button.Pressed) -> None:
        if event.button.name:
            await self.run_action(event.button.name)
