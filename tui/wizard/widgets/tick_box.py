"""A tick box whose state is a sign: Textual's own tells it by the color alone."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Checkbox


class TickBox(Checkbox):
    """Shows [x] when it is ticked, and [ ] when it isn't."""

    @property
    def _button(self) -> Content:
        style = self.get_visual_style("toggle--button")
        return Content.styled("[x]" if self.value else "[ ]", style)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that the label needs: Textual's own box has one, and cuts what is longer."""
        return Widget.get_content_height(self, container, viewport, width)
