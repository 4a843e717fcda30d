"""A lock between processes, held while a file is read, changed and replaced."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

_PATIENCE: Final = 2.0
"""Seconds to wait for another process: it holds the lock for as long as one small file takes."""
_LOOK_AGAIN: Final = 0.01


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock that a file stands for. The file itself stays empty, and stays.

    Raises:
        OSError: it can't be created, or another process does not let go of it.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + _PATIENCE
        while not _take(descriptor):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{path} is locked by another process")
            time.sleep(_LOOK_AGAIN)
        yield
    finally:
        os.close(descriptor)  # lets go of the lock


@contextmanager
def locked_if_possible(path: Path) -> Iterator[None]:
    """Hold the lock as `locked` does, with its folder created; go on without it if it can't be had.

    The disk may be full or read-only, or another process hang. That is no reason to do nothing.
    """
    with ExitStack() as stack:
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            stack.enter_context(locked(path))
        yield


def take_lock(path: Path) -> int | None:
    """Take a lock at once, and hold it until the returned descriptor is closed; None if another has it.

    Raises:
        OSError: its file can't be created.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if _take(descriptor):
        return descriptor
    os.close(descriptor)
    return None


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
