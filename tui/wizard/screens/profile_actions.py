"""What can be done with a saved profile's file on the start screen: duplicate, rename, delete, put back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from ...errors import ProfileError
from ...form.file_words import (
    COPIED,
    DELETED,
    DELETED_FOR_GOOD,
    DRAFT_GOES,
    NAMELESS,
    RENAMED,
    RESTORED,
    TRASH,
)
from ...plain_text import plain_line
from ...profiles.drafts import Draft
from ...profiles.storage import ProfileEntry, delete_profile, duplicate_profile, rename_profile
from ...profiles.trash import discard_profile, restore_profile, trashed_profiles
from ..keys.keys_now import key_of
from .doctor_screen import DoctorScreen

if TYPE_CHECKING:
    from .dialogs.dialog import Question


class ProfileActions(DoctorScreen[None]):
    """A screen with a chosen profile or draft."""

    @property
    def chosen(self) -> Draft | ProfileEntry | None:
        """The highlighted profile or draft; None without one."""
        raise NotImplementedError

    def list_again(self, highlight: Path | None = None) -> None:
        """List the profiles as they are now, with one of them highlighted."""
        raise NotImplementedError

    def action_duplicate(self) -> None:
        """Copy the highlighted profile under a new name."""
        chosen = self.chosen
        if isinstance(chosen, ProfileEntry):
            self._change(lambda: duplicate_profile(chosen.path), COPIED)

    def action_rename(self) -> None:
        """Ask for another name for the highlighted profile."""
        chosen = self.chosen
        if not isinstance(chosen, ProfileEntry):
            return

        from .dialogs.name_dialog import NameDialog

        def named(name: str | None) -> None:
            if name and name != chosen.name:
                self._change(lambda: rename_profile(chosen.path, name), RENAMED)

        self.app.push_screen(NameDialog(chosen.name), named)

    def action_delete(self) -> None:
        """Delete the highlighted profile or draft after a question."""
        entry = self.chosen
        if entry is None:
            return

        def answered(reply: str | None) -> None:
            if isinstance(entry, Draft) and reply == "delete":
                entry.discard()
                self.list_again()
            elif isinstance(entry, ProfileEntry) and reply == "trash":
                undo = f"Press {key_of('start.undo')} to undo it."
                self._change(lambda: discard_profile(entry.path).original, DELETED, undo)
            elif isinstance(entry, ProfileEntry) and reply == "delete":
                self._change(lambda: _deleted(entry.path), DELETED_FOR_GOOD)

        self.app.push_screen(_question(entry), answered)

    def action_undo_delete(self) -> None:
        """Put the profile back that was deleted last."""
        if trashed := trashed_profiles():
            self.app.clear_notifications()  # that it was deleted, and can be put back
            self._change(lambda: restore_profile(trashed[0]), RESTORED)

    @work(group="profiles")
    async def _change(self, change: Callable[[], Path], told: str, more: str = "") -> None:
        """Change a file, list the profiles again, and tell which file it is about."""
        try:
            # In a thread: the keychain may wait for its password.
            path = await asyncio.to_thread(change)
        except ProfileError as error:
            self.notify(plain_line(str(error)), severity="error", markup=False)
            self.list_again()
            return
        self.notify(f"{told.format(plain_line(path.name))} {more}".rstrip(), markup=False)
        self.list_again(path)


def name_of(entry: Draft | ProfileEntry) -> str:
    """Return what to call a profile or a draft."""
    if isinstance(entry, ProfileEntry):
        return plain_line(entry.name)
    return plain_line(entry.profile.connector.name) or NAMELESS


def _deleted(path: Path) -> Path:
    delete_profile(path)
    return path


def _question(entry: Draft | ProfileEntry) -> Question:
    from .dialogs.dialog import Question, Reply

    if isinstance(entry, Draft):
        text = DRAFT_GOES.format(name_of(entry))
        return Question(
            "Discard the draft?", text, [Reply("keep", "Keep it"), Reply("delete", "Discard it", "error")]
        )
    text = f"{name_of(entry)} ({plain_line(str(entry.path))})\n\n{TRASH}"
    replies = [
        Reply("keep", "Keep it"),
        Reply("trash", "To the trash", "warning"),
        Reply("delete", "For good", "error"),
    ]
    return Question("Delete the profile?", text, replies)
