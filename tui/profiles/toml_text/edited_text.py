"""Changes values in a file that somebody wrote by hand: comments, order and layout stay as they are.

Only what differs between the document before and the one after is touched. Keys that were left out stay
out as long as they have their defaults.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import suppress
from difflib import SequenceMatcher
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, InlineTable, Table

from ..schema import KEYS, Key, Kind, TomlValue
from .new_text import value_at

_MARK: Final = "\ufeff"
_Document = Mapping[str, TomlValue]
_Row = dict[str, TomlValue]


def edited_texts(text: bytes, before: _Document, after: _Document) -> Iterator[bytes]:
    """Yield ways to write a file's text with the values of `after` in the place of those of `before`.

    Each must be read again to check it: the library has limits with keys that are dotted or out of order.
    """
    written = text.decode("utf-8-sig")
    mark = _MARK if text.startswith(_MARK.encode()) else ""
    for in_lines in (False, True):
        with suppress(
            TOMLKitError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError
        ):
            document = tomlkit.parse(written)
            for key in KEYS.values():
                old, new = value_at(before, key), value_at(after, key)
                if old != new:
                    _put(_table_of(document, key, in_lines=in_lines), key, old, new, in_lines=in_lines)
            yield (mark + _with_line_breaks_of(written, tomlkit.dumps(document))).encode()


def _table_of(document: MutableMapping[str, Any], key: Key, *, in_lines: bool) -> MutableMapping[str, Any]:
    """Return the table that a key belongs to, made where the file has none: `in_lines`, or with a header."""
    table = document
    for part in filter(None, key.section.split(".")):
        if part not in table:
            is_in_line = in_lines or isinstance(table, InlineTable)
            table[part] = tomlkit.inline_table() if is_in_line else tomlkit.table()
        table = table[part]
    return table


def _put(
    table: MutableMapping[str, Any], key: Key, old: TomlValue, new: TomlValue, *, in_lines: bool
) -> None:
    if key.kind is Kind.ROWS:
        _put_rows(table, key.last_part, old, new, in_lines=in_lines or isinstance(table, InlineTable))
    else:
        _put_value(table, key.last_part, new, in_lines=in_lines)


def _put_value(table: MutableMapping[str, Any], name: str, new: TomlValue, *, in_lines: bool = False) -> None:
    there = table.get(name)
    if isinstance(there, Table) and in_lines:
        del table[name]
    elif isinstance(there, Table):  # [oauth2.password]: what takes its place has to be a table too
        source = new if isinstance(new, dict) else {"from": "plain", "value": new}
        for gone in [each for each in there if each not in source]:
            there.remove(gone)
        for part, value in source.items():
            if there.get(part) != value:
                there[part] = value
        return
    table[name] = _inline(new) if isinstance(new, dict) else new


def _put_rows(
    table: MutableMapping[str, Any], name: str, old: list[_Row], new: list[_Row], *, in_lines: bool
) -> None:
    """Change the rows that differ. Each of the others keeps its comments."""
    if name not in table or not old or (isinstance(table[name], AoT) and not new):
        if name in table:
            del table[name]
        if new:
            table[name] = _rows_as(new, in_lines=in_lines)
        return
    rows = table[name]
    # From the end, so that the places before stay right.
    for kind, start, end, begin, stop in reversed(_changes(old, new)):
        if kind == "equal":
            continue
        kept = min(end - start, stop - begin)
        for index in reversed(range(start + kept, end)):
            del rows[index]
        for offset, row in enumerate(new[begin + kept : stop]):
            rows.insert(start + kept + offset, _row_as(rows, row))
        for offset in range(kept):
            _put_row(rows[start + offset], new[begin + offset])


def _changes(old: list[_Row], new: list[_Row]) -> list[tuple[str, int, int, int, int]]:
    here, there = ([repr(row) for row in rows] for rows in (old, new))
    return list(SequenceMatcher(None, here, there, autojunk=False).get_opcodes())


def _put_row(there: MutableMapping[str, Any], row: _Row) -> None:
    for part, value in row.items():
        if there.get(part) != value:
            _put_value(there, part, value)


def _rows_as(rows: list[_Row], *, in_lines: bool) -> AoT | Array:
    if not in_lines:
        tables = tomlkit.aot()
        for row in rows:
            tables.append(_row_as(tables, row))
        return tables
    array = tomlkit.array()
    for row in rows:
        array.append(_inline(row))
    return array


def _row_as(rows: object, row: _Row) -> Table | InlineTable:
    if not isinstance(rows, AoT):
        return _inline(row)
    table = tomlkit.table()
    for name, value in row.items():
        table[name] = _inline(value) if isinstance(value, dict) else value
    return table


def _inline(values: Mapping[str, TomlValue]) -> InlineTable:
    table = tomlkit.inline_table()
    for name, value in values.items():
        table[name] = _inline(value) if isinstance(value, dict) else value
    return table


def _with_line_breaks_of(written: str, edited: str) -> str:
    """Return a text with the line breaks of another: what was added has those of Unix."""
    plain = edited.replace("\r\n", "\n")
    return plain.replace("\n", "\r\n") if "\r\n" in written else plain
