"""The editor of one field on the verdict card. As on its step, each change counts at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Static

from ....form.field_values import PLACES, text_of
from ....oauth2.client_authentication import ClientAuthentication
from ....oauth2.connector import Connector
from ....oauth2.proxy_url import credentials_part
from ....oauth2.secret import Secret, reveal
from ...keys.keys_now import with_keys
from ..choice_list import Choice, ChoiceList
from ..deliberate_button import SendsOnEnter
from ..field import Field
from ..focus_text import focus_text

_METHOD: Final = "client_authentication"
_NOT_TEXT: Final = frozenset(
    {"additional_headers", "additional_request_data", "api", "response.type", "response.expires_in_format"}
    | {"request.credential_headers", "request.basic_encoding", "request.timeout", "request.connect_timeout"}
)
"""Fields with rows or switches of their own: their step shows them better."""


def is_edited_in_place(key: str) -> bool:
    """Tell whether a field can be changed on the card; the others are changed on their step."""
    return key in PLACES and key not in _NOT_TEXT


class InPlaceEditor(SendsOnEnter, Vertical):
    """The field's own widget, with its text selected. It begins with the proposed value, if there is one."""

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

    def __init__(
        self, key: str, connector: Connector, proposed: str | Secret | ClientAuthentication | None
    ) -> None:
        super().__init__(classes="in-place")
        self.key = key
        self.before = PLACES[key].get(connector)
        """The value as it was when the editor was opened."""
        self._is_proposed = proposed is not None
        self._initial = self._told = text_of(connector, key) if proposed is None else reveal(proposed)

    def compose(self) -> ComposeResult:
        if self.key == _METHOD:
            choices = [Choice(each.value, each.form_value, each.effect) for each in ClientAuthentication]
            yield ChoiceList(choices, self._initial, id="in-place-choices")
        else:
            part = credentials_part if self.key == "request.proxy" else None
            yield Field(self.key, self._initial, secret_part=part)
        proposal = "The proposed value is filled in. " if self._is_proposed else ""
        with Horizontal(classes="in-place-line"):
            words = f"{proposal}Press Enter to use this value and send again."
            yield Static(Content(words), classes="in-place-hint")
            leave = with_keys("Leave as it was ({card.leave})")
            yield Button(leave, name="leave_field", compact=True, classes="in-place-leave")

    @property
    def field(self) -> Field | None:
        """The text field; None where the value is chosen from a list."""
        return next(iter(self.query(Field)), None)

    @property
    def value(self) -> str | ClientAuthentication:
        """The value as it stands there."""
        if field := self.field:
            return field.value
        return ClientAuthentication(self.query_one(ChoiceList).value)

    def start(self) -> None:
        """Take the focus, with the text selected."""
        focus_text(self._input)

    def take_focus(self) -> None:
        """Take the focus, and go on where one was."""
        self._input.focus()

    @property
    def _input(self) -> Widget:
        return self.field.input if self.field else self.query_one(ChoiceList)

    def say(self, words: str) -> None:
        """Say something below the field, in place of the hint."""
        self.query_one(".in-place-hint", Static).update(Content(words))

    @on(Field.Changed)
    @on(ChoiceList.Chosen)
    def _changed(self, event: Message) -> None:
        event.stop()
        # A field also tells the value that it begins with, which may be a mere proposal.
        if self.value != self._told:
            self._told = self.value
            self.post_message(self.Changed(self))

    @on(Field.Submitted)
    @on(ChoiceList.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Submitted())

    async def action_leave(self) -> None:
        """Leave the value as it was."""
        await self.run_action("screen.leave_field")
