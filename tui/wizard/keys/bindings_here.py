"""What the keys do now: each action of the focused widget, of all around it, and of the app, with its keys.

Textual's `active_bindings` leaves out the letters while a text field has the focus.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from textual.actions import parse
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

_OURS: Final = __name__.partition(".")[0] + "."


@dataclass(frozen=True)
class KeyedAction:
    """An action, who has it, and the keys that run it."""

    node: DOMNode
    binding: Binding
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """The action without its parameters."""
        return parse(self.binding.action)[1]

    @property
    def is_offered(self) -> bool:
        """Whether it does something now."""
        _, name, parameters = parse(self.binding.action)
        owner = self.node.app if self.binding.action.startswith("app.") else self.node
        return bool(owner.check_action(name, parameters))


def keyed_actions(screen: Screen[Any]) -> tuple[KeyedAction, ...]:
    """Return our actions, from the focused widget up to the app. A nearer one hides a farther one's key."""
    taken: set[str] = set()
    found: dict[str, KeyedAction] = {}
    for node, binding in _bindings(screen):
        if binding.key in taken:
            continue
        before = found.get(binding.action)
        if before is None:
            found[binding.action] = KeyedAction(node, binding, (binding.key,))
        elif before.node is node:
            found[binding.action] = KeyedAction(node, before.binding, (*before.keys, binding.key))
        taken.add(binding.key)
    return tuple(found.values())


def _bindings(screen: Screen[Any]) -> Iterator[tuple[DOMNode, Binding]]:
    """Yield our bindings with the user's keys, one for each key."""
    for node in screen.focused.ancestors_with_self if screen.focused else [screen, screen.app]:
        for kind in type(node).__mro__:
            if kind.__module__.startswith(_OURS):
                yield from ((node, binding) for binding in _with_users_keys(kind, screen.app))


def _with_users_keys(kind: type, app: App[Any]) -> Iterator[Binding]:
    replaced: set[str] = set()
    for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", ())):
        own = app._keymap.get(binding.id or "")
        if not own:
            yield binding
        elif binding.id not in replaced:
            replaced.add(binding.id or "")
            yield from (binding.with_key(key=key) for key in own.split(","))
