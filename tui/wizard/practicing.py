"""Practice: freely, with a fault of one's choice, or lesson by lesson, each with a connector that fails.

    LessonsScreen ──begin_lesson──> Review, the lesson's ticket over it ──> … ──> a token: SolvedDialog
                                                                                    └──n──> the next lesson

What is practiced stays apart from real work: the logins are counted on their own, nothing is remembered of
the connectors, and no draft of them is kept. Real work ends the practice.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from ..form.field_values import with_value
from ..form.journey import Journey
from ..form.outcome import works
from ..form.steps import Step
from ..plain_text import plain_line
from ..profiles.memory.lessons import LessonProgress, keep_progress, lesson_progress
from ..profiles.profile import Profile
from .keys.keys_now import key_of
from .navigation import Navigation

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..oauth2.connector import Connector
    from ..practice.lessons.lesson import Ask, Lesson
    from ..practice.practice_fault import PracticeFault
    from ..practice.server import PracticeServer


class Practicing(Navigation):
    """An app with a practice server: the demo's, or one that lives as long as the practice."""

    _is_made_up: bool = False
    """Whether the connector that is about to be opened belongs to the practice."""

    def __init__(self, practice: PracticeServer | None = None) -> None:
        super().__init__()
        self.practice = practice
        self._ends_with_practice = practice is not None
        """Whether the practice server is the demo's, and not one that was begun on the start screen."""

    # Beginning, and the end

    def begin_practice(self) -> None:
        """Begin with a made-up connector that works, on a practice server."""
        if server := self._serving():
            from ..practice.faults import FAULTS

            server.fault = FAULTS[0]
            self._open(server.connector(server.fault), Step.CONNECTOR)

    def choose_fault(self, fault: PracticeFault, *, at: Step) -> None:
        """Switch to a practice fault, and load the connector that goes with it."""
        if self.practice:
            self.lesson = None
            self.practice.fault = fault
            self._open(self.practice.connector(fault), at)

    def begin_lesson(self, lesson: Lesson) -> None:
        """Begin a lesson: its connector at Review, and its ticket over it."""
        if server := self._serving():
            from ..practice.lessons.under_way import LessonUnderWay

            server.fault = lesson.fault
            self.lesson = LessonUnderWay(lesson)
            self._open(server.connector(lesson.fault), Step.REVIEW)
            self._show_lesson(begins=True)

    def _serving(self) -> PracticeServer | None:
        """Return the practice server, started if need be; None, and a notice, if that fails."""
        self.lesson = None
        if self.practice is None:
            from ..practice.server import PracticeServer

            server = PracticeServer()
            try:
                server.start()
            except OSError as error:
                words = f"No practice server: {plain_line(str(error))}"
                self.notify(words, severity="error", markup=False)
                return None
            self.practice = server
        self._begin_counting_anew()
        return self.practice

    def _open(self, connector: Connector, at: Step) -> None:
        self._is_made_up = True
        try:
            self.begin(Journey.begin(Profile(connector, {})), at)
        finally:
            self._is_made_up = False

    def begin(self, journey: Journey, at: Step) -> None:
        """Go on with another state, at a step. Real work ends the practice."""
        if not self._is_made_up:
            self.end_practice()
        super().begin(journey, at)

    def end_practice(self) -> None:
        """End the lesson, and stop the practice server, unless it is the demo's."""
        was_lesson, self.lesson = self.lesson is not None, None
        if self.practice is None:
            return
        if not self._ends_with_practice:
            self.practice.stop()
            self.practice = None
            self._begin_counting_anew()
        elif was_lesson:
            from ..practice.faults import FAULTS

            self.practice.fault = FAULTS[0]  # a lesson's own is none to choose

    def _begin_counting_anew(self) -> None:
        """Forget the guard of logins: in practice, its count is another one."""
        self.__dict__.pop("login_guard", None)

    def _leave(self) -> None:
        super()._leave()
        self.end_practice()

    def ask_about_unsaved_work(self, leave: Callable[[], object], words: str) -> None:
        """Leave; a lesson's connector is made up, so it is no work that could be lost."""
        if self.lesson and not self.unfinished:
            leave()
        else:
            super().ask_about_unsaved_work(leave, words)

    # What is wrong

    @property
    def practice_says(self) -> str:
        """What the banner of the steps says; empty outside practice."""
        if self.practice is None:
            return ""
        if self.lesson is None:
            return f"Practice: {self.practice.fault.title}. Press {key_of('app.practice')} for another fault."
        leads_to = "the next lesson" if self.lesson.is_solved else "ticket and hint"
        return f"{self.lesson.name}: {self.lesson.lesson.title}. {key_of('app.practice')}: {leads_to}"

    def action_practice_dialog(self) -> None:
        """Show the lesson, or ask which practice fault to use."""
        if not self.practice:
            return
        # Loaded here, so that the first screen doesn't wait for them.
        from .screens.dialogs.faults_dialog import FaultsDialog

        if self.lesson:
            self._show_lesson()
        elif not isinstance(self.screen, FaultsDialog):
            self.push_screen(FaultsDialog(self.practice.fault), self._fault_chosen)

    def _fault_chosen(self, fault: PracticeFault | None) -> None:
        if fault:
            self.ask_about_unsaved_work(
                lambda: self.choose_fault(fault, at=Step.REVIEW), "Continue without saving"
            )

    # A lesson

    def _show_lesson(self, *, begins: bool = False) -> None:
        """Show the lesson's dialog, or what one learned if it is solved."""
        from .screens.school.lesson_dialog import LessonDialog
        from .screens.school.solved_dialog import SolvedDialog

        if self.lesson is None or isinstance(self.screen, LessonDialog | SolvedDialog):
            return
        if self.lesson.is_solved:
            self.push_screen(SolvedDialog(self.lesson, self.progress), self._solved_read)
        else:
            self.push_screen(LessonDialog(self.lesson, begins=begins), self._lesson_read)

    @cached_property
    def progress(self) -> LessonProgress:
        """Which lessons are solved, read when it is first asked for."""
        return lesson_progress()

    def _keep(self, progress: LessonProgress) -> None:
        if progress != self.progress:
            self.progress = progress
            # Progress that can't be written down counts until the end.
            keeping = partial(keep_progress, progress)
            self.run_worker(keeping, group="progress", thread=True, exit_on_error=False)

    def show_hint(self) -> None:
        """Count the lesson's hint as shown."""
        if self.lesson:
            self.lesson = self.lesson.with_hint()
            self._keep(self.progress.with_hint(self.lesson.lesson.key))

    def ask(self, ask: Ask) -> None:
        """Ask somebody. What they put right on the server's side is in force at once."""
        if self.lesson and self.practice:
            self.lesson = self.lesson.with_asked(ask)
            if self.lesson.reply and self.lesson.reply.repairs:
                self.practice.fault = self.lesson.lesson.fault_after(self.lesson.reply)

    def _lesson_read(self, reply: str | None) -> None:
        """Go on when the lesson's dialog is closed: what somebody sent goes into its field."""
        if reply == "lessons":
            self.open_lessons()
        elif self.lesson and self.lesson.reply and self.lesson.reply.fills:
            connector = with_value(self.journey.connector, *self.lesson.reply.fills)
            if connector != self.journey.connector:
                self._show_again(connector)

    def open_lessons(self) -> None:
        """Show the list of lessons, over the start screen."""
        from .screens.school.lessons_screen import LessonsScreen

        def leave() -> None:
            self._leave()
            self.push_screen(LessonsScreen())

        self.ask_about_unsaved_work(leave, "Leave without saving")

    def watch_journey(self, journey: Journey) -> None:
        """Notice when a lesson is solved: by what came of sending, and by nothing else."""
        super().watch_journey(journey)
        under_way = self.lesson
        if under_way and not under_way.is_solved and works(journey, with_api=under_way.lesson.of_the_api):
            self.lesson = under_way.solved()
            self._keep(self.progress.with_solved(under_way.lesson.key))
            self.call_after_refresh(self._say_solved)

    def _say_solved(self) -> None:
        """Say that the lesson is solved: over the screen, and on its banner."""
        from .widgets.practice_banner import PracticeBanner

        for screen in self.screen_stack:
            for banner in screen.query(PracticeBanner):
                banner.say(self.practice_says)
        self._show_lesson()

    def _solved_read(self, reply: str | None) -> None:
        from ..practice.lessons.course import lesson_after

        following = lesson_after(self.lesson.lesson) if self.lesson else None
        if reply == "next" and following:
            self.begin_lesson(following)
        elif reply:
            self.open_lessons()

    def practice_commands(self) -> Iterator[SystemCommand]:
        """Yield the palette's commands of the practice."""
        yield SystemCommand(
            "Practice lessons", "Twelve connectors that fail, to learn from", self.open_lessons
        )
        if self.practice:
            name, explanation = ("Practice faults", "Choose what is wrong")
            if self.lesson:
                name, explanation = ("Lesson", "Its ticket, its hint, and whom to ask")
            yield SystemCommand(name, explanation, self.action_practice_dialog)
