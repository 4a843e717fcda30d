"""Step 10: saves the profile, and asks where to keep its secrets."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Label, Select, Static

from ....errors import ProfileChangedError, ProfileError
from ....plain_text import plain_line
from ....profiles.profile import FileVersion, Profile
from ....profiles.reading import load_profile
from ....profiles.secret_sources import (
    FromEnv,
    FromKeyring,
    FromPlain,
    FromPrompt,
    SecretSource,
    environment_variable,
    keyring_available,
    secret_keys,
    secret_label,
)
from ....profiles.storage import file_name_for, profile_path, profiles_folder
from ....profiles.writing import save_profile
from ...content.file_changes import file_changes
from ...field_values import with_secrets_of
from ...steps import Step
from ...widgets.field import Field
from ..dialogs.dialog import Question
from ..dialogs.file_questions import changed_file_question, replace_question
from .step_screen import StepScreen

_SAVING: Final = "save"


class SaveStep(StepScreen):
    """Asks for the file and for where to keep each secret, and saves the profile."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "write", "Save", id="save.write"),
        Binding("ctrl+n", "write", "Save", show=False),
    ]
    has_preview = False
    next_label: ClassVar[str] = "Save"
    next_action: ClassVar[str] = "write"

    def __init__(self) -> None:
        super().__init__(Step.SAVE)

    def compose_form(self) -> ComposeResult:
        connector = self.journey.connector
        yield Field("name", connector.name)
        yield Field(
            "path",
            self.journey.file or str(self._usual_path()),
            label="File",
            help_text="Only you can read it (mode 0600). Saving replaces the whole file.",
        )
        yield Static("Where to keep the secrets", id="sources-title")
        for index, key in enumerate(secret_keys(connector)):
            with Horizontal(classes="select-row"):
                yield Label(Content(secret_label(key)), classes="select-label")
                yield Select(
                    self._options(key),
                    value=self._source(key),
                    allow_blank=False,
                    compact=True,
                    id=f"source-{index}",
                    name=key,
                )
        yield Static(id="source-warning")
        yield Static(id="save-outcome")

    def _usual_path(self) -> Path:
        """Return the profile's file; until it has one, a file named after the connector."""
        proposed = profiles_folder() / f"{file_name_for(self.journey.connector.name)}.toml"
        return self.journey.profile.path or proposed

    def _source(self, key: str) -> SecretSource:
        return self.journey.profile.sources.get(key, FromPrompt())

    def _options(self, key: str) -> list[tuple[Content, SecretSource]]:
        """Return each place for a secret, and the one that the profile names now."""
        variable = environment_variable(key)
        offered: list[tuple[str, SecretSource]] = [
            ("ask each time", FromPrompt()),
            (f"environment variable {variable}", FromEnv(variable)),
        ]
        if keyring_available():
            offered.append(("the system keyring", FromKeyring()))
        offered.append(("plain text in the file", FromPlain()))
        current = self._source(key)
        if all(source != current for _, source in offered):
            words = (
                f"environment variable {current.name}"
                if isinstance(current, FromEnv)
                else "the system keyring"
            )
            offered.append((plain_line(words), current))
        return [(Content(text), source) for text, source in offered]

    def focus_start(self) -> None:
        """Start with the name if it is empty; otherwise with the button Save."""
        if self.journey.connector.name:
            self.query_one("#next").focus()
        else:
            self.query(Field).first().input.focus()

    def field_changed(self, field: Field) -> None:
        if field.key == "path":
            typed = "" if field.value == str(self._usual_path()) else field.value
            if typed != self.journey.file:
                self.doctor.set_journey(replace(self.journey, file=typed))
            return
        super().field_changed(field)
        # Until the user types a file name, it follows the connector's.
        if not self.journey.file:
            self._path_field.input.value = str(self._usual_path())

    @property
    def _path_field(self) -> Field:
        return self.query_one("#field-path", Field)

    @on(Select.Changed)
    def _source_chosen(self) -> None:
        sources = self._chosen_sources()
        self.doctor.set_journey(replace(self.journey, profile=replace(self.journey.profile, sources=sources)))
        plain = [secret_label(key) for key, source in sources.items() if isinstance(source, FromPlain)]
        warning = self.query_one("#source-warning", Static)
        warning.display = bool(plain)
        warning.update(
            Content(
                f"! In plain text in the file: {', '.join(plain)}. "
                f"Anyone who can read the file has {'this secret' if len(plain) == 1 else 'these secrets'}."
            )
        )

    def _chosen_sources(self) -> dict[str, SecretSource]:
        chosen: dict[str, SecretSource] = {}
        for select in self.query(".select-row Select").results(Select):
            if select.name and isinstance(select.value, FromPrompt | FromEnv | FromKeyring | FromPlain):
                chosen[select.name] = select.value
        return chosen

    @property
    def _is_saving(self) -> bool:
        return any(worker.group == _SAVING and not worker.is_finished for worker in self.app.workers)

    def action_write(self) -> None:
        """Save."""
        self.action_next()

    def action_next(self) -> None:
        """Save; if that would replace another file, ask first."""
        if self._is_saving:
            return
        typed = self._path_field.value
        if not typed.strip():
            self._ask_for_another_name("A file name is required.")
            return
        path = profile_path(typed)
        kind = _kind_of_file(path)
        if kind == "folder":
            self._ask_for_another_name(
                f"✗ Not saved: {path} is a folder. Add a file name. Nothing you typed is lost."
            )
        elif kind == "file" and path != self.journey.profile.path:
            self._ask(replace_question(path), {"replace": lambda: self._save(path)})
        else:
            self._save(path)

    def _ask(self, question: Question, actions: Mapping[str, Callable[[], object]]) -> None:
        def answered(reply: str | None) -> None:
            if action := actions.get(reply or ""):
                action()

        self.app.push_screen(question, answered)

    def _ask_for_another_name(self, why: str) -> None:
        self._tell(why, failed=True)
        self._path_field.input.focus()

    def _save(self, path: Path, *, even_if_changed: bool = False) -> None:
        profile = replace(self.journey.profile, sources=self._chosen_sources())
        known = None if even_if_changed or path != profile.path else profile.version
        if any(isinstance(source, FromKeyring) for source in profile.sources.values()):
            self._tell("Saving. The keychain may ask for its password, perhaps in a window behind this one.")
        # In the app: what was begun ends, even if the user leaves this screen.
        self.app.run_worker(self._saved(profile, path, known), group=_SAVING)

    async def _saved(self, profile: Profile, path: Path, known: FileVersion | None) -> None:
        """Save in a thread, because a keychain may wait for its password, and show the outcome."""
        save = partial(save_profile, profile, path, unless_changed_since=known)
        try:
            saved = await asyncio.to_thread(save)
        except ProfileChangedError as error:
            if not self.is_left:
                self._ask_about_changed_file(error, path)
            return
        except ProfileError as error:
            self._tell(f"✗ Not saved: {error} Nothing you typed is lost.", failed=True)
            return
        if self.journey.baseline.path == profile.path:  # the user may have opened another connector
            self.doctor.set_journey(self.journey.with_saved(saved, as_of=profile))
        name = path.stem if path.parent == profiles_folder() else str(path)
        self._tell(
            f"✓ Saved {path}", f"To run it without the wizard: connector-doctor run {shlex.quote(name)}"
        )

    def _ask_about_changed_file(self, error: ProfileChangedError, path: Path) -> None:
        try:
            theirs = load_profile(path)
        except ProfileError:
            theirs = None
        ours = self.journey.connector
        changes = file_changes(error.changed, ours, theirs.connector) if theirs else None
        actions: dict[str, Callable[[], object]] = {
            "ours": lambda: self._save(path, even_if_changed=True),
            "other": lambda: self._ask_for_another_name("Type another file name, and save again."),
        }
        if theirs:
            actions["theirs"] = partial(self.doctor.begin_with, with_secrets_of(theirs, ours))
        self._ask(changed_file_question(path, changes), actions)

    def _tell(self, *lines: str, failed: bool = False) -> None:
        text = "\n".join(map(plain_line, lines))
        if self.is_left:
            self.notify(text, severity="error" if failed else "information", markup=False)
            return
        outcome = self.query_one("#save-outcome", Static)
        outcome.update(Content(text))
        outcome.set_class(failed, "-failed")
        outcome.display = True
        # Wait for two layouts: the text may bring a scroll bar, and then it is laid out again.
        self.call_after_refresh(self.call_after_refresh, outcome.scroll_visible, animate=False)


def _kind_of_file(path: Path) -> str:
    """Return `file`, `folder`, or nothing if nothing is there. A path that can't be is refused on saving."""
    try:
        return "folder" if path.is_dir() else "file" if path.exists() or path.is_symlink() else ""
    except (OSError, ValueError):
        return ""
