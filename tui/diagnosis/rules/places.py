"""Where the words of a rule must stand for it to be looked at: that leaves some forty of a thousand rules.

A need that is met proves nothing: `matching` decides. But where one is not met, the conditions of the rule
are not even read.
"""

from __future__ import annotations

from typing import Final

from ..evidence.folded_letters import fold_letters
from .observation import Observation
from .rule import Rule

HEADER: Final = "header "
"""Before a header's name, its value is a place."""
EDGE: Final = "\n"
"""Divides the words of a place that holds several, so that a word can be looked for as a whole."""


class Places(dict[str, str | None]):
    """The texts of a response by their place, each laid out when it is first asked for.

    None stands for a place that the response doesn't have.
    """

    def __init__(self, seen: Observation) -> None:
        super().__init__()
        self._seen = seen

    def __missing__(self, place: str) -> str | None:
        text = self[place] = self._text(place)
        return text

    def can_hold(self, rule: Rule) -> bool:
        """Tell whether the response meets all needs of a rule."""
        for need in rule.needs:
            for place, words in need.items():
                text = self[place]
                if text is not None and any(map(text.__contains__, words)):
                    break
            else:
                return False
        return True

    def _text(self, place: str) -> str | None:
        seen = self._seen
        if place.startswith(HEADER):
            value = seen.header(place.removeprefix(HEADER))
            return None if value is None else fold_letters(value)
        match place:
            case "said":
                return seen.words
            case "body":
                return seen.folded_body.words
            case "errors":
                return EDGE.join(seen.folded_codes)
            case "claims":
                return "".join(f"{EDGE}{claim.entity} {claim.state}{EDGE}" for claim in seen.claims)
            case "members":
                members = seen.document if isinstance(seen.document, dict) else {}
                return "".join(f"{EDGE}{name}{EDGE}" for name in members)
            case "status":
                return f"{EDGE}{seen.told_status}"
            case "media type":
                return seen.media_type
            case "shape":
                return seen.shape
        return fold_letters(seen.url)
