"""Draws only what is seen of each widget.

Textual draws every line of every widget, and then shows the one in front. Most of what it draws on a step are
the boxes in which the step's parts lie, each as large as all that lies in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class SeenAlone(Compositor):
    """A compositor that asks no widget for lines that lie behind others.

    test_textual_inside.py compares what it draws with what Textual's own does.
    """

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
