"""Step 10: saves the profile, and asks where to keep its secrets."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Label, Select, Static

from ....errors import ProfileError
from ....plain_text import plain_line
from ....profiles.profile import Profile
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
from ...steps import Step
from ...widgets.field import Field
from ..dialogs.dialog import Question, Reply
from .step_screen import StepScreen


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
        self._path_was_typed = False

    def compose_form(self) -> ComposeResult:
        connector = self.journey.connector
        yield Field("name", connector.name)
        yield Field(
            "path",
            str(self.journey.profile.path or self._proposed_path()),
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

    def _proposed_path(self) -> Path:
        return profiles_folder() / f"{file_name_for(self.journey.connector.name)}.toml"

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
            # Until the user types a path, the path follows the name.
            self._path_was_typed = field.value != str(self._proposed_path())
            return
        super().field_changed(field)
        if self.journey.profile.path is None and not self._path_was_typed:
            self.query_one("#field-path", Field).input.value = str(self._proposed_path())

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

    def action_write(self) -> None:
        """Save."""
        self.action_next()

    def action_next(self) -> None:
        """Save; if that would replace another file, ask first."""
        typed = self.query_one("#field-path", Field).value
        if not typed.strip():
            self._tell("A file name is required.", failed=True)
            self.query_one("#field-path", Field).input.focus()
            return
        path = profile_path(str(Path(typed).expanduser()))
        if path.exists() and path != self.journey.profile.path:

            def answered(reply: str | None) -> None:
                if reply == "replace":
                    self._save(path)

            self.app.push_screen(
                Question(
                    "Replace the file?",
                    f"{plain_line(str(path))} already exists. Replace it with this profile?",
                    [Reply("keep", "Keep it"), Reply("replace", "Replace it", "warning")],
                ),
                answered,
            )
            return
        self._save(path)

    def _save(self, path: Path) -> None:
        profile = Profile(self.journey.connector, self._chosen_sources(), self.journey.profile.path)
        try:
            saved = save_profile(profile, path)
        except ProfileError as error:
            self._tell(f"✗ Not saved: {error} Nothing you typed is lost.", failed=True)
            return
        self.doctor.set_journey(self.journey.with_saved(saved))
        name = path.stem if path.parent == profiles_folder() else str(path)
        self._tell(
            f"✓ Saved {path}", f"To run it without the wizard: connector-doctor run {shlex.quote(name)}"
        )

    def _tell(self, *lines: str, failed: bool = False) -> None:
        outcome = self.query_one("#save-outcome", Static)
        outcome.update(Content("\n".join(map(plain_line, lines))))
        outcome.set_class(failed, "-failed")
        outcome.display = True
        # Wait for two layouts: the text may bring a scroll bar, and then it is laid out again.
        self.call_after_refresh(self.call_after_refresh, outcome.scroll_visible, animate=False)
