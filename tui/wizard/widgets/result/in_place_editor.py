"""The editor of one field on the verdict card. As on its step, each change counts at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Static

from ....form.choices import CHOICES, SWITCHES
from ....form.field_values import value_of
from ....form.journey import Journey
from ....interchange.run_text.proposed_change import ProposedChange
from ....interchange.run_text.row_change import OTHER_TABLE
from ....oauth2.connector import Connector
from ...keys.keys_now import with_keys
from ..deliberate_button import SendsOnEnter
from ..field import Field
from ..focus_text import focus_text
from .in_place_part import ChoicePart, InPlacePart, SwitchPart, TextPart
from .in_place_rows import RowsPart

_NO_PROPOSAL: Final = ProposedChange(())


def part_for(key: str, connector: Connector, proposed: ProposedChange = _NO_PROPOSAL) -> InPlacePart:
    """Return the part in which a field is edited, by its kind."""
    kind: type[InPlacePart] = TextPart
    if key in OTHER_TABLE:
        kind = RowsPart
    elif key in SWITCHES:
        kind = SwitchPart
    elif key in CHOICES:
        kind = ChoicePart
    return kind(key, connector, proposed)


class InPlaceEditor(SendsOnEnter, Vertical):
    """The field's own widgets, with its text selected. It begins with the proposed value, if there is one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave as it was", id="card.leave"),
    ]

    @dataclass(repr=False, eq=False)
    class Changed(Message):
        """Another value was typed or chosen. The repr leaves it out: it may be secret."""

        editor: InPlaceEditor

        def __rich_repr__(self) -> list[str]:
            return [self.editor.key]

    class Submitted(Message):
        """Enter was pressed: the value is to be sent."""

    def __init__(self, key: str, journey: Journey, proposed: ProposedChange | None) -> None:
        super().__init__(classes="in-place")
        self.key = key
        self.deleted_before = journey.deleted
        """The rows that had been deleted when the editor was opened."""
        self.part = part_for(key, journey.connector, proposed or _NO_PROPOSAL)
        self._told: Mapping[str, object] = {}

    def compose(self) -> ComposeResult:
        yield self.part
        with Horizontal(classes="in-place-line"):
            yield Static(Content(self.part.hint), classes="in-place-hint")
            leave = with_keys("Leave as it was ({card.leave})")
            yield Button(leave, name="leave_field", compact=True, classes="in-place-leave")

    def on_mount(self) -> None:
        """Remember what it begins with: a field tells that, too, and it may be a mere proposal."""
        self._told = self.part.values

    @property
    def before(self) -> Mapping[str, object]:
        """The values as they were when the editor was opened."""
        return {key: value_of(self.part.connector, key) for key in self.part.values}

    @property
    def fields(self) -> tuple[Field, ...]:
        """The text fields in it."""
        return tuple(self.query(Field))

    def start(self) -> None:
        """Take the focus, with the text selected."""
        focus_text(self.part.start)

    def take_focus(self) -> None:
        """Take the focus, and go on where one was."""
        self.part.start.focus()

    def say(self, words: str) -> None:
        """Say something below the field, in place of the hint."""
        self.query_one(".in-place-hint", Static).update(Content(words))

    @on(InPlacePart.Changed)
    def _changed(self, event: InPlacePart.Changed) -> None:
        event.stop()
        if self.part.values != self._told:
            self._told = self.part.values
            self.say(self.part.hint)
            self.post_message(self.Changed(self))

    @on(InPlacePart.Submitted)
    def _submitted(self, event: InPlacePart.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())

    async def action_leave(self) -> None:
        """Leave the value as it was."""
        await self.run_action("screen.leave_field")
