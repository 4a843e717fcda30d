"""A user who has only a mouse, but for the letters typed into a field."""

from __future__ import annotations

from typing import Final

from textual import events
from textual.errors import NoWidget
from textual.geometry import Offset
from textual.widget import Widget

from tests.wizard.driving import Driver
from tui.wizard.widgets.frame.key_footer import KeyFooter

_APART: Final = 2.0
"""Seconds between two clicks: no double click is meant."""


class Mouse:
    """Clicks on what is in sight, where a terminal reports it, and turns the wheel for what is not."""

    def __init__(self, d: Driver) -> None:
        self.d = d
        self._clock = 100.0

    async def click(self, selector: str) -> None:
        """Click on a widget; turn the wheel above the form until it is in sight."""
        await self.d.until(lambda: bool(self.d.app.screen.query(selector)), f"{selector} is there")
        await self.d.settle()
        widget = self.d.app.screen.query(selector).first()
        for _ in range(60):
            if self._can_be_hit(widget):
                break
            await self._turn_wheel(widget)
        await self.d.until(lambda: self._can_be_hit(widget), f"{selector} can be hit")
        await self._click_at(Offset(*map(int, widget.region.center)))

    async def click_text(self, text: str, *, within: str = "") -> None:
        """Click on a text that stands in a widget, or anywhere on the screen."""
        await self.d.until(lambda: self._place_of(text, within) is not None, f"“{text}” in {within}")
        await self.d.drawn()
        place = self._place_of(text, within)
        assert place
        await self._click_at(place)

    async def click_key(self, label: str) -> None:
        """Click on a key of the footer."""
        await self.d.until(lambda: self._place_of(label, "KeyFooter") is not None, f"{label} in the footer")
        footer = self.d.app.screen.query_one(KeyFooter)
        places = [x for x in range(footer.size.width) if (key := footer.key_at(x)) and key.label == label]
        await self._click_at(footer.region.offset + Offset(places[0], 0))

    async def menu(self, title: str) -> None:
        """Choose a command in the menu: it is typed there, and clicked."""
        await self.click_key("Menu")
        await self.d.until(lambda: bool(self.d.app.screen.query("CommandInput")), "the menu")
        await self.d.settle()
        await self.type(title)
        await self.click_text(title, within="CommandList")

    async def fill(self, key: str, text: str) -> None:
        """Click on a field, and type into it."""
        await self.click(f"#field-{key.replace('.', '-').replace('_', '-')} WholeInput")
        await self.d.focus_is(key)
        await self.type(text)
        await self.d.until(lambda: self.d.field(key).value == text, f"{key} is typed")

    async def type(self, text: str) -> None:
        """Type letters as fast as one can, into what has the focus."""
        for letter in text:
            self.d.app.post_message(self.d.key("space" if letter == " " else letter, 0.05))
        await self.d.settle()

    def _can_be_hit(self, widget: Widget) -> bool:
        x, y = map(int, widget.region.center)
        try:
            hit, _ = self.d.app.screen.get_widget_at(x, y)
        except NoWidget:
            return False
        return widget in hit.ancestors_with_self and not widget.has_class("-active")

    def _place_of(self, text: str, within: str) -> Offset | None:
        found = self.d.app.screen.query(within) if within else [self.d.app.screen]
        if not found:
            return None
        region = found[0].region
        strips = self.d.app.screen._compositor.render_strips()
        for y in range(region.y, min(region.bottom, len(strips))):
            x = strips[y].crop(region.x, region.right).text.find(text)
            if x >= 0:
                return Offset(region.x + x, y)
        return None

    async def _turn_wheel(self, widget: Widget) -> None:
        """Turn the wheel towards a widget, above what it can be scrolled in."""
        view = next(node for node in widget.ancestors if isinstance(node, Widget) and node.max_scroll_y > 0)
        x, y = map(int, view.region.center)
        kind = events.MouseScrollDown if widget.region.y > y else events.MouseScrollUp
        self.d.app.post_message(kind(None, x, y, 0, 0, 0, False, False, False))
        await self.d.drawn()

    async def _click_at(self, place: Offset) -> None:
        self._clock += _APART
        await self.d.click_at(*place, at=self._clock)
        await self.d.settle()
