"""The cover over a screen while the terminal is too small."""

from __future__ import annotations

from typing import Final

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

MINIMUM_WIDTH: Final = 70
MINIMUM_HEIGHT: Final = 20


def is_too_small(size: Size) -> bool:
    """Tell whether a terminal has no room for the screens."""
    return size.width < MINIMUM_WIDTH or size.height < MINIMUM_HEIGHT


class TooSmall(Static):
    """Says how large the terminal must be. The screen fits it to the terminal, and shows it when needed.

    While it is shown, `TypingAhead` gives no key to the screen behind it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: tuple[Size, str] | None = None

    def fit(self, size: Size, warning: str) -> None:
        """Cover the whole terminal, say its size, and below that the warning, if there is one."""
        if self._said == (size, warning):
            return
        self._said = size, warning
        # Not 100 %: the screen is laid out as if the terminal were large enough.
        self.styles.width, self.styles.height = size.width, size.height
        needed = f"connector-doctor needs {MINIMUM_WIDTH} by {MINIMUM_HEIGHT}"
        lines = [
            "This terminal is too small.",
            "",
            f"It is {size.width} columns by {size.height} rows; {needed}.",
            "Make it larger. Nothing is lost.",
        ]
        self.update(Content("\n".join([*lines, "", warning] if warning else lines)), layout=False)
