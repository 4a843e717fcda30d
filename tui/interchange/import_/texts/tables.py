"""Turns tables into lines of a label and a value: fields as columns, or one column for each environment."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from ..urls import CREDENTIALS
from .labels.meanings import meaning_of_label

_RULE: Final = re.compile(r"[ \t]*[|:+=-][ \t|:+=-]*")
_WIDE: Final = re.compile(r"[ \t]{2,}|\t")
_DECORATION: Final = re.compile(r"^[*_`\"']{1,3}(.{1,500}?)[*_`\"']{1,3}$")
_VALUE_COLUMN: Final = re.compile(r"(?i)(?:current |your |my )?(?:values?|wert|valeur|valor|valore|inhalt)")
_REMARK_COLUMN: Final = re.compile(
    r"(?i).*(?:remark|comment|descri|note|required|mandatory|example|type|meaning|bemerk|kommentar|beschreib|"
    r"hinweis|pflicht|remarque|nota|comentario|obligat).*"
)
_FIELDS: Final = frozenset((*CREDENTIALS, "token_url"))
_FEWEST_FIELDS: Final = 3
_MOST_CELLS: Final = 40
_LONGEST_LINE: Final = 8000

Rows = list[list[str]]


def without_tables(lines: Sequence[str]) -> list[str]:
    """Return lines with the tables among them taken apart; all other lines stay as they are."""
    kept: list[str] = []
    at = searched = 0
    while at < len(lines):
        labeled, end = _fields_as_columns(lines, at)
        if not labeled and at >= searched:
            labeled, end = _environments_as_columns(lines, at)
            searched = end
        if labeled:
            kept += ["", *labeled, ""]
            at = end
        else:
            kept.append(lines[at])
            at += 1
    return kept


def _fields_as_columns(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """Return the labels and values of a row of labels with rows of values below, and the line after them."""
    for mark in _marks_in(lines[at]):
        labels = _cells(lines[at], mark)
        fields = {meaning_of_label(label) for label in labels} & _FIELDS
        if len(fields) < _FEWEST_FIELDS:
            continue
        rows, end = _rows(lines, at + 1, mark, len(labels))
        found = []
        for row in rows:
            found += [f"{label}: {value}" for label, value in zip(labels, row, strict=True) if value]
            found.append("")
        if found:
            return found, end
    return [], at + 1


def _environments_as_columns(lines: Sequence[str], at: int) -> tuple[list[str], int]:
    """Return the labels and values of rows with a label and several cells, and the line after the rows."""
    mark = next((mark for mark in ("|", "\t", ";", ",") if mark in lines[at]), "")
    width = len(_cells(lines[at], mark)) if mark else 0
    if width < (2 if mark in (";", ",") else 3):  # other lines of two cells are labels with values
        return [], at + 1
    rows, end = _rows(lines, at, mark, width)
    labeled = [row for row in rows if meaning_of_label(row[0]) in _FIELDS]
    if len(labeled) < _FEWEST_FIELDS:
        return [], end
    columns = [1] if labeled[0] is rows[0] else _columns_of_values(rows[0], labeled)
    if not columns:
        return [""], end  # it describes the fields
    return [f"{row[0]}: {row[column]}" for column in columns for row in labeled if row[column]], end


def _columns_of_values(head: Sequence[str], rows: Rows) -> list[int]:
    """Return the columns that hold values, and no remarks on them."""
    columns = range(1, len(head))
    named = [column for column in columns if _VALUE_COLUMN.fullmatch(head[column])]
    if named:
        return named[:1]
    others = [column for column in columns if not _REMARK_COLUMN.fullmatch(head[column])]
    filled = [column for column in others if all(" " not in row[column] for row in rows)]
    return filled or others[:1]


def _rows(lines: Sequence[str], start: int, mark: str, width: int) -> tuple[Rows, int]:
    """Return the rows of a table from a line on, and the line after them. Rules between them are left out."""
    rows: Rows = []
    for number in range(start, len(lines)):
        if _RULE.fullmatch(lines[number]) or (not lines[number].strip() and number == start):
            continue  # a rule, or a blank line below the head
        cells = _cells(lines[number], mark)
        if len(cells) != width:
            return rows, number
        rows.append(cells)
    return rows, len(lines)


def _marks_in(line: str) -> list[str]:
    """Return what may stand between the cells of a line."""
    if len(line) > _LONGEST_LINE:
        return []
    return [mark for mark in ("|", "\t", ";", ",", "  ") if mark in line]


def _cells(line: str, mark: str) -> list[str]:
    line = line.strip(" \n")[:_LONGEST_LINE]
    if mark == "|":
        pieces = re.split(r"\|\|?", line.strip("|"))
    elif mark == "  ":
        pieces = _WIDE.split(line.strip())
    else:
        pieces = _csv_cells(line, mark)
    return [_DECORATION.sub(r"\1", piece.strip()) for piece in islice(pieces, _MOST_CELLS)]


def _csv_cells(line: str, mark: str) -> list[str]:
    try:
        return next(iter(csv.reader([line], delimiter=mark)), [])
    except csv.Error:
        return [line]
