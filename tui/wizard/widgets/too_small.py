"""The cover over a screen while the terminal is too small."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from ...screen_size import MINIMUM_HEIGHT, MINIMUM_WIDTH


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
        """Cover the whole terminal, say its size, and below that the warning, if there is one.

        Where there is room for the screens, the cover is hidden and stays as it is.
        """
        if self._said == (size, warning) or not is_too_small(size):
            return
        self._said = size, warning
        # Not 100 %: the screen is laid out as if the terminal were large enough.
        self.styles.width, self.styles.height = size.width, size.height
        # It is fitted while the screen is laid out, which may not see that any more.
        self.call_after_refresh(self.refresh, layout=True)
        needed = f"connector-doctor needs {MINIMUM_WIDTH} by {MINIMUM_HEIGHT}"
        lines = [
            "This terminal is too small.",
            "",
            f"It is {size.width} columns by {size.height} rows; {needed}.",
            "Make it larger. Nothing is lost.",
        ]
        self.update(Content("\n".join([*lines, "", warning] if warning else lines)), layout=False)
