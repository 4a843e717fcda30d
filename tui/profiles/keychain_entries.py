"""Which entry of the keychain holds each secret of a profile, and which entries nobody needs any more.

The profile's file names the entry: `{ from = "keyring", id = "acme/password/3f2a…" }`. So two files of one
name don't share secrets, and a file that is moved keeps them. A file that was copied by hand names the
entries of another one: at its next save it gets its own, and until then neither one's end takes them away.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from ..errors import ProfileError
from ..oauth2.secret import Secret
from ..regular_file import read_regular_file
from .keychain import forget_keyring, keyring_available, read_keyring, write_keyring
from .keychain_users import forget_users, known_users
from .profile import Profile
from .profile_paths import SUFFIX, profiles_folder
from .reading import MAX_BYTES, load_profile
from .secret_sources import (
    FromKeyring,
    FromPlain,
    FromPrompt,
    SecretSource,
    entry_of,
    secret_keys,
    secret_label,
    secret_value,
    with_secret,
)

_ODD: Final = re.compile(r"[^\w.:-]+", re.ASCII)
_LONGEST_PART: Final = 60


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
        forget_entries(self.unused)


def plan_keychain(profile: Profile, path: Path) -> KeychainChange:
    """Return what saving a profile to a file changes in the keychain. Changes nothing yet.

    Without a usable keychain, a secret whose entry the file names stays there, for a machine that has one.
    Any other secret that was to go there will be asked for each time.

    Raises:
        ProfileError: a secret is to move into the file, and the keychain does not give it.
    """
    had = _entries_in(path)
    own = _named_here_alone(had.values(), path)
    before = had if profile.path in {None, path} else _entries_in(profile.path) | had
    sources: dict[str, SecretSource] = dict(profile.sources)
    connector, writes = profile.connector, dict[str, Secret]()
    for key in secret_keys(profile.connector):
        source, secret = profile.source_of(key), secret_value(profile.connector, key)
        if isinstance(source, FromPlain) and not secret and key in before:
            connector = with_secret(connector, key, _taken_from(before[key], key))
        if not isinstance(source, FromKeyring):
            continue
        known = source.entry or before.get(key, "") or entry_of(source, key, profile.path)
        if not keyring_available():
            sources[key] = FromKeyring(known) if known in own else FromPrompt()
            continue
        is_kept = known in own and known not in writes and known != f"{path.stem}/{key}"
        entry = known if is_kept else _new_entry(path, key)
        if not secret and entry != known:
            secret = read_keyring(known)
        if secret:
            writes[entry] = secret
        sources[key] = FromKeyring(entry)
    used = {source.entry for source in sources.values() if isinstance(source, FromKeyring)}
    planned = replace(profile, connector=connector, sources=sources)
    return KeychainChange(planned, writes, tuple(sorted(own - used)))


def entries_of(path: Path) -> tuple[str, ...]:
    """Return the keychain's entries that a profile's file names and no other file does."""
    return tuple(sorted(_named_here_alone(_entries_in(path).values(), path)))


def forget_entries(entries: Iterable[str]) -> None:
    """Remove entries from the keychain. What can't be removed stays."""
    gone = tuple(entries)
    for entry in gone:
        forget_keyring(entry)
    if gone:
        forget_users(gone)


def _taken_from(entry: str, key: str) -> Secret:
    if secret := read_keyring(entry):
        return secret
    raise ProfileError(
        f"{secret_label(key)} can't be moved into the file, because the keychain doesn't give it. "
        "Unlock the keychain, type the secret, or choose another source for it."
    )


def _entries_in(path: Path) -> dict[str, str]:
    """Return the entries that a file names, by the secret's key; none for a file that can't be read."""
    try:
        sources = load_profile(path).sources
    except ProfileError:
        return {}
    return {
        key: entry_of(source, key, path) for key, source in sources.items() if isinstance(source, FromKeyring)
    }


def _named_here_alone(entries: Iterable[str], path: Path) -> set[str]:
    """Return those of a file's entries that no other file names, as far as is known."""
    alone = set(entries)
    for other in _other_files(path, alone) if alone else ():
        with suppress(OSError, ValueError):
            text = read_regular_file(other, MAX_BYTES).decode("utf-8", "replace")
            alone -= {entry for entry in alone if entry in text}
            if other.stem == path.stem:  # files of earlier versions didn't write down the entry
                alone -= set(_entries_in(other).values())
    return alone


def _other_files(path: Path, entries: Iterable[str]) -> Iterator[Path]:
    """Return the files in the same folder, the saved profiles, and what is known to have named an entry."""
    found = list(known_users(entries))
    for folder in dict.fromkeys((path.parent, profiles_folder())):
        with suppress(OSError, ValueError):
            found += [file for file in folder.iterdir() if file.suffix == SUFFIX]
    return (file for file in dict.fromkeys(found) if not _is_same(file, path))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is gone
        return False


def _new_entry(path: Path, key: str) -> str:
    """Return a new entry's name: a random end, and what tells people who look into the keychain."""
    name, what = (_ODD.sub("-", part)[:_LONGEST_PART] for part in (path.stem, key))
    return f"{name}/{what}/{secrets.token_hex(8)}"
