"""The texts on a lesson of the practice: in the list, in its dialog, and when it is solved."""

from __future__ import annotations

from textual.content import Content

from ....practice.lessons.course import LESSONS, number_of
from ....practice.lessons.lesson import Ask, Lesson
from ....profiles.memory.lessons import LessonProgress


def lesson_entry(lesson: Lesson, progress: LessonProgress) -> Content:
    """Return the two lines of a lesson in the list: its state and title, and a few words of the customer."""
    is_solved, is_hinted = lesson.key in progress.solved, lesson.key in progress.hinted
    sign, color = ("✓", "$works") if is_solved else ("○", "$quiet")
    words = "solved, with the hint" if is_solved and is_hinted else "solved" if is_solved else ""
    words = words or ("hint used" if is_hinted else "")
    return Content.assemble(
        (f"{sign} ", color),
        (f"{number_of(lesson):2}  {lesson.title}", "bold"),
        (f"   {words}" if words else "", color),
        (f"\n{lesson.said}", "$quiet"),
    )


def progress_words(progress: LessonProgress) -> str:
    """Return how many lessons are solved, in a sentence."""
    solved = sum(lesson.key in progress.solved for lesson in LESSONS)
    if solved == len(LESSONS):
        return f"All {solved} lessons are solved."
    return f"{solved} of {len(LESSONS)} solved."


def ask_entry(ask: Ask, asked: Ask | None) -> Content:
    """Return a line of the list of whom to ask."""
    return Content(f"{'»' if ask is asked else ' '} {ask.wording}")


def beside_content(lesson: Lesson, progress: LessonProgress) -> Content:
    """Return what stands beside the list: the ticket and, if the lesson is solved, what one learned."""
    ticket = Content.assemble((f"{lesson.title}\n\n", "bold"), lesson.ticket, "\n\n")
    if lesson.key in progress.solved:
        return Content.assemble(ticket, learned_content(lesson))
    return Content.assemble(ticket, (lesson.goal, "$quiet"))


def solved_content(lesson: Lesson, progress: LessonProgress) -> Content:
    """Return what is said when a lesson is solved."""
    return Content.assemble(learned_content(lesson), "\n\n", (progress_words(progress), "$quiet"))


def learned_content(lesson: Lesson) -> Content:
    """Return what was wrong in a lesson, where, and what one learns from it."""
    return Content.assemble(
        ("What was wrong   ", "bold"),
        lesson.cause,
        ("\n\nThe field   ", "bold"),
        lesson.place,
        ("\n\nWhat you learned   ", "bold"),
        lesson.learned,
        (f"\n\n{lesson.reference}.", "$quiet"),
    )
