"""Copies, renames or deletes a saved profile, and puts it back, as the start screen does."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from ...errors import ProfileError
from ...form.file_words import COPIED, DELETED, DELETED_FOR_GOOD, RENAMED, RENAMING, RESTORED, TRASH
from ...profiles.storage import ProfileEntry, delete_profile, duplicate_profile, rename_profile
from ...profiles.trash import discard_profile, restore_profile, trashed_profiles
from ..console import Back
from ..conversation import Conversation
from ..picking import number_in

HELP: Final = (
    "A number opens a profile, and words look for others. With a number behind it, “copy 2” duplicates\n"
    "a profile, “rename 2” gives it another name, and “delete 2” deletes it. “undo” puts back the one that\n"
    "was deleted last. “all” lists them all again."
)
_UNDO: Final = "“undo” puts it back."
_COMMAND: Final = re.compile(r"(copy|rename|delete) +([0-9]{1,5})", re.IGNORECASE)


def is_done(talk: Conversation, typed: str, listed: Sequence[ProfileEntry]) -> bool:
    """Do what was typed if it is about the file of a profile, and say so; return whether it was.

    Raises:
        Ended: the input has ended.
    """
    if typed.strip().lower() == "undo":
        _undo(talk)
        return True
    found = _COMMAND.fullmatch(typed.strip())
    index = number_in(found[2], len(listed)) if found else None
    if found is None or index is None:
        return False
    actions = {"copy": _copy, "rename": _rename, "delete": _delete}
    try:
        actions[found[1].lower()](talk, listed[index])
    except Back:
        talk.console.say("Nothing was changed.")
    return True


def _copy(talk: Conversation, entry: ProfileEntry) -> None:
    _change(talk, lambda: duplicate_profile(entry.path), COPIED)


def _rename(talk: Conversation, entry: ProfileEntry) -> None:
    typed = talk.console.ask("Name", entry.name, RENAMING, shown=talk.shown(entry.name)).strip()
    if typed and typed != entry.name:
        _change(talk, lambda: rename_profile(entry.path, typed), RENAMED)


def _delete(talk: Conversation, entry: ProfileEntry) -> None:
    talk.console.say(f"{talk.shown(entry.name)} ({talk.shown(str(entry.path))}). {TRASH}")
    match talk.console.chooses(["Keep it", "To the trash", "Delete it for good"]):
        case 1:
            _change(talk, lambda: discard_profile(entry.path).original, f"{DELETED} {_UNDO}")
        case 2:
            _change(talk, lambda: _deleted(entry.path), DELETED_FOR_GOOD)


def _undo(talk: Conversation) -> None:
    if trashed := trashed_profiles():
        _change(talk, lambda: restore_profile(trashed[0]), RESTORED)
    else:
        talk.console.say("No profile was deleted.")


def _deleted(path: Path) -> Path:
    delete_profile(path)
    return path


def _change(talk: Conversation, change: Callable[[], Path], told: str) -> None:
    """Change a file, and tell which one it is about."""
    try:
        path = change()
    except ProfileError as error:
        talk.console.say(f"✗ {error}")
    else:
        talk.console.say(f"✓ {told.format(talk.shown(path.name))}")
