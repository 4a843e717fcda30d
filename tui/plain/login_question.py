"""The questions while requests are sent: before an attempt that could lock the account, and the like."""

from __future__ import annotations

import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from ..oauth2.connector import Connector
from ..oauth2.login_ledger import question_before_login
from ..oauth2.masking.redaction import Redactor
from ..plain_text import plain_line
from .console import Back, Console, Ended


def may_log_in(console: Console) -> Callable[[Connector, int], Awaitable[bool]]:
    """Return what asks whether to go on, though the account may have had so many failed logins."""

    async def ask(connector: Connector, count: int) -> bool:
        redactor = Redactor.for_connector(connector)
        return agrees(console, question_before_login(plain_line(redactor.text(connector.username)), count))

    return ask


def agrees(console: Console, question: str) -> bool:
    """Ask a question while a loop is running that sends, and return whether the user said yes."""
    with _interrupted_at_once():
        try:
            return console.confirms(question, default=False)
        except (Back, Ended):
            return False


@contextmanager
def _interrupted_at_once() -> Iterator[None]:
    """Let Ctrl+C end a question. The loop that sends would only take note of it until Enter is pressed."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
