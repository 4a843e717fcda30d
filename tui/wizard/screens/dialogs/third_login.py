"""The question that stands before one failed login too many."""

from __future__ import annotations

from ....diagnosis.login_guard import ASKED_BEFORE
from ....oauth2.connector import Connector
from ....plain_text import plain_line
from .dialog import Question, Reply


def third_login_question(connector: Connector, count: int) -> Question:
    """Return the question for an account with so many failed logins; it is dismissed with `send` to go on."""
    return Question(
        "One more failed login?",
        f"{plain_line(connector.username)} has had {count} failed logins here in this session. "
        f"Many systems lock an account after {ASKED_BEFORE} to 5. Send all the same?",
        [Reply("keep", "Don't send"), Reply("send", "Send all the same", "warning")],
    )
