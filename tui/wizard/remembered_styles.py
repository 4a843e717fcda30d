"""Style sheets that remember which of their rules hold for a widget in a place.

Half of what a new screen costs is comparing each widget with all rules, and setting what they say. Both
depend on the widget's place: types of it and of those above it, and the ids, classes and pseudo classes that
the rules ask for. One step after another builds the same widgets in the same places. Nothing is remembered
for a widget whose rules ask for its neighbors or for the focus within it. test_textual_inside.py compares
this with Textual's own way.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple, cast

from textual.cache import LRUCache
from textual.css.errors import StylesheetError
from textual.css.model import RuleSet, SelectorType
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.tokenizer import TokenError
from textual.css.types import CSSLocation
from textual.dom import DOMNode

from .parsed_sheets import ParsedSheets

_OF_NEIGHBORS: Final = Stylesheet._EXCLUDE_PSEUDO_CLASSES_FROM_CACHE
_NOT_ONLY_A_RULE: Final = frozenset(
    {"display", "layout", "overflow_x", "overflow_y", "pointer", "transitions"}
)
"""What does more, or is made anew, when it is set on a widget that isn't mounted."""
MOST_PLACES: Final = 4_000
"""All screens together have some hundred. With more, something makes ids without end: all is forgotten."""


_MOST_SHEETS: Final = 1_000
"""Textual parses all sheets again, each time, where there are more of them than it remembers: 64."""


class Found(NamedTuple):
    """What holds for a place."""

    rules: RulesMap
    flags: tuple[bool, bool, bool, bool]


class Asked(NamedTuple):
    """What a sheet asks of widgets with some names, and of those above them."""

    rules: int
    """The number of the rules that name one of them: the same in each sheet that has no other such rules."""
    ids: frozenset[str]
    classes: frozenset[str]
    pseudo_classes: frozenset[str]


class Memory:
    """What was found out so far about style sheets and places."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.numbers = dict[tuple[int, ...], int]()
        """The number of each list of rules, by identity: of a sheet's, and of those for some names."""
        self.kept = list[object]()
        """What is remembered by its identity, so that nothing else ever gets it."""
        self.asked = dict[tuple[int, frozenset[str]], Asked]()
        """What each sheet asks of widgets with some names."""
        self.found = dict[tuple[Any, ...], Found]()
        self.set = dict[int, dict[str, Any]]()
        """What is to be set on a new widget, by the identity of its rules."""
        self.faultless = dict[int, list[RuleSet]]()
        """The rules of sheets without faults, by identity."""


