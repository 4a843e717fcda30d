"""Reads a file of rules. Its errors are exact: file, rule, key, what was found, what is allowed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from ...foreign_toml import ForeignTomlError, read_toml
from ...plain_text import plain_line
from ..evidence.claims import Saying
from ..evidence.folded_letters import fold_letters, without_marks
from ..evidence.things import THINGS
from ..evidence.told import STATES
from ..finding import CULPRITS, culprits_named_in
from .pattern_cost.cost import refusal
from .phrase import CodeRange, Phrase
from .rule import PHASES, TIERS, Rule, When

_FILE_KEYS: Final = ("subject", "vendor", "source", "phase", "rule")
_RULE_KEYS: Final = (
    "id",
    "when",
    "culprits",
    "title",
    "cause",
    "fix",
    "severity",
    "vendor",
    "lockout_risk",
    "reference",
    "tier",
    "by",
    "lockout_by",
    "source",
    "phase",
    "wins",
    "near_miss",
)
_WHEN_KEYS: Final = tuple(When.__dataclass_fields__)
_SEVERITIES: Final = ("error", "warning", "info")
_SHAPES: Final = ("empty", "json", "form", "html", "xml", "text")
_STATUS: Final = re.compile(r"[1-5](\d\d|xx)")
_LONGEST: Final = 200
_CODE: Final = re.compile(r"(?P<prefix>(?:.{0,80}?\D)??)(?P<first>\d{1,12})(?:-(?P<last>\d{1,12}))?")
"""A prefix may itself hold digits: AADB2C90225."""


class CatalogueError(ValueError):
    """A file of rules can't be understood. Its text names file, rule, key, found and allowed."""


def read_catalogue(text: str, source: str) -> tuple[Rule, ...]:
    """Return the rules of a TOML text; `source` names the file in errors.

    Raises:
        CatalogueError: a rule can't be understood; the error names the first such place.
    """
    try:
        document = read_toml(text.encode("utf-8", "surrogatepass"))
    except ForeignTomlError as error:
        raise CatalogueError(f"{source}: {error}") from None
    return rules_in(document, source)


def rules_in(document: Mapping[str, Any], source: str, *, are_ours: bool = False) -> tuple[Rule, ...]:
    """Return the rules of a parsed file; `source` names the file in errors.

    What the regular expressions cost is checked, but for our own: a test checks those.

    Raises:
        CatalogueError: as for `read_catalogue`.
    """
    reader = _Reader(source, are_ours=are_ours)
    reader.check_keys("the file", document, _FILE_KEYS)
    defaults = _Defaults(
        vendor=reader.text("the file", document, "vendor", default="") or None,
        source=reader.text("the file", document, "source", default=""),
        phase=reader.text("the file", document, "phase", default=PHASES[0]),
    )
    rules = document.get("rule", [])
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        raise reader.error("rule", "something else", "tables, each headed [[rule]]")
    read = tuple(reader.rule(index, rule, defaults) for index, rule in enumerate(rules, start=1))
    ids = [rule.id for rule in read]
    for rule_id in ids:
        if ids.count(rule_id) > 1:
            raise reader.error(f"rule “{rule_id}”", "the same id twice", "a different id for each rule")
    return read


