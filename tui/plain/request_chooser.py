"""Asks which of several requests in a paste is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .conversation import Conversation

if TYPE_CHECKING:
    from ..interchange.import_.imported import Import


def request_meant(talk: Conversation, found: Import) -> Import:
    """Return the request of a paste; of several that differ, the one that the user chooses.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    if not found.others:
        return found
    from ..interchange.import_.told_apart import told_apart  # with the formats, which few need

    talk.console.say("There are several token requests that differ:")
    return found.choices[talk.console.chooses(list(told_apart(found.choices)))]
