"""What must hold of every screen at every size: the focus is in sight, and no button is cut or covered."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rich.cells import cell_len
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Button

from .driving import Driver

AIR = 1
"""The cells that a button's label keeps from each of the button's ends."""


def layout_faults(d: Driver) -> list[str]:
    """Say what is wrong with how the screen is laid out; nothing, if nothing is."""
    screen = d.app.screen
    size = f"at {screen.size.width}x{screen.size.height}"
    focused = screen.focused
    faults = [*_button_faults(d)]
    if focused and not in_sight(d, focused).area:
        faults.append(f"the focus, on {focused!r}, is out of sight")
    return [f"{type(screen).__name__} {size}: {fault}" for fault in faults]


def in_sight(d: Driver, widget: Widget) -> Region:
    """Return the part of a widget that is in sight: no area if there is none."""
    found = d.app.screen._compositor.visible_widgets.get(widget)
    return found[0].intersection(found[1]) if found else Region()


def _button_faults(d: Driver) -> Iterator[str]:
    buttons = [button for button in d.app.screen.query(Button) if _is_displayed(button)]
    for button in buttons:
        needed = cell_len(str(button.label)) + 2 * AIR
        if button.region.width < needed:
            yield f"“{button.label}” has {button.region.width} columns of {needed}"
        if not button.content_size.height:
            yield f"“{button.label}” has no room for its label"
        if _is_always_in_sight(button) and in_sight(d, button) != button.region:
            yield f"“{button.label}” is cut: {in_sight(d, button)} of {button.region}"
    for one, other in combinations(buttons, 2):
        if one.region.overlaps(other.region) and in_sight(d, one).area and in_sight(d, other).area:
            yield f"“{one.label}” lies on “{other.label}”"


def _is_displayed(widget: Widget) -> bool:
    return all(isinstance(node, Widget) and node.display for node in widget.ancestors_with_self[:-1])


def _is_always_in_sight(button: Button) -> bool:
    """Tell whether a button stands in a bar of its own, not in what scrolls."""
    return isinstance(button.parent, Widget) and button.parent.id in {"navigation", "dialog-buttons"}
