"""The demo in plain mode: a practice server, and a choice of what is wrong with the connector."""

from __future__ import annotations

from ...practice.faults import FAULTS
from ..conversation import Conversation
from ..sending import ask_and_send
from .school import School


def begin_practice(talk: Conversation) -> None:
    """Take the connector that goes with the practice server's fault. It belongs to no lesson."""
    if talk.practice:
        talk.school = talk.school or School()
        talk.school.under_way = None
        talk.begin_practice(talk.practice.connector(talk.practice.fault))


def practice_fault(talk: Conversation) -> None:
    """Ask what is to be wrong, take the connector that goes with it, and ask whether to send.

    Raises:
        Back, Ended, MissingSecretError: as in `ask_and_send`.
    """
    if talk.practice:
        talk.practice.fault = FAULTS[talk.console.chooses([fault.title for fault in FAULTS])]
        begin_practice(talk)
        ask_and_send(talk)