def _short(words: str) -> str:
    """Return words that may repeat the file, cut and harmless."""
    return plain_line(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")


class _Defaults(NamedTuple):
    """What holds for all rules of a file that don't say otherwise."""

    vendor: str | None
    source: str
    phase: str


class _Reader:
    """Turns documents into rules. Knows the file, for its errors."""

    def __init__(self, file: str, *, are_ours: bool) -> None:
        self._file = file
        self._are_ours = are_ours

    def error(self, where: str, found: str, allowed: str) -> CatalogueError:
        where, found = _short(where), _short(found)
        return CatalogueError(f"{self._file}: {where}: found {found}; allowed: {allowed}.")

    def check_keys(self, where: str, table: Mapping[str, Any], known: Iterable[str]) -> None:
        names = list(known)
        for key in table:
            if key not in names:
                near = difflib.get_close_matches(key, names, 1)
                hint = f" (did you mean {near[0]}?)" if near else ""
                raise self.error(where, f"the key “{key}”{hint}", ", ".join(names))

    def rule(self, index: int, table: Mapping[str, Any], defaults: _Defaults) -> Rule:
        where = f"rule {index}"
        if "rank" in table:
            raise self.error(f"{where}, rank", "a number", f"tier instead of rank: {', '.join(TIERS)}")
        self.check_keys(where, table, _RULE_KEYS)
        rule_id = self.text(where, table, "id")
        where = f"rule “{rule_id}”"
        if not re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", rule_id):
            raise self.error(f"{where}, id", f"“{rule_id}”", "lower-case words, dotted, such as vendor.what")
        culprits = self.texts(where, table, "culprits")
        self._check_culprits(f"{where}, culprits", culprits)
        if not culprits:
            raise self.error(f"{where}, culprits", "none", ", ".join(CULPRITS))
        severity = self.text(where, table, "severity", default="error")
        if severity not in _SEVERITIES:
            raise self.error(f"{where}, severity", f"“{severity}”", ", ".join(_SEVERITIES))
        phase = self.text(where, table, "phase", default=defaults.phase)
        if phase not in PHASES:
            raise self.error(f"{where}, phase", f"“{phase}”", ", ".join(PHASES))
        tier = self.text(where, table, "tier", default="usual")
        if tier not in TIERS:
            raise self.error(f"{where}, tier", f"“{tier}”", ", ".join(TIERS))
        lockout_risk = table.get("lockout_risk", False)
        if not isinstance(lockout_risk, bool):
            raise self.error(f"{where}, lockout_risk", repr(lockout_risk)[:40], "true or false")
        fix = self.text(where, table, "fix")
        return Rule(
            id=rule_id,
            when=self._when(where, table.get("when", {})),
            # Whoever follows the fix has to reach each field that it names.
            culprits=tuple(dict.fromkeys((*culprits, *culprits_named_in(fix)))),
            title=self.text(where, table, "title"),
            cause=self.text(where, table, "cause"),
            fix=fix,
            severity=severity,  # type: ignore[arg-type]  # checked above
            vendor=self.text(where, table, "vendor", default="") or defaults.vendor,
            lockout_risk=lockout_risk,
            reference=self.text(where, table, "reference", default=""),
            tier=tier,
            by=self._by(where, table.get("by", {})),
            lockout_by=self._lockout_by(where, table.get("lockout_by", {})),
            source=self.text(where, table, "source", default="") or defaults.source,
            phase=phase,
            file=self._file,
        )

    def text(self, where: str, table: Mapping[str, Any], key: str, default: str | None = None) -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            found = "nothing" if value is None else repr(value)[:60]
            raise self.error(f"{where}, {key}", found, "a text")
        return " ".join(value.split())

    def texts(self, where: str, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.error(f"{where}, {key}", repr(value)[:60], "a list of texts")
        return tuple(value)

    def _check_culprits(self, where: str, culprits: Iterable[str]) -> None:
        for culprit in culprits:
            if culprit not in CULPRITS:
                near = difflib.get_close_matches(culprit, CULPRITS, 1)
                hint = f" (did you mean {near[0]}?)" if near else ""
                raise self.error(where, f"“{culprit}”{hint}", ", ".join(CULPRITS))

    def _by(self, where: str, table: object) -> dict[str, dict[str, tuple[str, ...]]]:
        if not isinstance(table, dict) or not all(isinstance(choices, dict) for choices in table.values()):
            raise self.error(f"{where}, by", repr(table)[:60], "tables, such as [rule.by.parameter]")
        result: dict[str, dict[str, tuple[str, ...]]] = {}
        for group, choices in table.items():
            result[group] = {
                fold_letters(word): self.texts(f"{where}, by.{group}", choices, word) for word in choices
            }
            for word, culprits in result[group].items():
                self._check_culprits(f"{where}, by.{group}.{word}", culprits)
        return result

    def _lockout_by(self, where: str, table: object) -> dict[str, frozenset[str]]:
        if not isinstance(table, dict):
            raise self.error(
                f"{where}, lockout_by", repr(table)[:60], 'lists of words, such as reason = ["user_locked"]'
            )
        return {
            group: frozenset(fold_letters(word) for word in self.texts(f"{where}, lockout_by", table, group))
            for group in table
        }

    def _when(self, where: str, table: object) -> When:
        where = f"{where}, when"
        if not isinstance(table, dict) or not table:
            raise self.error(where, "no condition", ", ".join(_WHEN_KEYS))
        self.check_keys(where, table, _WHEN_KEYS)
        shapes = self.texts(where, table, "shape")
        for shape in shapes:
            if shape not in _SHAPES:
                raise self.error(f"{where}.shape", f"“{shape}”", ", ".join(_SHAPES))
        return When(
            status=tuple(self._status(where, item) for item in self._list(where, table, "status")),
            error=tuple(
                self._pattern(f"{where}.error", item, is_search=False)
                for item in self.texts(where, table, "error")
            ),
            code=tuple(self._code(where, item) for item in self.texts(where, table, "code")),
            text=self._phrases(where, table, "text"),
            shared=self._phrases(where, table, "shared"),
            says=tuple(self._saying(f"{where}.says", item) for item in self.texts(where, table, "says")),
            all_text=self._phrases(where, table, "all_text"),
            without_text=self._phrases(where, table, "without_text"),
            body=self._phrases(where, table, "body"),
            json=self._named_phrases(where, table, "json"),
            header=self._named_phrases(where, table, "header", fold=True),
            content_type=tuple(item.lower() for item in self.texts(where, table, "content_type")),
            shape=shapes,
            url=self._phrases(where, table, "url"),
        )

    def _list(self, where: str, table: Mapping[str, Any], key: str) -> list[Any]:
        value = table.get(key, [])
        if not isinstance(value, list):
            raise self.error(f"{where}.{key}", repr(value)[:60], "a list")
        return value

    def _status(self, where: str, value: object) -> range:
        text = str(value)
        if isinstance(value, bool) or not isinstance(value, int | str) or not _STATUS.fullmatch(text):
            raise self.error(
                f"{where}.status", repr(value)[:40], 'a status such as 401, or a class such as "5xx"'
            )
        if text.endswith("xx"):
            first = int(text[0]) * 100
            return range(first, first + 100)
        return range(int(text), int(text) + 1)

    def _code(self, where: str, value: str) -> CodeRange:
        parts = _CODE.fullmatch(value)
        if not parts:
            raise self.error(
                f"{where}.code", f"“{value}”", "a prefix and a number, or a range: AADSTS50000-50999"
            )
        first = int(parts["first"])
        width = len(parts["first"]) if parts["first"].startswith("0") else 0
        return CodeRange(fold_letters(parts["prefix"]), first, int(parts["last"] or first), width)

    def _saying(self, where: str, value: str) -> Saying:
        things, _, states = value.partition(" ")
        saying = Saying(frozenset(things.split("|")), frozenset(states.split("|")) - {"*", ""})
        for kind, named, known in (("thing", saying.entities, THINGS), ("state", saying.states, STATES)):
            for name in sorted(named):
                if name not in known:
                    raise self.error(where, f"“{name}”", f"as a {kind}, {', '.join(sorted(known))}")
        return saying

    def _phrases(self, where: str, table: Mapping[str, Any], key: str) -> tuple[Phrase, ...]:
        return tuple(self._phrase(f"{where}.{key}", item) for item in self.texts(where, table, key))

    def _named_phrases(
        self, where: str, table: Mapping[str, Any], key: str, *, fold: bool = False
    ) -> tuple[tuple[str, Phrase], ...]:
        named = table.get(key, {})
        if not isinstance(named, dict) or not all(isinstance(value, str) for value in named.values()):
            raise self.error(f"{where}.{key}", repr(named)[:60], "a table of names and texts")
        return tuple(
            (name.lower() if fold else name, self._phrase(f"{where}.{key}.{name}", value))
            for name, value in named.items()
        )

    def _phrase(self, where: str, value: str) -> Phrase:
        if len(value) > 2 and value.startswith("/") and value.endswith("/"):
            return Phrase(pattern=self._pattern(where, value[1:-1], is_search=True))
        if value != value.lower():
            raise self.error(where, f"“{value}”", "lower case: the searched text is folded to lower case")
        return Phrase(literal=fold_letters(value))

    def _pattern(self, where: str, value: str, *, is_search: bool) -> re.Pattern[str]:
        try:
            pattern = re.compile(without_marks(value))
        except (re.error, RecursionError, OverflowError) as error:
            raise self.error(where, f"“{value}” ({error})", "a regular expression") from error
        refused = None if self._are_ours else refusal(pattern, is_search=is_search)
        if refused:
            raise self.error(where, refused.found, refused.allowed)
        return pattern
