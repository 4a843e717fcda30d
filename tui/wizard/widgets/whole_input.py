"""An input that keeps all of a paste and shows invisible characters."""

from __future__ import annotations

from collections.abc import Callable

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input

from ...oauth2.text_faults import is_invisible

SecretPart = Callable[[str], tuple[int, int]]
"""Returns the start and end of the secret part of a value; (0, 0) if there is none."""

_PICTURES = {0x7F: "␡"} | {code: chr(0x2400 + code) for code in range(0x20)}


class WholeInput(Input):
    """An `Input` whose value is exactly what was typed or pasted.

    Textual's own input keeps only the first line of a paste. Here, line breaks and other invisible
    characters stay in the value. Each is shown as one visible sign, so the cursor stays in step.
    Nothing can be copied or cut while the value, or a part of it, is masked.
    """

    class CopyRefused(Message):
        """The user tried to copy a masked value."""

    def __init__(
        self,
        value: str = "",
        *,
        is_secret: bool = False,
        secret_part: SecretPart | None = None,
        suggester: Suggester | None = None,
    ) -> None:
        self._shown_cache = ("", "")
        self._secret_part = secret_part
        self._part_is_masked = secret_part is not None
        super().__init__(value, password=is_secret, suggester=suggester, select_on_focus=False)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.replace(event.text, *self.selection)

    @property
    def _shown(self) -> str:
        """The value with one visible character for each character."""
        value, shown = self._shown_cache
        if value != self.value or len(shown) != len(value):
            shown = "".join(_visible(char) for char in self.value)
            self._shown_cache = (self.value, shown)
        if self.password:
            return "•" * len(shown)
        start, end = self._masked_part
        return shown[:start] + "•" * (end - start) + shown[end:]

    @property
    def shown_value(self) -> str:
        """The value as it may be shown elsewhere, with its secret part masked."""
        start, end = self._masked_part
        return self.value[:start] + "•" * (end - start) + self.value[end:]

    @property
    def _masked_part(self) -> tuple[int, int]:
        return self._secret_part(self.value) if self._secret_part and self._part_is_masked else (0, 0)

    @property
    def _is_masked(self) -> bool:
        return self.password or self._masked_part != (0, 0)

    def mask(self, *, masked: bool) -> None:
        """Mask or reveal the value, or its secret part."""
        if self._secret_part:
            self._part_is_masked = masked
            self.refresh()
        else:
            self.password = masked

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
        """Copy the selection, unless the value is masked."""
        if self._is_masked:
            self.post_message(self.CopyRefused())
        else:
            super().action_copy()

    def action_cut(self) -> None:
        """Cut the selection, unless the value is masked."""
        if self._is_masked:
            self.post_message(self.CopyRefused())
        else:
            super().action_cut()


def _visible(char: str) -> str:
    code = ord(char)
    if code in _PICTURES:
        return _PICTURES[code]
    if char == " " or not is_invisible(char):
        # A surrogate, half of a character, can't be written to a terminal at all.
        return "�" if "\ud800" <= char <= "\udfff" else char
    return "␣" if char.isspace() else "�"
