"""The dialog that asks which part to copy, or to write to a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button, Static

from ....form.copied_parts import Part
from ...keys.keys_now import with_keys
from ...widgets.lists.filtered_list import Entry, FilteredList
from .dialog import Dialog


@dataclass(frozen=True)
class Chosen:
    """The part that was chosen, and where it goes."""

    part: Part
    to_file: bool = False


class CopyDialog(Dialog[Chosen]):
    """Lists what can be copied; dismissed with the choice, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "Write to a file", tooltip="Write the part to a new file", id="copy.write")
    ]

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__("Copy")
        self._choices = tuple(parts)

    def compose_body(self) -> ComposeResult:
        if any(part.is_revealed for part in self._choices):
            yield Static(
                Content("The screen shows its secrets, so they are copied in clear."), id="dialog-intro"
            )
        yield FilteredList((Entry(_prompt(part), part.what) for part in self._choices), list_id="parts")

    def compose_buttons(self) -> ComposeResult:
        yield from super().compose_buttons()
        yield Button(with_keys("Write to a file ({copy.write})"), id="write", name="write")
        yield Button("Copy (Enter)", id="copy", name="copy", variant="primary")

    @on(FilteredList.Chosen)
    def action_copy(self) -> None:
        """Close with the highlighted part, to be copied."""
        self._close(to_file=False)

    def action_write(self) -> None:
        """Close with the highlighted part, to be written to a file."""
        self._close(to_file=True)

    def _close(self, *, to_file: bool) -> None:
        index = self.query_one(FilteredList).chosen
        if index is not None:
            self.dismiss(Chosen(self._choices[index], to_file))


def _prompt(part: Part) -> Content:
    name = part.what.removeprefix("the ")
    name = name[0].upper() + name[1:]
    # The blanks stand outside of the style, where every renderer keeps them.
    clear = ("  ", ("secrets in clear", "$warns")) if part.is_revealed else ()
    return Content.assemble(name, *clear)
