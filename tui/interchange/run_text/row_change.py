"""What a fix does with the rows of a field, read from its words: which row to change, to delete or to add.

"Additional Request Data: delete the row client_id."  +  the rows  ->  a RowChange
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal

from ...diagnosis.finding import Finding
from ...diagnosis.steps import taken_apart
from ...oauth2.connector import AdditionalRow
from ...oauth2.form_fields import label_of, short_label_of
from ...oauth2.lean.frozen import frozen
from ...oauth2.masking.secret_names import is_secret_parameter
from ...oauth2.secret import MASK, Secret, reveal
from . import row_orders
from .named_rows import called_rows, is_name, named_rows

HEADERS: Final = "additional_headers"
DATA: Final = "additional_request_data"
OTHER_TABLE: Final = {HEADERS: DATA, DATA: HEADERS}
"""The two fields that hold rows, and where a row of each may have to be moved to."""
Action = Literal["edit", "delete", "move"]
_MOST_ROWS: Final = 3
"""Fixes that name more rows delete them."""
_MOST_SHOWN: Final = 120
"""The most characters of a value that are told."""


@frozen
class RowEdit:
    """A row to change or to add. One that is added stands behind all others."""

    index: int
    row: AdditionalRow
    """As proposed: with its new name and value, where they are known."""


@frozen
class RowChange:
    """What to do with the rows of a field. Its values may be secret."""

    edits: tuple[RowEdit, ...] = ()
    """The rows that it is about; empty where the fix names none."""
    action: Action = "edit"
    may_delete: bool = False
    """Whether the fix says to delete the rows, or that this may help."""
    adds: bool = False
    """Whether a row is to be added, named or not."""
    is_known: bool = False
    """Whether nothing has to be typed: the new rows are known."""

    def rows_after(self, rows: Sequence[AdditionalRow]) -> tuple[AdditionalRow, ...]:
        """Return the rows with the change."""
        edits = {edit.index: edit.row for edit in self.edits}
        if self.action != "edit":
            return tuple(row for index, row in enumerate(rows) if index not in edits)
        kept = (edits.get(index, row) for index, row in enumerate(rows))
        return (*kept, *(edit.row for edit in self.edits if edit.index >= len(rows)))


def row_change(finding: Finding, key: str, rows: Sequence[AdditionalRow]) -> RowChange:
    """Return what the fix of a finding does with the rows of a field."""
    changes = [_read(words, key, rows) for words in _about(finding, key)]
    named = next((change for change in changes if change.edits), None)
    return named or next(iter(changes), RowChange())


def change_words(
    change: RowChange, key: str, rows: Sequence[AdditionalRow], redact: Callable[[str], str] = str
) -> tuple[str, str]:
    """Return what the rows are now, and what they are to be, in a few words each; empty for none.

    `redact` masks the connector's secrets, which may stand in any row.
    """
    if not change.edits:
        return "", ""
    there = [rows[edit.index] for edit in change.edits if edit.index < len(rows)]
    names = [edit.row.name for edit in change.edits]
    rows_named = f"row{'s' if len(names) > 1 else ''} {_listed(names)}"
    now = "; ".join(row_words(row, key, redact) for row in there) or f"no {rows_named}"
    if change.action == "delete":
        return now, f"without the {rows_named}"
    if change.action == "move":
        return now, f"the {rows_named} in {short_label_of(OTHER_TABLE[key])} instead"
    if change.is_known:
        return now, "; ".join(row_words(edit.row, key, redact) for edit in change.edits)
    if not there:
        return now, f"with the {rows_named}"
    return now, f"the {rows_named} as the server expects {'them' if len(names) > 1 else 'it'}"


def row_words(row: AdditionalRow, key: str, redact: Callable[[str], str] = str) -> str:
    """Return a row in a line, as it is sent. A secret is masked, by its mark or by its name."""
    clear = reveal(row.value)
    is_secret = row.is_secret or is_secret_parameter(row.name)
    shown = MASK if clear and is_secret else redact(clear)  # before it is cut: a part would not be known
    if len(shown) > _MOST_SHOWN:
        shown = f"{shown[:_MOST_SHOWN]}…"
    return f"{redact(row.name)}{': ' if key == HEADERS else ' = '}{shown or '(empty)'}"


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _about(finding: Finding, key: str) -> Iterator[str]:
    """Yield the steps that are about a field: those that begin with its label, else those without any."""
    steps = [taken_apart(step) for step in finding.steps]
    yield from (step.action for step in steps if step.label in {label_of(key), short_label_of(key)})
    others = (step.action for step in steps if not step.label)
    yield from filter(row_orders.is_about_rows, others)


def _read(words: str, key: str, rows: Sequence[AdditionalRow]) -> RowChange:
    unconditional = row_orders.without_condition(words)
    given = named_rows(unconditional)
    there = _there(unconditional, given, key, rows)
    there = there or _there(words, {}, key, rows)
    may_delete, adds = row_orders.may_delete(words), row_orders.adds(words)
    is_sure = not row_orders.is_conditional(words)
    if new_name := row_orders.new_name(words):
        return _renamed(new_name, rows)
    if there and is_sure and row_orders.moves(words):
        return RowChange(there, "move", may_delete=may_delete, is_known=True)
    if there and is_sure and row_orders.deletes(words) and not _is_one_of_several(words, there, key):
        return RowChange(there, "delete", may_delete=True, is_known=True)
    new = _new(words, given, len(rows), there) if adds else ()
    edits = tuple(RowEdit(edit.index, _given(edit.row, given, words)) for edit in there)
    changed = tuple(edit for edit, was in zip(edits, there, strict=True) if edit.row != was.row)
    if new:
        is_known = is_sure and all(reveal(edit.row.value) for edit in new)
        return RowChange((*changed, *new)[:_MOST_ROWS], may_delete=False, adds=True, is_known=is_known)
    return RowChange(edits[:_MOST_ROWS], may_delete=may_delete, adds=adds, is_known=is_sure and bool(changed))


def _there(
    words: str, given: Mapping[str, str], key: str, rows: Sequence[AdditionalRow]
) -> tuple[RowEdit, ...]:
    """Return the rows that a text calls rows; if it calls none so, those that it names."""
    fold = str.lower if key == HEADERS else str
    called = {fold(name) for name in (*given, *called_rows(words))}
    found = [RowEdit(index, row) for index, row in enumerate(rows) if fold(row.name) in called]
    mentioned = (RowEdit(index, row) for index, row in enumerate(rows) if _mentions(words, row.name, key))
    return tuple(found or mentioned)


def _new(words: str, given: Mapping[str, str], first: int, there: Sequence[RowEdit]) -> tuple[RowEdit, ...]:
    """Return the rows to add: those that a text names, and that are not there yet."""
    known = {edit.row.name.lower() for edit in there}
    names = [name for name in given if name.lower() not in known]
    if len(given) > 1 and " or ".join([*given][-2:]) in words:  # one of several is wanted
        names = [] if there else names[:1]
    rows = (AdditionalRow(name, given[name]).marked(secret=is_secret_parameter(name)) for name in names)
    return tuple(RowEdit(first + number, row) for number, row in enumerate(rows))


def _renamed(name: str, rows: Sequence[AdditionalRow]) -> RowChange:
    like = {name.lower(), f"{name}s".lower()}
    edits = [
        RowEdit(index, AdditionalRow(name, row.value))
        for index, row in enumerate(rows)
        if row.name.lower() in like and row.name != name
    ]
    return RowChange(tuple(edits[:1]), is_known=bool(edits))


def _is_one_of_several(words: str, there: Sequence[RowEdit], key: str) -> bool:
    """Tell whether a fix deletes one row, and several have its name: nobody knows which one is meant."""
    names = [edit.row.name.lower() if key == HEADERS else edit.row.name for edit in there]
    return len({*names}) < len(names) and not row_orders.names_several(words)


def _mentions(words: str, name: str, key: str) -> bool:
    """Tell whether a text names a row, as a word of its own."""
    flags = re.IGNORECASE if key == HEADERS else 0
    pattern = rf"“?(?<![\w:/.-]){re.escape(name)}(?![\w:/-])"
    return bool(name) and any(is_name(found[0]) for found in re.finditer(pattern, words, flags))


def _given(row: AdditionalRow, given: Mapping[str, str], words: str) -> AdditionalRow:
    """Return a row with the value that a fix gives to it, or without the word that it takes out."""
    old = reveal(row.value)
    new = next((value for name, value in given.items() if name.lower() == row.name.lower()), "") or old
    if (dropped := row_orders.dropped_word(words)) and len(kept := old.split()) > 1:
        new = " ".join(word for word in kept if word != dropped)
    return row if new == old else AdditionalRow(row.name, Secret(new) if row.is_secret else new)
