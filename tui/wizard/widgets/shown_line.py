"""How an input draws its value: one visible character for each, and the cell where each begins."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Final

from rich.cells import get_character_cell_size

from ...oauth2.text_faults import is_invisible

_PICTURES: Final = {0x7F: "␡"} | {code: chr(0x2400 + code) for code in range(0x20)}
_BULLET: Final = "•"


class ShownLine:
    """A value as it is drawn, with a part of it masked."""

    def __init__(self, value: str, masked: tuple[int, int] = (0, 0)) -> None:
        start, end = masked
        before, after = _visible_line(value[:start]), _visible_line(value[end:])
        self.text = f"{before}{_BULLET * (end - start)}{after}"
        self._ends: list[int] | None = None
        """The cell where each character ends; None if each is one cell wide."""
        if not (before.isascii() and after.isascii()):
            self._ends = list(accumulate(map(get_character_cell_size, self.text)))

    @property
    def width(self) -> int:
        """The width in cells."""
        return self.cell_of(len(self.text))

    def cell_of(self, index: int) -> int:
        """Return the cell where a character begins."""
        if self._ends is None or index <= 0:
            return max(0, index)
        return self._ends[min(index, len(self._ends)) - 1] if self._ends else 0

    def index_at(self, cell: int) -> int:
        """Return the index of the character in a cell; behind the last one, the length."""
        if self._ends is None:
            return min(max(0, cell), len(self.text))
        return bisect_right(self._ends, max(-1, cell))


def _visible_line(text: str) -> str:
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    code = ord(char)
    if code in _PICTURES:
        return _PICTURES[code]
    if char == " " or not is_invisible(char):
        # A surrogate, half of a character, can't be written to a terminal at all.
        return "�" if "\ud800" <= char <= "\udfff" else char
    return "␣" if char.isspace() else "�"
