"""What every screen that fills the terminal has: the header, and the app by its own type."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.app import SystemCommand
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

if TYPE_CHECKING:
    from ..app import ConnectorDoctorApp

Result = TypeVar("Result")


class DoctorScreen(Screen[Result], Generic[Result]):
    """A screen of this app."""

    @property
    def doctor(self) -> ConnectorDoctorApp:
        """The app, by its own type."""
        from ..app import ConnectorDoctorApp

        assert isinstance(self.app, ConnectorDoctorApp)  # noqa: S101 (narrows the type)
        return self.app

    @property
    def is_left(self) -> bool:
        """Whether the screen is being taken away: its widgets may be gone before it is."""
        return self not in self.app.screen_stack

    async def painted(self) -> None:
        """Wait until what has changed is on the screen.

        The time that painting takes would else be measured as a server's.
        """
        done = asyncio.Event()
        self.call_after_refresh(done.set)
        await done.wait()

    def commands(self) -> Iterable[SystemCommand]:
        """Return what the command palette offers on this screen alone."""
        return ()

    def say_cancelled(self) -> None:
        """Tell what cancelling can't undo."""
        self.notify("Cancelled. What was sent already may still count as a login.", severity="warning")

    def compose_header(self, where: str, name: str = "") -> Iterable[Widget]:
        """Compose the line at the top: the program, the connector's name, where one is."""
        with Horizontal(id="header"):
            yield Static("connector-doctor", id="header-title")
            yield Static(Content(name), id="header-name")
            yield Static(Content(where), id="header-step")
