"""One rule of the catalogue: what it looks for in a response, and what it then says.

    [[rule]]
    id = "microsoft.aadsts50126"
    culprits = ["password", "username"]
    ...
    [rule.when]
    code = ["AADSTS50126"]

All conditions of a rule must hold; in a list, one of its entries. `matching` holds a rule against a response.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ..finding import Severity
from .phrase import CodeRange, Phrase


@dataclass(frozen=True)
class When:
    """The conditions of a rule. An empty one always holds."""

    status: tuple[range, ...] = ()
    error: tuple[re.Pattern[str], ...] = ()
    code: tuple[CodeRange, ...] = ()
    text: tuple[Phrase, ...] = ()
    shared: tuple[Phrase, ...] = ()
    """As `text`, and besides it: words that others than the rule's vendor say too."""
    all_text: tuple[Phrase, ...] = ()
    without_text: tuple[Phrase, ...] = ()
    body: tuple[Phrase, ...] = ()
    json: tuple[tuple[str, Phrase], ...] = ()
    header: tuple[tuple[str, Phrase], ...] = ()
    content_type: tuple[str, ...] = ()
    shape: tuple[str, ...] = ()
    url: tuple[Phrase, ...] = ()

    @cached_property
    def text_needles(self) -> frozenset[str]:
        """What a long text must hold some of, for `text` or `shared` to hold; empty if not known."""
        return _any_of((*self.text, *self.shared))

    @cached_property
    def body_needles(self) -> frozenset[str]:
        """What a long body must hold some of, for `body` to hold; empty where that is not known."""
        return _any_of(self.body)


@dataclass(frozen=True)
class Rule:
    """A rule: conditions, and the finding that they lead to."""

    id: str
    when: When
    culprits: tuple[str, ...]
    title: str
    cause: str
    fix: str
    severity: Severity = "error"
    vendor: str | None = None
    lockout_risk: bool = False
    reference: str = ""
    rank: int = 0
    """Added to the weight, where two rules would otherwise win in the wrong order."""
    by: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Culprits by what a named group of a pattern held: `by.parameter.username = ["username"]`.

    Words are compared as they stand, else by their letters and digits alone: `clientid` is `Client-ID` too.
    """
    lockout_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Found words that carry a lockout risk, in a rule that has none: `lockout_by.what = ["locked"]`."""
    source: str = ""
    """The file that it stands in."""


def _any_of(phrases: tuple[Phrase, ...]) -> frozenset[str]:
    if not all(phrase.needles for phrase in phrases):
        return frozenset()
    return frozenset(needle for phrase in phrases for needle in min(phrase.needles, key=len))
