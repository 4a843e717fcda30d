"""Style sheets that were parsed as the wheel was built: parsing them took a sixth of the first screen's time.

A wheel holds them in one file for both themes, made by `parsing_ahead.py`. A checkout has none, nor has
anybody with a theme of Textual's or another version of it: what isn't found is parsed.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple, cast

import textual
from textual.css.model import CombinatorType, RuleSet, Selector, SelectorSet, SelectorType
from textual.css.styles import RulesMap, Styles

FILE: Final = Path(__file__).parent / "styles" / "parsed.pickle"
KINDS: Final = tuple(SelectorType)
COMBINATORS: Final = tuple(CombinatorType)

Specificity = tuple[int, int, int]
StoredSelector = tuple[str, int, int, tuple[str, ...], Specificity, int]
"""The name, the place of the combinator and of the kind among all, pseudo classes, and what Textual adds."""


class StoredRule(NamedTuple):
    """A rule set in the file, where it is a mere tuple."""

    names: tuple[str, ...]
    """What its selectors end with."""
    pseudo_classes: tuple[str, ...]
    is_default: bool
    depth: int
    """How deep it is nested, from 1: by so much is the tie breaker of its sheet multiplied."""
    selectors: tuple[tuple[Specificity, tuple[StoredSelector, ...]], ...]
    styles: bytes
    """A dictionary of what it sets, and the names of what is important."""


class ReadRuleSet(RuleSet):
    """A rule set whose selectors and styles are made when they are first looked at: most never are."""

    __hash__ = object.__hash__  # the same as above, and faster

    def __init__(self, stored: StoredRule, tie_breaker: int) -> None:
        self._stored = stored
        self.selector_names, self.pseudo_classes = set(stored[0]), set(stored[1])
        self.is_default_rules, self.tie_breaker = stored[2], stored[3] * tie_breaker
        self.errors = []

    def __getattr__(self, name: str) -> list[SelectorSet] | Styles:
        if name == "selector_set":
            self.selector_set = [_selectors_of(*stored) for stored in self._stored[4]]
            return self.selector_set
        if name == "styles":
            rules, important = pickle.loads(self._stored[5])  # noqa: S301 (it came with the program)
            self.styles = Styles(_rules=cast(RulesMap, rules), important=set(important))
            return self.styles
        raise AttributeError(name)


def _selectors_of(specificity: Specificity, stored: tuple[StoredSelector, ...]) -> SelectorSet:
    return SelectorSet(
        [
            Selector(name, COMBINATORS[combinator], KINDS[kind], set(pseudo_classes), own, advance)
            for name, combinator, kind, pseudo_classes, own, advance in stored
        ],
        specificity,
    )


class ParsedSheets:
    """The sheets of one theme."""

    def __init__(self, variables: Mapping[str, str], file: Path | None = None) -> None:
        self._sheets = _read(variables, file or FILE)

    def rules(self, css: str, tie_breaker: int, scope: str) -> list[RuleSet] | None:
        """Return the rules of a sheet; None if it isn't there."""
        stored = self._sheets.get(sheet_key(css, scope)) if self._sheets else None
        if stored is None:
            return None
        rules = pickle.loads(stored)  # noqa: S301 (it came with the program)
        return [ReadRuleSet(rule, tie_breaker) for rule in rules]


def sheet_key(css: str, scope: str) -> bytes:
    """Return the key of a sheet in the file."""
    return _digest(f"{scope}\n{css}")


def theme_key(variables: Mapping[str, str]) -> bytes:
    """Return the key of a theme in the file."""
    return _digest(repr(sorted(variables.items())))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=8).digest()


def _read(variables: Mapping[str, str], file: Path) -> Mapping[bytes, bytes]:
    """Return the sheets of a theme: none without a file, or if it was made with another Textual."""
    try:
        version, themes = pickle.loads(file.read_bytes())  # noqa: S301 (it came with the program)
    except OSError:
        return {}
    stored = themes.get(theme_key(variables))
    if stored is None or not any(_has_version(folder, version) for folder in textual.__path__):
        return {}
    sheets: Mapping[bytes, bytes] = pickle.loads(stored)  # noqa: S301
    return sheets


def _has_version(folder: str, version: str) -> bool:
    """Tell whether a folder holds that version of Textual, which takes longer to say so than to be read."""
    return Path(folder).with_name(f"textual-{version}.dist-info").exists()
