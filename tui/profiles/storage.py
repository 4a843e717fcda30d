"""Lists, copies and deletes saved profiles."""

from __future__ import annotations

import stat
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ..errors import ProfileError, ProfileExistsError
from ..oauth2.lean.frozen import frozen
from .file_problems import reason, refuse
from .keychain_users import note_entries
from .memory.remembered import RememberedRun
from .memory.store import forget, memory_of, move
from .profile_paths import SUFFIX, file_name_for, profile_path, profiles_folder
from .reading import fill_secrets, load_profile
from .secret_sources import secret_places
from .temporary_files import remove_leftovers

__all__ = [
    "ProfileEntry",
    "delete_profile",
    "duplicate_profile",
    "file_name_for",
    "is_taken",
    "list_profiles",
    "profile_path",
    "profiles_folder",
    "refuse_what_is_no_profile",
    "rename_profile",
]


@frozen
class ProfileEntry:
    """A saved profile, for a list. Its texts come from the file and are not yet made harmless."""

    path: Path
    name: str
    """The connector's name, or the file's if it has none or can't be read."""
    token_url: str
    modified: float
    """When the file was changed, in seconds since 1970. A file system can name a year beyond 9999."""
    error: str = ""
    """Why the file can't be read; blank if it can."""
    last: RememberedRun | None = None
    """Its last run, if one is remembered: with the values in the file, else with others."""
    last_had_others: bool = False
    """Whether that run had other values than the file: never saved, or changed since."""


def list_profiles(folder: Path | None = None) -> tuple[ProfileEntry, ...]:
    """List the profiles in a folder, by default the saved ones, newest first. A missing folder has none.

    Raises:
        ProfileError: the folder can't be read.
    """
    folder = folder or profiles_folder()
    remove_leftovers(folder)
    try:
        found = [_entry(path) for path in folder.iterdir() if path.suffix == SUFFIX]
    except FileNotFoundError:
        return ()
    except OSError as error:
        refuse(folder, f"the profiles can't be listed: {reason(error)}.")
    except ValueError:
        refuse(folder, "the profiles can't be listed: this is not a valid name of a folder.")
    entries = [entry for entry in found if entry]
    return tuple(sorted(entries, key=lambda entry: (-entry.modified, entry.path.name)))


def delete_profile(path: Path) -> None:
    """Delete a profile's file, its secrets in the keychain, and what is remembered of its runs.

    Raises:
        ProfileError: it is not a file ending in .toml, or it can't be deleted. Nothing was deleted.
    """
    from .keychain_entries import entries_of, forget_entries
    from .writing import one_at_a_time

    refuse_what_is_no_profile(path)
    try:
        with one_at_a_time():
            kept_in_keychain = entries_of(path)
            path.unlink()
            forget_entries(kept_in_keychain)
    except OSError as error:
        refuse(path, f"can't be deleted: {reason(error)}.")
    forget(path)


def refuse_what_is_no_profile(path: Path) -> None:
    """Refuse to delete what is not a file ending in .toml.

    Raises:
        ProfileError: it is something else, or it isn't there.
    """
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        why = "it doesn't exist" if isinstance(error, FileNotFoundError) else reason(error)
        refuse(path, f"can't be deleted: {why}.")
    except ValueError:
        refuse(path, "can't be deleted: this is not a valid file name.")
    if not stat.S_ISREG(mode) or path.suffix != SUFFIX:
        what = "a link" if stat.S_ISLNK(mode) else f"not a file ending in {SUFFIX}"
        refuse(path, f"can't be deleted here: it is {what}. Delete it by hand if you mean to.")


def rename_profile(path: Path, name: str) -> Path:
    """Give a profile another name, and its file the name that goes with it. Return the file's new path.

    What is remembered of its runs goes with it.

    Raises:
        ProfileError: it can't be read or saved, or there is another file of that name. Nothing has changed.
    """
    from .writing import save_profile

    profile = fill_secrets(load_profile(path), {})
    renamed = path.with_name(f"{file_name_for(name)}{SUFFIX}")
    if renamed != path and is_taken(renamed):
        refuse(renamed, "is another profile already. Choose another name.")
    save_profile(replace(profile, connector=replace(profile.connector, name=name)), path)
    try:
        path.rename(renamed)
    except OSError as error:
        refuse(path, f"has its new name, but the file keeps its old one: {reason(error)}.")
    note_entries(profile, renamed)
    move(path, renamed)
    return renamed


def is_taken(path: Path) -> bool:
    """Tell whether there is a file, a folder or anything else at a path where a profile is to be saved.

    Raises:
        ProfileError: no file can be there: a part of the path is no folder, or the name is not valid.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError as error:
        refuse(path, f"can't be used: {reason(error)}.")
    except ValueError:
        refuse(path, "can't be used: this is not a valid file name.")
    return True


def duplicate_profile(path: Path) -> Path:
    """Copy a profile in its folder under the name "NAME copy", and return the copy's path.

    Secrets that can be read from the keychain are copied too.

    Raises:
        ProfileError: the profile can't be read, or the copy can't be written.
    """
    from .writing import save_profile

    profile = fill_secrets(load_profile(path), {})
    name = profile.connector.name or path.stem
    number = 1
    while True:
        ending = " copy" if number == 1 else f" copy {number}"
        # A long name is cut before the ending is added, so that a free name can always be found.
        copy = path.with_name(f"{file_name_for(name)}-{file_name_for(ending)}{SUFFIX}")
        connector = replace(profile.connector, name=name + ending)
        with suppress(ProfileExistsError):  # by another window, just now
            if not is_taken(copy):
                save_profile(replace(profile, connector=connector), copy, only_if_new=True)
                return copy
        number += 1


def _entry(path: Path) -> ProfileEntry | None:
    """Return the entry of a file; None if the file has vanished since the folder was read."""
    try:
        modified = path.lstat().st_mtime
    except FileNotFoundError:
        return None
    try:
        connector = load_profile(path).connector
    except ProfileError as error:
        return ProfileEntry(path, path.stem, "", modified, str(error))
    memory = memory_of(path)
    # What a keychain or a user holds is not asked for, to show a list.
    unknown = {field for field, _ in secret_places(connector).values()}
    last = memory.last_with(connector, unknown)
    name = connector.name or path.stem
    return ProfileEntry(
        path, name, connector.token_url, modified, "", last or memory.last, last_had_others=last is None
    )
