"""The trash: a profile in it can be put back for a week, then it is gone with its secrets.

profiles/acme.toml ──discard──> state folder/trash/<time>-acme.toml, and .json with where it was
                   <──restore──┘          └──after a week──> deleted, with its entries of the keychain
"""

from __future__ import annotations

import json
import stat
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..errors import ProfileError
from ..oauth2.lean.frozen import frozen
from .atomic_file import replace_file
from .file_problems import reason, refuse
from .keychain_users import note_entries
from .memory.store import forget
from .profile_paths import SUFFIX, state_folder
from .reading import load_profile
from .storage import delete_profile, is_taken, refuse_what_is_no_profile

_KEPT: Final = 7 * 86_400
"""Seconds that a profile stays in the trash."""
_ORIGIN: Final = ".json"


@frozen
class Trashed:
    """A profile in the trash."""

    path: Path
    """The file in the trash."""
    original: Path
    """Where it was."""
    when: float
    """When it was put there, in seconds since 1970."""


def trash_folder() -> Path:
    """Return the folder of the trash, which may not exist yet."""
    return state_folder() / "trash"


def discard_profile(path: Path) -> Trashed:
    """Move a profile's file to the trash. Its secrets in the keychain stay for as long as it is there.

    Raises:
        ProfileError: it is not a file ending in .toml, or it can't be moved. Nothing has changed.
    """
    import shutil

    from .writing import one_at_a_time

    refuse_what_is_no_profile(path)
    now = round(time.time(), 6)  # as its name says
    kept = trash_folder() / f"{now:.6f}-{path.stem[:60]}{SUFFIX}"
    try:
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(kept.with_suffix(_ORIGIN), json.dumps({"original": str(path.absolute())}).encode())
        with one_at_a_time():
            shutil.move(path, kept)
            with suppress(OSError):
                kept.chmod(0o600)
            _note_entries_of(kept)
    except OSError as error:
        _forget_origin(kept)
        refuse(path, f"can't be deleted: {reason(error)}.")
    return Trashed(kept, path.absolute(), now)


def restore_profile(trashed: Trashed) -> Path:
    """Put a profile back where it was.

    Raises:
        ProfileError: there is another file now, or it can't be moved. It stays in the trash.
    """
    import shutil

    if is_taken(trashed.original):
        refuse(trashed.original, "can't be put back: there is another file by now.")
    try:
        trashed.original.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(trashed.path, trashed.original)
    except OSError as error:
        refuse(trashed.original, f"can't be put back: {reason(error)}.")
    _forget_origin(trashed.path)
    return trashed.original


def trashed_profiles() -> tuple[Trashed, ...]:
    """Return what is in the trash, the last one first."""
    found = []
    with suppress(OSError):
        for path in trash_folder().iterdir():
            if path.suffix == SUFFIX and (trashed := _trashed(path)):
                found.append(trashed)
    return tuple(sorted(found, key=lambda trashed: -trashed.when))


def empty_trash(now: float | None = None) -> None:
    """Delete for good what has been in the trash for a week, with its secrets in the keychain."""
    until = (time.time() if now is None else now) - _KEPT
    for trashed in trashed_profiles():
        if trashed.when < until:
            with suppress(ProfileError):
                delete_profile(trashed.path)
                forget(trashed.original)
                _forget_origin(trashed.path)


def _note_entries_of(kept: Path) -> None:
    """Note that the file still names its entries of the keychain: a copy's end must not take them away."""
    with suppress(ProfileError):
        note_entries(load_profile(kept), kept)


def _trashed(path: Path) -> Trashed | None:
    with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        original = json.loads(path.with_suffix(_ORIGIN).read_bytes())["original"]
        return Trashed(path, Path(original), float(path.name.partition("-")[0]))
    return None


def _forget_origin(kept: Path) -> None:
    with suppress(OSError):
        kept.with_suffix(_ORIGIN).unlink(missing_ok=True)
