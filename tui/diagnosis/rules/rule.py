"""One rule of the catalogue: what it looks for in a response, and what it says then.

    [[rule]]
    id = "microsoft.aadsts50126"
    culprits = ["password", "username"]
    ...
    [rule.when]
    code = ["AADSTS50126"]

All conditions of a rule must hold; of a list, one entry. `matching` matches a rule against a response.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal

from ...oauth2.lean.frozen import frozen
from .phrase import CodeRange, Phrase

if TYPE_CHECKING:
    from ..evidence.claims import Saying
    from ..finding import Severity

Phase = Literal["token", "api"]
PHASES: Final[tuple[Phase, ...]] = ("token", "api")
TIERS: Final[Mapping[str, int]] = {
    "fallback": -30,
    "weak": -8,
    "usual": 0,
    "telling": 8,
    "strong": 20,
    "decisive": 60,
}
"""How much what a rule looks for tells, beyond what its conditions weigh: from a last resort, which speaks
where nothing else does, to words that only one cause brings."""


_GROUP: Final = "(?P<"
Needs = Sequence[Mapping[str, Sequence[str]]]
"""Words by the place where they stand. Of each mapping, a response must hold one word in its place."""


@frozen
class When:
    """The conditions of a rule. An empty one always holds."""

    status: tuple[range, ...] = ()
    error: tuple[re.Pattern[str], ...] = ()
    code: tuple[CodeRange, ...] = ()
    text: tuple[Phrase, ...] = ()
    shared: tuple[Phrase, ...] = ()
    """Like `text`, but words that other vendors use too."""
    says: tuple[Saying, ...] = ()
    """What a sentence may claim in place of `text`, in whatever words: “the user is locked”."""
    all_text: tuple[Phrase, ...] = ()
    without_text: tuple[Phrase, ...] = ()
    body: tuple[Phrase, ...] = ()
    json: tuple[tuple[str, Phrase], ...] = ()
    header: tuple[tuple[str, Phrase], ...] = ()
    content_type: tuple[str, ...] = ()
    shape: tuple[str, ...] = ()
    url: tuple[Phrase, ...] = ()

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """All phrases that a response may have to hold."""
        lists = (self.text, self.shared, self.all_text, self.body, self.url)
        named = (phrase for _, phrase in (*self.json, *self.header))
        return (*(phrase for phrases in lists for phrase in phrases), *named)

    @cached_property
    def groups(self) -> frozenset[str]:
        """The names of all groups that the conditions can find: the places in a rule's sentences."""
        grouping = (phrase for phrase in self.phrases if _GROUP in phrase.expression)
        named = {name for phrase in grouping if phrase.pattern for name in phrase.pattern.groupindex}
        named |= {"code"} if self.code else set()
        return frozenset(named | {"what"} if self.says else named)


@frozen
class Rule:
    """A rule: conditions, and the finding they lead to."""

    id: str
    read_when: Callable[[], When] = field(repr=False, compare=False)
    """Reads the conditions. Those of a built-in rule are read when a response first needs them."""
    culprits: tuple[str, ...]
    title: str
    cause: str
    fix: str
    severity: Severity = "error"
    vendor: str | None = None
    lockout_risk: bool = False
    reference: str = ""
    tier: str = "usual"
    """One of `TIERS`: decides where two rules hold whose conditions weigh about the same."""
    by: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Culprits by what a named group of a pattern found: `by.parameter.username = ["username"]`.

    Words are compared as written, else by their letters and digits only: `clientid` is `Client-ID` too.
    """
    lockout_by: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Found words that bring a lockout risk to a rule without one: `lockout_by.what = ["locked"]`."""
    phase: Phase = "token"
    """What the response answers: the token request, or a call of the API with the token."""
    source: str = ""
    """Where its knowledge comes from: an address, or a path in a product's source code."""
    file: str = ""
    """The file that it is in."""
    needs: Needs = field(default=(), repr=False)
    """What a response must hold for the rule to be looked at."""

    @cached_property
    def when(self) -> When:
        """The conditions."""
        return self.read_when()
