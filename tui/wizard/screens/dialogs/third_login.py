"""The question before an attempt that could lock the account."""

from __future__ import annotations

from ....diagnosis.login_guard import ASKED_BEFORE
from ....oauth2.connector import Connector
from ....plain_text import plain_line
from .dialog import Question, Reply


def third_login_question(connector: Connector, count: int) -> Question:
    """Return the question for an account with `count` failed logins; dismissed with `send` to go on."""
    return Question(
        "One more failed login?",
        f"{plain_line(connector.username)} has had {count} failed logins in this session. "
        f"Many systems lock an account after {ASKED_BEFORE} to 5. Send anyway?",
        [Reply("keep", "Don't send"), Reply("send", "Send anyway", "warning")],
    )
