"""What a step of a fix says to do with rows: to add, delete, move or rename them, and whether at all."""

from __future__ import annotations

import re
from typing import Final

from ...oauth2.lean.lazy_pattern import LazyPattern

_NAME: Final = r"[“\w.-]+”?"
_DELETE: Final = r"(?<!not )(?<!n't )\b(?:delete|remove)"
_ADDED: Final = LazyPattern(r"\badd\b|\bset (?:an?|the) |\bfill\b", re.I)
_DELETED: Final = LazyPattern(
    rf"{_DELETE} (?:an? |the |any )?(?:(?:{_NAME}(?:, | and | or ))*{_NAME} )?rows?\b", re.I
)
_DELETED_OTHERWISE: Final = LazyPattern(
    r"\b(?:correct|check|compare|rename|give|set|shorten|add)\b[^.;]*\bor (?:delete|remove)|"
    rf"{_DELETE}\b[^.;]*\bor (?:correct|check|compare|rename|give|set|shorten|leave|change)\b",
    re.I,
)
"""Of two ways, one keeps the row: then a user has to choose."""
_MAY_BE_DELETED: Final = LazyPattern(rf"{_DELETE}\b(?! [^,;]* from\b)", re.I)
_DROPPED: Final = LazyPattern(rf"{_DELETE} (?P<word>[\w./:-]+) from the ", re.I)
_MOVED: Final = LazyPattern(r"\bmove the row\b", re.I)
_RENAMED: Final = LazyPattern(r"\brename the row to “?(?P<name>[\w-]+(?:\.[\w-]+)*)", re.I)
_CONDITION: Final = LazyPattern(r"(?:if|for|when|where)\b[^,;]*, ", re.I)
_ON_CONDITION: Final = LazyPattern(
    r"(?:^|[,;:] (?:and |but |then |or )?)(?:if|for|when|where)\b(?! there (?:is|are) (?:one|any)\b)", re.I
)
_ROW: Final = LazyPattern(r"\brows?\b", re.I)
_ROWS: Final = LazyPattern(r"\brows\b", re.I)
_WITHOUT_ROWS: Final = LazyPattern(r"if there (?:is|are) no", re.I)


def is_about_rows(words: str) -> bool:
    """Tell whether a step is about rows that are there: “if there is no such row, …” is not."""
    return bool(_ROW.search(words)) and not _WITHOUT_ROWS.match(words)


def without_condition(words: str) -> str:
    """Return a step without the condition that it begins with."""
    condition = _CONDITION.match(words)
    return words[condition.end() :] if condition else words


def is_conditional(words: str) -> bool:
    """Tell whether a step holds only for some. “If there is one” is no condition: that is known."""
    return bool(_ON_CONDITION.search(words))


def adds(words: str) -> bool:
    """Tell whether a step adds a row, or sets one that may be missing."""
    return bool(_ADDED.search(words))


def deletes(words: str) -> bool:
    """Tell whether a step says first of all to delete rows."""
    return bool(_DELETED.search(words)) and not _DELETED_OTHERWISE.search(words)


def may_delete(words: str) -> bool:
    """Tell whether a step says to delete rows, or that this may help."""
    return bool(_MAY_BE_DELETED.search(words))


def moves(words: str) -> bool:
    """Tell whether a step moves a row to the other table."""
    return bool(_MOVED.search(words))


def new_name(words: str) -> str:
    """Return the name that a step gives to a row; blank for none."""
    found = _RENAMED.search(words)
    return found["name"] if found else ""


def dropped_word(words: str) -> str:
    """Return the word that a step takes out of a row's value; blank for none."""
    found = _DROPPED.search(words)
    return found["word"] if found else ""


def names_several(words: str) -> bool:
    """Tell whether a step speaks of rows, not of one row."""
    return bool(_ROWS.search(words))
