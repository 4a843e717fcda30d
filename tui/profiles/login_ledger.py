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
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any, Final, TypeGuard

from ..oauth2.attempt import Attempt
from ..oauth2.connector import Connector
from ..oauth2.failed_logins import may_be_a_failed_login
from ..oauth2.login_ledger import account_of
from .atomic_file import replace_file
from .file_lock import locked_if_possible
from .profile_paths import state_folder

_REMEMBERED: Final = 3600.0
"""Seconds after which a failed login is forgotten: most systems forget it sooner."""
_MOST_ACCOUNTS: Final = 500
_MOST_BYTES: Final = 262_144
_FILE: Final = "failed-logins.json"

_Accounts = dict[str, dict[str, float]]


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

    def count(self, connector: Connector) -> int:
        """Return how many logins of a connector's account may have failed in the last hour."""
        accounts = self._fresh(self._read())
        return len(accounts.get(self._account(connector), {}))

    def begin(self, connector: Connector) -> str:
        """Enter an attempt that is about to be made. Return the entry, to end it with."""
        entry = secrets.token_hex(8)
        with self._changing() as accounts:
            accounts.setdefault(self._account(connector), {})[entry] = self._clock()
        return entry

    def end(self, connector: Connector, entry: str, attempt: Attempt) -> None:
        """Say how an attempt ended. A token clears the account, as a successful login does."""
        if not attempt.token and may_be_a_failed_login(attempt):
            return
        with self._changing() as accounts:
            entries = accounts.get(self._account(connector), {})
            entries.pop(entry, None)
            if attempt.token:
                entries.clear()

    @contextmanager
    def _changing(self) -> Iterator[_Accounts]:
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
                with self._path.open("rb") as file:
                    document = json.loads(file.read(_MOST_BYTES))
                if _is_ledger(document):
                    self._known, self._is_on_disk = document, True
        return self._known

    def _write(self, accounts: _Accounts) -> None:
        newest = sorted(accounts, key=lambda account: max(accounts[account].values(), default=0.0))
        kept = {account: accounts[account] for account in newest[-_MOST_ACCOUNTS:] if accounts[account]}
        self._known = {"salt": self._known["salt"], "accounts": kept}
        with suppress(OSError):
            if self._path:
                # After a power failure, the counts of the last hour may be lost. That is worth the time.
                replace_file(self._path, json.dumps(self._known).encode(), survives_power_failure=False)
                self._is_on_disk = True

    def _fresh(self, document: dict[str, Any]) -> _Accounts:
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


def _is_ledger(document: object) -> TypeGuard[dict[str, Any]]:
    if not isinstance(document, dict) or not isinstance(document.get("salt"), str):
        return False
    accounts = document.get("accounts")
    return isinstance(accounts, dict) and all(
        isinstance(entries, dict) and all(isinstance(when, int | float) for when in entries.values())
        for entries in accounts.values()
    )
