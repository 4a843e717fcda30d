"""The question before an attempt that could lock the account."""

from __future__ import annotations

from ....oauth2.connector import Connector
from ....oauth2.login_ledger import question_before_login
from ....plain_text import plain_line
from .dialog import Question, Reply


def third_login_question(connector: Connector, count: int) -> Question:
    """Return the question for an account with `count` failed logins; dismissed with `send` to go on."""
    return Question(
        "One more failed login?",
        question_before_login(plain_line(connector.username), count),
        [Reply("keep", "Don't send"), Reply("send", "Send anyway", "warning")],
    )
