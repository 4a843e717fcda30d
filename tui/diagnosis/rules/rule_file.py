"""Reads a file of rules, and what each rule says. `conditions` reads what it looks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from ..evidence.folded_letters import fold_letters
from ..finding import CULPRITS, culprits_named_in
from .conditions import read_conditions
from .needs import needs_of
from .rule import PHASES, TIERS, Rule
from .rule_reader import CatalogueError, Reader

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
_SEVERITIES: Final = ("error", "warning", "info")


def read_catalogue(text: str, source: str) -> tuple[Rule, ...]:
    """Return the rules of a TOML text; `source` names the file in errors.

    Raises:
        CatalogueError: a rule can't be understood; the error names the first such place.
    """
    from ...foreign_toml import ForeignTomlError, read_toml  # not needed for the rules that are built

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
    reader = _RuleReader(source, is_foreign=not are_ours)
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


class _Defaults(NamedTuple):
    """What holds for all rules of a file that don't say otherwise."""

    vendor: str | None
    source: str
    phase: str


class _RuleReader(Reader):
    """Turns tables into rules."""

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
        when = read_conditions(self, where, table.get("when", {}))
        return Rule(
            id=rule_id,
            read_when=lambda: when,
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
            file=self.file,
            needs=needs_of(when),
        )

    def _check_culprits(self, where: str, culprits: Iterable[str]) -> None:
        for culprit in culprits:
            if culprit not in CULPRITS:
                import difflib  # for an error alone

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
