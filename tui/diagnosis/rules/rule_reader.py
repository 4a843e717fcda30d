"""Reads values in a file of rules. Errors are exact: file, rule, key, what was found, what is allowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ...plain_text import plain_line

_LONGEST: Final = 200


class CatalogueError(ValueError):
    """A file of rules can't be understood. Its text names file, rule, key, found and allowed."""


def _short(words: str) -> str:
    """Return words that may repeat the file, cut and harmless."""
    return plain_line(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")


class Reader:
    """Checks and returns values of a file's tables. Knows the file, for its errors."""

    def __init__(self, file: str, *, is_foreign: bool = True) -> None:
        self.file = file
        self.is_foreign = is_foreign
        """Whether somebody else wrote it, so that what its expressions cost has to be checked."""

    def error(self, where: str, found: str, allowed: str) -> CatalogueError:
        """Return the error that something else was found than what is allowed."""
        where, found = _short(where), _short(found)
        return CatalogueError(f"{self.file}: {where}: found {found}; allowed: {allowed}.")

    def check_keys(self, where: str, table: Mapping[str, Any], known: Iterable[str]) -> None:
        """Check that a table has no key but the known ones; the error names the nearest."""
        names = list(known)
        for key in table:
            if key not in names:
                import difflib  # for an error alone

                near = difflib.get_close_matches(key, names, 1)
                hint = f" (did you mean {near[0]}?)" if near else ""
                raise self.error(where, f"the key “{key}”{hint}", ", ".join(names))

    def text(self, where: str, table: Mapping[str, Any], key: str, default: str | None = None) -> str:
        """Return the text of a key, with one blank between its words."""
        value = table.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            found = "nothing" if value is None else repr(value)[:60]
            raise self.error(f"{where}, {key}", found, "a text")
        return " ".join(value.split())

    def texts(self, where: str, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        """Return the texts in the list of a key; none where it is absent."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.error(f"{where}, {key}", repr(value)[:60], "a list of texts")
        return tuple(value)
