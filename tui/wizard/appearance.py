"""Remembers the theme that the user chose, for the next session."""

from __future__ import annotations

from collections.abc import Container
from contextlib import suppress
from typing import Final

from ..profiles.atomic_file import replace_file
from ..profiles.profile_paths import state_folder

_FILE: Final = "theme"
_LONGEST: Final = 100


def remembered_theme(known: Container[str]) -> str:
    """Return the theme that was chosen last; nothing if none was, or if there is no such theme."""
    with suppress(OSError, ValueError), (state_folder() / _FILE).open(encoding="utf-8") as file:
        name = file.read(_LONGEST).strip()
        return name if name in known else ""
    return ""


def remember_theme(name: str) -> None:
    """Remember a theme. If the disk refuses, it is forgotten: that is no reason to disturb anybody."""
    with suppress(OSError, ValueError):
        state_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(state_folder() / _FILE, f"{name}\n".encode())
