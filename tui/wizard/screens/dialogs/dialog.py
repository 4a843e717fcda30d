"""The base of all dialogs, the base of those with fields, and the question with a few replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static
from textual.widgets.button import ButtonVariant

from ...keys.keys_now import with_keys
from ...style_sheets import sheets
from ...widgets.deliberate_button import DeliberateButton
from ...widgets.field import Field
from ...widgets.focus_text import focus_text
from ...widgets.frame.key_footer import KeyFooter
from ..base_screen import BaseScreen
from ..field_actions import REVEAL, TRIM, UNDO, FieldsScreen
from ..scrolling import ScrolledPart

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], BaseScreen[Answer | None], Generic[Answer]):
    """A dialog on top of a screen. Escape closes it with None.

    Its footer lies where that of the screen is, with the keys that work in the dialog.
    """

    CSS_PATH = sheets("dialog", "fields")

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel", id="dialog.cancel")]
    cancel_label: ClassVar[str] = "Cancel"

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = heading

    def compose_screen(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(self.heading)
            with ScrolledPart(id="dialog-body", can_focus=False):
                yield from self.compose_body()
            with Horizontal(id="dialog-buttons"):
                yield from self.compose_buttons()
        yield KeyFooter()

    def compose_body(self) -> ComposeResult:
        """Compose the part above the buttons."""
        return iter(())

    def compose_buttons(self) -> ComposeResult:
        """Compose the buttons."""
        yield Button(with_keys(self.cancel_label), id="cancel", name="cancel")

    def action_cancel(self) -> None:
        """Close with None. If that would lose what was typed, ask first.

        Escape in that question goes back to the dialog, so a key that is held or doubled loses nothing.
        """
        if not self.unfinished:
            self.dismiss(None)
            return

        def answered(reply: str | None) -> None:
            if reply == "discard":
                self.dismiss(None)

        replies = [Reply("keep", "Keep it"), Reply("discard", "Discard it", "warning")]
        self.app.push_screen(Question("Discard what you typed?", self.unfinished, replies), answered)


class FieldsDialog(Dialog[Answer], FieldsScreen[Answer | None], Generic[Answer]):
    """A dialog with a few fields. Enter goes to the next one, and accepts them after the last."""

    # There is room in the footer to undo by the mouse, too.
    BINDINGS: ClassVar[list[BindingType]] = [REVEAL, TRIM, replace(UNDO, show=True)]
    _texts_at_first: tuple[str, ...] = ()

    def compose_buttons(self) -> ComposeResult:
        yield from super().compose_buttons()
        yield Button("OK", id="ok", name="accept", variant="primary")

    def on_mount(self) -> None:
        """Start with the first field."""
        self._texts_at_first = self._texts()
        focus_text(self.query(Field).first().input)

    @on(Field.Submitted)
    def _submitted(self, event: Field.Submitted) -> None:
        self.submitted(event.field)

    def submitted(self, field: Field) -> None:
        """Go on after Enter was pressed in a field."""
        fields = list(self.query(Field))
        after = fields[fields.index(field) + 1 :]
        if after:
            focus_text(after[0].input)
        else:
            self.action_accept()

    @property
    def unfinished(self) -> str:
        is_typed = self.is_mounted and self._texts() != self._texts_at_first
        return f"What you typed in “{self.heading}” is not part of the connector yet." if is_typed else ""

    def _texts(self) -> tuple[str, ...]:
        return tuple(field.value for field in self.query(Field))

    def action_accept(self) -> None:
        """Close with what was typed."""
        raise NotImplementedError


@dataclass(frozen=True)
class Reply:
    """A button of a question: what it returns, and how it looks."""

    key: str
    label: str
    variant: ButtonVariant = "default"


class Question(Dialog[str]):
    """A question with a few replies; dismissed with the key of the chosen one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.focus_previous", "Previous answer", show=False, id="question.before"),
        Binding("right", "app.focus_next", "Next answer", show=False, id="question.next"),
        # The buttons need none of these.
        Binding("up", "scroll_text('up')", "Scroll", show=False, id="question.up"),
        Binding("down", "scroll_text('down')", "Scroll", show=False, id="question.down"),
        Binding("pageup", "scroll_text('page_up')", "Scroll", show=False, id="question.page_up"),
        Binding("pagedown", "scroll_text('page_down')", "Scroll", show=False, id="question.page_down"),
        Binding("home", "scroll_text('home')", "Scroll to the top", show=False, id="question.home"),
        Binding("end", "scroll_text('end')", "Scroll to the end", show=False, id="question.end"),
    ]

    def __init__(self, title: str, text: str, replies: Sequence[Reply]) -> None:
        super().__init__(title)
        self._text = text
        self._replies = tuple(replies)

    def compose_body(self) -> ComposeResult:
        yield Static(Content(self._text))

    def compose_buttons(self) -> ComposeResult:
        for reply in self._replies:
            action = f"answer({reply.key!r})"
            label = Content(reply.label)
            yield DeliberateButton(label, id=f"reply-{reply.key}", name=action, variant=reply.variant)

    def action_scroll_text(self, to: str) -> None:
        """Scroll a text that is longer than the dialog."""
        body = self.query_one("#dialog-body")
        scroll = {
            "up": body.scroll_up,
            "down": body.scroll_down,
            "page_up": body.scroll_page_up,
            "page_down": body.scroll_page_down,
            "home": body.scroll_home,
            "end": body.scroll_end,
        }
        scroll[to](animate=False)

    def action_answer(self, key: str) -> None:
        """Close with the key of a reply."""
        self.dismiss(key)
