"""Lists, copies and deletes saved profiles."""

from __future__ import annotations

import stat
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import ProfileError
from .file_problems import reason, refuse
from .keychain import forget_keyring
from .keychain_entries import entries_of
from .profile_paths import SUFFIX, file_name_for, profile_path, profiles_folder
from .reading import fill_secrets, load_profile
from .temporary_files import remove_leftovers
from .writing import save_profile

__all__ = [
    "ProfileEntry",
    "delete_profile",
    "duplicate_profile",
    "file_name_for",
    "is_taken",
    "list_profiles",
    "profile_path",
    "profiles_folder",
]


@dataclass(frozen=True)
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
    """Delete a profile's file, and its secrets in the keychain.

    Raises:
        ProfileError: it is not a file ending in .toml, or it can't be deleted. Nothing was deleted.
    """
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISREG(mode) or path.suffix != SUFFIX:
            what = "a link" if stat.S_ISLNK(mode) else f"not a file ending in {SUFFIX}"
            refuse(path, f"can't be deleted here: it is {what}. Delete it by hand if you mean to.")
        kept_in_keychain = entries_of(path)
        path.unlink()
    except OSError as error:
        why = "it doesn't exist" if isinstance(error, FileNotFoundError) else reason(error)
        refuse(path, f"can't be deleted: {why}.")
    except ValueError:
        refuse(path, "can't be deleted: this is not a valid file name.")
    for entry in kept_in_keychain:
        forget_keyring(entry)


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
    profile = fill_secrets(load_profile(path), {})
    name = profile.connector.name or path.stem
    number = 1
    while True:
        ending = " copy" if number == 1 else f" copy {number}"
        # A long name is cut before the ending is added, so that a free name can always be found.
        copy = path.with_name(f"{file_name_for(name)}-{file_name_for(ending)}{SUFFIX}")
        if not is_taken(copy):
            break
        number += 1
    connector = replace(profile.connector, name=name + ending)
    save_profile(replace(profile, connector=connector), copy)
    return copy


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
    return ProfileEntry(path, connector.name or path.stem, connector.token_url, modified)
