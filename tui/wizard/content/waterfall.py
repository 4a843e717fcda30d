"""The waterfall: a row for each layer, with its time, and a bar that shows when it began and ended.

✓ DNS          1 ms  ━                 203.0.113.7, 203.0.113.8
✓ TCP          8 ms  ━━━━              203.0.113.8
    ✗ 203.0.113.7: Network is unreachable
✗ TLS         20 ms      ━━━━━━━━━━━   stopped here
  Send    not reached
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from ...interchange.report.layers import NAMES, LayerRow, State
from ...oauth2.connection import Layer
from ...plain_text import plain_line

_SIGN, _NAME, _TIME, _GAP = 2, 8, 10, 2
_SHORTEST_BAR, _LONGEST_BAR = 8, 60
_MOST_TRIALS: Final = 4
_SHOWN_WORDS: Final = 300
_WHEEL: Final = "◐◓◑◒"
_SIGNS: Final = {
    State.PASSED: ("✓", "$works"),
    State.CUT: ("!", "$warns"),
    State.UNDER_WAY: ("◐", "$accent"),
    State.STOPPED: ("✗", "bold $fails"),
    State.NOT_REACHED: (" ", "$quiet"),
}


class Waterfall(Visual):
    """Draws the layers in the width that there is. `turn` rotates the sign of the layer under way."""

    def __init__(self, rows: Sequence[LayerRow], turn: int = 0) -> None:
        self._rows = tuple(rows)
        self._turn = turn
        self._end = max((row.began + (row.spent or 0.0) for row in rows), default=0.0)

    def __str__(self) -> str:
        return self.content(4 * _SHOWN_WORDS).plain

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the rows as strips."""
        return self.content(width).render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return the width of the container: a waterfall takes all of it."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return the number of rows; it is the same at every width."""
        return self.content(width).plain.count("\n") + 1 if self._rows else 0

    def content(self, width: int) -> Content:
        """Return the rows, none longer than a width in cells."""
        before = _SIGN + _NAME + _TIME + 2 * _GAP
        bar = min(max((width - before) // 3, _SHORTEST_BAR), _LONGEST_BAR)
        lines: list[Content] = []
        for row in self._rows:
            lines.append(self._line(row, bar, width - before - bar).truncate(width, ellipsis=True))
            lines += [line.truncate(width, ellipsis=True) for line in _trial_lines(row)]
        return Content("\n").join(lines)

    def _line(self, row: LayerRow, bar: int, room: int) -> Content:
        sign, style = _SIGNS[row.state]
        if row.state is State.UNDER_WAY:
            sign = _WHEEL[self._turn % len(_WHEEL)]
        name = f"{NAMES[row.layer]:<{_NAME}}"
        if row.state is State.NOT_REACHED:
            words = f"{name}{'not reached':>{_TIME + 1}}"
            return Content.assemble(" " * _SIGN, (words, "$quiet"))
        spent = _milliseconds(row.spent)
        return Content.assemble(
            (f"{sign} ", style),
            (f"{name}{' ' * (_TIME - len(spent))}", "" if row.state is State.PASSED else "bold"),
            spent,
            " " * _GAP,
            self._bar(row, bar, style),
            " " * _GAP,
            (_details(row, room), _DETAIL_STYLES.get(row.state, "$quiet")),
        )

    def _bar(self, row: LayerRow, width: int, style: str) -> Content:
        """Return the bar in its place; a layer that took almost no time still gets a mark."""
        if row.spent is None or self._end <= 0:
            return Content(" " * width)
        first = min(int(row.began / self._end * width), width - 1)
        last = min(max(round((row.began + row.spent) / self._end * width), first + 1), width)
        is_mark = row.spent / self._end * width < 0.5
        mark = "╸" if is_mark else "━" * (last - first)
        return Content.assemble(" " * first, (mark, style), " " * (width - first - len(mark)))


_DETAIL_STYLES: Final = {
    State.CUT: "$warns",
    State.UNDER_WAY: "$accent",
    State.STOPPED: "$fails",
}


def _details(row: LayerRow, room: int) -> str:
    """Return what was seen in a layer; of many addresses, as many as fit, and how many more."""
    words = [plain_line(word[:_SHOWN_WORDS]) for word in row.details]
    if row.layer is not Layer.DNS or row.state is not State.PASSED:
        return " · ".join(words)
    text = ""
    for number, word in enumerate(words):
        longer = f"{text}, {word}" if text else word
        left = len(words) - number
        if text and len(longer) + (len(f" +{left - 1}") if left > 1 else 0) > room:
            return f"{text} +{left}"
        text = longer
    return text


def _trial_lines(row: LayerRow) -> list[Content]:
    lines = [
        Content.assemble(
            " " * (_SIGN + 2),
            ("✗ ", "$fails"),
            (plain_line(f"{trial.ip}: {trial.error}"[:_SHOWN_WORDS]), "$quiet"),
        )
        for trial in row.trials[:_MOST_TRIALS]
    ]
    if len(row.trials) > _MOST_TRIALS:
        more = f"    and {len(row.trials) - _MOST_TRIALS} more addresses failed"
        lines.append(Content.styled(more, "$quiet"))
    return lines


def _milliseconds(spent: float | None) -> str:
    if spent is None:
        return "–"
    if spent < 0.05:
        return "<0.1 ms"
    return f"{spent:.1f} ms" if spent < 9.95 else f"{spent:,.0f} ms"
