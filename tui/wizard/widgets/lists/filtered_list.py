"""A list that is filtered as one types: a line for the words, and what holds all of them below it.

Type to filter ──a letter──> the list shows what holds the words, the nearest highlighted
               ──↑, ↓──────> another one is highlighted, and the line keeps the focus
               ──Enter─────> the highlighted one is chosen
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.visual import VisualType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ....oauth2.lean.frozen import frozen
from ..paged_list import PagedList
from ..whole_input import WholeInput


@frozen
class Entry:
    """One of the list: how it looks, and the words that it is found by."""

    prompt: VisualType
    words: str


def is_found(text: str, words: str) -> bool:
    """Tell whether a text holds each of the words that were typed, in any order, in capitals or not."""
    held = text.casefold()
    return all(word in held for word in words.casefold().split())


def how_near(text: str, words: str) -> tuple[bool, int]:
    """Return how near to its beginning a text holds the words that were typed; the least is the nearest.

    Words that begin where one of the text's words does are nearer than those inside others.
    """
    held = text.casefold()
    starts = [re.search(rf"(?<!\w){re.escape(word)}", held) for word in words.casefold().split()]
    places = [start.start() for start in starts if start]
    return len(places) < len(starts), max(places, default=0)


class FilterInput(WholeInput):
    """The line for the words. Its arrow keys are the list's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "The entry before", show=False, id="filter.up"),
        Binding("down", "move(1)", "The next entry", show=False, id="filter.down"),
    ]

    @dataclass(repr=False, eq=False)
    class Moved(Message):
        """Another entry is to be highlighted: the one before if `by` is -1, the next one if it is 1."""

        by: int

    def action_move(self, by: int) -> None:
        """Highlight another entry."""
        self.post_message(self.Moved(by))


class FilteredList(Vertical):
    """A list with a line to filter it. It posts `Chosen` with an entry's place among all entries."""

    DEFAULT_CSS = """
    FilteredList, FilteredList .found { height: auto; }
    FilteredList .nothing-found { display: none; margin: 1 2; color: $quiet; }
    """

    line = query_one(FilterInput)
    shown = query_one(OptionList)

    @dataclass(repr=False, eq=False)
    class Chosen(Message):
        """Enter was pressed, or an entry was clicked: the entry's place among all, from 0."""

        index: int

    class Filtered(Message):
        """Other entries are shown, or none."""

    def __init__(
        self,
        entries: Iterable[Entry] = (),
        *,
        list_id: str,
        highlight: int = 0,
        words: str = "",
        made_of: type[PagedList] = PagedList,
        placeholder: str = "Type to filter",
        nothing_found: str = "Nothing has these words.",
    ) -> None:
        super().__init__()
        self.entries: Sequence[Entry] = tuple(entries)
        self._found = list[int]()
        """The places of what holds the words."""
        self._highlight = highlight
        self._words = words
        self._list = made_of(id=list_id)
        self._placeholder = placeholder
        self._nothing_found = nothing_found

    def compose(self) -> ComposeResult:
        yield FilterInput(self._words)
        with Vertical(classes="found"):
            yield self._list
            yield Static(Content(self._nothing_found), classes="nothing-found")

    def on_mount(self) -> None:
        """Show what is found, the entry highlighted with which to begin."""
        self.line.placeholder = self._placeholder
        if not self.shown.option_count:
            self.show(self.entries, highlight=self._highlight)

    def show(self, entries: Iterable[Entry], *, highlight: int | None = None) -> None:
        """List other entries, one of them highlighted, or what stands in the place of the one before."""
        self.entries = tuple(entries)
        before = self.shown.highlighted or 0
        self._found = self._holding(self.line.value if self.line.display else "")
        self.shown.set_options(Option(self.entries[index].prompt) for index in self._found)
        self.shown.display = bool(self._found)
        self.query_one(".nothing-found").display = bool(self.entries) and not self._found
        if self._found:
            at = self._found.index(highlight) if highlight in self._found else before
            self.shown.highlighted = min(at, len(self._found) - 1)

    @property
    def chosen(self) -> int | None:
        """The place of the highlighted entry among all; None where nothing is found."""
        at = self.shown.highlighted
        return None if at is None else self._found[at]

    def _holding(self, words: str) -> list[int]:
        """Return the places of the entries that hold the words."""
        return [index for index, entry in enumerate(self.entries) if is_found(entry.words, words)]

    @on(Input.Changed)
    def _filter(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_mounted:
            words = event.value
            found = self._holding(words)
            nearest = min(found, key=lambda at: how_near(self.entries[at].words, words), default=None)
            self.show(self.entries, highlight=nearest)
            self.post_message(self.Filtered())

    @on(FilterInput.Moved)
    def _move(self, event: FilterInput.Moved) -> None:
        event.stop()
        self.move(event.by)

    def move(self, by: int) -> None:
        """Highlight another entry: the one before if `by` is -1, the next one if it is 1."""
        if by < 0:
            self.shown.action_cursor_up()
        else:
            self.shown.action_cursor_down()

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _choose(self, event: Input.Submitted | OptionList.OptionSelected) -> None:
        event.stop()
        if self.chosen is not None:
            self.post_message(self.Chosen(self.chosen))
