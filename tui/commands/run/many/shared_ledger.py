"""The ledger of failed logins for many attempts at once: what they enter together is one change of the file.

    begin_soon ─┐
    begin_soon ─┼──> a thread ──one look at the disk, one change──> entries
    end ────────┘

The file is read, locked and replaced on a thread, so that no attempt under way waits for the disk.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from typing import Final, NamedTuple

from ....oauth2.attempt import Attempt
from ....oauth2.connector import Connector
from ....oauth2.failed_logins import may_be_a_failed_login
from ....profiles.login_ledger import Accounts, LoginLedger

_GATHERING: Final = 0.002
"""Seconds that a change waits for others. An attempt that waits has not begun: none of its time counts."""


class _Change(NamedTuple):
    """A change, and where the entry that it makes is to go."""

    make: Callable[[Accounts], str | None]
    entry: asyncio.Future[str] | None = None


class SharedLedger(LoginLedger):
    """The ledger, changed on a thread. All but that thread is one loop's."""

    def __init__(self) -> None:
        super().__init__()
        self._changes: SimpleQueue[_Change | None] = SimpleQueue()
        self._one_at_a_time = threading.Lock()
        self._thread = threading.Thread(target=self._work, name="ledger", daemon=True)
        self._thread.start()

    def count(self, connector: Connector) -> int:
        """Return how many logins of a connector's account may have failed in the last hour."""
        with self._one_at_a_time:
            return super().count(connector)

    async def begin_soon(self, connector: Connector, below: int | None = None) -> str:
        """Enter an attempt that is about to be made, together with others that are."""
        entry: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._changes.put(_Change(lambda accounts: self.enter(accounts, connector, below), entry))
        return await asyncio.shield(entry)

    def end(self, connector: Connector, entry: str, attempt: Attempt) -> None:
        """Say how an attempt ended, to be entered in a moment."""
        self._changes.put(_Change(lambda accounts: self._end(accounts, connector, entry, attempt)))

    def _end(self, accounts: Accounts, connector: Connector, entry: str, attempt: Attempt) -> None:
        if attempt.token or not may_be_a_failed_login(attempt):
            self.withdraw(accounts, connector, entry, clears=attempt.token is not None)

    def close(self) -> None:
        """Wait until all is entered."""
        self._changes.put(None)
        self._thread.join()

    def _work(self) -> None:
        while changes := self._next():
            with self._one_at_a_time:
                entries = self.change([change.make for change in changes])
            settled = [
                (change.entry, entry or "")
                for change, entry in zip(changes, entries, strict=True)
                if change.entry
            ]
            if settled:
                settled[0][0].get_loop().call_soon_threadsafe(partial(_settle, settled))

    def _next(self) -> list[_Change]:
        """Return all changes that wait, at least one; none at the end."""
        changes: list[_Change] = []
        change = self._changes.get()
        if change:
            time.sleep(_GATHERING)
        while change:
            changes.append(change)
            try:
                change = self._changes.get_nowait()
            except Empty:
                return changes
        if changes:
            self._changes.put(None)  # the end, for the next time
        return changes


def _settle(settled: list[tuple[asyncio.Future[str], str]]) -> None:
    for future, entry in settled:
        if not future.done():
            future.set_result(entry)
