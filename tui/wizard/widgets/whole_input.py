"""An input that takes a paste whole and shows what can't be seen."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from ...oauth2.text_faults import is_invisible

_PICTURES = {0x7F: "␡"} | {code: chr(0x2400 + code) for code in range(0x20)}


class WholeInput(Input):
    """An `Input` whose value is exactly what was typed or pasted.

    Textual's own keeps the first line of a paste alone. Here line breaks and other characters that
    can't be seen stay in the value, each shown as one visible sign, so that the cursor keeps its
    place. Nothing is copied or cut while the value is masked.
    """

    class CopyRefused(Message):
        """A masked value was to be copied."""

    def __init__(
        self, value: str = "", *, is_secret: bool = False, suggester: Suggester | None = None
    ) -> None:
        self._shown_cache = ("", "")
        super().__init__(value, password=is_secret, suggester=suggester, select_on_focus=False)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(event.text, *self.selection)

    @property
    def _shown(self) -> str:
        """The value with one visible character for each of its own."""
        value, shown = self._shown_cache
        if value != self.value or len(shown) != len(value):
            shown = "".join(_visible(char) for char in self.value)
            self._shown_cache = (self.value, shown)
        return "•" * len(shown) if self.password else shown

    @property
    def _value(self) -> Text:
        return Text(self._shown, no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(self._shown[:position])

    def _cell_offset_to_index(self, offset: int) -> int:
        cells = offset + int(self.scroll_offset.x)
        for index in range(len(self._shown)):
            cells -= cell_len(self._shown[index])
            if cells < 0:
                return index
        return len(self.value)

    def action_copy(self) -> None:
        """Copy the selection; nothing of a masked value."""
        if self.password:
            self.post_message(self.CopyRefused())
        else:
            super().action_copy()

    def action_cut(self) -> None:
        """Cut the selection; nothing of a masked value."""
        if self.password:
            self.post_message(self.CopyRefused())
        else:
            super().action_cut()


def _visible(char: str) -> str:
    code = ord(char)
    if code in _PICTURES:
        return _PICTURES[code]
    if char == " " or not is_invisible(char):
        # Half of a character can't be written to a terminal at all.
        return "�" if "\ud800" <= char <= "\udfff" else char
    return "␣" if char.isspace() else "�"
