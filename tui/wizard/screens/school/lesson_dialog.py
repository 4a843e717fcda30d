"""The dialog of a lesson: its ticket, a hint on request, and whom one can ask."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from ....practice.lessons.lesson import Ask
from ....practice.lessons.under_way import LessonUnderWay
from ...keys.keys_now import with_keys
from ...style_sheets import sheets
from ...widgets.deliberate_list import DeliberateList
from ..dialogs.dialog import Dialog
from .lesson_content import ask_entry

_ASKS = tuple(Ask)


class LessonDialog(Dialog[str]):
    """Shows a lesson; dismissed with None to go on with it, or with `lessons` for the list of all."""

    CSS_PATH = sheets("dialog", "school")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "hint", "Hint", tooltip="Show the hint; it counts as used", id="lesson.hint"),
        Binding("l", "lessons", "All lessons", id="lesson.lessons"),
    ]
    cancel_label: ClassVar[str] = "To the connector ({dialog.cancel})"

    def __init__(self, under_way: LessonUnderWay, *, begins: bool) -> None:
        super().__init__(f"{under_way.name}: {under_way.lesson.title}")
        self._begins = begins

    @property
    def _under_way(self) -> LessonUnderWay | None:
        return self.doctor.lesson

    def compose_body(self) -> ComposeResult:
        yield Static(id="lesson-ticket")
        yield Static(id="lesson-goal")
        yield Static(id="lesson-hint")
        yield Static(id="lesson-reply")
        yield Static("Whom do you ask?", id="lesson-asks-title")
        yield DeliberateList(id="asks").add_options(Option(ask_entry(ask, None)) for ask in _ASKS)

    def compose_buttons(self) -> ComposeResult:
        yield Button(with_keys("All lessons ({lesson.lessons})"), id="all-lessons", name="lessons")
        yield Button(with_keys("Hint ({lesson.hint})"), id="hint", name="hint")
        yield Button(with_keys(self.cancel_label), id="cancel", name="cancel", variant="primary")

    def on_mount(self) -> None:
        """Start with the way to the connector; later, when one comes back to ask, with whom to ask."""
        self._show()
        asked = self._under_way.asked if self._under_way else None
        self.query_one("#asks", OptionList).highlighted = _ASKS.index(asked) if asked else 0
        self.query_one("#cancel" if self._begins else "#asks").focus()
        if self._begins:  # the list scrolls to its highlight
            self.call_after_refresh(self.query_one("#dialog-body").scroll_home, animate=False)

    def _show(self) -> None:
        """Show the lesson as it is now."""
        under_way = self._under_way
        if under_way is None:
            return
        lesson = under_way.lesson
        self._fill("#lesson-ticket", Content(lesson.ticket))
        is_helped = under_way.sees_hint or under_way.reply is not None
        self._fill("#lesson-goal", Content("" if is_helped else lesson.goal))
        self._fill("#lesson-hint", Content(f"Hint: {with_keys(lesson.hint)}" if under_way.sees_hint else ""))
        self._fill("#lesson-reply", Content(under_way.reply.text if under_way.reply else ""))
        asks = self.query_one("#asks", OptionList)
        for index, ask in enumerate(_ASKS):
            asks.replace_option_prompt_at_index(index, ask_entry(ask, under_way.asked))
        self.query_one("#hint").display = not under_way.sees_hint
        self.refresh_bindings()

    def _fill(self, selector: str, text: Content) -> None:
        shown = self.query_one(selector, Static)
        shown.update(text)
        shown.display = bool(text)

    @on(OptionList.OptionSelected)
    def _asked(self, event: OptionList.OptionSelected) -> None:
        self.doctor.ask(_ASKS[event.option_index])
        self._show()
        self.query_one("#lesson-reply").scroll_visible(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "hint" or self._under_way is None or not self._under_way.sees_hint

    def action_hint(self) -> None:
        """Show the hint."""
        self.doctor.show_hint()
        self._show()
        self.query_one("#lesson-hint").scroll_visible(animate=False)

    def action_lessons(self) -> None:
        """Leave the lesson for the list of all."""
        self.dismiss("lessons")
