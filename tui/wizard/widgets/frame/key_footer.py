"""The footer: the keys that work right now, in one widget that is updated in place.

Textual's own footer builds a widget for each key at each change of the focus, and keeps all that it ever
built (Textualize/textual issue 6666).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from ....oauth2.lean.frozen import frozen
from .footer_order import fitting, in_order

_KEY: Final = "bold $footer-key-foreground on $footer-key-background"
_DESCRIPTION: Final = "$footer-description-foreground on $footer-description-background"
_DISABLED: Final = "italic $text-disabled"
_BELOW_MOUSE: Final = "$footer-key-foreground on $block-hover-background"


@frozen
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
    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
        text-wrap: nowrap;
        &.-on-key { pointer: pointer; }
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
            self.call_after_refresh(self.show_bindings)

    def show_bindings(self) -> None:
        """Show the keys that work now."""
        self._is_outdated = False
        if self.is_attached:
            self.keys = in_order([*self._keys_of_screen()])

    def _keys_of_screen(self) -> Iterator[FooterKey]:
        """Yield a key for each action that the footer shows: the nearest of several."""
        found: dict[str, FooterKey] = {}
        for _, binding, enabled, tooltip in self._bindings_now():
            before, binding_id = found.get(binding.action), binding.id or ""
            if binding.show and (before is None or before.binding_id != binding_id):
                shown_key = self.app.get_key_display(binding)
                found[binding.action] = FooterKey(
                    binding.key, shown_key, binding.description, binding_id, enabled, tooltip
                )
        yield from found.values()

    def _bindings_now(self) -> Iterator[ActiveBinding]:
        """Yield what the keys do now; in a dialog, also those of the app's that work there."""
        screen = self.screen
        yield from screen.active_bindings.values()
        if screen.is_modal:
            app, bindings = screen._binding_chain[-1]  # the user's own keys are applied there
            for _, binding in bindings:
                if binding.priority:
                    yield ActiveBinding(app, binding, True, binding.tooltip)

    @property
    def _gap(self) -> int:
        # The footer of Result fits in 80 columns only without the second gap.
        return 0 if self.screen.has_class("-narrow") else 1

    @property
    def shown(self) -> tuple[FooterKey, ...]:
        """The keys for which there is room, in their order."""
        return fitting(self.keys, self.size.width, self._gap)

    def render(self) -> Content:
        parts: list[Content] = []
        for key in self.shown:
            part = Content.assemble((f" {key.shown_key} ", _KEY), (key.label + " " * self._gap, _DESCRIPTION))
            if not key.enabled:
                part = part.stylize(_DISABLED)
            elif key == self.hovered:
                part = part.stylize(_BELOW_MOUSE)
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

    def on_click(self, event: events.Click) -> None:
        """Press the key below the mouse.

        The second click of a double click was meant for what stood there before: Next, where Send is now.
        """
        key = self.key_at(event.x) if event.chain == 1 else None
        if key and key.enabled:
            self.app.simulate_key(key.key)
        elif key:
            self.app.bell()
