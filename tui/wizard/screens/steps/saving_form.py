"""A step from which the profile can be saved: at once where it is clear what to call its file."""

from __future__ import annotations

import asyncio
import os
import shlex
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from ....errors import ProfileChangedError, ProfileError, ProfileExistsError
from ....form.field_values import with_secrets_of
from ....form.file_words import NOT_SAVED
from ....form.steps import Step
from ....plain_text import plain_line
from ....profiles.profile import Profile
from ....profiles.reading import load_profile
from ....profiles.secret_sources import FromEnv, FromKeyring, SecretSource, secret_keys, secret_value
from ....profiles.storage import file_name_for, profile_path, profiles_folder
from ....profiles.variable_names import check_variable_name
from .sending_form import SendingForm

_SAVING: Final = "save"


class SavingForm(SendingForm):
    """A form whose connector can be saved as it is now. Never over a file that it was not read from."""

    def action_save(self) -> None:
        """Save, and say where; go to the step Save profile if there is no name yet, or it is taken."""
        self.doctor.notice_deleted_file()
        typed = self.journey.file.strip()
        path = profile_path(typed) if typed else self.usual_path
        is_ours = path == self.journey.profile.path
        if self.is_saving:
            return
        if not (is_ours or typed or self.journey.connector.name.strip()):
            self.doctor.go_to(Step.SAVE, focus_field="name")
        elif not is_ours and kind_of_file(path):
            self.doctor.go_to(Step.SAVE, focus_field="path" if typed else "name")
            self.tell(
                f"Not saved yet: {path} exists already. Choose another name, or replace it.", failed=True
            )
        elif self._has_wrong_variable():
            self.doctor.go_to(Step.SAVE)
        else:
            self.save_as(path)

    @property
    def usual_path(self) -> Path:
        """The profile's file; until it has one, a file named after the connector."""
        proposed = profiles_folder() / f"{file_name_for(self.journey.connector.name)}.toml"
        return self.journey.profile.path or proposed

    def _has_wrong_variable(self) -> bool:
        """Tell whether a secret is to come from a variable whose name can't be, which its field explains."""
        journey = self.journey
        return any(
            isinstance(source, FromEnv)
            and source != journey.baseline.sources.get(key)
            and bool(check_variable_name(source.name, secret_value(journey.connector, key)))
            for key, source in journey.profile.sources.items()
            if key in secret_keys(journey.connector)
        )

    def sources(self) -> Mapping[str, SecretSource]:
        """Return where the secrets are to come from."""
        return self.journey.profile.sources

    @property
    def is_saving(self) -> bool:
        """Whether a save is under way, begun on any step."""
        return any(worker.group == _SAVING and not worker.is_finished for worker in self.app.workers)

    def save_as(self, path: Path, *, replaces: bool = False) -> None:
        """Save to a file. One that is not the profile's own, or was changed, is replaced only on demand."""
        profile = replace(self.journey.profile, sources=self.sources())
        known = None if replaces or path != profile.path else profile.version
        is_new = not replaces and path != profile.path
        if any(isinstance(source, FromKeyring) for source in profile.sources.values()):
            self.tell("Saving. The keychain may ask for its password, perhaps in a window behind this one.")
        # In the app: what was begun ends, even if the user leaves this screen.
        from ....profiles.writing import save_profile

        save = partial(save_profile, profile, path, unless_changed_since=known, only_if_new=is_new)
        self.app.run_worker(self._saved(profile, path, save), group=_SAVING)

    async def _saved(self, profile: Profile, path: Path, save: Callable[[], Profile]) -> None:
        """Save in a thread, because a keychain may wait for its password, and show the outcome."""
        from ....form.source_words import asked_each_time, to_set_before_a_run

        try:
            saved = await asyncio.to_thread(save)
            if path != profile.path:
                await asyncio.to_thread(self._remember_last_run, path)
        except (ProfileChangedError, ProfileExistsError) as error:
            if self.is_left:
                self.tell(NOT_SAVED.format(error), failed=True)
            elif isinstance(error, ProfileChangedError):
                self._ask_about_changed_file(error, path)
            else:
                self.ask_to_replace(path)
            return
        except ProfileError as error:
            self.tell(NOT_SAVED.format(error), failed=True)
            return
        if self.journey.baseline.path == profile.path:  # the user may have opened another connector
            self.doctor.set_journey(self.journey.with_saved(saved, as_of=profile))
            if not self.is_left:
                self.show_saved(saved)
        name = path.stem if path.parent == profiles_folder() else str(path)
        run = f"To run it without the wizard: connector-doctor run {shlex.quote(name)}"
        secrets = [] if self.step is Step.SAVE else asked_each_time(saved)
        self.tell(f"✓ Saved {path}", run, *secrets, *to_set_before_a_run(saved, os.environ))

    def _remember_last_run(self, path: Path) -> None:
        """Remember the run of what was saved: it was made when there was no such file yet."""
        from ....past_runs import with_past

        record = self.journey.record
        if record and self.journey.record_is_current and not self.doctor.practice:
            with_past(path, record.connector, record.run, record.findings, record.ended)

    def show_saved(self, saved: Profile) -> None:
        """Show what was saved. Only the step Save profile shows more than the state has."""

    def ask_to_replace(self, path: Path) -> None:
        """Ask before a file is replaced that is not the profile's."""
        from ..dialogs.file_questions import replace_question

        def answered(reply: str | None) -> None:
            if reply == "replace":
                self.save_as(path, replaces=True)

        self.app.push_screen(replace_question(path), answered)

    def _ask_about_changed_file(self, error: ProfileChangedError, path: Path) -> None:
        from ....form.file_changes import file_changes
        from ..dialogs.file_questions import changed_file_question

        try:
            theirs = load_profile(path)
        except ProfileError:
            theirs = None
        ours = self.journey.profile
        changes = file_changes(error.changed, ours, theirs) if theirs else None

        def answered(reply: str | None) -> None:
            if reply == "ours":
                self.save_as(path, replaces=True)
            elif reply == "other":
                self.ask_for_another_name("Type another file name, and save again.")
            elif reply == "theirs" and theirs:
                self.doctor.begin_with(with_secrets_of(theirs, ours.connector))

        self.app.push_screen(changed_file_question(path, changes), answered)

    def ask_for_another_name(self, why: str) -> None:
        """Go where the file name is typed, and say why."""
        self.doctor.go_to(Step.SAVE, focus_field="path")
        self.tell(why, failed=True)

    def tell(self, *lines: str, failed: bool = False) -> None:
        """Say how the save is going, wherever the user is by now."""
        text = "\n".join(map(plain_line, lines))
        self.app.notify(text, severity="error" if failed else "information", markup=False)


def kind_of_file(path: Path) -> str:
    """Return `file`, `folder`, or nothing if nothing is there. A path that can't be is refused on saving."""
    try:
        return "folder" if path.is_dir() else "file" if path.exists() or path.is_symlink() else ""
    except (OSError, ValueError):
        return ""
