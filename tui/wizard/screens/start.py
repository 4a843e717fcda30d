"""The start screen: opens a saved profile, or begins a new one."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from ...errors import ProfileError
from ...oauth2.foreign_time import local_moment_at
from ...plain_text import plain_line
from ...profiles.storage import (
    ProfileEntry,
    delete_profile,
    duplicate_profile,
    list_profiles,
    profiles_folder,
)
from .dialogs.dialog import Question, Reply
from .doctor_screen import DoctorScreen
from .explain import ExplainScreen

_INTRO: Final = (
    "Enter the fields of an HTTP connector that uses the OAuth 2.0 password grant. "
    "See the token request, send it, and read what is wrong and which field to change."
)


class StartScreen(DoctorScreen[None]):
    """Lists the saved profiles, to open, duplicate or delete one, or to begin a new one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", id="start.new"),
        Binding("p", "explain", "Paste a response", id="start.explain"),
        Binding("o", "open", "Open", id="start.open"),
        Binding("c", "duplicate", "Duplicate", id="start.duplicate"),
        Binding("d,delete", "delete", "Delete", key_display="d", id="start.delete"),
        Binding("escape", "app.quit", "Quit", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[ProfileEntry, ...] = ()

    def compose_content(self) -> ComposeResult:
        with Vertical(id="start"):
            yield Static("Why does this connector fail?", id="step-title")
            yield Static(_INTRO, id="step-intro")
            yield Static(id="profiles-title")
            yield OptionList(id="profiles")
            with Horizontal(id="navigation"):
                yield Button("Quit", id="quit", name="app.quit")
                yield Static()
                yield Button("Delete (d)", id="delete", name="delete")
                yield Button("Duplicate (c)", id="duplicate", name="duplicate")
                yield Button("Open (o)", id="open", name="open")
                yield Button("Paste (p)", id="paste", name="explain")
                yield Button("New (n)", id="new", name="new", variant="primary")

    def on_screen_resume(self) -> None:
        """List the profiles again each time the screen is shown."""
        self._list()

    def _list(self) -> None:
        unreadable = ""
        try:
            self._entries = list_profiles()
        except ProfileError as error:
            self._entries, unreadable = (), plain_line(str(error))
        profiles = self.query_one("#profiles", OptionList)
        highlighted = profiles.highlighted or 0
        profiles.set_options(Option(_prompt(entry)) for entry in self._entries)
        profiles.display = bool(self._entries)
        folder = plain_line(str(profiles_folder()))
        title = (
            f"Saved profiles in {folder}"
            if self._entries
            else f"No profiles yet. They will be saved in {folder}"
        )
        self.query_one("#profiles-title", Static).update(Content(unreadable or title))
        if self._entries:
            profiles.highlighted = min(highlighted, len(self._entries) - 1)
            profiles.focus()
        else:
            self.query_one("#new").focus()
        for name in ("open", "duplicate", "delete"):
            self.query_one(f"#{name}", Button).disabled = not self._entries
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in {"open", "duplicate", "delete"} and not self._entries:
            return None
        return True

    @property
    def _chosen(self) -> ProfileEntry:
        return self._entries[self.query_one("#profiles", OptionList).highlighted or 0]

    @on(OptionList.OptionSelected, "#profiles")
    def _selected(self) -> None:
        self.action_open()

    def action_new(self) -> None:
        """Begin an empty connector."""
        self.doctor.begin_new()

    def action_explain(self) -> None:
        """Explain a response from a ticket."""
        self.app.push_screen(ExplainScreen())

    def action_open(self) -> None:
        """Open the highlighted profile at Review."""
        self.doctor.open_profile(self._chosen.path)

    def action_duplicate(self) -> None:
        """Copy the highlighted profile under a new name."""
        try:
            copy = duplicate_profile(self._chosen.path)
        except ProfileError as error:
            self.notify(plain_line(str(error)), severity="error", markup=False)
            return
        self.notify(f"Copied to {plain_line(copy.name)}.", markup=False)
        self._list()

    def action_delete(self) -> None:
        """Delete the highlighted profile after a question."""
        entry = self._chosen

        def answered(reply: str | None) -> None:
            if reply != "delete":
                return
            try:
                delete_profile(entry.path)
            except ProfileError as error:
                self.notify(plain_line(str(error)), severity="error", markup=False)
            self._list()

        self.app.push_screen(
            Question(
                "Delete the profile?",
                f"{plain_line(entry.name)} ({plain_line(str(entry.path))}) will be deleted for good.",
                [Reply("keep", "Keep it"), Reply("delete", "Delete it", "error")],
            ),
            answered,
        )


def _prompt(entry: ProfileEntry) -> Content:
    local = local_moment_at(entry.modified)
    changed = local.strftime("%Y-%m-%d %H:%M") if local else "date unknown"
    title = Content.assemble((f"{plain_line(entry.name)}   ", "bold"), changed)
    if entry.error:
        return Content.assemble(title, f"\n✗ {plain_line(entry.error.splitlines()[0])}")
    return Content.assemble(title, f"\n{plain_line(entry.token_url) or 'no token URL yet'}")
