"""Remembers which files name an entry of the keychain, also a copy made by hand once it was read.

A file that is copied by hand names the entries of the first one. So that deleting the one does not take the
secrets of the other, an entry is removed only when none of the files known here names it any more. The list
is kept in the state folder, and holds no secret: names of entries, and paths.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..regular_file import read_regular_file
from .atomic_file import replace_file
from .file_lock import locked_if_possible
from .profile import Profile
from .profile_paths import state_folder
from .secret_sources import FromKeyring, entry_of

_FILE: Final = "keychain-users.json"
_LOCK: Final = "keychain-users.lock"
_MOST_BYTES: Final = 1024 * 1024
_MOST_ENTRIES: Final = 1000
_MOST_USERS: Final = 16

_Users = dict[str, list[str]]


def note_entries(profile: Profile, path: Path) -> None:
    """Note that a file names a profile's entries. Where that can't be written down, nothing happens."""
    sources = profile.sources.items()
    wanted = {entry_of(source, key, path) for key, source in sources if isinstance(source, FromKeyring)}
    if not wanted:
        return
    user, known = os.path.realpath(path), _read()
    if all(user in known.get(entry, []) for entry in wanted):
        return
    with locked_if_possible(state_folder() / _LOCK):
        known = _read()
        for entry in sorted(wanted):
            users = [each for each in known.pop(entry, []) if each != user]
            known[entry] = [*users, user][-_MOST_USERS:]
        _write(known)


def known_users(entries: Iterable[str]) -> tuple[Path, ...]:
    """Return the files that named one of these entries when they were last read or saved."""
    known = _read()
    users = dict.fromkeys(user for entry in entries for user in known.get(entry, []))
    return tuple(map(Path, users))


def forget_users(entries: Iterable[str]) -> None:
    """Drop entries that are no longer in the keychain."""
    gone = set(entries)
    if gone & _read().keys():
        with locked_if_possible(state_folder() / _LOCK):
            _write({entry: users for entry, users in _read().items() if entry not in gone})


def _read() -> _Users:
    with suppress(OSError, ValueError, RecursionError):
        document = json.loads(read_regular_file(state_folder() / _FILE, _MOST_BYTES))
        if isinstance(document, dict):
            return {
                entry: [user for user in users if isinstance(user, str) and "\0" not in user]
                for entry, users in document.items()
                if isinstance(users, list)
            }
    return {}


def _write(known: _Users) -> None:
    kept = dict(list(known.items())[-_MOST_ENTRIES:])
    with suppress(OSError, ValueError, RuntimeError):
        replace_file(state_folder() / _FILE, json.dumps(kept).encode(), survives_power_failure=False)
