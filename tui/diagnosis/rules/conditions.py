"""Reads the conditions of a rule: its table `[rule.when]`. Those of a built-in rule are read when needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ..evidence.claims import Saying
from ..evidence.folded_letters import fold_letters, without_marks
from ..evidence.things import THINGS
from ..evidence.told import STATES
from .keywords import Keywords
from .phrase import CodeRange, Phrase
from .rule import When
from .rule_reader import Reader

_KEYS: Final = tuple(When.__dataclass_fields__)
_SHAPES: Final = ("empty", "json", "form", "html", "xml", "text")
_STATUS: Final = re.compile(r"[1-5](\d\d|xx)")
_CODE: Final = re.compile(r"(?P<prefix>(?:.{0,80}?\D)??)(?P<first>\d{1,12})(?:-(?P<last>\d{1,12}))?")
"""A prefix may itself hold digits: AADB2C90225."""


def read_conditions(
    reader: Reader, where: str, table: object, built: Mapping[str, Keywords] | None = None
) -> When:
    """Return the conditions in a table; `where` names the rule in errors.

    `built` holds the keywords of its expressions, for a rule that was checked when the catalogue was built.
    Without it, each expression is compiled to check it.

    Raises:
        CatalogueError: a condition can't be understood.
    """
    return _Conditions(reader, where, built).read(table)


class _Conditions:
    """Turns one table into conditions."""

    def __init__(self, reader: Reader, where: str, built: Mapping[str, Keywords] | None) -> None:
        self._reader = reader
        self._where = f"{where}, when"
        self._built = built

    def read(self, table: object) -> When:
        if not isinstance(table, dict) or not table:
            raise self._reader.error(self._where, "no condition", ", ".join(_KEYS))
        self._reader.check_keys(self._where, table, _KEYS)
        shapes = self._texts(table, "shape")
        for shape in shapes:
            if shape not in _SHAPES:
                raise self._reader.error(f"{self._where}.shape", f"“{shape}”", ", ".join(_SHAPES))
        return When(
            status=tuple(self._status(item) for item in self._list(table, "status")),
            error=tuple(
                self._checked(f"{self._where}.error", item, is_search=False)
                for item in self._texts(table, "error")
            ),
            code=tuple(self._code(item) for item in self._texts(table, "code")),
            text=self._phrases(table, "text"),
            shared=self._phrases(table, "shared"),
            says=tuple(self._saying(item) for item in self._texts(table, "says")),
            all_text=self._phrases(table, "all_text"),
            without_text=self._phrases(table, "without_text"),
            body=self._phrases(table, "body"),
            json=self._named_phrases(table, "json"),
            header=self._named_phrases(table, "header", fold=True),
            content_type=tuple(item.lower() for item in self._texts(table, "content_type")),
            shape=shapes,
            url=self._phrases(table, "url"),
        )

    def _texts(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        return self._reader.texts(self._where, table, key)

    def _list(self, table: Mapping[str, Any], key: str) -> list[Any]:
        value = table.get(key, [])
        if not isinstance(value, list):
            raise self._reader.error(f"{self._where}.{key}", repr(value)[:60], "a list")
        return value

    def _status(self, value: object) -> range:
        text = str(value)
        if isinstance(value, bool) or not isinstance(value, int | str) or not _STATUS.fullmatch(text):
            allowed = 'a status such as 401, or a class such as "5xx"'
            raise self._reader.error(f"{self._where}.status", repr(value)[:40], allowed)
        if text.endswith("xx"):
            first = int(text[0]) * 100
            return range(first, first + 100)
        return range(int(text), int(text) + 1)

    def _code(self, value: str) -> CodeRange:
        parts = _CODE.fullmatch(value)
        if not parts:
            allowed = "a prefix and a number, or a range: AADSTS50000-50999"
            raise self._reader.error(f"{self._where}.code", f"“{value}”", allowed)
        first = int(parts["first"])
        width = len(parts["first"]) if parts["first"].startswith("0") else 0
        return CodeRange(fold_letters(parts["prefix"]), first, int(parts["last"] or first), width)

    def _saying(self, value: str) -> Saying:
        things, _, states = value.partition(" ")
        saying = Saying(frozenset(things.split("|")), frozenset(states.split("|")) - {"*", ""})
        for kind, named, known in (("thing", saying.entities, THINGS), ("state", saying.states, STATES)):
            for name in sorted(named):
                if name not in known:
                    allowed = f"as a {kind}, {', '.join(sorted(known))}"
                    raise self._reader.error(f"{self._where}.says", f"“{name}”", allowed)
        return saying

    def _phrases(self, table: Mapping[str, Any], key: str) -> tuple[Phrase, ...]:
        return tuple(self._phrase(f"{self._where}.{key}", item) for item in self._texts(table, key))

    def _named_phrases(
        self, table: Mapping[str, Any], key: str, *, fold: bool = False
    ) -> tuple[tuple[str, Phrase], ...]:
        named = table.get(key, {})
        if not isinstance(named, dict) or not all(isinstance(value, str) for value in named.values()):
            raise self._reader.error(f"{self._where}.{key}", repr(named)[:60], "a table of names and texts")
        return tuple(
            (name.lower() if fold else name, self._phrase(f"{self._where}.{key}.{name}", value))
            for name, value in named.items()
        )

    def _phrase(self, where: str, value: str) -> Phrase:
        if len(value) > 2 and value.startswith("/") and value.endswith("/"):
            source = value[1:-1]
            if self._built is not None:
                expression = without_marks(source)
                return Phrase(expression=expression, derived=self._built.get(expression, ()))
            return Phrase(expression=self._checked(where, source, is_search=True).pattern)
        if value != value.lower():
            allowed = "lower case: the searched text is folded to lower case"
            raise self._reader.error(where, f"“{value}”", allowed)
        return Phrase(literal=fold_letters(value))

    def _checked(self, where: str, value: str, *, is_search: bool) -> re.Pattern[str]:
        try:
            pattern = re.compile(without_marks(value))
        except (re.error, RecursionError, OverflowError) as error:
            raise self._reader.error(where, f"“{value}” ({error})", "a regular expression") from error
        if self._reader.is_foreign:
            from .pattern_cost.cost import refusal  # only a user's own rules are checked at run time

            if refused := refusal(pattern, is_search=is_search):
                raise self._reader.error(where, refused.found, refused.allowed)
        return pattern
