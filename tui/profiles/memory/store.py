"""Keeps the memory of each profile in a file of the state folder. Never raises for the disk.

    ~/.local/state/connector-doctor/memory/<hash of the profile's path>.json      0600, a few kilobytes

Without a file for it there is no memory, and everything else works as before.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, Final

from ...oauth2.connector import Connector
from ..atomic_file import replace_file
from ..file_lock import locked_if_possible
from ..profile_paths import state_folder
from ..temporary_files import remove_leftovers
from .marks import marks_of
from .remembered import MOST_RUNS, Memory, RememberedRun

_SUFFIX: Final = ".json"
_MOST_BYTES: Final = 131_072
_MOST_PROFILES: Final = 1_000
"""The profiles that are remembered. Beyond them, those that were run longest ago are forgotten."""
_LONGEST: Final = 300
"""Characters of a title."""
_LOOK_EACH: Final = 50
"""After so many new profiles, beginning with the first, a process looks for what is to be forgotten."""
_NEW: Final = count()
_VERDICTS: Final = frozenset({"works", "fails", "unreachable"})


def memory_folder() -> Path:
    """Return the folder of what is remembered, which may not exist yet."""
    return state_folder() / "memory"


def memory_of(profile: Path) -> Memory:
    """Return what is remembered of a profile, by the path of its file; nothing if it can't be read."""
    with suppress(OSError, ValueError, RecursionError, KeyError, TypeError, RuntimeError):
        path = _file_of(profile)
        if path.stat().st_size <= _MOST_BYTES:
            return _read(json.loads(path.read_bytes()))
    return Memory()


def remember(profile: Path, connector: Connector, run: RememberedRun) -> Memory:
    """Remember a run of a profile, with marks of the connector that was sent. Return the memory before it."""
    import secrets

    before = Memory()
    with suppress(OSError, ValueError, RuntimeError):
        path = _file_of(profile)
        with locked_if_possible(path.parent / "memory.lock"):
            before = memory_of(profile)
            salt = before.salt or secrets.token_hex(16)
            marked = replace(run, title=run.title[:_LONGEST], marks=marks_of(connector, salt))
            _write(path, Memory(salt, before.runs).with_run(marked))
            if not before.runs and next(_NEW) % _LOOK_EACH == 0:
                _forget_oldest(path.parent)
    return before


def forget(profile: Path) -> None:
    """Forget all about a profile: its file was deleted."""
    with suppress(OSError, ValueError, RuntimeError):
        _file_of(profile).unlink(missing_ok=True)


def move(old: Path, new: Path) -> None:
    """Keep what is known of a profile whose file has another name now."""
    with suppress(OSError, ValueError, RuntimeError):
        _file_of(old).replace(_file_of(new))


def _file_of(profile: Path) -> Path:
    # The path itself may name a customer, so it is not kept.
    name = hashlib.sha256(str(profile.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return memory_folder() / f"{name}{_SUFFIX}"


def _fields(run: RememberedRun) -> dict[str, Any]:
    return {**vars(run), "marks": dict(run.marks)}


def _write(path: Path, memory: Memory) -> None:
    document = {"schema": 1, "salt": memory.salt, "runs": [_fields(run) for run in memory.runs]}
    # After a power failure, the last run may be forgotten. That is worth the time.
    data = json.dumps(document).encode()
    if not _overwrite(path, data):
        replace_file(path, data, survives_power_failure=False, removes_leftovers=False)


def _overwrite(path: Path, data: bytes) -> bool:
    """Write over a file that is there, in one step that a kill can't divide. Return whether there was one.

    A file that takes the place of another is written to the disk at once by some file systems (ext4), which
    takes longer than a run. What was longer before is filled up with blanks, which JSON allows at its end.
    """
    if sys.platform == "win32":
        return False
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
            return False
        whole = data.ljust(status.st_size)
        return os.pwrite(descriptor, whole, 0) == len(whole)
    finally:
        os.close(descriptor)


def _read(document: dict[str, Any]) -> Memory:
    """Return the memory that a document holds.

    Raises:
        KeyError, TypeError: it is no memory.
        ValueError: a run has an unknown verdict.
    """
    if document["schema"] != 1 or not isinstance(document["salt"], str):
        raise ValueError("not a memory of this version")
    return Memory(document["salt"], tuple(_runs(document["runs"][-MOST_RUNS:])))


def _runs(documents: Iterable[dict[str, Any]]) -> Iterable[RememberedRun]:
    for document in documents:
        run = RememberedRun(**document)
        words = (run.client_authentication, run.finding, run.title, run.to_change)
        if run.verdict not in _VERDICTS or not all(isinstance(word, str) for word in words):
            raise ValueError("not a run")
        is_timed = isinstance(run.when, int | float) and isinstance(run.clock, int | float | None)
        if not is_timed or not isinstance(run.marks, dict):
            raise TypeError("not a run")
        yield run


def _forget_oldest(folder: Path) -> None:
    remove_leftovers(folder)
    files = [path for path in folder.iterdir() if path.suffix == _SUFFIX]
    if len(files) > _MOST_PROFILES:
        files.sort(key=lambda path: path.stat().st_mtime)
        for path in files[: len(files) - _MOST_PROFILES]:
            path.unlink(missing_ok=True)
