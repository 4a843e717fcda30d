"""Asks before an attempt that could be one failed login too many, wherever attempts are made.

    turn ──> admit ──(count below the limit, or the user says yes)──> entered in the ledger ──> sent
               └─────(no)──> a reason to stop

Counting and entering are one step, so that of two processes only one makes the last attempt allowed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import field
from typing import Final

from ..oauth2.attempt import Attempt
from ..oauth2.connector import Connector
from ..oauth2.lean.frozen import frozen
from ..oauth2.login_ledger import LOCKOUT, MOST_FAILED_LOGINS, Account, Ledger, account_of, logins_counted

_LOOK_AGAIN: Final = 0.05
"""Seconds between two looks at whether another process has ended its turn."""
_PATIENCE: Final = 120.0
"""Seconds to wait for another process: it may be waiting for an answer to a question, and be forgotten."""


@frozen
class Admission:
    """Whether an attempt may be made: its entry in the ledger, or a sentence on why not."""

    entry: str = ""
    reason_to_stop: str = ""


@frozen
class LoginGuard:
    """Is asked before every attempt, wherever it is made."""

    ledger: Ledger
    ask: Callable[[Connector, int], Awaitable[bool]]
    """Asks the user whether to go on, given the count of failed logins."""
    most: int = MOST_FAILED_LOGINS
    _approved: set[Account] = field(default_factory=set)
    _turns: dict[Account, tuple[asyncio.Lock, int]] = field(default_factory=dict)
    """Of each account under way or waited for: the lock, and how many want it."""

    @asynccontextmanager
    async def turn(self, connector: Connector) -> AsyncIterator[None]:
        """Hold an account: one run at a time, in all processes, so that each attempt is counted."""
        account = account_of(connector)
        lock, wanted = self._turns.get(account, (asyncio.Lock(), 0))
        self._turns[account] = lock, wanted + 1
        try:
            async with lock:
                await self._wait_for_others(connector)
                try:
                    yield
                finally:
                    self.ledger.let_go(connector)
        finally:
            lock, wanted = self._turns.pop(account)
            if wanted > 1:
                self._turns[account] = lock, wanted - 1

    async def _wait_for_others(self, connector: Connector) -> None:
        """Wait for another process that signs in with this account, but not forever: it may be forgotten."""
        deadline = asyncio.get_running_loop().time() + _PATIENCE
        while not self.ledger.hold(connector):
            if asyncio.get_running_loop().time() > deadline:
                return
            await asyncio.sleep(_LOOK_AGAIN)

    async def approves(self, connector: Connector) -> bool:
        """Ask now, if the next attempt would be one too many; it is then made without another question."""
        if self.ledger.count(connector) < self.most:
            return True
        if not await self.ask(connector, self.ledger.count(connector)):
            return False
        self._approved.add(account_of(connector))
        return True

    async def admit(self, connector: Connector) -> Admission:
        """Enter the next attempt in the ledger, or return a reason why it must not be made."""
        account = account_of(connector)
        if account in self._approved:
            self._approved.discard(account)
            return Admission(await self.ledger.begin_soon(connector))
        if entry := await self.ledger.begin_soon(connector, below=self.most):
            return Admission(entry)
        count = self.ledger.count(connector)
        if await self.ask(connector, count):
            return Admission(await self.ledger.begin_soon(connector))
        return Admission(
            reason_to_stop=f"This account may have had {logins_counted(count)} in the last hour, "
            f"and many systems lock an account after {LOCKOUT} to 5. So this attempt was not made."
        )

    def ended(self, connector: Connector, admission: Admission, attempt: Attempt) -> None:
        """Say how an admitted attempt ended."""
        self.ledger.end(connector, admission.entry, attempt)
