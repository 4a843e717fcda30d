"""The codes that rules look for, as they would be typed, and those that are near to a mistyped one."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Final

from ..rules.rule import Rule, When

_MOST_NEAR: Final = 4
_LEAST_ALIKE: Final = 0.7
_NUMBERED: Final = re.compile(r"(?<![a-z0-9_\\])[a-z]{1,8}[_-]?\d{3,8}(?![a-z0-9_])")
"""A code of letters and a number, also inside a pattern."""
_JOINED: Final = re.compile(r"(?<![a-z0-9_\\])[a-z]{2,20}(?:_[a-z]{2,20}){1,6}(?![a-z0-9_])")
"""A code of words, such as `invalid_grant`."""


def known_codes(rules: Iterable[Rule]) -> tuple[str, ...]:
    """Return the codes that some rules name, each once."""
    return tuple(dict.fromkeys(code for rule in rules for code in _codes_of(rule.when)))


def near_codes(code: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the known codes that are most like a code; for a bare number, those with that number first."""
    by_lower = {one.lower(): one for one in known}
    wanted = code.lower()
    same_number = [one for one in by_lower if code.isdecimal() and len(code) >= 3 and one.endswith(code)]
    alike = difflib.get_close_matches(wanted, by_lower, _MOST_NEAR, _LEAST_ALIKE)
    near = dict.fromkeys((*same_number, *alike))
    return tuple(by_lower[one] for one in near)[:_MOST_NEAR]


def _codes_of(when: When) -> Iterator[str]:
    for span in when.code:
        yield span.prefix.upper() + str(span.first).zfill(span.width)
    for pattern in when.error:
        yield from _JOINED.findall(pattern.pattern)
    for phrase in (*when.text, *when.shared, *(phrase for _, phrase in when.json)):
        said = phrase.literal or (phrase.pattern.pattern if phrase.pattern else "").replace(r"\b", " ")
        yield from (code.upper() for code in _NUMBERED.findall(said))
        yield from _JOINED.findall(said)
