"""Notices that a profile's file was changed since it was read: by another window, an editor, or Git."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

from ..errors import ProfileChangedError, ProfileError, ProfileNotFoundError
from ..oauth2.connector import Connector
from .file_problems import shown_path
from .profile import FileVersion
from .reading import load_profile
from .schema import KEYS


def refuse_if_changed(path: Path, since: FileVersion) -> None:
    """Refuse to replace a file that holds something else than when it was read. A deleted one can be written.

    Raises:
        ProfileChangedError: it does, or it can't be understood any more.
    """
    try:
        now = load_profile(path).version
    except ProfileNotFoundError:
        return
    except ProfileError:
        raise ProfileChangedError(f"{_changed(path)} It can't be understood any more.", ()) from None
    if now is None or now.digest == since.digest:
        return
    keys = changed_keys(since.connector, now.connector)
    what = f" What differs: {', '.join(keys)}." if keys else " Only its comments or secrets' places differ."
    raise ProfileChangedError(_changed(path) + what, keys)


def changed_keys(before: Connector, now: Connector) -> tuple[str, ...]:
    """Return the keys of a profile's file whose values differ, in the file's order."""
    return tuple(
        key.name
        for key in KEYS.values()
        if key.constant is None and attrgetter(key.attribute)(before) != attrgetter(key.attribute)(now)
    )


def _changed(path: Path) -> str:
    return f"{shown_path(path)}: the file was changed since it was opened, so nothing was saved."
