"""Textual's command palette, whose Enter means what was typed before it.

Textual searches in a worker, and leaves what the letters before found in the list until that ends. An Enter
right behind a letter would run a command of that older list, which may be one that sends.
"""

from __future__ import annotations

from contextlib import suppress

from textual import on
from textual.command import CommandPalette
from textual.widgets import Input
from textual.worker import WorkerError

from ..screens.drawn_ahead import DrawnAhead


class Menu(CommandPalette, DrawnAhead[None]):
    """The palette. A handler of a subclass runs before the handler of the same message above it."""

    @on(Input.Submitted)
    async def _wait_for_what_is_found(self) -> None:
        searches = [
            worker
            for worker in self.workers
            if worker.node is self and worker.group == self._GATHER_COMMANDS_GROUP and not worker.is_finished
        ]
        for search in searches:
            with suppress(WorkerError):  # canceled: the palette is closing
                await search.wait()
