"""An input that keeps all of a paste, shows invisible characters, and stays quick whatever its length."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from rich.text import Text
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.suggester import Suggester
from textual.widgets import Input

from ...line_breaks import with_line_feeds
from .shown_line import ShownLine

SecretPart = Callable[[str], tuple[int, int]]
"""Returns the start and end of the secret part of a value; (0, 0) if there is none."""
_STEPS_BACK: Final = 50
"""The changes of a value that can be undone."""
MOST_CHARACTERS: Final = 65_536
"""The most characters of a value. No token URL, secret or header comes near."""


class WholeInput(Input):
    """An `Input` whose value is what was typed or pasted, to the letter.

    Textual's own input keeps only the first line of a paste. Here, line breaks and other invisible
    characters stay in the value. Each is shown as one visible sign, so the cursor stays in step.
    Nothing can be copied or cut while the value, or a part of it, is masked.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """How much there is to scroll. It changes with each letter: nothing has to be laid out anew for that."""

    class CopyRefused(Message):
        """The user tried to copy a masked value."""

    @dataclass(repr=False, eq=False)
    class TooLong(Message):
        """What was typed or pasted was not taken: with it, the value would have `length` characters."""

        length: int

    def __init__(
        self,
        value: str = "",
        *,
        is_secret: bool = False,
        secret_part: SecretPart | None = None,
        suggester: Suggester | None = None,
    ) -> None:
        self._shown_cache: tuple[str, tuple[int, int], ShownLine] = ("", (0, 0), ShownLine(""))
        self._secret_part = secret_part
        self._part_is_masked = secret_part is not None
        self._past: deque[str] = deque(maxlen=_STEPS_BACK)
        self._typing_at = -1
        """Where the next letter would go on with what is being typed."""
        super().__init__(value, password=is_secret, suggester=suggester, select_on_focus=False)

    # What goes in

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(with_line_feeds(event.text), *self.selection)

    def action_paste(self) -> None:
        """Paste what was copied in this app."""
        self.replace(with_line_feeds(self.app.clipboard), *self.selection)

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a part of the value, unless the value would become too long."""
        length = len(self.value) - abs(end - start) + len(text)
        if length > max(MOST_CHARACTERS, len(self.value)):
            self.post_message(self.TooLong(length))
        else:
            super().replace(text, start, end)

    def watch_value(self, before: str, now: str) -> None:
        """Remember the value before a change, for all letters typed one after the other only once."""
        if not self.is_mounted:  # the value that it begins with
            return
        is_letter = len(now) == len(before) + 1
        if not (is_letter and self.cursor_position == self._typing_at):
            self._past.append(before)
        self._typing_at = self.cursor_position + 1 if is_letter else -1

    def undo(self) -> None:
        """Undo the last change: what was typed, pasted, trimmed or deleted."""
        if self._past:
            past = self._past.copy()
            self.value = past.pop()
            self._past = past  # undoing is no change that could be undone

    # What is shown

    @property
    def shown_value(self) -> str:
        """The value as it may be shown elsewhere, with its secret part masked."""
        start, end = self._masked_part
        return self.value[:start] + "•" * (end - start) + self.value[end:]

    @property
    def is_masked(self) -> bool:
        """Whether the value, or a part of it, is masked."""
        return self.password or self._masked_part != (0, 0)

    @property
    def _masked_part(self) -> tuple[int, int]:
        if self.password:
            return 0, len(self.value)
        return self._secret_part(self.value) if self._secret_part and self._part_is_masked else (0, 0)

    def on_resize(self) -> None:
        """Keep the cursor in sight. Textual scrolls to it as it moves, and not as the input gets narrower."""
        if self.max_scroll_x:
            cursor = Region(self._cursor_offset, 0, width=1, height=1)
            self.scroll_to_region(cursor, force=True, animate=False, immediate=True)

    def mask(self, *, masked: bool) -> None:
        """Mask or reveal the value, or its secret part."""
        if self._secret_part:
            self._part_is_masked = masked
        else:
            self.password = masked
        self.virtual_size = Size(self.content_width, 1)
        self.refresh()

    @property
    def _line(self) -> ShownLine:
        value, masked, line = self._shown_cache
        if value != self.value or masked != self._masked_part:
            masked = self._masked_part
            line = ShownLine(self.value, masked)
            self._shown_cache = (self.value, masked, line)
        return line

    @property
    def content_width(self) -> int:
        """The width of the value in cells, with a cell for the cursor at its end."""
        return self._line.width + 1

    def render_line(self, y: int) -> Strip:
        """Return the part of the value that is in sight, with the selection and the cursor.

        Textual's own input builds all of the value with each key.
        """
        if y or not self.value:
            return super().render_line(y)
        line, scrolled = self._line, self.scroll_offset.x
        width = self.scrollable_content_region.width + 1
        first, end = line.index_at(scrolled), line.index_at(scrolled + width) + 1
        text = Text(line.text[first:end], no_wrap=True, overflow="ignore", end="")
        if self.has_focus:
            self._decorate(text, first)
        strip = Strip(text.render(self.app.console))
        hidden = scrolled - line.cell_of(first)
        return strip.crop(hidden, hidden + width).extend_cell_length(width).apply_style(self.rich_style)

    def _decorate(self, text: Text, first: int) -> None:
        """Add the suggestion, the selection and the cursor to the text, which begins at index `first`."""
        suggested = self._suggestion[len(self.value) :]
        if suggested and first + len(text) >= len(self.value):
            text.append(suggested, self.get_component_rich_style("input--suggestion"))
        start, end = sorted(self.selection)
        if start < end:
            style = self.get_component_rich_style("input--selection")
            text.stylize_before(style, max(0, start - first), max(0, end - first))
        cursor = self.cursor_position - first
        if self._cursor_visible and cursor >= 0:
            if cursor == len(text):
                text.pad_right(1)
            text.stylize(self.get_component_rich_style("input--cursor"), cursor, cursor + 1)

    # Textual asks these two where the cursor is, and where a click hits. It has no public way to say so.

    def _position_to_cell(self, position: int) -> int:
        return self._line.cell_of(position)

    def _cell_offset_to_index(self, offset: int) -> int:
        return self._line.index_at(offset + int(self.scroll_offset.x))

    # What goes out

    def action_copy(self) -> None:
        """Copy the selection, unless the value is masked."""
        if self.is_masked:
            self.post_message(self.CopyRefused())
        else:
            super().action_copy()

    def action_cut(self) -> None:
        """Cut the selection, unless the value is masked."""
        if self.is_masked:
            self.post_message(self.CopyRefused())
        else:
            super().action_cut()
