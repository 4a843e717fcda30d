"""Collects and words the problems of a profile file: file, key, what was found, what is allowed."""

from __future__ import annotations

import datetime
import errno
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NoReturn

from ..errors import ProfileError
from ..oauth2.lean.lazy_pattern import LazyPattern
from ..plain_text import plain_line
from .schema import TomlValue

_MAX_LINES: Final = 20
"""A file that is no profile at all would otherwise give a line for each key."""
_MAX_SHOWN: Final = 40
_BARE_KEY: Final = LazyPattern(r"[A-Za-z0-9_-]+")
_LARGE_NUMBER: Final = 10**20
_LETTERS: Final = LazyPattern(r"[A-Za-z_-]{1,40}")
_LONGEST_PATH: Final = 300


class FileProblems:
    """Collects all the problems of one file, to report them together."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: list[str] = []
        self._omitted = 0

    def add(self, key: str, message: str) -> None:
        """Note a problem with a key."""
        if len(self._lines) >= _MAX_LINES:
            self._omitted += 1
        else:
            self._lines.append(f"{shown_path(self._path)}: {shown_key(key)}: {message}")

    def add_found(
        self, key: str, value: TomlValue, allowed: str, *, near: str = "", confidential: bool = False
    ) -> None:
        """Note a bad value, and a `near` one that is allowed. A `confidential` value is never quoted."""
        found = type_name(value) if confidential else shown_value(value)
        hint = f'; did you mean "{near}"?' if near else "."
        self.add(key, f"found {found}; allowed: {allowed}{hint}")

    def add_unknown(
        self,
        section: str,
        table: Iterable[str],
        name: str,
        known: Iterable[str],
        elsewhere: Iterable[str] = (),
    ) -> None:
        """Note an unknown key. `known` keys belong to its table, `elsewhere` (dotted) to other tables.

        The key is repeated only where it looks like a mistyped one: it can be a secret in the wrong place.
        """
        if len(self._lines) >= _MAX_LINES:  # looking for near names is slow in a file full of unknown keys
            self._omitted += 1
            return
        near = next((other for other in elsewhere if other.rpartition(".")[2] == name), "")
        if not near and (sibling := nearest(name, known)):
            near = dotted_key(section, sibling)
        hint = f"did you mean {near}?" if near else f"allowed here: {', '.join(known)}."
        if near and _LETTERS.fullmatch(name):
            self.add(dotted_key(section, name), f"unknown key; {hint}")
        else:
            number = list(table).index(name) + 1
            self.add(section or "top level", f"key {number} is unknown; {hint}")

    def raise_if_any(self) -> None:
        """Raise an error if any problem was noted.

        Raises:
            ProfileError: there are problems; one line for each.
        """
        if self._lines:
            more = [f"{shown_path(self._path)}: and {self._omitted} more."] if self._omitted else []
            raise ProfileError("\n".join(self._lines + more))


def refuse(path: Path, message: str) -> NoReturn:
    """Raise a ProfileError about a file. Hide its cause, which may quote the file's text."""
    raise ProfileError(f"{shown_path(path)}: {message}") from None


def reason(error: OSError) -> str:
    """Return why the operating system refused, as words that follow "can't be …: "."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "the disk is full"
    words = {
        errno.EACCES: "no permission",
        errno.EPERM: "no permission",
        errno.EROFS: "the disk is read-only",
        errno.EISDIR: "it is a folder",
        errno.ENOTDIR: "part of the path is not a folder",
        errno.ENOENT: "its folder doesn't exist; create it first",
        errno.ENAMETOOLONG: "the name is too long",
        errno.ELOOP: "it is a link that points to itself",
    }
    return words.get(error.errno or 0) or plain_line(error.strerror or type(error).__name__)


def shown_path(path: Path) -> str:
    """Return a path that is safe to show, without its middle if it is long."""
    text = str(path)
    if len(text) > _LONGEST_PATH:
        text = f"{text[: _LONGEST_PATH // 2]}…{text[-_LONGEST_PATH // 2 :]}"
    return plain_line(text)


def dotted_key(section: str, name: str) -> str:
    """Return a key with its section, dotted. The name is quoted if TOML demands it."""
    quoted = name if _BARE_KEY.fullmatch(name) else f'"{name}"'
    return f"{section}.{quoted}" if section else quoted


def shown_key(key: str) -> str:
    """Return a dotted key that is safe to show, shortened if it is long."""
    return _shortened(key, 2 * _MAX_SHOWN)


def shown_value(value: TomlValue) -> str:
    """Return a value's type, and the value itself unless it is a date, an array, a table or too large."""
    name = type_name(value)
    if isinstance(value, bool):
        return f"{name}, {str(value).lower()}"
    if isinstance(value, str):
        return f'{name}, "{_shortened(value, _MAX_SHOWN)}"'
    if isinstance(value, float) or (isinstance(value, int) and abs(value) < _LARGE_NUMBER):
        return f"{name}, {value}"
    return name


def type_name(value: TomlValue) -> str:
    """Return TOML's name for the type of a value, with its article."""
    names: dict[type | tuple[type, ...], str] = {
        bool: "a boolean",
        str: "a string",
        int: "a whole number",
        float: "a number",
        dict: "a table",
        list: "an array",
        (datetime.date, datetime.time): "a date or time",
    }
    return next(name for kind, name in names.items() if isinstance(value, kind))


def nearest(word: str, candidates: Iterable[str]) -> str:
    """Return the candidate that a mistyped word most likely stands for, or an empty string."""
    folded = {candidate.lower(): candidate for candidate in candidates}
    import difflib  # for an error alone

    near = difflib.get_close_matches(word.lower(), folded, n=1)
    return folded[near[0]] if near else ""


def _shortened(text: str, limit: int) -> str:
    return plain_line(text if len(text) <= limit else text[:limit] + "…")
