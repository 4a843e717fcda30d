"""The list of query rows and headers of the API call, to add, edit, delete or move them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ....interchange.shown_text import SHOWN_ROW_VALUE, shown_line
from ....oauth2.connector import AdditionalRow, ApiCall
from ....oauth2.field_checks import check_header_row
from ....oauth2.secret import MASK, reveal
from ....plain_text import plain_line
from ...keys.keys_now import key_of, with_keys
from ..deliberate_list import DeliberateList

Kind = Literal["query", "headers"]
_ADDING: dict[Kind, str] = {"query": "+ query row ({api.query})", "headers": "+ header ({api.header})"}


class ApiRows(DeliberateList):
    """Lists the rows, followed by two entries that add one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "add('query')", "Add query row", show=False, id="api.query"),
        Binding("a", "add('headers')", "Add header", show=False, id="api.header"),
        Binding("e", "select", "Edit", show=False, id="api.edit"),
        Binding("d,delete", "delete", "Delete", show=False, id="api.delete"),
        Binding("k,shift+up", "move(-1)", "Up", show=False, id="api.up"),
        Binding("j,shift+down", "move(1)", "Down", show=False, id="api.down"),
        Binding("u,ctrl+z", "undo", "Undo a deletion", show=False, id="api.undo"),
    ]

    @dataclass(repr=False, eq=False)
    class Changed(Message):
        """The rows have changed."""

        api: ApiCall

    @dataclass(repr=False, eq=False)
    class Asked(Message):
        """The user wants to type a row. `index` is the row to replace; None adds a new one."""

        rows: ApiRows
        kind: Kind
        index: int | None

    def __init__(self, api: ApiCall) -> None:
        super().__init__(id="api-rows")
        self._api = api
        self._places: list[tuple[Kind, int | None]] = []
        self._deleted: list[tuple[Kind, int, AdditionalRow]] = []
        self._revealed = False

    def on_mount(self) -> None:
        """Show the rows."""
        self.show(self._api, revealed=self._revealed)

    def rows_of(self, kind: Kind) -> tuple[AdditionalRow, ...]:
        """Return the query rows, or the headers."""
        return self._api.query if kind == "query" else self._api.headers

    def show(self, api: ApiCall, *, revealed: bool) -> None:
        """Show the rows of a call, with the same place highlighted."""
        self._api, self._revealed = api, revealed
        places: list[tuple[Kind, int | None]] = [("query", index) for index in range(len(api.query))]
        places += [("headers", index) for index in range(len(api.headers))]
        self._places = [*places, ("query", None), ("headers", None)]
        highlighted = self.highlighted
        self.set_options(Option(self._prompt(kind, index)) for kind, index in self._places)
        self.highlighted = min(highlighted or 0, len(self._places) - 1)

    def put(self, kind: Kind, index: int | None, row: AdditionalRow) -> None:
        """Add or replace a row."""
        rows = self.rows_of(kind)
        at = len(rows) if index is None else index
        self._set(kind, (*rows[:at], row, *rows[at + 1 :]))

    def _prompt(self, kind: Kind, index: int | None) -> Content:
        if index is None:
            return Content.styled(with_keys(_ADDING[kind]), "$quiet")
        row = self.rows_of(kind)[index]
        masked = row.is_secret and not self._revealed
        value = MASK if masked else shown_line(reveal(row.value), None, most=SHOWN_ROW_VALUE)
        between = " = " if kind == "query" else ": "
        sign = "? " if kind == "query" else "  "
        problem = check_header_row(row) if kind == "headers" else ""
        wrong = Content.styled(f"\n  ✗ {problem}" if problem else "", "$fails")
        return Content.assemble(sign, (plain_line(row.name) or "(no name)", "bold"), between, value, wrong)

    def acts_at_once(self, option: int) -> bool:
        """Tell whether the entry adds a row."""
        return self._places[option][1] is None

    @property
    def _place(self) -> tuple[Kind, int | None]:
        return self._places[self.highlighted or 0]

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Asked(self, *self._places[event.option_index]))

    def action_add(self, kind: Kind) -> None:
        """Ask for a new row."""
        self.post_message(self.Asked(self, kind, None))

    def action_delete(self) -> None:
        """Delete the highlighted row."""
        kind, index = self._place
        if index is not None:
            rows = self.rows_of(kind)
            self._deleted.append((kind, index, rows[index]))
            self._set(kind, (*rows[:index], *rows[index + 1 :]))
            name = plain_line(rows[index].name)
            self.screen.notify(
                f"Deleted the row {name}. Press {key_of('api.undo')} to undo it.", markup=False
            )

    def action_undo(self) -> None:
        """Put back the row that was deleted last."""
        if self._deleted:
            kind, index, row = self._deleted.pop()
            rows = self.rows_of(kind)
            self._set(kind, (*rows[:index], row, *rows[index:]))

    def action_move(self, by: int) -> None:
        """Move the highlighted row among those of its kind."""
        kind, index = self._place
        rows = list(self.rows_of(kind))
        if index is not None and 0 <= index + by < len(rows):
            rows[index], rows[index + by] = rows[index + by], rows[index]
            self.highlighted = (self.highlighted or 0) + by
            self._set(kind, tuple(rows))

    def _set(self, kind: Kind, rows: tuple[AdditionalRow, ...]) -> None:
        api = replace(self._api, query=rows) if kind == "query" else replace(self._api, headers=rows)
        self.show(api, revealed=self._revealed)
        self.post_message(self.Changed(api))
