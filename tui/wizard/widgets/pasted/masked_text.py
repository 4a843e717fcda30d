"""A text area that shows its secrets masked. The text itself stays as it is, and can be edited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.cells import cell_len
from rich.text import Text
from textual.reactive import reactive
from textual.widgets import TextArea

from ....oauth2.masking.redaction import Redactor
from ....oauth2.secret import Secret

_MASKS: Final = {1: "•", 2: "＊"}
"""What stands for a character, by its width: what is behind it stays where it is."""

_ABOVE: Final = 2
"""Lines above one that may name what stands in it. Only lines that are seen are read: a paste is long."""
_MOST_SEEN: Final = 2_000


class MaskedTextArea(TextArea):
    """Masks what stands where secrets stand, and the secrets that it was told of."""

    revealed: reactive[bool] = reactive(False)
    """Whether its secrets are shown."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._redactor = Redactor(())
        self._seen = dict[tuple[str, str], str]()
        """Lines with their secrets masked, each by what stands before it and itself."""

    def know(self, secrets: Iterable[Secret]) -> None:
        """Mask these too, wherever they stand."""
        self._redactor = Redactor(secrets)
        self._seen.clear()
        self._paint_again()

    def watch_revealed(self) -> None:
        """Show the secrets, or mask them again."""
        self._paint_again()

    def _paint_again(self) -> None:
        self.notify_style_update()  # which forgets the lines that were painted
        self.refresh()

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is shown."""
        if self.revealed:
            return super().get_line(line_index)
        return Text(self._masked_line(line_index), end="", no_wrap=True)

    def action_copy(self) -> None:
        """Copy what is selected as it is shown: with its secrets masked, unless they are revealed."""
        if self.revealed or not self._selection_has_secrets():
            super().action_copy()
        else:
            self.screen.notify("What is selected holds a secret that is masked. Reveal it to copy it.")

    def action_cut(self) -> None:
        """Cut what is selected; not a secret that is masked."""
        if self.revealed or not self._selection_has_secrets():
            super().action_cut()
        else:
            self.screen.notify("What is selected holds a secret that is masked. Reveal it to cut it.")

    def _masked_line(self, row: int) -> str:
        line, above = self.document.get_line(row), range(max(0, row - _ABOVE), row)
        before = "".join(f"{self.document.get_line(one)}\n" for one in above)
        masked = self._seen.get((before, line))
        if masked is None:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            masked = self._seen[before, line] = self._masked(before, line)
        return masked

    def _masked(self, before: str, line: str) -> str:
        shown = list(line)
        for start, end in self._redactor.places(before + line):
            inside = slice(max(0, start - len(before)), max(0, end - len(before)))
            shown[inside] = map(_mask, line[inside])
        return "".join(shown)

    def _selection_has_secrets(self) -> bool:
        (top, _), (bottom, _) = sorted(self.selection)
        rows = range(top, bottom + 1)
        return any(self._masked_line(row) != self.document.get_line(row) for row in rows)


def _mask(character: str) -> str:
    return character if character.isspace() else _MASKS.get(cell_len(character), character)
