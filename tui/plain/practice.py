"""The demo in plain mode: a practice server, and a choice of what is wrong with the connector."""

from __future__ import annotations

from ..form.journey import Journey
from ..practice.faults import FAULTS
from ..profiles.profile import Profile
from .conversation import Conversation


def begin_practice(talk: Conversation) -> None:
    """Take the connector that goes with the practice server's fault."""
    if talk.practice:
        talk.set_journey(Journey.begin(Profile(talk.practice.connector(talk.practice.fault))))


def choose_fault(talk: Conversation) -> None:
    """Ask what is to be wrong, and take the connector that goes with it.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    if talk.practice:
        talk.practice.fault = FAULTS[talk.console.chooses([fault.title for fault in FAULTS])]
        begin_practice(talk)
