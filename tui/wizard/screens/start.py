"""The start screen: opens a saved profile, goes on with one that was not saved, or begins a new one."""

from __future__ import annotations

import asyncio
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from ...errors import ProfileError
from ...oauth2.foreign_time import local_moment_at
from ...plain_text import plain_line
from ...profiles.drafts import Draft, find_drafts
from ...profiles.storage import (
    ProfileEntry,
    delete_profile,
    duplicate_profile,
    list_profiles,
    profiles_folder,
)
from ..widgets.deliberate_list import DeliberateList
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
        self._entries: tuple[Draft | ProfileEntry, ...] = ()

    def compose_content(self) -> ComposeResult:
        with Vertical(id="start"):
            yield Static("Why does this connector fail?", id="step-title")
            yield Static(_INTRO, id="step-intro")
            yield Static(id="profiles-title")
            yield DeliberateList(id="profiles")
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
        chosen, unreadable = self._chosen, ""
        drafts = () if self.doctor.practice else find_drafts()
        try:
            self._entries = (*drafts, *list_profiles())
        except ProfileError as error:
            self._entries, unreadable = drafts, plain_line(str(error))
        profiles = self.query_one("#profiles", OptionList)
        highlighted = profiles.highlighted or 0
        profiles.set_options(Option(_prompt(entry)) for entry in self._entries)
        profiles.display = bool(self._entries)
        folder = plain_line(str(profiles_folder()))
        title = (
            f"Saved profiles in {folder}"
            if len(self._entries) > len(drafts)
            else f"No profiles yet. They will be saved in {folder}"
        )
        self.query_one("#profiles-title", Static).update(Content(unreadable or title))
        if self._entries:
            paths = [entry.path for entry in self._entries]
            # The same profile, wherever it stands now; if it is gone, what stands in its place.
            same = paths.index(chosen.path) if chosen and chosen.path in paths else highlighted
            profiles.highlighted = min(same, len(paths) - 1)
            profiles.focus()
        else:
            self.query_one("#new").focus()
        self._offer_what_can_be_done()

    @on(OptionList.OptionHighlighted, "#profiles")
    def _offer_what_can_be_done(self) -> None:
        for name in ("open", "duplicate", "delete"):
            self.query_one(f"#{name}", Button).disabled = not self.check_action(name, ())
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        chosen = self._chosen
        if action in {"open", "delete"} and chosen is None:
            return None
        if action == "duplicate" and not isinstance(chosen, ProfileEntry):
            return None
        return True

    @property
    def _chosen(self) -> Draft | ProfileEntry | None:
        if not self._entries or not self.is_mounted:
            return None
        highlighted = self.query_one("#profiles", OptionList).highlighted or 0
        return self._entries[min(highlighted, len(self._entries) - 1)]

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
        """Open the highlighted profile at Review, or go on with the highlighted draft."""
        chosen = self._chosen
        if isinstance(chosen, Draft):
            self.doctor.continue_draft(chosen)
        elif chosen:
            self.doctor.open_profile(chosen.path)

    def action_duplicate(self) -> None:
        """Copy the highlighted profile under a new name."""
        chosen = self._chosen
        if not isinstance(chosen, ProfileEntry):
            return
        self._duplicate(chosen)

    @work(group="profiles")
    async def _duplicate(self, entry: ProfileEntry) -> None:
        try:
            # In a thread: the keychain may wait for its password.
            copy = await asyncio.to_thread(duplicate_profile, entry.path)
        except ProfileError as error:
            self.notify(plain_line(str(error)), severity="error", markup=False)
            return
        self.notify(f"Copied to {plain_line(copy.name)}.", markup=False)
        self._list()

    def action_delete(self) -> None:
        """Delete the highlighted profile or draft after a question."""
        entry = self._chosen
        if entry is None:
            return

        def answered(reply: str | None) -> None:
            if reply == "delete":
                self._delete(entry)

        if isinstance(entry, Draft):
            title, label = "Discard the draft?", "Discard it"
            text = f"{_name(entry)} was not saved. Its draft will be deleted for good."
        else:
            title, label = "Delete the profile?", "Delete it"
            text = f"{_name(entry)} ({plain_line(str(entry.path))}) will be deleted for good."
        replies = [Reply("keep", "Keep it"), Reply("delete", label, "error")]
        self.app.push_screen(Question(title, text, replies), answered)

    @work(group="profiles")
    async def _delete(self, entry: Draft | ProfileEntry) -> None:
        try:
            if isinstance(entry, Draft):
                entry.discard()
            else:
                # In a thread: the keychain may wait for its password.
                await asyncio.to_thread(delete_profile, entry.path)
        except ProfileError as error:
            self.notify(plain_line(str(error)), severity="error", markup=False)
        self._list()


def _name(entry: Draft | ProfileEntry) -> str:
    if isinstance(entry, ProfileEntry):
        return plain_line(entry.name)
    return plain_line(entry.profile.connector.name) or "A connector without a name"


def _prompt(entry: Draft | ProfileEntry) -> Content:
    local = local_moment_at(entry.modified)
    changed = local.strftime("%Y-%m-%d %H:%M") if local else "date unknown"
    title = Content.assemble((f"{_name(entry)}   ", "bold"), changed)
    if isinstance(entry, Draft):
        return Content.assemble(
            title, ("\n● Your last connector was not saved. Press Enter to continue.", "$text-warning")
        )
    if entry.error:
        return Content.assemble(title, f"\n✗ {plain_line(entry.error.splitlines()[0])}")
    return Content.assemble(title, f"\n{plain_line(entry.token_url) or 'no token URL yet'}")
