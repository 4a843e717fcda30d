"""What Textual's palette asks: all commands while nothing is typed, then those that match what is typed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher

from ...errors import ProfileError
from ...profiles.storage import ProfileEntry, list_profiles
from .commands import Command, commands_of, profile_commands

if TYPE_CHECKING:
    from ..practicing import Practicing

_BY_NAME: Final = 2_000.0
_BY_WORD: Final = 1_000.0
_BY_EXPLANATION: Final = 0.01
"""What a command counts that is found so. Scattered letters of its title count some tens at most."""


class PaletteProvider(Provider):
    """Finds a command by its name, by other words for it, or by the words that explain it."""

    async def startup(self) -> None:
        """Begin to read the names of the profiles, in a thread: there may be many."""
        self._reading = asyncio.create_task(asyncio.to_thread(_saved_profiles))

    async def _commands(self) -> list[Command]:
        # A letter cancels the search for those before it, and is not to cancel the reading.
        profiles = await asyncio.shield(self._reading)
        app: Practicing = self.app  # type: ignore[assignment]
        return [*commands_of(app, self.screen), *profile_commands(app, profiles)]

    async def discover(self) -> Hits:
        """Yield all commands, those of the present screen first."""
        for command in await self._commands():
            yield DiscoveryHit(Content(command.title), command.run, command.title, command.explanation)

    async def search(self, query: str) -> Hits:
        """Yield the commands that match, those that match by name first."""
        matcher = self.matcher(query)
        for command in await self._commands():
            score = (
                _BY_NAME * command.is_named(query)
                or _BY_WORD * command.is_called(query)
                or matcher.match(command.title)
                or _BY_EXPLANATION * command.is_explained(query)
            )
            if score > 0:
                name = _highlighted(command.title, matcher)
                yield Hit(score, name, command.run, command.title, command.explanation)


def _highlighted(title: str, matcher: Matcher) -> Content:
    """Return a title with its matching letters marked. Textual's own way reads markup in it."""
    shown = Content(title)
    _, places = matcher.fuzzy_search.match(matcher.query, title)
    for place in places:
        if not title[place].isspace():
            shown = shown.stylize(matcher.match_style, place, place + 1)
    return shown


def _saved_profiles() -> tuple[ProfileEntry, ...]:
    try:
        return list_profiles()
    except ProfileError:  # the start screen says why
        return ()
