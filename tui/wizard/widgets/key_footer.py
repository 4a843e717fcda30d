"""The footer: the keys that work right now, in one widget that is updated in place.

Textual's own footer builds a widget for each key at each change of the focus, and keeps all that it ever
built (Textualize/textual issue 6666).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

_HELP: Final = "app.help"
"""Never left out: help names all other keys."""
_LEFT_OUT_FIRST: Final = ("app.quit", "step.rail", "fields.trim", "secrets.reveal", "app.faults")
"""The IDs of the bindings that a narrow terminal can do without, the least important first."""


@dataclass(frozen=True)
class FooterKey:
    """A key in the footer, and what it does."""

    key: str
    shown_key: str
    label: str
    binding_id: str = ""
    enabled: bool = True
    tooltip: str = ""

    def width(self, gap: int) -> int:
        """Return the width in cells, with `gap` cells behind the label."""
        return cell_len(self.shown_key) + 2 + cell_len(self.label) + gap


class KeyFooter(Widget, can_focus=False):
    """One line with the keys of the screen. A click on a key presses it.

    Keys for which there is no room are left out, the least important first.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "key-footer--key",
        "key-footer--description",
        "key-footer--hovered",
        "key-footer--disabled",
    }
    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
        text-wrap: nowrap;
        &.-on-key { pointer: pointer; }
        .key-footer--key {
            color: $footer-key-foreground;
            background: $footer-key-background;
            text-style: bold;
        }
        .key-footer--description {
            color: $footer-description-foreground;
            background: $footer-description-background;
            padding: 0 1 0 0;
        }
        .key-footer--hovered { color: $footer-key-foreground; background: $block-hover-background; }
        .key-footer--disabled { text-style: dim; }
    }
    """

    keys: reactive[tuple[FooterKey, ...]] = reactive(())
    """All keys of the screen, also those without room."""
    hovered: reactive[FooterKey | None] = reactive(None)
    """The key below the mouse."""

    def __init__(self) -> None:
        super().__init__()
        self._is_outdated = False

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self._bindings_changed(self.screen)  # below a dialog that opens at once, no change comes

    def _bindings_changed(self, screen: Screen[object]) -> None:
        # While another window has the focus, no widget here has it, and hardly any key would be shown.
        if not self._is_outdated and self.app.app_focus and screen is self.screen:
            self._is_outdated = True  # several changes in a row are shown once
            self.call_after_refresh(self._show_bindings)

    def _show_bindings(self) -> None:
        self._is_outdated = False
        if self.is_attached:
            self.keys = tuple(self._keys_of_screen())

    def _keys_of_screen(self) -> Iterator[FooterKey]:
        """Yield a key for each action that the footer shows."""
        actions: set[str] = set()
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.show and binding.action not in actions:
                actions.add(binding.action)
                shown_key = self.app.get_key_display(binding)
                yield FooterKey(
                    binding.key, shown_key, binding.description, binding.id or "", enabled, tooltip
                )

    @property
    def _gap(self) -> int:
        return self.get_component_styles("key-footer--description").padding.right

    @property
    def shown(self) -> tuple[FooterKey, ...]:
        """The keys for which there is room, in their order."""
        return fitting(self.keys, self.size.width, self._gap)

    def render(self) -> Content:
        key_style = self.get_visual_style("key-footer--key", partial=True)
        description = self.get_visual_style("key-footer--description", partial=True)
        parts: list[Content] = []
        for key in self.shown:
            part = Content.assemble(
                (f" {key.shown_key} ", key_style), (key.label + " " * self._gap, description)
            )
            if not key.enabled:
                part = part.stylize(self.get_visual_style("key-footer--disabled", partial=True))
            elif key == self.hovered:
                part = part.stylize(self.get_visual_style("key-footer--hovered", partial=True))
            parts.append(part)
        return Content("").join(parts)

    def key_at(self, x: int) -> FooterKey | None:
        """Return the key in a column, or None."""
        for key in self.shown:
            x -= key.width(self._gap)
            if x < 0:
                return key
        return None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Highlight the key below the mouse, and say what it does."""
        self.hovered = self.key_at(event.x)

    def on_leave(self) -> None:
        """Highlight nothing."""
        self.hovered = None

    def watch_hovered(self, key: FooterKey | None) -> None:
        self.set_class(key is not None, "-on-key")
        self.tooltip = key.tooltip or None if key else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key below the mouse."""
        key = self.key_at(event.x)
        if key and key.enabled:
            self.app.simulate_key(key.key)
        elif key:
            self.app.bell()


def fitting(keys: Sequence[FooterKey], width: int, gap: int) -> tuple[FooterKey, ...]:
    """Return the keys that fit into a width in their order; those left out are the least important."""
    kept = list(keys)
    while kept and sum(key.width(gap) for key in kept) - gap > width:
        kept.remove(min(reversed(kept), key=_importance))
    return tuple(kept)


def _importance(key: FooterKey) -> int:
    """Return a number that is larger for a more important key."""
    if key.binding_id == _HELP:
        return len(_LEFT_OUT_FIRST) + 1
    if key.binding_id in _LEFT_OUT_FIRST:
        return _LEFT_OUT_FIRST.index(key.binding_id)
    return len(_LEFT_OUT_FIRST)
