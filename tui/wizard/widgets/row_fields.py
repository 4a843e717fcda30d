"""The fields of one additional row: its name, its value, and whether the value is a secret.

The dialog of a row and the verdict card show them, and both check a row in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Checkbox

from ...oauth2.connector import AdditionalRow
from ...oauth2.field_checks import check_data_row, check_header_name, check_header_row
from ...oauth2.masking.secret_names import is_secret_parameter
from ...oauth2.secret import reveal
from .field import Field
from .tick_box import TickBox

_HEADER_NAMES: Final = (
    "Accept",
    "Accept-Language",
    "APIKey",
    "Authorization",
    "Cache-Control",
    "Content-Type",
    "Cookie",
    "Host",
    "Ocp-Apim-Subscription-Key",
    "Origin",
    "Referer",
    "User-Agent",
    "X-Api-Key",
    "X-Client-Id",
    "X-Correlation-ID",
    "X-CSRF-Token",
    "X-Forwarded-For",
    "X-Request-ID",
    "X-Requested-With",
    "X-Tenant",
    "X-Tenant-ID",
)
_PARAMETER_NAMES: Final = (
    "scope",
    "audience",
    "resource",
    "client_id",
    "client_secret",
    "grant_type",
    "username",
    "password",
    "account_id",
    "organization",
    "tenant",
    "credtype",
    "acr_values",
    "client_assertion",
    "client_assertion_type",
)
_MARK: Final = "The value is a secret: mask it, and don't save it in plain text"


class RowFields(Vertical):
    """Asks for a row, and says below the field that it is about what is wrong with it."""

    @dataclass(repr=False, eq=False)
    class Changed(Message):
        """Something of the row was changed. The repr leaves it out: it may be secret."""

        fields: RowFields

    @dataclass(repr=False, eq=False)
    class Submitted(Message):
        """Enter was pressed in the value, or in the name of a row that can be sent without one."""

        fields: RowFields

    class Hidden(Message):
        """The value was masked, since it is a secret or may be one."""

    def __init__(
        self, row: AdditionalRow, *, is_header: bool, is_new: bool, tick_box: type[TickBox] = TickBox
    ) -> None:
        super().__init__(classes="row-fields")
        self._row = row
        self._is_header = is_header
        self._tick_box = tick_box
        self._secret_was_chosen = not is_new

    def compose(self) -> ComposeResult:
        names = _HEADER_NAMES if self._is_header else _PARAMETER_NAMES
        yield Field(
            "row.name",
            self._row.name,
            label="Name",
            help_text="Press → to accept the suggestion.",
            suggester=SuggestFromList(names, case_sensitive=False),
        )
        yield Field("row.value", reveal(self._row.value), label="Value", is_secret=self._row.is_secret)
        yield self._tick_box(Content(_MARK), self._row.is_secret, classes="row-secret")

    @property
    def _name_field(self) -> Field:
        return self.query_one("#field-row-name", Field)

    @property
    def _value_field(self) -> Field:
        return self.query_one("#field-row-value", Field)

    @property
    def row(self) -> AdditionalRow:
        """The row as it was typed."""
        if not self.is_mounted:
            return self._row
        row = AdditionalRow(self._name_field.value, self._value_field.value)
        return row.marked(secret=self.query_one(Checkbox).value)

    @property
    def start(self) -> Widget:
        """Where to begin: the value, unless the row has no name yet."""
        return (self._value_field if self._name_field.value else self._name_field).input

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        event.stop()
        if event.field is self._name_field and not self._secret_was_chosen:
            with self.prevent(Checkbox.Changed):
                self.query_one(Checkbox).value = is_secret_parameter(self._name_field.value)
            self._mask()
        self.check()
        self.post_message(self.Changed(self))

    @on(Checkbox.Changed)
    def _secret_chosen(self, event: Checkbox.Changed) -> None:
        event.stop()
        self._secret_was_chosen = True
        self._mask()
        self.post_message(self.Changed(self))

    def _mask(self) -> None:
        is_secret = self.query_one(Checkbox).value
        if is_secret != self._value_field.is_secret:
            self._value_field.is_secret = is_secret
            self.post_message(self.Hidden())

    @on(Field.Submitted)
    def _submitted(self, event: Field.Submitted) -> None:
        event.stop()
        if event.field is self._name_field:
            self.check()
            self._name_field.shows_problem = True
            if not self._name_field.problem:
                self._value_field.input.focus()
                return
        self.post_message(self.Submitted(self))

    def check(self) -> bool:
        """Say what is wrong below the field that it is about, when it is time for that."""
        row = self.row
        message = (check_header_row if self._is_header else check_data_row)(row)
        is_name = bool(check_header_name(row.name)) if self._is_header else not row.name
        self._name_field.problem = message if is_name else ""
        self._value_field.problem = "" if is_name else message
        return not message

    def refuses(self) -> bool:
        """Tell whether the row can't be sent; if so, say why, and go to the field."""
        if self.check():
            return False
        self._name_field.shows_problem = self._value_field.shows_problem = True
        (self._name_field if self._name_field.problem else self._value_field).input.focus()
        return True
