"""Replaces a file atomically: after a crash at any moment, the old or the new file is there."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from pathlib import Path
from typing import Final

from .temporary_files import remove_leftovers, temporary_file

_PRIVATE: Final = 0o600
_PATIENCE: Final = 1.0
"""Seconds to wait for another program that reads the file, on Windows."""
_TRY_AGAIN: Final = 0.02


def replace_file(
    path: Path, data: bytes, *, survives_power_failure: bool = True, removes_leftovers: bool = True
) -> None:
    """Write a file that only its owner can read (0600), replacing an existing one.

    The data goes to a temporary file in the same folder, is flushed to disk, and is renamed. If the path
    is a link, the link stays and its target is replaced. What killed processes left there is removed, unless
    the caller does that now and then: it takes a look at every file of the folder.

    Flushing takes longer than all else. Without it (`survives_power_failure`), what this program or another
    does still leaves the old or the new file, but a power failure may leave an empty one.

    Raises:
        OSError: the file can't be written. The old one is unchanged.
        RuntimeError: a link in the path points to itself.
        ValueError: the path holds a NUL.
    """
    target = path.resolve()
    _refuse_special(target)
    if removes_leftovers:
        remove_leftovers(target.parent)
    with temporary_file(target.parent, _PRIVATE) as (temporary, descriptor):
        if hasattr(os, "fchmod"):  # not on Windows before Python 3.13, where a mode means next to nothing
            os.fchmod(descriptor, _PRIVATE)  # the umask may have removed even the owner's rights
        with os.fdopen(descriptor, "wb", closefd=False) as file:
            file.write(data)
            file.flush()
            if survives_power_failure:
                os.fsync(file.fileno())
        _rename(temporary, descriptor, target)
    if not survives_power_failure:
        return
    # The new file is in place. Some file systems can't flush a folder, and none needs it to keep the
    # promise of "old or new".
    with contextlib.suppress(OSError):
        _flush_folder(target.parent)


def _rename(temporary: Path, descriptor: int, target: Path) -> None:
    if sys.platform == "win32":
        os.close(descriptor)  # Windows doesn't rename a file that is open
        _rename_patiently(temporary, target)
    else:
        temporary.replace(target)


def _rename_patiently(temporary: Path, target: Path) -> None:
    """Rename a file. Windows refuses that while another program reads the old one, as virus scanners do."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            temporary.replace(target)
        except PermissionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_TRY_AGAIN)
        else:
            return


def _refuse_special(target: Path) -> None:
    """Refuse anything but a file: renaming would replace a device or pipe instead of writing to it."""
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is a device or a pipe, not a file")


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
