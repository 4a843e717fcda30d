"""Parses the style sheets of the screens for the wheel. The program itself never loads this module."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final, NamedTuple

from textual.app import App
from textual.css.model import RuleSet, Selector
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from .app import ConnectorDoctorApp
from .parsed_sheets import COMBINATORS, KINDS, StoredRule, StoredSelector, sheet_key, theme_key
from .screens.steps.step_screens import load_steps
from .themes import DARK, LIGHT

_FOLDER: Final = Path(__file__).parent
_PROTOCOL: Final = 5


class Sheet(NamedTuple):
    """What is parsed: a file of ours, or the style that a class brings."""

    css: str
    is_default: bool
    scope: str


def parsed_ahead() -> bytes:
    """Return all sheets, parsed with both themes. The same sheets always make the same bytes."""
    load_steps()
    app = ConnectorDoctorApp()
    themes = dict[bytes, bytes]()
    for theme in (DARK, LIGHT):
        app.set_reactive(App.theme, theme.name)
        variables = app.get_css_variables()
        parsed = {
            sheet_key(sheet.css, sheet.scope): pickle.dumps(rules_of(sheet, variables), _PROTOCOL)
            for sheet in sorted(sheets())
        }
        themes[theme_key(variables)] = pickle.dumps(parsed, _PROTOCOL)
    return pickle.dumps((version("textual"), themes), _PROTOCOL)


def sheets() -> set[Sheet]:
    """Return the sheets of the screens that are loaded."""
    files = (_FOLDER / "app.tcss", *(_FOLDER / "styles").glob("*.tcss"))
    ours = {Sheet(file.read_text(encoding="utf-8"), False, "") for file in files}
    return ours | {sheet for cls in _below(DOMNode) for sheet in _brought_by(cls)}


def _below(cls: type[DOMNode]) -> Iterator[type[DOMNode]]:
    for subclass in cls.__subclasses__():
        yield subclass
        yield from _below(subclass)


def _brought_by(cls: type[DOMNode]) -> Iterator[Sheet]:
    for _, css, _, scope in cls._get_default_css(object.__new__(cls)):
        yield Sheet(css, True, scope)


def rules_of(sheet: Sheet, variables: dict[str, str]) -> list[tuple[object, ...]]:
    """Parse a sheet, and return its rules as they are stored."""
    parsed = Stylesheet(variables=variables)._parse_rules(
        sheet.css, ("", ""), sheet.is_default, tie_breaker=1, scope=sheet.scope
    )
    return [tuple(_stored(rule)) for rule in parsed]


def _stored(rule: RuleSet) -> StoredRule:
    if rule.errors:
        raise ValueError(f"a style sheet is wrong: {rule.errors[0][1]}")
    set_by_it = (dict(rule.styles._rules), sorted(rule.styles.important))
    return StoredRule(
        tuple(sorted(rule.selector_names)),
        tuple(sorted(rule.pseudo_classes)),
        rule.is_default_rules,
        rule.tie_breaker,
        tuple((one.specificity, tuple(map(_stored_selector, one.selectors))) for one in rule.selector_set),
        pickle.dumps(set_by_it, _PROTOCOL),
    )


def _stored_selector(selector: Selector) -> StoredSelector:
    return (
        selector.name,
        COMBINATORS.index(selector.combinator),
        KINDS.index(selector.type),
        tuple(sorted(selector.pseudo_classes)),
        selector.specificity,
        selector.advance,
    )
