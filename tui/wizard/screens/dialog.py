"""The frame of every dialog, and the question with a few answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static
from textual.widgets.button import ButtonVariant

from ..widgets.too_small import TooSmall

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A sheet over the screen. Escape takes it away and answers None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel")]

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = heading

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(self.heading)
            with VerticalScroll(id="dialog-body", can_focus=False):
                yield from self.compose_body()
            with Horizontal(id="dialog-buttons"):
                yield from self.compose_buttons()
        yield TooSmall()

    def compose_body(self) -> ComposeResult:
        """Compose what the dialog is about."""
        return iter(())

    def compose_buttons(self) -> ComposeResult:
        """Compose the buttons."""
        yield Button("Cancel", id="cancel")

    @on(Button.Pressed, "#cancel")
    def _cancel_pressed(self) -> None:
        self.action_cancel()

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


@dataclass(frozen=True)
class Reply:
    """An answer that a question offers."""

    key: str
    label: str
    variant: ButtonVariant = "default"


class Question(Dialog[str]):
    """A question with a few answers; it is dismissed with the chosen one's key, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    def __init__(self, title: str, text: str, replies: Sequence[Reply]) -> None:
        super().__init__(title)
        self._text = text
        self._replies = tuple(replies)

    def compose_body(self) -> ComposeResult:
        yield Static(Content(self._text))

    def compose_buttons(self) -> ComposeResult:
        for reply in self._replies:
            yield Button(Content(reply.label), id=f"reply-{reply.key}", variant=reply.variant)

    @on(Button.Pressed)
    def _answered(self, event: Button.Pressed) -> None:
        self.dismiss((event.button.id or "").removeprefix("reply-"))
