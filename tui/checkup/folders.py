"""The folders of profiles and of what is kept between runs: rights, room; how many files can be open."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from ..profiles.exposure import exposure_of
from ..profiles.profile_paths import SUFFIX, profiles_folder, state_folder
from .check import Check, guarded
from .machine import Machine

_LITTLE_ROOM: Final = 16 * 1024 * 1024
"""Bytes. All that is kept between runs takes less."""
_FEW_FILES: Final = 256
_ENOUGH_FILES: Final = 1024
"""With fewer, a hundred profiles at the same time may have to wait for each other."""
_MEBIBYTE: Final = 1024 * 1024
_MOST_SHOWN: Final = 10
_MOST_FILES: Final = 2_000


def folder_checks(machine: Machine) -> Iterator[Check]:
    """Yield the checks of both folders, the profiles' files, and the limit of open files."""
    profiles, state = partial(_profiles, profiles_folder()), partial(_state, state_folder())
    yield from guarded("folder.profiles", "Profiles' folder", profiles)
    yield from guarded("folder.state", "State folder", state)
    if machine.unreadable:
        what = "1 profile" if len(machine.unreadable) == 1 else f"{len(machine.unreadable)} profiles"
        fix = "Correct what is named, or move the file away."
        shown = machine.unreadable[:_MOST_SHOWN]
        yield Check("profiles.unreadable", "Profiles", "warning", f"{what} can't be read", fix, shown)
    yield from guarded("limit.files", "Open files", _open_files)


def _profiles(folder: Path) -> Iterator[Check]:
    yield _folder("folder.profiles", "Profiles' folder", folder)
    yield from _files(folder)


def _state(folder: Path) -> Check:
    return _folder("folder.state", "State folder", folder)


def _folder(check_id: str, title: str, folder: Path) -> Check:
    try:
        status = folder.stat()
    except FileNotFoundError:
        return _missing(check_id, title, folder)
    except OSError as error:
        fix = "Make the folders on the way to it your own, or set CONNECTOR_DOCTOR_HOME to another folder."
        return Check(check_id, title, "problem", f"{folder} can't be reached: {error.strerror}", fix)
    if not stat.S_ISDIR(status.st_mode):
        fix = "Move that file away, or set CONNECTOR_DOCTOR_HOME to another folder."
        return Check(check_id, title, "problem", f"{folder} is no folder", fix)
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        fix = f"Give yourself the rights to it: chmod 700 {shlex.quote(str(folder))}."
        return Check(check_id, title, "problem", f"{folder} can't be read and written{_owner(status)}", fix)
    free = shutil.disk_usage(folder).free
    room = f"{free // _MEBIBYTE} MiB free"
    if free < _LITTLE_ROOM:
        fix = "Make room on that disk: nothing can be saved when it is full."
        return Check(check_id, title, "problem", f"{folder}: {room}", fix)
    return _by_rights(check_id, title, folder, status, room)


def _by_rights(check_id: str, title: str, folder: Path, status: os.stat_result, room: str) -> Check:
    if os.name != "posix":  # there, the rights follow from the folder above
        return Check(check_id, title, "ok", f"{folder}: {room}")
    mode = stat.S_IMODE(status.st_mode)
    if _owner(status):
        fix = "Set CONNECTOR_DOCTOR_HOME to a folder of your own, or run this as its owner."
        return Check(check_id, title, "warning", f"{folder} (mode {mode:04o}){_owner(status)}", fix)
    if mode & (stat.S_IWGRP | stat.S_IWOTH | stat.S_IROTH | stat.S_IXOTH | stat.S_IRGRP | stat.S_IXGRP):
        fix = f"Keep it to yourself: chmod 700 {shlex.quote(str(folder))}."
        return Check(check_id, title, "warning", f"{folder} is open to others (mode {mode:04o})", fix)
    return Check(check_id, title, "ok", f"{folder} (mode {mode:04o}), {room}")


def _owner(status: os.stat_result) -> str:
    own = getattr(os, "geteuid", None)
    return f", and belongs to user {status.st_uid}" if own and status.st_uid != own() else ""


def _missing(check_id: str, title: str, folder: Path) -> Check:
    nearest = next((parent for parent in folder.parents if parent.is_dir()), None)
    if nearest and os.access(nearest, os.W_OK | os.X_OK):
        return Check(check_id, title, "ok", f"{folder} doesn't exist yet, and can be made")
    fix = "Set CONNECTOR_DOCTOR_HOME to a folder that you can write to."
    where = f"{nearest} can't be written to" if nearest else "nothing of the way to it exists"
    return Check(check_id, title, "problem", f"{folder} doesn't exist, and {where}", fix)


def _files(folder: Path) -> Iterator[Check]:
    """Yield a warning about files of profiles that others can read or change."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)[:_MOST_FILES]
    except OSError:
        return  # which the check of the folder has said
    exposed = [path for path in files if exposure_of(path)]
    if not exposed:
        return
    shown = tuple(f"{path.name}: {exposure_of(path)}" for path in exposed[:_MOST_SHOWN])
    names = " ".join(shlex.quote(str(path)) for path in exposed[:_MOST_SHOWN])
    what = "1 file is" if len(exposed) == 1 else f"{len(exposed)} files are"
    yield Check(
        "folder.files", "Profiles' files", "warning", f"{what} open to others", f"chmod 600 {names}", shown
    )


def _open_files() -> Check:
    check_id, title = "limit.files", "Open files"
    try:
        import resource  # which Windows lacks
    except ImportError:
        return Check(check_id, title, "unknown", "this system has no such limit")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = {resource.RLIM_INFINITY, -1}
    if soft in unlimited:
        return Check(check_id, title, "ok", "as many as there is memory for")
    most = "without limit" if hard in unlimited else f"up to {hard}"
    found = f"{soft} at the same time, {most} if you ask"
    if soft >= _ENOUGH_FILES:
        return Check(check_id, title, "ok", found)
    fix = f"Before you run many profiles at once: ulimit -n {_ENOUGH_FILES}."
    return Check(
        check_id, title, "warning" if soft < _FEW_FILES else "ok", found, fix if soft < _FEW_FILES else ""
    )
