"""Locks between processes: on a file that is read, changed and replaced, and on an account that signs in."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from ..oauth2.login_ledger import Account

_PATIENCE: Final = 2.0
"""Seconds to wait for another process: it holds the lock for as long as one small file takes."""
_LOOK_AGAIN: Final = 0.01
_PLACES: Final = 2**31 - 1
"""Bytes that a lock can stand on, on every system. No file is as long: it stays empty."""


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
            try:
                stack.enter_context(locked(path))
            except FileNotFoundError:
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


class AccountHolds:
    """The accounts that this process signs in with, so that no other does so at the same time.

    Each is a byte of one empty file, and holding it is a lock on that byte. So nothing is written, nothing
    stays behind, and the lock of a process that dies ends with it. Two accounts may share a place, one
    pair in 2^31: one then waits for the other.

    Without a file, or where the system knows no locks, nothing is held against other processes.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._descriptor = -1
        self._places: Counter[int] = Counter()

    def take(self, account: Account) -> bool:
        """Hold an account, unless another process does; return whether it is held now."""
        if self._path is None:
            return True
        place = _place(account)
        if not self._places:
            with suppress(OSError):
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        if self._descriptor >= 0 and not self._places[place] and not _lock(self._descriptor, place):
            self._close_if_unused()
            return False
        self._places[place] += 1
        return True

    def let_go(self, account: Account) -> None:
        """Let go of an account. It may be one that was not held."""
        place = _place(account)
        if not self._places[place]:
            del self._places[place]
            return
        self._places[place] -= 1
        if not self._places[place]:
            del self._places[place]
            if self._descriptor >= 0:
                _unlock(self._descriptor, place)
        self._close_if_unused()

    def _close_if_unused(self) -> None:
        self._places += Counter()  # without those that nobody holds
        if not self._places and self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _place(account: Account) -> int:
    name = "\0".join(account).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(name).digest()[:8], "big") % _PLACES


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _lock(descriptor: int, place: int) -> bool:
        try:
            os.lseek(descriptor, place, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(descriptor: int, place: int) -> None:
        with suppress(OSError):
            os.lseek(descriptor, place, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _lock(descriptor: int, place: int) -> bool:
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
        except (BlockingIOError, PermissionError):  # which of them, POSIX leaves to the system
            return False
        except OSError:
            return True  # some file systems know no locks
        return True

    def _unlock(descriptor: int, place: int) -> None:
        with suppress(OSError):
            fcntl.lockf(descriptor, fcntl.LOCK_UN, 1, place)
