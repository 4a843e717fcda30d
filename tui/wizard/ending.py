"""What is said when the app ends: what was under way is canceled, and a fault is told with an apology."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..crash_report import apology
from ..profiles.secret_sources import secret_keys, secret_value

if TYPE_CHECKING:
    from .doctor import Doctor

_SENDING: Final = {
    "run": "The token request",
    "experiment": "The experiment",
    "proof": "The comparison",
    "life": "The call with the token",
}
"""What each group of workers that send is about."""
_DRAFT: Final = "Unsaved work was kept without its secrets; the start screen offers it the next time."


def canceled_at_the_end(app: Doctor) -> str:
    """Return a sentence on what was being sent, and ends with the app; empty where nothing was."""
    running = {worker.group for worker in app.workers if not worker.is_finished}
    what = [words for group, words in _SENDING.items() if group in running]
    if not what:
        return ""
    return f"{what[0]} was canceled. The server may have received what was sent until then."


def fault_at_the_end(app: Doctor, fault: Exception | None, *, is_kept: bool) -> str:
    """Write a report on a fault, and return what the user is told in the place of the screen.

    `is_kept` tells whether there is a draft of unsaved work.
    """
    connector = app.journey.connector
    secrets = [secret_value(connector, key) for key in secret_keys(connector)]
    said = apology(fault, f"wizard: {_screens(app)}", secrets)
    kept = f"\n{_DRAFT}" if is_kept else ""
    return f"Sorry: connector-doctor had to stop.\nconnector-doctor: {said}{kept}"


def _screens(app: Doctor) -> str:
    """Return the screens that are open, and what has the focus: names of ours, and no text of the user."""
    names = " > ".join(type(screen).__name__ for screen in app.screen_stack)
    focused = app.focused if app.screen_stack else None
    return f"{names}, focus on {type(focused).__name__}" if focused else names
