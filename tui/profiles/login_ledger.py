"""Failed logins of the last hour, for each account: one ledger on disk that every window and command shares.

    begin ──> sent ──> end        an entry stands from the moment before sending, and is withdrawn only
                                  where the response proves that no login failed

So an attempt that is canceled, or killed with the program, counts. Nothing in the file names an account: host
and username are hashed with a salt of the file's own.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Final, TypeGuard, TypeVar

from ..oauth2.attempt import Attempt
from ..oauth2.connector import Connector
from ..oauth2.failed_logins import may_be_a_failed_login
from ..oauth2.login_ledger import account_of
from .atomic_file import replace_file
from .file_lock import AccountHolds, locked_if_possible
from .profile_paths import state_folder

_REMEMBERED: Final = 3600.0
"""Seconds after which a failed login is forgotten: most systems forget it sooner."""
_MOST_ACCOUNTS: Final = 500
_MOST_BYTES: Final = 262_144
_FILE: Final = "failed-logins.json"

Accounts = dict[str, dict[str, float]]
"""Of each account, when each attempt was begun that may be a failed login."""
_Result = TypeVar("_Result")


class LoginLedger:
    """Counts the failed logins of each account, in this process and in others. Never raises for the disk.

    If the file can't be read or written, or there is no folder for it, this process counts on its own.
    """

    def __init__(
        self, folder: Callable[[], Path] | None = state_folder, clock: Callable[[], float] = time.time
    ) -> None:
        self._path = folder() / _FILE if folder else None
        self._clock = clock
        self._known: dict[str, Any] = {"salt": secrets.token_hex(16), "accounts": {}}
        """The ledger as it was last read or written."""
        self._is_on_disk = False
        self._seen: tuple[int, ...] = ()
        """What the file was recognized by when it was read or written."""
        self._holds = AccountHolds(self._path.with_suffix(".holds") if self._path else None)

    def count(self, connector: Connector) -> int:
        """Return how many logins of a connector's account may have failed in the last hour."""
        accounts = self._fresh(self._read())
        return len(accounts.get(self._account(connector), {}))

    def begin(self, connector: Connector, below: int | None = None) -> str:
        """Enter an attempt that is about to be made. Return the entry, to end it with.

        With `below`, nothing is entered where the count is not below it, and the entry is empty: what another
        process enters meanwhile is counted too.
        """
        return self.change([lambda accounts: self.enter(accounts, connector, below)])[0]

    async def begin_soon(self, connector: Connector, below: int | None = None) -> str:
        """Enter an attempt as `begin` does."""
        return self.begin(connector, below)

    def end(self, connector: Connector, entry: str, attempt: Attempt) -> None:
        """Say how an attempt ended. A token clears the account, as a successful login does."""
        if attempt.token or not may_be_a_failed_login(attempt):
            has_token = attempt.token is not None
            self.change([lambda accounts: self.withdraw(accounts, connector, entry, clears=has_token)])

    def hold(self, connector: Connector) -> bool:
        """Hold a connector's account, unless another process does; return whether it is held now."""
        return self._holds.take(account_of(connector))

    def let_go(self, connector: Connector) -> None:
        """End what `hold` began."""
        self._holds.let_go(account_of(connector))

    def change(self, changes: Iterable[Callable[[Accounts], _Result]]) -> list[_Result]:
        """Make changes, all of them with one look at the disk, and return what each returns."""
        with self._changing() as accounts:
            return [change(accounts) for change in changes]

    def enter(self, accounts: Accounts, connector: Connector, below: int | None) -> str:
        """Enter an attempt among the accounts, unless the count is not `below`; return the entry."""
        entries = accounts.setdefault(self._account(connector), {})
        if below is not None and len(entries) >= below:
            return ""
        entry = secrets.token_hex(8)
        entries[entry] = self._clock()
        return entry

    def withdraw(self, accounts: Accounts, connector: Connector, entry: str, *, clears: bool) -> None:
        """Take an entry back, or clear all of its account."""
        entries = accounts.get(self._account(connector), {})
        entries.pop(entry, None)
        if clears:
            entries.clear()

    @contextmanager
    def _changing(self) -> Iterator[Accounts]:
        """Let the accounts be changed, while no other process changes them."""
        # Without the lock it still has to be counted.
        with locked_if_possible(self._path.with_suffix(".lock")) if self._path else nullcontext():
            accounts = self._fresh(self._read())
            yield accounts
            self._write(accounts)

    def _read(self) -> dict[str, Any]:
        with suppress(OSError, ValueError):
            if self._path and self._is_on_disk and not self._path.exists():
                self._known["accounts"] = {}  # whoever deletes the file wants to begin again
            elif self._path:
                self._read_file(self._path)
        return self._known

    def _read_file(self, path: Path) -> None:
        """Read the file, unless it is the one that was read or written last."""
        with path.open("rb") as file:
            seen = _identity(os.fstat(file.fileno()))
            if seen == self._seen:
                return
            document = json.loads(file.read(_MOST_BYTES))
        if _is_ledger(document):
            self._known, self._is_on_disk, self._seen = document, True, seen

    def _write(self, accounts: Accounts) -> None:
        newest = sorted(accounts, key=lambda account: max(accounts[account].values(), default=0.0))
        kept = {account: accounts[account] for account in newest[-_MOST_ACCOUNTS:] if accounts[account]}
        self._known = {"salt": self._known["salt"], "accounts": kept}
        with suppress(OSError):
            if self._path:
                # After a power failure, the counts of the last hour may be lost. That is worth the time.
                replace_file(self._path, json.dumps(self._known).encode(), survives_power_failure=False)
                self._is_on_disk = True
                self._seen = _identity(self._path.stat())

    def _fresh(self, document: dict[str, Any]) -> Accounts:
        """Return a copy of the accounts, with the failed logins that are not yet forgotten."""
        since = self._clock() - _REMEMBERED
        return {
            account: {entry: when for entry, when in entries.items() if when > since}
            for account, entries in document["accounts"].items()
        }

    def _account(self, connector: Connector) -> str:
        """Return what stands for an account: the token endpoint's host and the username, hashed."""
        name = "\0".join(account_of(connector))
        salt = str(self._known["salt"]).encode()
        return hmac.new(salt, name.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _identity(status: os.stat_result) -> tuple[int, ...]:
    """Return what tells a file from one that has taken its place: each change makes a new one."""
    return status.st_ino, status.st_mtime_ns, status.st_size


def _is_ledger(document: object) -> TypeGuard[dict[str, Any]]:
    if not isinstance(document, dict) or not isinstance(document.get("salt"), str):
        return False
    accounts = document.get("accounts")
    return isinstance(accounts, dict) and all(
        isinstance(entries, dict) and all(isinstance(when, int | float) for when in entries.values())
        for entries in accounts.values()
    )
