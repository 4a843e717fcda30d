"""A tick box in which Enter goes on, as in the fields around it: the space bar alone ticks it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from .tick_box import TickBox


class SendingTickBox(TickBox):
    """A tick box of the verdict card."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Send again", tooltip="Use this, and send again", id="card.send"),
    ]

    class Submitted(Message):
        """Enter was pressed on it."""

    def action_submit(self) -> None:
        """Go on."""
        self.post_message(self.Submitted())
