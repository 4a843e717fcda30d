"""The steps of a fix: each sentence of it is one, and begins with the field that it changes.

"Client Secret: copy it again. Ask the server's owner."  ->  ("Client Secret: copy it again.", "Ask …")
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..oauth2.form_fields import FORM_FIELDS, SETTING_LABELS, short_label_of
from ..oauth2.lean.lazy_pattern import LazyPattern

_PROSE: Final = 2
"""A fix with more steps than these is shown as a numbered list."""
_END: Final = LazyPattern(r"[.!?…][”\"')\]]{0,3}\s+(?=\S)")
_ABBREVIATION: Final = LazyPattern(
    r"(?:^|[\s(“])(?:e\.g|i\.e|etc|cf|vs|approx|no|incl|resp|p|pp|sec)\.$", re.I
)
_GOES_ON: Final = LazyPattern(r"[a-z](?![\w-]*(?:_|://))")
"""How the rest of a sentence begins: a word in lower case that is no name, such as `client_id`."""
_LABELS: Final = frozenset(
    {
        *(words for key, field in FORM_FIELDS.items() for words in (field.label, short_label_of(key))),
        *SETTING_LABELS.values(),
    }
)


class Step(NamedTuple):
    """One step, taken apart for a screen."""

    label: str
    """The label of the field that it changes; empty where it changes none."""
    action: str
    """What to do."""


def steps_of(text: str) -> tuple[str, ...]:
    """Split a text into its sentences: no sentence ends inside “…” or brackets, or after "e.g."."""
    steps: list[str] = []
    start = depth = read = 0
    for end in _END.finditer(text):
        depth = max(0, depth + _opened(text[read : end.end()]))
        read = end.end()
        so_far = text[: end.start() + 1]
        if depth or _GOES_ON.match(text, end.end()) or _ABBREVIATION.search(so_far[-12:]):
            continue
        steps.append(text[start : end.end()].strip())
        start = end.end()
    return (*steps, rest) if (rest := text[start:].strip()) else tuple(steps)


def listed(text: str) -> tuple[str, ...]:
    """Return the steps of a text that has too many for prose, each with its number; empty for another."""
    steps = steps_of(text)
    return tuple(f"{number}. {step}" for number, step in enumerate(steps, 1)) if len(steps) > _PROSE else ()


def taken_apart(step: str) -> Step:
    """Return the label that a step begins with, and what follows it."""
    label, _, action = step.partition(": ")
    return Step(label, action) if action and label in _LABELS else Step("", step)


def _opened(text: str) -> int:
    """Return how many quotes and brackets a piece of text opens and leaves open."""
    return text.count("“") + text.count("(") - text.count("”") - text.count(")")
