"""Step 10: saves the profile, and asks where to keep its secrets."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button, Static

from ....form.source_words import source_warnings
from ....form.steps import Step
from ....plain_text import plain_line
from ....profiles.keychain import keychain_problem
from ....profiles.profile import Profile
from ....profiles.secret_sources import SecretSource, secret_keys, secret_value
from ....profiles.storage import profile_path
from ...style_sheets import sheets
from ...widgets.deliberate_button import DeliberateButton
from ...widgets.field import Field
from ...widgets.secret_source import AllSourcesRow, SecretSourceRow, kind_of, kinds_offered
from .saving_form import kind_of_file
from .step_screen import StepScreen


class SaveStep(StepScreen):
    """Asks for the file and for where to keep each secret, and saves the profile."""

    CSS_PATH = sheets("steps", "fields", "save")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,ctrl+n", "write", "Save", id="save.write"),
    ]
    has_preview = False
    next_label: str = "Save"
    next_action: ClassVar[str] = "write"
    next_button: ClassVar[type[Button]] = DeliberateButton  # on Result, Save stands in the same place

    def __init__(self, focus_field: str = "") -> None:
        super().__init__(Step.SAVE, focus_field)

    def compose_form(self) -> ComposeResult:
        connector = self.journey.connector
        yield Field("name", connector.name)
        yield Field(
            "path",
            self.journey.file or str(self.usual_path),
            label="File",
            help_text="Only you can read it (mode 0600). Comments in it stay.",
        )
        yield Static("Where to keep the secrets", id="sources-title")
        keys, profile = secret_keys(connector), self.journey.profile
        self._no_keychain = keychain_problem()
        kinds = kinds_offered([profile.source_of(key) for key in keys], has_keychain=not self._no_keychain)
        yield AllSourcesRow(kinds)
        for index, key in enumerate(keys):
            yield SecretSourceRow(index, key, secret_value(connector, key), profile.source_of(key), kinds)
        yield Static(id="source-warning")
        yield Static(id="source-note")
        yield Static(id="save-outcome")

    def focus_start(self) -> None:
        """Start with the name if it is empty; otherwise with the button Save."""
        if self.journey.connector.name:
            self.set_focus(self.query_one("#next"))
        else:
            self.set_focus(self.query(Field).first().input)

    def field_changed(self, field: Field) -> None:
        if field.key == "path":
            typed = "" if field.value == str(self.usual_path) else field.value
            if typed != self.journey.file:
                self.doctor.set_journey(replace(self.journey, file=typed))
            return
        super().field_changed(field)
        # Until the user types a file name, it follows the connector's.
        if not self.journey.file:
            self._path_field.input.value = str(self.usual_path)

    @property
    def _path_field(self) -> Field:
        return self.query_one("#field-path", Field)

    @property
    def _rows(self) -> list[SecretSourceRow]:
        return list(self.query(SecretSourceRow))

    def show_problems(self) -> None:
        super().show_problems()
        for row in self._rows:
            row.show_problem()

    def on_mount(self) -> None:
        self._show_sources()

    @on(AllSourcesRow.Chosen)
    def _all_chosen(self, event: AllSourcesRow.Chosen) -> None:
        for row in self._rows:
            row.kind = event.kind

    @on(SecretSourceRow.Changed)
    def _source_chosen(self) -> None:
        profile, sources = self.journey.profile, self.sources()
        if any(profile.source_of(key) != source for key, source in sources.items()):  # no, as the step opens
            self.doctor.set_journey(replace(self.journey, profile=replace(profile, sources=sources)))
            self._show_sources()

    def _show_sources(self) -> None:
        self.query_one(AllSourcesRow).show([row.kind for row in self._rows])
        profile = replace(self.journey.profile, sources=self.sources())
        warnings = source_warnings(profile, self._no_keychain)
        warning = self.query_one("#source-warning", Static)
        warning.display = bool(warnings)
        warning.update(Content("\n".join(f"! {each}" for each in warnings)))
        note = self.query_one("#source-note", Static)
        note.display = bool(self._no_keychain) and self._no_keychain not in "\n".join(warnings)
        note.update(Content(self._no_keychain))

    def action_write(self) -> None:
        """Save."""
        self.action_next()

    def action_next(self) -> None:
        """Save; if that would replace another file, ask first."""
        if self.is_saving:
            return
        if wrong := [row for row in self._rows if row.problem]:
            wrong[0].variable.shows_problem = True
            self._focus_input(wrong[0].variable.input)
            return
        typed = self._path_field.value
        if not typed.strip():
            self.ask_for_another_name("A file name is required.")
            return
        path = profile_path(typed)
        kind = kind_of_file(path)
        if kind == "folder":
            self.ask_for_another_name(
                f"✗ Not saved: {path} is a folder. Add a file name. Nothing you typed is lost."
            )
        elif kind == "file" and path != self.journey.profile.path:
            self.ask_to_replace(path)
        else:
            self.save_as(path)

    # What is different here from saving on another step

    def sources(self) -> dict[str, SecretSource]:
        return {row.key: row.source for row in self._rows}

    def ask_for_another_name(self, why: str) -> None:
        self.tell(why, failed=True)
        self._path_field.input.focus()

    def show_saved(self, saved: Profile) -> None:
        """Show where the secrets were kept: without a keychain, not where they were to be."""
        for row in self._rows:
            row.kind = kind_of(saved.source_of(row.key))
        self._show_sources()  # the file is private from now on

    def tell(self, *lines: str, failed: bool = False) -> None:
        if self.is_left:
            super().tell(*lines, failed=failed)
            return
        outcome = self.query_one("#save-outcome", Static)
        outcome.update(Content("\n".join(map(plain_line, lines))))
        outcome.set_class(failed, "-failed")
        outcome.display = True
        # Wait for two layouts: the text may bring a scroll bar, and then it is laid out again.
        self.call_after_refresh(self.call_after_refresh, outcome.scroll_visible, animate=False)
