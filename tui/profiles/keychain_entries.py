"""Which entry of the keychain holds each secret of a profile, and which entries nobody needs any more.

The profile's file names the entry: `{ from = "keyring", id = "acme/password/3f2a…" }`. So two files of one
name don't share secrets, and a file that is moved keeps them. A file that was copied by hand names the
entries of another one: at its next save it gets its own.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ..errors import ProfileError
from ..oauth2.secret import Secret
from ..regular_file import read_regular_file
from .keychain import forget_keyring, read_keyring, write_keyring
from .profile import Profile
from .profile_paths import SUFFIX, profiles_folder
from .reading import MAX_BYTES, load_profile
from .secret_sources import FromKeyring, SecretSource, entry_of, secret_keys, secret_value

_ODD: Final = re.compile(r"[^\w.:-]+", re.ASCII)
_LONGEST_PART: Final = 60
_NAMED: Final = re.compile(r"""\bid\s{0,9}=\s{0,9}["']([^"'\n]{1,200})["']""")
"""An entry in the text of a profile's file."""


@dataclass(frozen=True)
class KeychainChange:
    """What saving a profile changes in the keychain, once its file is in place."""

    profile: Profile
    """The profile to save: each of its sources names its entry."""
    writes: Mapping[str, Secret]
    """The secrets to store, by entry."""
    unused: tuple[str, ...]
    """The entries that this profile had, and needs no more."""

    def apply(self) -> None:
        """Store the secrets, then remove the unused ones. Where one can't be stored, none is changed.

        Raises:
            ProfileError: the keychain refused.
        """
        before: dict[str, Secret] = {}
        try:
            for entry, secret in self.writes.items():
                known = read_keyring(entry)
                if known != secret:
                    write_keyring(entry, secret)
                    before[entry] = known
        except ProfileError:
            for entry, known in before.items():
                with suppress(ProfileError):
                    write_keyring(entry, known) if known else forget_keyring(entry)
            raise
        for entry in self.unused:
            forget_keyring(entry)


def plan_keychain(profile: Profile, path: Path) -> KeychainChange:
    """Return what saving a profile to a file changes in the keychain. Changes nothing yet."""
    had = _entries_in(path)
    own = set(had.values()) - _entries_of_others(path) if had else set()
    sources: dict[str, SecretSource] = dict(profile.sources)
    writes: dict[str, Secret] = {}
    for key in secret_keys(profile.connector):
        source = profile.source_of(key)
        if not isinstance(source, FromKeyring):
            continue
        known = source.entry or had.get(key, "") or entry_of(source, key, profile.path)
        is_kept = known in own and known not in writes and known != f"{path.stem}/{key}"
        entry = known if is_kept else _new_entry(path, key)
        secret = secret_value(profile.connector, key)
        if not secret and entry != known:
            secret = read_keyring(known)
        if secret:
            writes[entry] = secret
        sources[key] = FromKeyring(entry)
    used = {source.entry for source in sources.values() if isinstance(source, FromKeyring)}
    return KeychainChange(replace(profile, sources=sources), writes, tuple(sorted(own - used)))


def entries_of(path: Path) -> tuple[str, ...]:
    """Return the keychain's entries that a profile's file names and no other file does."""
    return tuple(sorted(set(_entries_in(path).values()) - _entries_of_others(path)))


def _entries_in(path: Path) -> dict[str, str]:
    """Return the entries that a file names, by the secret's key; none for a file that can't be read."""
    try:
        sources = load_profile(path).sources
    except ProfileError:
        return {}
    return {
        key: entry_of(source, key, path) for key, source in sources.items() if isinstance(source, FromKeyring)
    }


def _entries_of_others(path: Path) -> set[str]:
    """Return the entries named by the other files in the same folder, and by the saved profiles."""
    found: set[str] = set()
    for other in _other_files(path):
        with suppress(OSError, ValueError):
            found.update(_NAMED.findall(read_regular_file(other, MAX_BYTES).decode("utf-8", "replace")))
    return found


def _other_files(path: Path) -> Iterator[Path]:
    folders = dict.fromkeys((path.parent, profiles_folder()))
    for folder in folders:
        with suppress(OSError, ValueError, RuntimeError):
            here = path.resolve()
            yield from (file for file in folder.iterdir() if file.suffix == SUFFIX and file.resolve() != here)


def _new_entry(path: Path, key: str) -> str:
    """Return a new entry's name: a random end, and what tells people who look into the keychain."""
    name, what = (_ODD.sub("-", part)[:_LONGEST_PART] for part in (path.stem, key))
    return f"{name}/{what}/{secrets.token_hex(8)}"
