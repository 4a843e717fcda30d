"""A lesson that somebody is at: which hint they have seen, whom they asked last, and whether it is solved."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .course import LESSONS, number_of
from .lesson import Ask, Lesson, Reply


@dataclass(frozen=True)
class LessonUnderWay:
    """The state of one lesson, replaced with every change."""

    lesson: Lesson
    asked: Ask | None = None
    """Who was asked last."""
    sees_hint: bool = False
    is_solved: bool = False

    @property
    def name(self) -> str:
        """Which of the lessons it is: "Lesson 3 of 12"."""
        return f"Lesson {number_of(self.lesson)} of {len(LESSONS)}"

    @property
    def reply(self) -> Reply | None:
        """What whoever was asked last has replied."""
        return self.lesson.reply_to(self.asked) if self.asked else None

    def with_asked(self, ask: Ask) -> LessonUnderWay:
        """Return the state after somebody was asked."""
        return replace(self, asked=ask)

    def with_hint(self) -> LessonUnderWay:
        """Return the state after the hint was shown."""
        return replace(self, sees_hint=True)

    def solved(self) -> LessonUnderWay:
        """Return the state after the lesson was solved."""
        return replace(self, is_solved=True)
