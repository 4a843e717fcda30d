"""Replacing a file whole: whatever happens at whatever moment, the old or the new one is there."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path
from typing import Final

_PRIVATE: Final = 0o600


def replace_file(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read (0600), in place of the one that may be there.

    The data goes to a temporary file in the same folder, is flushed to the disk and renamed. A link
    is followed: it stays, and the file that it leads to is replaced.

    Raises:
        OSError: the file can't be written; the old one is as it was.
    """
    target = path.resolve()
    _refuse_special(target)
    temporary = target.with_name(f".connector-doctor-{secrets.token_hex(8)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), _PRIVATE)  # the umask may have taken the owner's rights too
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    # The new file is in its place. Not every file system can flush a folder, and none needs it for
    # the promise of old or new.
    with contextlib.suppress(OSError):
        _flush_folder(target.parent)


def _refuse_special(target: Path) -> None:
    """Refuse what is no file: a device or pipe would not be written to but replaced by one."""
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
