"""Draws only what is seen of each widget, and tells each widget that has another size.

Textual draws every line of every widget, and then shows the one in front. Most of what it draws on a step are
the boxes in which the step's parts lie, each as large as all that lies in it.

After scrolling, it finds out where everything is as soon as somebody asks for one place, and forgets where it
was. What had got another size by then was never told of it, and what had moved was not painted anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual._compositor import Compositor, CompositorMap, ReflowResult
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class SeenAlone(Compositor):
    """A compositor that asks no widget for lines that lie behind others.

    test_textual_inside.py compares what it draws with what Textual's own does.
    """

    _last_told: CompositorMap | None = None
    """Where everything was at the last layout, if it was asked for since then."""

    @property
    def full_map(self) -> CompositorMap:
        """Where everything is now."""
        before = self._full_map
        now = super().full_map
        if now is not before and self._last_told is None:
            self._last_told = before
        return now

    def reflow(self, parent: Widget, size: Size) -> ReflowResult:
        """Lay out all widgets; return what is hidden, shown and resized since the last layout."""
        if self._last_told is not None:
            self._full_map, self._last_told = self._last_told, None
        result = super().reflow(parent, size)
        self._full_map_invalidated = False  # it has just been made
        return result

    def clear(self) -> None:
        """Forget all widgets, as the screen closes."""
        super().clear()
        self._last_told = None

    @property
    def is_wholly_dirty(self) -> bool:
        """Whether all of the screen is to be painted."""
        return self.size.region in self._dirty_regions

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        covered = [0] * self.size.height  # for each line, a bit for each column that is drawn
        rows = crop or self.size.region
        for widget, (region, clip) in self.visible_widgets.items():
            shown = region.intersection(clip)
            if not shown or (crop and not crop.overlaps(clip)):
                continue
            columns = ((1 << shown.width) - 1) << shown.x
            # Whole lines, although less may be wanted of them: they are cut where widgets begin and end.
            lines = range(max(shown.y, rows.y), min(shown.bottom, rows.bottom))
            for first, height in _runs(y for y in lines if covered[y] & columns != columns):
                seen = Region(shown.x, first, shown.width, height)
                yield region, seen, widget.render_lines(seen.translate((-region.x, -region.y)))
            for y in lines:
                covered[y] |= columns


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first of each run of numbers that follow one another, and how many they are."""
    first = after = -1
    for number in numbers:
        if number != after:
            if after > first:
                yield first, after - first
            first = number
        after = number + 1
    if after > first:
        yield first, after - first
