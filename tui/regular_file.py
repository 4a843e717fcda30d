"""Reads a file that somebody else wrote: a bounded part of it, and only if it is a file."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import Final

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Opening a pipe would otherwise wait for somebody to write into it."""


def read_regular_file(path: Path, most: int) -> bytes:
    """Return the first `most` bytes of a file. A link is followed.

    Raises:
        OSError: it can't be read, or is a folder, a pipe or a device, which might never end.
        ValueError: the path holds a NUL.
    """
    _check(path.stat().st_mode)
    descriptor = os.open(path, _FLAGS)
    with os.fdopen(descriptor, "rb") as file:
        _check(os.fstat(descriptor).st_mode)  # it may have been replaced since
        return file.read(most)


def _check(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is a device or a pipe, not a file")