class RememberingSheet(Stylesheet):
    """A style sheet that looks for rules only once for each place."""

    def __init__(self, *, variables: dict[str, str] | None = None, memory: Memory | None = None) -> None:
        super().__init__(variables=variables)
        self._memory = memory or Memory()
        self._looked_for: tuple[DOMNode, tuple[Any, ...]] | None = None
        self._numbered: tuple[object, int] = (None, 0)
        self._parsed: ParsedSheets | None = None
        self._parse_cache = LRUCache[tuple[Any, ...], list[RuleSet]](_MOST_SHEETS)

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the variables of another theme."""
        super().set_variables(variables)
        self._parsed = None

    def parse(self) -> None:
        """Gather the rules of all sheets, and look for faults in new ones alone.

        Each kind of widget brings a sheet when the first is shown, and Textual then looks through all rules.
        """
        rules = self._faultless_rules()
        if rules is None:
            super().parse()  # which tells what is wrong, once
        else:
            self._rules, self._rules_map, self._require_parse = rules, None, False

    def _faultless_rules(self) -> list[RuleSet] | None:
        rules: list[RuleSet] = []
        faultless = self._memory.faultless
        for read_from, (css, is_default_rules, tie_breaker, scope) in self.source.items():
            try:
                parsed = self._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
            except (StylesheetError, TokenError):
                return None
            if id(parsed) not in faultless:
                if any(rule.errors for rule in parsed):
                    return None
                faultless[id(parsed)] = parsed
            rules += parsed
        return rules

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        key = (css, read_from, is_default_rules, tie_breaker, scope)
        if key not in self._parse_cache:
            self._parsed = self._parsed or ParsedSheets(self._variables)
            rules = self._parsed.rules(css, tie_breaker, scope)
            if rules is not None:
                self._parse_cache[key] = rules
        return super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[Any, ...], RulesMap] | None = None
    ) -> None:
        """Give a node its styles."""
        memory, number = self._memory, self._number()
        names = frozenset(self.rules_map.keys() & node._selector_names)
        asked = memory.asked.get((number, names))
        if asked is None:
            asked = memory.asked[number, names] = self._asked_for(names)
        if not asked.pseudo_classes.isdisjoint(_OF_NEIGHBORS):
            super().apply(node, animate=animate, cache=cache)
            return
        place = (asked.rules, *(_signature(above, asked) for above in node.css_path_nodes))
        found = memory.found.get(place)
        if found is None:
            self._looked_for = (node, place)
            super().apply(node, animate=animate)
            return
        _set_flags(node, found.flags)
        self._replace(node, found.rules, animate=animate, is_remembered=True)
        self._process_component_classes(node)

    def replace_rules(  # type: ignore[override]  # Textual's is a class method that it calls on the sheet
        self, node: DOMNode, rules: RulesMap, animate: bool = False
    ) -> None:
        """Set rules on a node, and remember them if they were looked for."""
        is_remembered = False
        if self._looked_for and self._looked_for[0] is node:
            if len(self._memory.found) >= MOST_PLACES:
                self._memory.forget()
                self._numbered = (None, 0)
            else:
                self._memory.found[self._looked_for[1]] = Found(rules, _flags(node))
                is_remembered = True
        self._looked_for = None
        self._replace(node, rules, animate=animate, is_remembered=is_remembered)

    def _replace(self, node: DOMNode, rules: RulesMap, *, animate: bool, is_remembered: bool) -> None:
        base = node.styles.base
        if animate:
            super().replace_rules(node, rules, animate=True)
            node.__dict__.pop("_set_last", None)
            return
        last_rules, last_updates = node.__dict__.get("_set_last", (None, 0))
        if last_rules is rules and last_updates == base._updates:
            node.notify_style_update()
            return
        self._set_rules(node, rules, is_remembered=is_remembered)
        node.__dict__["_set_last"] = (rules, base._updates)

    def _set_rules(self, node: DOMNode, rules: RulesMap, *, is_remembered: bool) -> None:
        base, memory = node.styles.base, self._memory
        is_new = not base._rules and not node._is_mounted
        if is_new and id(rules) in memory.set:
            base.merge_rules(cast(RulesMap, memory.set[id(rules)]))
            for name in _NOT_ONLY_A_RULE & rules.keys():
                setattr(base, name, rules[name])  # type: ignore[literal-required]
            node.notify_style_update()
            return
        super().replace_rules(node, rules)
        if is_new and is_remembered:
            memory.set[id(rules)] = {
                name: value for name, value in base._rules.items() if name not in _NOT_ONLY_A_RULE
            }
            memory.kept.append(rules)

    def _number(self) -> int:
        """Return the number of the sheet's rules: the same for the same rules in the same order."""
        rules = self.rules
        if self._numbered[0] is not rules:
            self._numbered = (rules, self._number_of(rules))
        return self._numbered[1]

    def _number_of(self, rules: list[RuleSet]) -> int:
        numbers, identities = self._memory.numbers, tuple(map(id, rules))
        if identities not in numbers:
            numbers[identities] = len(numbers)
            self._memory.kept.append(rules)
        return numbers[identities]

    def _asked_for(self, names: frozenset[str]) -> Asked:
        """Look up which rules there are for names: a sheet that comes with a screen rarely adds to them."""
        naming = {rule for name in names for rule in self.rules_map[name]}
        rules = [rule for rule in self.rules if rule in naming]
        selectors = [
            (selector.type, selector.name)
            for rule in rules
            for one in rule.selector_set
            for selector in one.selectors
        ]
        return Asked(
            self._number_of(rules),
            frozenset(name for kind, name in selectors if kind is SelectorType.ID),
            frozenset(name for kind, name in selectors if kind is SelectorType.CLASS),
            frozenset().union(*(rule.pseudo_classes for rule in rules)),
        )


def _signature(node: DOMNode, asked: Asked) -> tuple[Any, ...]:
    """Return all that the selectors ask of one node."""
    own = node._PSEUDO_CLASSES
    return (
        type(node),
        node._css_type_names,
        node._id if node._id in asked.ids else None,
        asked.classes & node._classes,
        tuple(name for name in asked.pseudo_classes if name in own and own[name](node)),  # type: ignore[arg-type]
    )


def _flags(node: DOMNode) -> tuple[bool, bool, bool, bool]:
    return (node._has_hover_style, node._has_focus_within, node._has_order_style, node._has_odd_or_even)


def _set_flags(node: DOMNode, flags: tuple[bool, bool, bool, bool]) -> None:
    node._has_hover_style, node._has_focus_within, node._has_order_style, node._has_odd_or_even = flags
