"""The question before an attempt that could lock the account, asked at the terminal."""

from __future__ import annotations

import sys

from ..oauth2.connector import Connector
from ..oauth2.login_ledger import question_before_login
from ..plain_text import plain_line
from .output import Output, is_terminal


async def may_log_in(output: Output, connector: Connector, count: int) -> bool:
    """Ask whether to go on, though the account may have had so many failed logins; no terminal means no."""
    return is_terminal(sys.stdin) and confirm_login(output, connector, count)


def confirm_login(output: Output, connector: Connector, count: int) -> bool:
    """Ask at the terminal whether to go on, though the account may have had so many failed logins."""
    return output.confirms(question_before_login(plain_line(connector.username), count))
