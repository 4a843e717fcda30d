"""The list of lessons: connectors that fail, from easy to hard, with a mark on those that are solved.

A wide terminal has the chosen lesson's ticket beside the list and, once it is solved, what one learned.
"""

from __future__ import annotations

from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from ....practice.lessons.course import LESSONS
from ...keys.keys_now import with_keys
from ...style_sheets import sheets
from ...widgets.deliberate_list import DeliberateList
from ..doctor_screen import DoctorScreen
from .lesson_content import beside_content, lesson_entry, progress_words

_INTRO: Final = (
    "Each lesson is a ticket about a connector that fails. Find out why, put it right, and send until it "
    "works. All of it is made up and stays on this machine; your profiles are not touched."
)


class LessonsScreen(DoctorScreen[None]):
    """Lists the lessons, to begin one; or leads to free practice."""

    CSS_PATH = sheets("school")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "begin", "Begin", tooltip="Begin the chosen lesson", id="lessons.begin"),
        Binding(
            "f",
            "free",
            "Free practice",
            tooltip="A connector that works, and a list of faults to choose from",
            id="lessons.free",
        ),
        Binding("escape", "back", "Back", id="lessons.back"),
    ]

    place = "Practice"

    def compose_content(self) -> ComposeResult:
        with Vertical(id="lessons-page"):
            yield Static("Practice", id="step-title")
            yield Static(Content(f"{_INTRO} {progress_words(self.doctor.progress)}"), id="step-intro")
            progress = self.doctor.progress
            with Horizontal(id="lessons-columns"):
                yield DeliberateList(id="lessons").add_options(
                    Option(lesson_entry(lesson, progress), id=lesson.key) for lesson in LESSONS
                )
                yield Static(id="lesson-beside")
            with Horizontal(id="navigation"):
                yield Button("Back", id="back", name="back")
                yield Static()
                yield Button(with_keys("Free practice ({lessons.free})"), id="free", name="free")
                yield Button(
                    with_keys("Begin ({lessons.begin})"), id="begin", name="begin", variant="primary"
                )

    def on_mount(self) -> None:
        """Start with the first lesson that is not solved yet."""
        solved = self.doctor.progress.solved
        lessons = self.query_one("#lessons", OptionList)
        first = (index for index, lesson in enumerate(LESSONS) if lesson.key not in solved)
        lessons.highlighted = next(first, 0)
        lessons.focus()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        shown = beside_content(LESSONS[event.option_index], self.doctor.progress)
        self.query_one("#lesson-beside", Static).update(shown)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_begin()

    def action_begin(self) -> None:
        """Begin the chosen lesson."""
        chosen = self.query_one("#lessons", OptionList).highlighted
        self.doctor.begin_lesson(LESSONS[chosen or 0])

    def action_free(self) -> None:
        """Begin with a made-up connector that works; what is wrong is chosen then."""
        self.doctor.begin_practice()

    def action_back(self) -> None:
        """Go back to the start screen."""
        self.doctor.leave_wizard()
