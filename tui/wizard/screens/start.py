"""The start screen: opens a saved profile, goes on with one that was not saved, or begins a new one."""

from __future__ import annotations

import time
from pathlib import Path
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static

from ...errors import ProfileError
from ...plain_text import plain_line
from ...profiles.drafts import Draft, find_drafts
from ...profiles.storage import ProfileEntry, list_profiles, profiles_folder
from ...profiles.trash import empty_trash, trashed_profiles
from ..content.profile_entry import entry_content, words_of
from ..keys.keys_now import with_keys
from ..style_sheets import sheets
from ..widgets.deliberate_list import DeliberateList
from ..widgets.lists.filtered_list import Entry, FilteredList, FilterInput
from .profile_actions import ProfileActions, name_of

_INTRO: Final = (
    "Enter the fields of an HTTP connector that uses the OAuth 2.0 password grant. "
    "See the token request, send it, and read what is wrong and which field to change."
)
_SEARCHED_FROM: Final = 2
"""With fewer profiles, there is nothing to search."""
_TO_BEGIN: Final = """\
{start.new}  New: enter each field as it stands in the connector form.
{start.explain}  Paste what you were given: a curl command, a ticket, an error response.
{start.practice}  Practice on twelve connectors that fail, each with a hint."""
"""What one does without any profile."""
_OF_A_PROFILE: Final = frozenset({"open", "delete", "duplicate", "rename"})


class ProfileList(FilteredList):
    """The list of profiles. An arrow key goes to it from the search: there, letters are commands."""

    def move(self, by: int) -> None:
        if self.shown.display:
            self.shown.focus()


