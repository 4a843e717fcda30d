"""The dialog when a lesson is solved: what was wrong, what one learned, and the next lesson."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Button, Static

from ....practice.lessons.course import lesson_after
from ....practice.lessons.under_way import LessonUnderWay
from ....profiles.memory.lessons import LessonProgress
from ...keys.keys_now import with_keys
from ...style_sheets import sheets
from ..dialogs.dialog import Dialog
from .lesson_content import solved_content


class SolvedDialog(Dialog[str]):
    """Dismissed with `next`, with `lessons` for the list of all, or with None to stay."""

    CSS_PATH = sheets("dialog", "school")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", "Next lesson", id="solved.next"),
        Binding("l", "lessons", "All lessons", id="solved.lessons"),
    ]
    cancel_label: ClassVar[str] = "Stay here ({dialog.cancel})"

    def __init__(self, under_way: LessonUnderWay, progress: LessonProgress) -> None:
        super().__init__(f"✓ {under_way.name} is solved")
        self._lesson = under_way.lesson
        self._progress = progress

    def compose_body(self) -> ComposeResult:
        yield Static(solved_content(self._lesson, self._progress), id="lesson-learned")

    def compose_buttons(self) -> ComposeResult:
        yield from super().compose_buttons()
        yield Button(with_keys("All lessons ({solved.lessons})"), id="all-lessons", name="lessons")
        if lesson_after(self._lesson):
            yield Button(
                with_keys("Next lesson ({solved.next})"), id="next-lesson", name="next", variant="primary"
            )

    def on_mount(self) -> None:
        """Start with what keeps everything: whoever just pressed Enter to send has not read this yet."""
        self.query_one("#cancel").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "next" or lesson_after(self._lesson) is not None

    def action_next(self) -> None:
        """Begin the next lesson."""
        self.dismiss("next")

    def action_lessons(self) -> None:
        """Leave the lesson for the list of all."""
        self.dismiss("lessons")
