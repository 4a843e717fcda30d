"""Textual's command palette, whose Enter means what was typed before it.

Textual searches in a worker, and leaves what the letters before found in the list until that ends. An Enter
right behind a letter would run a command of that older list, which may be one that sends. And where a search
ends while the palette closes, Textual looks for a list that is gone, and the app would end.
"""

from __future__ import annotations

from contextlib import suppress

from textual import on
from textual.command import CommandList, CommandPalette
from textual.widgets import Input
from textual.worker import WorkerError

from ..screens.drawn_ahead import DrawnAhead


class Menu(CommandPalette, DrawnAhead[None]):
    """The palette. A handler of a subclass runs before the handler of the same message above it."""

    def _watch__list_visible(self) -> None:
        if self._has_list:
            super()._watch__list_visible()

    async def _watch__show_busy(self) -> None:
        if self._has_list:
            await super()._watch__show_busy()

    @property
    def _has_list(self) -> bool:
        return bool(self.query(CommandList))

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