class StartScreen(ProfileActions):
    """Lists the saved profiles, to open, duplicate, rename or delete one, or to begin a new one."""

    CSS_PATH = sheets("start")

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", id="start.new"),
        Binding(
            "p",
            "explain",
            "Paste",
            tooltip="Paste a response, a request or a whole ticket",
            id="start.explain",
        ),
        Binding("o", "open", "Open", id="start.open"),
        Binding("slash", "search", "Search", key_display="/", id="start.search"),
        Binding("c", "duplicate", "Duplicate", id="start.duplicate"),
        Binding("r", "rename", "Rename", id="start.rename"),
        Binding("d,delete", "delete", "Delete", key_display="d", id="start.delete"),
        Binding("u", "undo_delete", "Undo delete", tooltip="Put the last one back", id="start.undo"),
        Binding(
            "t",
            "practice",
            "Practice",
            tooltip="Twelve connectors that fail, to learn from",
            id="start.practice",
        ),
        Binding("escape", "leave", "Quit", show=False, id="start.leave"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Draft | ProfileEntry, ...] = ()
        self._can_undo = False
        self._is_composed = False

    def compose(self) -> ComposeResult:
        """Compose nothing for as long as the profile from the command line lies over it."""
        self._is_composed = self.is_current
        if self._is_composed:
            yield from super().compose()

    def compose_content(self) -> ComposeResult:
        with Vertical(id="start"):
            yield Static("Why does this connector fail?", id="step-title")
            yield Static(_INTRO, id="step-intro")
            yield Static(id="profiles-title")
            yield ProfileList(
                list_id="profiles",
                made_of=DeliberateList,
                placeholder="Search by name or host",
                nothing_found=with_keys(
                    "No profile has these words in its name or host. {start.leave} shows them all."
                ),
            )
            with Horizontal(id="navigation"):
                yield Button("Quit", id="quit", name="app.quit")
                yield Static()
                yield Button(with_keys("Delete ({start.delete})"), id="delete", name="delete")
                yield Button(with_keys("Duplicate ({start.duplicate})"), id="duplicate", name="duplicate")
                yield Button(with_keys("Open ({start.open})"), id="open", name="open")
                yield Button(with_keys("Practice ({start.practice})"), id="practice", name="practice")
                yield Button(with_keys("Paste ({start.explain})"), id="paste", name="explain")
                yield Button(with_keys("New ({start.new})"), id="new", name="new", variant="primary")

    def on_mount(self) -> None:
        """Empty the trash of what has been in it for a week, once the first screen is there."""
        self.doctor.once_seen(self._empty_trash)

    def _empty_trash(self) -> None:
        # In a thread: the keychain may wait for its password.
        self.run_worker(empty_trash, group="trash", thread=True, exit_on_error=False)

    async def on_screen_resume(self) -> None:
        """List the profiles again each time the screen is shown."""
        if not self.is_current:
            return
        if not self._is_composed:
            await self.recompose()
        self.list_again()

    def list_again(self, highlight: Path | None = None) -> None:
        """List the profiles as they are now, with one of them highlighted."""
        chosen, unreadable = self.chosen, ""
        drafts = () if self.doctor.practice else find_drafts()
        try:
            self._all = (*drafts, *list_profiles())
        except ProfileError as error:
            self._all, unreadable = drafts, plain_line(str(error))
        self._can_undo = bool(trashed_profiles())
        folder = plain_line(str(profiles_folder()))
        title = (
            f"Saved profiles in {folder}"
            if len(self._all) > len(drafts)
            else f"No profiles yet. They will be saved in {folder}\n\n{with_keys(_TO_BEGIN)}"
        )
        self.query_one("#profiles-title", Static).update(Content(unreadable or title))
        self._show_all(highlight or (chosen.path if chosen else None))
        if isinstance(self.focused, Input):
            return
        self.query_one("#profiles" if self.chosen else "#new").focus()

    def _show_all(self, highlight: Path | None) -> None:
        """List what the search finds, and highlight an entry, or what stands in its place."""
        profiles, now = self.query_one(FilteredList), time.time()
        profiles.line.display = len(self._all) >= _SEARCHED_FROM
        paths = [entry.path for entry in self._all]
        names = [(entry, name_of(entry)) for entry in self._all]
        entries = [Entry(entry_content(entry, name, now), words_of(entry, name)) for entry, name in names]
        profiles.show(entries, highlight=paths.index(highlight) if highlight in paths else None)
        self._offer_what_can_be_done()

    @on(FilteredList.Filtered)
    @on(OptionList.OptionHighlighted, "#profiles")
    def _offer_what_can_be_done(self) -> None:
        for name in ("open", "duplicate", "delete"):
            self.query_one(f"#{name}", Button).disabled = not self.check_action(name, ())
            self.query_one(f"#{name}").display = bool(self._all)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        chosen = self.chosen
        if action in _OF_A_PROFILE and not self._all:
            return False  # a key that can do nothing yet is not in the footer
        if action in {"open", "delete"} and chosen is None:
            return None
        if action in {"duplicate", "rename"} and not isinstance(chosen, ProfileEntry):
            return None
        if action == "search":
            return len(self._all) >= _SEARCHED_FROM
        if action == "undo_delete":
            return self._can_undo
        return True

    @property
    def chosen(self) -> Draft | ProfileEntry | None:
        """The highlighted profile or draft; None without one."""
        index = self.query_one(FilteredList).chosen if self._all and self.is_mounted else None
        return None if index is None else self._all[index]

    @on(FilteredList.Chosen)
    def _selected(self) -> None:
        self.action_open()

    def action_new(self) -> None:
        """Begin an empty connector."""
        self.doctor.begin_new()

    def action_explain(self) -> None:
        """Paste a request, a response or a whole ticket."""
        # Imported here, so that the first screen doesn't wait for it.
        from .explain import ExplainScreen

        self.app.push_screen(ExplainScreen())

    def action_open(self) -> None:
        """Open the highlighted profile at Review, or go on with the highlighted draft."""
        chosen = self.chosen
        if isinstance(chosen, Draft):
            self.doctor.continue_draft(chosen)
        elif chosen:
            self.doctor.open_profile(chosen.path)

    def action_practice(self) -> None:
        """Show the lessons of the practice."""
        self.doctor.open_lessons()

    def action_search(self) -> None:
        """Go to the search, which finds profiles by name or host as one types."""
        self.query_one(FilterInput).focus()

    async def action_leave(self) -> None:
        """End the search if there is one; otherwise quit."""
        search = self.query_one(FilterInput)
        if search.value or search.has_focus:
            search.value = ""
            self.query_one("#profiles").focus()
        else:
            await self.run_action("app.quit")
