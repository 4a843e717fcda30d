"""What all full screens share: the header, the footer, and access to the app and its state."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Generic, TypeVar

from textual.app import ComposeResult, SystemCommand

from ...form.journey import Journey
from ...plain_text import plain_line
from ..widgets.frame.key_footer import KeyFooter
from ..widgets.frame.title_line import TitleLine
from .base_screen import BaseScreen

Result = TypeVar("Result")


class DoctorScreen(BaseScreen[Result], Generic[Result]):
    """A screen that fills the terminal."""

    @property
    def place(self) -> str:
        """Where in the wizard this is, for the right end of the header."""
        return ""

    @property
    def journey(self) -> Journey:
        """The state that the screens share."""
        return self.doctor.journey

    @property
    def is_left(self) -> bool:
        """Whether the screen is being removed: some of its widgets may be gone already."""
        return self not in self.app.screen_stack

    def compose_screen(self) -> ComposeResult:
        yield TitleLine(self.place)
        yield from self.compose_content()
        yield KeyFooter()

    def compose_content(self) -> ComposeResult:
        """Compose what is between the header and the footer."""
        return iter(())

    def show_name(self) -> None:
        """Show the connector's name in the header, with a dot if there is unsaved work."""
        name = plain_line(self.journey.connector.name) or "new connector"
        mark = " ●" if self.journey.has_unsaved_work else ""
        self.query_one(TitleLine).name_shown = f"{name}{mark}"

    async def painted(self) -> None:
        """Wait until the changes are on the screen.

        Otherwise the time for painting would count as the server's.
        """
        done = asyncio.Event()
        self.call_after_refresh(done.set)
        await done.wait()

    def commands(self) -> Iterable[SystemCommand]:
        """Return the palette commands of this screen."""
        return ()

    def say_cancelled(self) -> None:
        """Say what canceling can't undo."""
        self.app.notify("Canceled. What was already sent may still count as a login.", severity="warning")
