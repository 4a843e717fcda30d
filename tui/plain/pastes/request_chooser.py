"""Asks which of several requests in a paste is meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..conversation import Conversation

if TYPE_CHECKING:
    from ...interchange.import_.imported import Import


def request_meant(talk: Conversation, choices: Sequence[Import], places: Sequence[str] = ()) -> Import:
    """Return the request of a paste; of several that differ, the one that the user chooses.

    `places` say where each stands.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    if len(choices) == 1:
        return choices[0]
    from ...interchange.import_.told_apart import told_apart  # with the formats, which few need

    talk.console.say("There are several token requests that differ:")
    lines = list(told_apart(choices))
    behind = [f", {place}" if place else "" for place in places] or [""] * len(lines)
    return choices[talk.console.chooses([line + more for line, more in zip(lines, behind, strict=True)])]
