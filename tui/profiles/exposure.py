"""Notices a profile's file that other users of the machine can read, and says how to end that.

A file with a secret in it is meant, and any of the saved profiles, which are written for their owner alone.
A file without secrets in another folder may be shared on purpose, as in a repository.
"""

from __future__ import annotations

import os
import shlex
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from .file_problems import shown_path
from .profile import Profile
from .profile_paths import profiles_folder
from .secret_sources import FromPlain, secret_keys, secret_label, secret_value

_OF_OTHERS: Final = stat.S_IROTH | stat.S_IWOTH
_OF_GROUP: Final = stat.S_IRGRP | stat.S_IWGRP
_WRITES: Final = stat.S_IWGRP | stat.S_IWOTH


def exposure_of(path: Path) -> str:
    """Return who else can read or change a file, as the start of a sentence; blank if nobody.

    On Windows the rights of a file follow from its folder, and the mode says nothing of them.
    """
    if os.name != "posix":
        return ""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
    except (OSError, ValueError):
        return ""
    if not mode & (_OF_OTHERS | _OF_GROUP):
        return ""
    who = "Every user of this machine" if mode & _OF_OTHERS else "Its group"
    return f"{who} can {'change' if mode & _WRITES else 'read'} this file (mode {mode:04o})"


def plain_secrets(profile: Profile) -> tuple[str, ...]:
    """Return the labels of the secrets that stand in the profile's file in plain text."""
    connector = profile.connector
    return tuple(
        secret_label(key)
        for key in secret_keys(connector)
        if isinstance(profile.source_of(key), FromPlain) and secret_value(connector, key)
    )


def exposure_warnings(profiles: Iterable[Profile]) -> list[str]:
    """Return a warning for each file with a secret in it that others can read, and one for all the others."""
    warnings: list[str] = []
    without_secret: list[str] = []
    for profile in profiles:
        exposed = exposure_of(profile.path) if profile.path else ""
        if not profile.path or not exposed:
            continue
        path = shown_path(profile.path)
        names = plain_secrets(profile)
        if names:
            held = f"{', '.join(names)} {'stands' if len(names) == 1 else 'stand'} in it in plain text"
            warnings.append(f"{path}: {exposed}, and {held}. Fix: chmod 600 {shlex.quote(path)}")
        elif profile.path.parent == profiles_folder():
            without_secret.append(path)
    if without_secret:
        files = " ".join(map(shlex.quote, without_secret))
        what = "this file, which holds" if len(without_secret) == 1 else "these files, which hold"
        warnings.append(f"Others can read {what} no secret in plain text. Fix: chmod 600 {files}")
    return warnings
