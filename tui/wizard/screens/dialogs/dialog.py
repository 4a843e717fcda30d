"""The frame of every dialog; the one with fields; and the question with a few answers."""

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

from ...widgets.field import Field
from ..base_screen import BaseScreen
from ..field_actions import REVEAL, TRIM, FieldsScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], BaseScreen[Answer | None], Generic[Answer]):
    """A sheet over the screen. Escape takes it away and answers None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel")]
    cancel_label: ClassVar[str] = "Cancel"

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.heading = heading

    def compose_screen(self) -> ComposeResult:
        with Vertical(id="dialog") as dialog:
            dialog.border_title = Content(self.heading)
            with VerticalScroll(id="dialog-body", can_focus=False):
                yield from self.compose_body()
            with Horizontal(id="dialog-buttons"):
                yield from self.compose_buttons()

    def compose_body(self) -> ComposeResult:
        """Compose what the dialog is about."""
        return iter(())

    def compose_buttons(self) -> ComposeResult:
        """Compose the buttons."""
        yield Button(self.cancel_label, id="cancel", name="cancel")

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class FieldsDialog(Dialog[Answer], FieldsScreen[Answer | None], Generic[Answer]):
    """A dialog of a few fields. Enter leads from one to the next, and from the last accepts them."""

    BINDINGS: ClassVar[list[BindingType]] = [REVEAL, TRIM]

    def compose_buttons(self) -> ComposeResult:
        yield from super().compose_buttons()
        yield Button("OK", id="ok", name="accept", variant="primary")

    def on_mount(self) -> None:
        """Start with the first field."""
        self.query(Field).first().input.focus()

    @on(Field.Submitted)
    def _submitted(self, event: Field.Submitted) -> None:
        self.submitted(event.field)

    def submitted(self, field: Field) -> None:
        """Go on from a field in which Enter was pressed."""
        fields = list(self.query(Field))
        after = fields[fields.index(field) + 1 :]
        if after:
            after[0].input.focus()
        else:
            self.action_accept()

    def action_accept(self) -> None:
        """Close with what was typed."""
        raise NotImplementedError


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
            action = f"answer({reply.key!r})"
            yield Button(Content(reply.label), id=f"reply-{reply.key}", name=action, variant=reply.variant)

    def action_answer(self, key: str) -> None:
        """Close with the key of a reply."""
        self.dismiss(key)
