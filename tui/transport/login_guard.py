"""Asks before an attempt that could be one failed login too many, wherever attempts are made."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from ..oauth2.connector import Connector
from ..oauth2.login_ledger import LOCKOUT, MOST_FAILED_LOGINS, Account, Ledger, account_of


@dataclass(frozen=True)
class LoginGuard:
    """Is asked before every attempt, wherever it is made."""

    ledger: Ledger
    ask: Callable[[Connector, int], Awaitable[bool]]
    """Asks the user whether to go on, given the count of failed logins."""
    most: int = MOST_FAILED_LOGINS
    _approved: set[Account] = field(default_factory=set)
    _turns: dict[Account, asyncio.Lock] = field(default_factory=dict)

    def turn(self, connector: Connector) -> asyncio.Lock:
        """Return the lock for an account: one run at a time, so that each attempt is counted."""
        return self._turns.setdefault(account_of(connector), asyncio.Lock())

    async def approves(self, connector: Connector) -> bool:
        """Ask now, if the next attempt would be one too many; it is then made without another question."""
        if self.ledger.count(connector) < self.most:
            return True
        if not await self.ask(connector, self.ledger.count(connector)):
            return False
        self._approved.add(account_of(connector))
        return True

    async def reason_to_stop(self, connector: Connector) -> str:
        """Return a sentence on why the next attempt must not be made; empty if it may."""
        account, count = account_of(connector), self.ledger.count(connector)
        if account in self._approved:
            self._approved.discard(account)
            return ""
        if count < self.most or await self.ask(connector, count):
            return ""
        logins = "1 failed login" if count == 1 else f"{count} failed logins"
        return (
            f"This account may have had {logins} in the last hour, and many systems lock an account "
            f"after {LOCKOUT} to 5. So this attempt was not made."
        )
