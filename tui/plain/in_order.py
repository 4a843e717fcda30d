"""Asks questions in their order, and goes back through those that were asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .console import Back, Console

Question = Callable[[], bool | None]
"""Asks, and returns False where there was nothing to ask."""


def in_order(console: Console, questions: Sequence[Question], *, is_first: bool = True) -> None:
    """Ask questions until all are answered. `is_first` tells that there is nothing before them to go back to.

    Raises:
        Back: the user wants to go back to what comes before these questions.
        Ended, MissingSecretError: as the questions do.
    """
    asked: list[int] = []
    at = 0
    while at < len(questions):
        try:
            if questions[at]() is not False:
                asked.append(at)
            at += 1
        except Back:
            if not asked and not is_first:
                raise
            if not asked:
                console.say("There is no question before this one to go back to.")
            at = asked.pop() if asked else at
