"""The files that a new one is written to before it takes its name, and what is left of them after a kill.

Each may hold secrets in plain text, so nothing of it may stay. Its writer holds a lock on it for as long as
it lives, and the lock ends with the process: a file that nobody holds is left over, and is removed.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..oauth2.lean.lazy_pattern import LazyPattern

_NAME: Final = LazyPattern(r"\.connector-doctor-[0-9a-f]{16}\.tmp")
_FLAGS: Final = os.O_WRONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_MOST_TRIES: Final = 8


@contextlib.contextmanager
def temporary_file(folder: Path, mode: int) -> Iterator[tuple[Path, int]]:
    """Create a file in a folder, and give its path and its descriptor. If it was not renamed, it is removed.

    Raises:
        OSError: it can't be created.
    """
    path, descriptor = _create(folder, mode)
    try:
        yield path, descriptor
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        with contextlib.suppress(OSError):  # the caller may have closed it
            os.close(descriptor)


def remove_leftovers(folder: Path) -> None:
    """Remove from a folder what killed processes left there. What can't be removed stays."""
    with contextlib.suppress(OSError, ValueError):
        for path in [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]:
            with contextlib.suppress(OSError):
                _remove_if_left(path)


def _create(folder: Path, mode: int) -> tuple[Path, int]:
    for _ in range(_MOST_TRIES):
        path = folder / f".connector-doctor-{secrets.token_hex(8)}.tmp"
        descriptor = os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, mode)
        _hold(descriptor)
        if _is_at(path, descriptor):
            return path, descriptor
        os.close(descriptor)  # another process took it for a leftover before it was held
    raise FileExistsError("another process removes each temporary file")


def _is_at(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except OSError:
        return False


if sys.platform == "win32":
    _HOUR: Final = 3600.0

    def _hold(descriptor: int) -> None:
        """Do nothing: Windows doesn't remove a file that is open."""

    def _remove_if_left(path: Path) -> None:
        # Its writer closes it just before it renames it.
        if time.time() - path.stat().st_mtime > _HOUR:
            path.unlink()

else:
    import fcntl

    def _hold(descriptor: int) -> None:
        with contextlib.suppress(OSError):  # some file systems know no locks
            fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _remove_if_left(path: Path) -> None:
        descriptor = os.open(path, _FLAGS | os.O_NONBLOCK)
        try:
            status = os.fstat(descriptor)
            if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid():
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()
        finally:
            os.close(descriptor)
