"""What a snippet says: names with their values, texts, and calls, each with its place."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .value import Value

_MOST_PAIRS: Final = 5_000


@dataclass(frozen=True, repr=False)
class Pair:
    """A name with its value, and the place where it stands."""

    name: str
    value: Value
    group: str
    """What its neighbors share: their bracket, the variable, or the method that adds them."""
    tag: str
    """The names around it, outermost first, in lower case: the method, the variable, the key."""
    position: int


@dataclass(frozen=True)
class Group:
    """A bracket that the reader is in."""

    key: str
    """What its pairs share."""
    tag: str
    opener: str
    path: str = ""
    """The variable that holds the mapping, with the keys on the way."""


def option_set(call: str, arguments: Sequence[Value], option: str) -> bool:
    """Tell whether a call sets an option of libcurl, as PHP and C do."""
    if call.endswith(".setopt") and len(arguments) == 2:  # Python's
        return arguments[0].text.rpartition(".")[2] == option.removeprefix("CURLOPT_")
    return call in ("curl_setopt", "curl_easy_setopt") and len(arguments) == 3 and arguments[1].text == option


@dataclass(repr=False)
class Found:
    """All that a snippet says, in its order."""

    pairs: list[Pair] = field(default_factory=list)
    texts: list[tuple[Value, str, int]] = field(default_factory=list)
    """Each text with the names around it, and its position."""
    calls: list[tuple[str, list[Value], int]] = field(default_factory=list)
    holders: dict[str, str] = field(default_factory=dict)
    """The variable that the pairs of a group are put into."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Variables that are handed over under a name: `headers=extra`."""

    def add_named_values(self) -> None:
        """Take `name = "scope" value = "read"` as a pair, as ABAP and lists of objects write one."""
        for one, other in itertools.pairwise(self.pairs[:_MOST_PAIRS]):
            if (
                one.group == other.group
                and one.name.lower() in ("name", "key")
                and other.name.lower() == "value"
            ):
                named = f"named {one.tag}"
                self.pairs.append(Pair(one.value.text, other.value, named, named, one.position))

    def groups_like(self, group: str) -> set[str]:
        """Return a group, and the others whose pairs are put into the same variable or sent with it."""
        holder = self.holders.get(group, "")
        same = {other for other, theirs in self.holders.items() if holder and theirs == holder}
        return {group, *same}
