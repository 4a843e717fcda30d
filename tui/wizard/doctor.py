"""The app as the screens see it: the state that they share, and the methods that lead to other screens.

The state is one frozen `Journey`, which all screens watch. `navigation` knows the screens and implements
the methods. The screens import only this class, so no import runs in a circle.
"""

from __future__ import annotations

from dataclasses import field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual.reactive import reactive

from ..errors import ConnectorDoctorError
from ..form.field_values import with_value
from ..form.journey import Journey, RunRecord
from ..form.steps import Step
from ..oauth2.connector import Connector
from ..oauth2.lean.frozen import frozen
from ..plain_text import plain_line
from ..profiles.profile import Profile
from .collector import keep_what_is_loaded
from .notes import Notes
from .typing_ahead import TypingAhead

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..diagnosis.rules.rule import Phase, Rule
    from ..practice.lessons.lesson import Ask, Lesson
    from ..practice.lessons.under_way import LessonUnderWay
    from ..practice.server import PracticeServer
    from ..profiles.drafts import Draft
    from ..profiles.memory.lessons import LessonProgress
    from ..transport.login_guard import LoginGuard

_UNTIL_SEEN: Final = 0.05
"""Seconds. A thread that computes keeps the one that writes to the terminal waiting."""


@frozen
class Pasted:
    """The response on the screen Paste, kept while the user is elsewhere."""

    text: str = field(default="", repr=False)
    is_edited: bool = False
    """Whether the text is as it was shown, and not exactly as it was pasted."""
    phase: Phase | None = None
    """The phase that the user chose to read it in; None to go by the response."""


class Doctor(TypingAhead, Notes):
    """An app that holds the state of the wizard."""

    journey: reactive[Journey] = reactive(
        Journey.begin(Profile(Connector(), {})), always_update=True, repaint=False
    )
    """What all screens share."""
    practice: PracticeServer | None = None
    """The practice server, in the demo and in a lesson."""
    lesson: LessonUnderWay | None = None
    """The lesson of the practice that the user is at."""
    stays_long: bool = False
    """Whether the app has the process to itself, and may tune the garbage collector."""
    filled: tuple[Connector, Connector] | None = None
    """The connector before and after it was filled with a paste, to undo that."""
    pasted: Pasted = Pasted()
    """What Paste shows."""
    warning_under_cover: str = ""
    """What the cover says besides the size, while the terminal is too small."""

    # Ways to other screens. `navigation` implements them; here they only tell the screens what there is.

    def go_to(self, step: Step, focus_field: str = "", opened: str = "") -> None:
        """Show a step. If an earlier one is incomplete, stay and say which."""
        raise NotImplementedError

    def go_back(self) -> None:
        """Show what the user came from: the step before on their way, or the start screen."""
        raise NotImplementedError

    @property
    def has_way_back(self) -> bool:
        """Whether going back leads to a step, and not to the start screen."""
        raise NotImplementedError

    def send(self) -> None:
        """Show the Result screen, and send."""
        raise NotImplementedError

    async def save(self) -> None:
        """Save the profile, as the step does that is open, or lies below what is open."""
        raise NotImplementedError

    def leave_wizard(self) -> None:
        """Go back to the start screen; ask about unsaved work first."""
        raise NotImplementedError

    def begin_new(self) -> None:
        """Begin with an empty connector."""
        raise NotImplementedError

    def open_profile(self, path: Path) -> None:
        """Open a saved profile at Review, or say why it can't be opened."""
        raise NotImplementedError

    def begin_with(self, profile: Profile) -> None:
        """Begin with a profile at Review, and ask for the secrets that it doesn't hold."""
        raise NotImplementedError

    def begin_from(self, connector: Connector) -> None:
        """Begin at Review with a connector that was read from a request. It is unsaved work."""
        raise NotImplementedError

    def begin_practice(self) -> None:
        """Begin with a made-up connector on a practice server, which ends when the user leaves it."""
        raise NotImplementedError

    def begin_lesson(self, lesson: Lesson) -> None:
        """Begin a lesson of the practice: its connector at Review, and its ticket over it."""
        raise NotImplementedError

    def open_lessons(self) -> None:
        """Show the list of lessons, over the start screen."""
        raise NotImplementedError

    def show_hint(self) -> None:
        """Count the lesson's hint as shown."""
        raise NotImplementedError

    def ask(self, ask: Ask) -> None:
        """Ask somebody in a lesson. `lesson.reply` is what they reply."""
        raise NotImplementedError

    @property
    def progress(self) -> LessonProgress:
        """Which lessons are solved."""
        raise NotImplementedError

    @property
    def practice_says(self) -> str:
        """What the banner of the steps says; empty outside practice."""
        raise NotImplementedError

    def fill(self, connector: Connector, count: int) -> None:
        """Put the fields of a paste into the open connector, and show the step again. It can be undone."""
        raise NotImplementedError

    def undo_fill(self) -> bool:
        """Undo the filling if nothing was changed since then. Return whether there was one to undo."""
        raise NotImplementedError

    @property
    def can_undo_fill(self) -> bool:
        """Whether the last change of the connector was the filling with a paste."""
        return self.filled is not None and self.journey.connector == self.filled[1]

    def continue_draft(self, draft: Draft) -> None:
        """Go on with a connector that was not saved in another session."""
        raise NotImplementedError

    def discard_draft(self) -> None:
        """Delete the draft of this session: the work was saved, or is not wanted."""
        raise NotImplementedError

    async def may_log_in(self, connector: Connector, count: int) -> bool:
        """Ask whether to make one more attempt, though the account may have had so many failed logins."""
        raise NotImplementedError

    # The state

    def once_seen(self, work: Callable[[], object]) -> None:
        """Do what can wait until the user sees what is about to be painted: another thread writes it."""
        self.call_after_refresh(lambda: self.set_timer(_UNTIL_SEEN, work))

    def set_journey(self, journey: Journey) -> None:
        """Replace the state, and notify every screen that shows it."""
        self.journey = journey

    def set_value(self, key: str, value: object) -> None:
        """Replace one field of the connector."""
        connector = with_value(self.journey.connector, key, value)
        if connector != self.journey.connector:
            self.journey = self.journey.with_connector(connector)

    def notice_deleted_file(self) -> None:
        """If somebody else deleted the profile's file, count all of the profile as unsaved."""
        path, version = self.journey.profile.path, self.journey.profile.version
        if path and version and not path.exists():
            self.journey = self.journey.without_file()

    def set_record(self, record: RunRecord) -> None:
        """Keep a run's outcome."""
        self.journey = self.journey.with_record(record)

    @cached_property
    def login_guard(self) -> LoginGuard:
        """What is asked before every attempt. In the demo, its count ends with the program."""
        from ..profiles.login_ledger import LoginLedger
        from ..transport.login_guard import LoginGuard

        return LoginGuard(LoginLedger() if self.practice is None else LoginLedger(None), self.may_log_in)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of a diagnosis. Reading them takes a moment, so it waits until after the first paint."""
        rules = self._read_rules()
        if self.stays_long:
            keep_what_is_loaded()
        return rules

    def _read_rules(self) -> tuple[Rule, ...]:
        from ..diagnosis.rules.catalogue import built_in_rules
        from ..user_rules import all_rules

        try:
            return all_rules()
        except ConnectorDoctorError as error:
            title = "Your own rules were not loaded"
            tell = partial(self.notify, plain_line(str(error)), title=title, severity="error", markup=False)
            self.call_later(tell)  # the rules may be read in a thread
            return built_in_rules()
