"""Failed logins of the last hour, for each account: one ledger on disk that every window and command shares.

    begin ──> sent ──> end        an entry stands from the moment before sending, and is withdrawn only
                                  where the response proves that no login failed

So an attempt that is canceled, or killed with the program, counts. Nothing in the file names an account: host
and username are hashed with a salt of this machine's.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, TypeGuard

from ..oauth2.attempt import Attempt
from ..oauth2.connector import Connector
from ..oauth2.failed_logins import may_be_a_failed_login
from ..oauth2.url_parts import host_of
from .atomic_file import replace_file
from .file_lock import locked
from .profile_paths import state_folder

LOCKOUT: Final = 3
"""Many systems lock an account after three to five failed logins."""
_REMEMBERED: Final = 3600.0
"""Seconds after which a failed login is forgotten: most systems forget it sooner."""
_MOST_ACCOUNTS: Final = 500
_MOST_BYTES: Final = 262_144
_FILE: Final = "failed-logins.json"

_Accounts = dict[str, dict[str, float]]


class LoginLedger:
    """Counts the failed logins of each account, in this process and in others. Never raises for the disk.

    Where the file can't be read or written, this process's own entries still count.
    """

    def __init__(self, folder: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        self._path = (folder or state_folder()) / _FILE
        self._clock = clock
        self._own: _Accounts = {}
        self._salt = ""

    def count(self, connector: Connector) -> int:
        """Return how many logins of a connector's account may have failed in the last hour."""
        document = self._read()
        return len(self._entries(document, self._account(document, connector)))

    def should_ask(self, connector: Connector) -> bool:
        """Tell whether one more attempt could be the one that locks the account."""
        return self.count(connector) >= LOCKOUT - 1

    def begin(self, connector: Connector) -> str:
        """Enter an attempt that is about to be made; return the entry, to end it with."""
        entry = secrets.token_hex(8)
        with self._changing() as document:
            account = self._account(document, connector)
            now = self._clock()
            document["accounts"].setdefault(account, {})[entry] = now
            self._own = {name: kept for name in self._own if (kept := self._entries(document, name))}
            self._own.setdefault(account, {})[entry] = now
        return entry

    def end(self, connector: Connector, entry: str, attempt: Attempt) -> None:
        """Say how an attempt ended. A token clears the account, as a successful login does."""
        if not attempt.token and may_be_a_failed_login(attempt):
            return
        with self._changing() as document:
            account = self._account(document, connector)
            for accounts in (document["accounts"], self._own):
                entries = accounts.get(account, {})
                entries.pop(entry, None)
                if attempt.token:
                    entries.clear()

    # The file

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Any]]:
        """Change the ledger while no other process does; what can't be written still counts here."""
        written = ""
        with suppress(OSError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with locked(self._path.with_suffix(".lock")):
                document = self._read()
                yield document
                written = json.dumps(self._bounded(document))
                replace_file(self._path, written.encode())
                return
        if not written:
            yield self._read()

    def _read(self) -> dict[str, Any]:
        with suppress(OSError, ValueError):
            with self._path.open("rb") as file:
                document = json.loads(file.read(_MOST_BYTES))
            if _is_ledger(document):
                self._salt = document["salt"]
                return document
        self._salt = self._salt or secrets.token_hex(16)
        return {"salt": self._salt, "accounts": {}}

    def _bounded(self, document: dict[str, Any]) -> dict[str, Any]:
        since = self._clock() - _REMEMBERED
        fresh = {
            account: kept
            for account, entries in document["accounts"].items()
            if (kept := {entry: when for entry, when in entries.items() if when > since})
        }
        newest = sorted(fresh, key=lambda account: max(fresh[account].values()))[-_MOST_ACCOUNTS:]
        return {"salt": document["salt"], "accounts": {account: fresh[account] for account in newest}}

    def _entries(self, document: dict[str, Any], account: str) -> dict[str, float]:
        since = self._clock() - _REMEMBERED
        entries = {**self._own.get(account, {}), **document["accounts"].get(account, {})}
        return {entry: when for entry, when in entries.items() if when > since}

    def _account(self, document: dict[str, Any], connector: Connector) -> str:
        """Return what stands for an account: the token endpoint's host and the username, hashed."""
        name = f"{host_of(connector.token_url)}\0{connector.username.strip().casefold()}"
        salt = str(document["salt"]).encode()
        return hmac.new(salt, name.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _is_ledger(document: object) -> TypeGuard[dict[str, Any]]:
    if not isinstance(document, dict) or not isinstance(document.get("salt"), str):
        return False
    accounts = document.get("accounts")
    return isinstance(accounts, dict) and all(
        isinstance(entries, dict) and all(isinstance(when, int | float) for when in entries.values())
        for entries in accounts.values()
    )
