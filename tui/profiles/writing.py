"""Saves a profile: plans what the keychain is to hold, writes the file, and stores the secrets."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..errors import ProfileError, ProfileExistsError
from .atomic_file import replace_file
from .changed_file import refuse_if_changed
from .file_lock import locked_if_possible
from .file_problems import reason, refuse, shown_path
from .keychain_entries import KeychainChange, plan_keychain
from .keychain_users import note_entries
from .profile import FileVersion, Profile
from .profile_paths import profiles_folder, state_folder
from .reading import read_profile_file
from .toml_document import read_document
from .toml_text.document import file_document, profile_document
from .toml_text.profile_text import profile_text

__all__ = ["one_at_a_time", "profile_document", "save_profile"]

_LOCK: Final = "saving.lock"


def save_profile(
    profile: Profile,
    path: Path,
    *,
    unless_changed_since: FileVersion | None = None,
    only_if_new: bool = False,
) -> Profile:
    """Save a profile to a file that only its owner can read, and return it with that path and version.

    A file that was written by hand keeps its comments, its order and its layout: only values change.

    With `unless_changed_since`, the version that was read, a file that holds something else by now stays as
    it is; with `only_if_new`, so does any file. Secrets of the source keyring are stored once the file is in
    place, and what the keychain holds for it and is no longer used is removed. Without a usable keychain they
    will be asked for each time, which the returned profile says. The folder of saved profiles is created if
    it is missing. Other folders are not.

    Raises:
        ProfileChangedError: the file was changed since that version. Nothing was saved.
        ProfileExistsError: there is a file, and it was to be new. Nothing was saved.
        ProfileError: it can't be saved. The file and the keychain are unchanged.
    """
    with one_at_a_time():
        if unless_changed_since:
            refuse_if_changed(path, unless_changed_since)
        before = _contents(path)
        if only_if_new and before is not None:
            raise ProfileExistsError(f"{shown_path(path)}: there is a file of this name by now.")
        change = plan_keychain(profile, path)
        data, version = _text(change.profile, path, before if profile.path == path else None)
        _write(path, data)
        _store(change, path, data, before)
    return replace(change.profile, path=path, version=version)


def one_at_a_time() -> AbstractContextManager[None]:
    """Keep other windows from saving: between the look at a file and its replacement, it can't change.

    A keychain may wait for the user meanwhile. The others then go on after a moment.
    """
    return locked_if_possible(state_folder() / _LOCK)


def _text(profile: Profile, path: Path, before: bytes | None) -> tuple[bytes, FileVersion]:
    """Return the text of the profile's file, and its version. `before` is the text of the file at `path`."""
    document = file_document(profile)
    try:
        connector, _ = read_document(document, path)  # never write what can't be loaded again
        if before is None and profile.path:  # a copy keeps the comments, too
            before = _contents(profile.path)
        data = profile_text(document, path, before)
    except ProfileError as error:
        raise ProfileError(f"{error}\nThe profile was not saved.") from None
    return data, FileVersion.of(data, connector)


def _store(change: KeychainChange, path: Path, data: bytes, before: bytes | None) -> None:
    note_entries(change.profile, path)
    try:
        change.apply()
    except ProfileError:
        _put_back(path, data, before)
        raise


def _write(path: Path, data: bytes) -> None:
    try:
        if path.parent == profiles_folder():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(path, data)
    except OSError as error:
        refuse(path, f"can't be saved: {reason(error)}.")
    except RuntimeError:
        refuse(path, "can't be saved: a link in its path points to itself.")
    except ValueError:
        refuse(path, "can't be saved: this is not a valid file name.")


def _contents(path: Path) -> bytes | None:
    try:
        return read_profile_file(path)
    except ProfileError:
        return None


def _put_back(path: Path, data: bytes, before: bytes | None) -> None:
    """Undo a save after the keychain refused: the file must not refer to a secret that is not there.

    A file that no longer holds `data` was saved by another window since then, and stays.
    """
    with suppress(OSError):
        if _contents(path) != data:
            return
        if before is None:
            path.unlink()
        else:
            replace_file(path, before)
