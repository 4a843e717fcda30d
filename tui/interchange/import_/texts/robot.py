"""Turns test cases of Robot Framework into lines of a label and a value: cells are two blanks apart."""

from __future__ import annotations

import re
from typing import Final

_HEADING: Final = re.compile(r"(?m)^\*{1,3}[ \t]?(?:Settings|Variables|Test Cases|Keywords|Tasks)\b")
_CELLS: Final = re.compile(r"[ \t]{2,}|\t|[ \t]\|[ \t]")
_VARIABLE: Final = re.compile(r"[$&@%]\{([^{}\n]{1,80})\}")
_ASSIGNED: Final = re.compile(r"[$&]\{([^{}\n]{1,80})\}[ \t]?=?")
_ENTRY: Final = re.compile(r"([A-Za-z_][\w-]{0,60})=(.{0,4000})")
_SETS: Final = ("set variable", "set to dictionary", "create dictionary", "create session")
_MOST_ROUNDS: Final = 3
_LONGEST: Final = 4000


def with_labeled_cells(text: str) -> str:
    """Return test cases with a line for each entry of a dictionary; any other text stays as it is."""
    if not _HEADING.search(text):
        return text
    variables: dict[str, str] = {}
    lines: list[str] = []
    for line in text.split("\n"):
        cells = [cell.strip() for cell in _CELLS.split(line.strip()) if cell.strip()]
        name = _ASSIGNED.fullmatch(cells[0]) if cells else None
        if name and len(cells) == 2:
            variables[_key(name[1])] = _filled(cells[1], variables)
            continue
        given = [_filled(cell, variables) for cell in cells]
        if name and len(given) == 3 and given[1].lower() == "set variable":
            variables[_key(name[1])] = given[2]
        lines += _labeled(given)
    return "\n".join(lines)


def _labeled(cells: list[str]) -> list[str]:
    found = [f"{entry[1]}: {entry[2]}" for cell in cells if (entry := _ENTRY.fullmatch(cell))]
    keyword = next((at for at, cell in enumerate(cells) if cell.lower() in _SETS), -1)
    if keyword >= 0 and cells[keyword].lower() == "set to dictionary":
        rest = [cell for cell in cells[keyword + 2 :] if not _ENTRY.fullmatch(cell)]
        found += [f"{name}: {value}" for name, value in zip(rest[::2], rest[1::2], strict=False)]
    found += [f"url: {cell}" for cell in cells if cell.startswith(("http://", "https://"))]
    found += [f"path: {cell}" for cell in cells if cell.startswith("/") and "token" in cell.lower()]
    return found


def _filled(cell: str, variables: dict[str, str]) -> str:
    for _ in range(_MOST_ROUNDS):
        again = _VARIABLE.sub(lambda found: variables.get(_key(found[1]), found[0]), cell)
        if again == cell or len(again) > _LONGEST:
            break
        cell = again
    return cell


def _key(name: str) -> str:
    """Return a variable's name as Robot Framework compares it: case, blanks and underscores don't count."""
    return re.sub(r"[ _]", "", name).lower()
