"""How far somebody is with the lessons of the practice, and when one is solved."""

from __future__ import annotations

from ...form.journey import Journey
from ...form.outcome import works
from ...practice.lessons.course import lesson_after
from ...practice.lessons.lesson import Ask, Lesson, Reply
from ...practice.lessons.under_way import LessonUnderWay
from ...profiles.memory.lessons import LessonProgress, keep_progress, lesson_progress
from ..console import Console


class School:
    """Which lesson somebody is at, and which they have solved."""

    def __init__(self) -> None:
        self.under_way: LessonUnderWay | None = None
        self.progress = lesson_progress()

    @property
    def is_at_work(self) -> bool:
        """Whether a lesson is under way that is not solved yet."""
        return self.under_way is not None and not self.under_way.is_solved

    @property
    def next_lesson(self) -> Lesson | None:
        """The lesson after the one that was solved; None while one is under way, and after the last."""
        if self.under_way is None or not self.under_way.is_solved:
            return None
        return lesson_after(self.under_way.lesson)

    def show_hint(self) -> str:
        """Count the hint of the lesson as shown, and return it."""
        if self.under_way is None:
            return ""
        self.under_way = self.under_way.with_hint()
        self._keep(self.progress.with_hint(self.under_way.lesson.key))
        return self.under_way.lesson.hint

    def ask(self, ask: Ask) -> Reply | None:
        """Ask somebody, and return the reply."""
        self.under_way = self.under_way.with_asked(ask) if self.under_way else None
        return self.under_way.reply if self.under_way else None

    def notice(self, journey: Journey, console: Console) -> None:
        """Say what one has learned, once what came of sending shows that the lesson is solved."""
        under_way = self.under_way
        if under_way is None or under_way.is_solved:
            return
        lesson = under_way.lesson
        if not works(journey, with_api=lesson.of_the_api):
            return
        self.under_way = under_way.solved()
        self._keep(self.progress.with_solved(lesson.key))
        console.say(
            f"\n✓ {under_way.name} is solved.\nWhat was wrong: {lesson.cause}\nThe field: {lesson.place}\n"
            f"What you learned: {lesson.learned}\n{lesson.reference}."
        )

    def _keep(self, progress: LessonProgress) -> None:
        """Keep progress. What can't be written down counts until the end."""
        if progress != self.progress:
            self.progress = progress
            keep_progress(progress)
