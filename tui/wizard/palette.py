"""The command palette: every action of the screen by name, as its bindings declare them.

A terminal may swallow any key, and in a text field a letter is text. The palette offers the same actions.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from textual.actions import parse
from textual.app import SystemCommand
from textual.binding import Binding
from textual.command import Hit, Hits
from textual.dom import DOMNode
from textual.screen import Screen
from textual.system_commands import SystemCommandsProvider
from textual.widgets import Button

from .screens.scrolling import SCROLLING

_OURS: Final = __name__.partition(".")[0] + "."
_LEFT_OUT: Final = SCROLLING | {"go_to", "choose", "start_screen"}
"""Scrolling runs no action, and the app offers the ways to other screens itself."""


class PaletteProvider(SystemCommandsProvider):
    """Finds a command by its name, or by the words that explain it."""

    async def search(self, query: str) -> Hits:
        """Yield the commands that match, those that match by name first."""
        matcher = self.matcher(query)
        for name, explanation, callback, _ in self.app.get_system_commands(self.screen):
            score = max(matcher.match(name), matcher.match(explanation) / 2)
            if score > 0:
                yield Hit(score, matcher.highlight(name), callback, help=explanation)


def screen_commands(screen: Screen[Any]) -> Iterator[SystemCommand]:
    """Yield a command for each action that the screen, its focused widget and its buttons offer right now."""
    actions: set[str] = set()
    for node, binding in _bindings(screen):
        _, name, parameters = parse(binding.action)
        owner = screen.app if binding.action.startswith("app.") else node
        if name in _LEFT_OUT or not binding.description or binding.action in actions:
            continue
        actions.add(binding.action)
        if owner.check_action(name, parameters):
            key = screen.app.get_key_display(binding)
            explanation = f"{binding.tooltip}  ({key})" if binding.tooltip else f"Key: {key}"
            run = partial(screen.app.run_action, binding.action, node)
            yield SystemCommand(binding.description, explanation, run)
    for button in screen.query(Button):
        if button.name and button.name not in actions and button.is_on_screen and not button.disabled:
            label = str(button.label).partition(" (")[0]
            yield SystemCommand(label, "A button of this screen", partial(screen.run_action, button.name))


def _bindings(screen: Screen[Any]) -> Iterator[tuple[DOMNode, Binding]]:
    """Yield our bindings from the focused widget up to the screen. A nearer one hides a farther one's key.

    Textual's `active_bindings` leaves out the letters while a text field has the focus.
    """
    keys: set[str] = set()
    for node in screen.focused.ancestors_with_self if screen.focused else [screen]:
        if node is screen.app:
            return
        for kind in type(node).__mro__:
            if not kind.__module__.startswith(_OURS):
                continue
            for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", ())):
                if binding.key not in keys:
                    yield node, binding
                keys.add(binding.key)
