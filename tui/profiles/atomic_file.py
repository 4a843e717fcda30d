"""Replaces a file atomically: after a crash at any moment, the old or the new file is there."""

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
    """Write a file that only its owner can read (0600), replacing an existing one.

    The data goes to a temporary file in the same folder, is flushed to disk, and is renamed. If the path
    is a link, the link stays and its target is replaced.

    Raises:
        OSError: the file can't be written. The old one is unchanged.
    """
    target = path.resolve()
    _refuse_special(target)
    temporary = target.with_name(f".connector-doctor-{secrets.token_hex(8)}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(file.fileno(), _PRIVATE)  # the umask may have removed even the owner's rights
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    # The new file is in place. Some file systems can't flush a folder, and none needs it to keep the
    # promise of "old or new".
    with contextlib.suppress(OSError):
        _flush_folder(target.parent)


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
