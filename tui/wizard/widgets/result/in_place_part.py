"""What the editor on the verdict card shows of a field: a part for each kind of field.

a text ── TextPart     a few values ── ChoicePart     on or off ── SwitchPart     rows ── RowsPart
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Checkbox, Static

from ....form.choices import SWITCHES, choices_for
from ....form.field_values import text_of, value_of
from ....form.journey import DeletedRow
from ....interchange.run_text.proposed_change import ProposedChange
from ....oauth2.connector import Connector
from ....oauth2.field_checks import Problem
from ....oauth2.proxy_url import credentials_part
from ....oauth2.secret import Secret, reveal
from ..choice_list import METHODS, Choice, ChoiceList
from ..field import Field
from ..sending_tick_box import SendingTickBox

_FILLED_IN: Final = "The proposed value is filled in. "


class InPlacePart(Vertical):
    """A field as it is edited on the card. It begins with the proposed value, if there is one."""

    class Changed(Message):
        """Another value was typed or chosen."""

    class Submitted(Message):
        """Enter was pressed: the value is to be sent."""

    def __init__(self, key: str, connector: Connector, proposed: ProposedChange) -> None:
        super().__init__(classes="in-place-part")
        self.key = key
        self.connector = connector
        """The connector as it was when the editor was opened."""
        self.proposed = proposed

    @property
    def values(self) -> Mapping[str, object]:
        """What the connector is to hold, by the fields' keys."""
        raise NotImplementedError

    @property
    def deleted(self) -> tuple[DeletedRow, ...]:
        """The rows that it deletes, the last one first."""
        return ()

    @property
    def hint(self) -> str:
        """What Enter does."""
        return f"{_FILLED_IN if self.is_filled_in else ''}Press Enter to use this value and send again."

    @property
    def is_filled_in(self) -> bool:
        """Whether it begins with a proposal."""
        return self.proposed.value is not None

    @property
    def start(self) -> Widget:
        """What has the focus first."""
        raise NotImplementedError

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong with what was typed, when it is time for that."""

    def refuses(self) -> bool:
        """Tell whether what was typed can't be sent; if so, say why, and go there."""
        return False

    def changed(self) -> None:
        """Tell that another value was typed or chosen."""
        self.post_message(self.Changed())

    def submitted(self) -> None:
        """Tell that Enter was pressed."""
        self.post_message(self.Submitted())


class TextPart(InPlacePart):
    """A text field."""

    def compose(self) -> ComposeResult:
        proposed = self.proposed.value
        now = text_of(self.connector, self.key)
        initial = reveal(proposed) if isinstance(proposed, str | Secret) else now
        part = credentials_part if self.key == "request.proxy" else None
        yield Field(self.key, initial, secret_part=part)

    @property
    def _field(self) -> Field:
        return self.query_one(Field)

    @property
    def values(self) -> Mapping[str, object]:
        return {self.key: self._field.value}

    @property
    def start(self) -> Widget:
        return self._field.input

    def show_problems(self, problems: Sequence[Problem]) -> None:
        found = (each.message for each in problems if each.field == self.key)
        self._field.problem = next(found, "")

    def refuses(self) -> bool:
        self._field.shows_problem = True
        return bool(self._field.problem)

    @on(Field.Changed)
    def _typed(self, event: Field.Changed) -> None:
        event.stop()
        self.changed()

    @on(Field.Submitted)
    def _entered(self, event: Field.Submitted) -> None:
        event.stop()
        self.submitted()


class ChoicePart(InPlacePart):
    """A field with a list of values: a drop-down on its step."""

    def compose(self) -> ComposeResult:
        now = value_of(self.connector, self.key)
        options = choices_for(self.key, now)
        self._values = {str(option.value): option.value for option in options}
        is_method = self.key == "client_authentication"
        choices = METHODS if is_method else [Choice(str(each.value), each.words) for each in options]
        chosen = self.proposed.value if self.is_filled_in else now
        yield ChoiceList(choices, str(chosen), id="in-place-choices")

    @property
    def hint(self) -> str:
        made = "The proposed choice is made. " if self.is_filled_in else ""
        return f"{made}Press Enter to use it and send again."

    @property
    def values(self) -> Mapping[str, object]:
        return {self.key: self._values[self.query_one(ChoiceList).value]}

    @property
    def start(self) -> Widget:
        return self.query_one(ChoiceList)

    @on(ChoiceList.Chosen)
    def _chosen(self, event: ChoiceList.Chosen) -> None:
        event.stop()
        self.changed()

    @on(ChoiceList.Submitted)
    def _entered(self, event: ChoiceList.Submitted) -> None:
        event.stop()
        self.submitted()


class SwitchPart(InPlacePart):
    """A field that is on or off."""

    def compose(self) -> ComposeResult:
        label, help_text = SWITCHES[self.key]
        is_on = bool(self.proposed.value if self.is_filled_in else value_of(self.connector, self.key))
        yield SendingTickBox(Content(label), is_on, id="in-place-switch")
        yield Static(Content(help_text), classes="field-help")

    @property
    def hint(self) -> str:
        made = "It is set as proposed. " if self.is_filled_in else ""
        return f"{made}Press Space to change it, Enter to send again."

    @property
    def values(self) -> Mapping[str, object]:
        return {self.key: self.query_one(Checkbox).value}

    @property
    def start(self) -> Widget:
        return self.query_one(Checkbox)

    @on(Checkbox.Changed)
    def _ticked(self, event: Checkbox.Changed) -> None:
        event.stop()
        self.changed()

    @on(SendingTickBox.Submitted)
    def _entered(self, event: SendingTickBox.Submitted) -> None:
        event.stop()
        self.submitted()
