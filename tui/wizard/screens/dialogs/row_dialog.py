"""The dialog for one additional row: its name, its value, and whether the value is a secret."""

from __future__ import annotations

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Checkbox

from ....form.steps import Step
from ....oauth2.connector import AdditionalRow
from ....oauth2.field_checks import check_data_row, check_header_name, check_header_row
from ....oauth2.masking.secret_names import is_secret_parameter
from ....oauth2.secret import reveal
from ...widgets.field import Field
from ...widgets.tick_box import TickBox
from ...widgets.token.api_rows import Kind
from .dialog import FieldsDialog

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
_CHECKED_AS: Final[dict[Kind, Step]] = {
    "query": Step.ADDITIONAL_REQUEST_DATA,
    "headers": Step.ADDITIONAL_HEADERS,
}
"""The step whose rows follow the same rules."""


class RowDialog(FieldsDialog[AdditionalRow]):
    """Asks for a row, and stays open until the row can be sent."""

    def __init__(self, step: Step, row: AdditionalRow | None = None) -> None:
        self._is_header = step is Step.ADDITIONAL_HEADERS
        what = "header" if self._is_header else "request data"
        super().__init__(f"{'Edit' if row else 'Add'} additional {what}")
        self._row = row
        self._secret_was_chosen = row is not None

    def compose_body(self) -> ComposeResult:
        row = self._row or AdditionalRow("", "")
        names = _HEADER_NAMES if self._is_header else _PARAMETER_NAMES
        yield Field(
            "row.name",
            row.name,
            label="Name",
            help_text="Press → to accept the suggestion." if names else "",
            suggester=SuggestFromList(names, case_sensitive=False),
        )
        yield Field("row.value", reveal(row.value), label="Value", is_secret=row.is_secret)
        yield TickBox(
            Content("The value is a secret: mask it, and don't save it in plain text"), row.is_secret
        )

    @property
    def _name_field(self) -> Field:
        return self.query_one("#field-row-name", Field)

    @property
    def _value_field(self) -> Field:
        return self.query_one("#field-row-value", Field)

    @on(Field.Changed)
    def _changed(self, event: Field.Changed) -> None:
        if event.field is self._name_field and not self._secret_was_chosen:
            with self.prevent(Checkbox.Changed):
                self.query_one(Checkbox).value = is_secret_parameter(self._name_field.value)
            self._mask_value()
        self._check()

    @on(Checkbox.Changed)
    def _secret_chosen(self) -> None:
        self._secret_was_chosen = True
        self._mask_value()

    def _mask_value(self) -> None:
        self._value_field.is_secret = self.query_one(Checkbox).value
        self.set_reactive(RowDialog.revealed, False)

    def _texts(self) -> tuple[str, ...]:
        return (*super()._texts(), str(self.query_one(Checkbox).value))

    @property
    def _entered(self) -> AdditionalRow:
        row = AdditionalRow(self._name_field.value, self._value_field.value)
        return row.marked(secret=self.query_one(Checkbox).value)

    def _check(self) -> bool:
        """Show what is wrong below the field that it is about."""
        row = self._entered
        check = check_header_row if self._is_header else check_data_row
        message = check(row)
        is_name = bool(check_header_name(row.name)) if self._is_header else not row.name
        self._name_field.problem = message if is_name else ""
        self._value_field.problem = "" if is_name else message
        return not message

    def submitted(self, field: Field) -> None:
        if field is self._name_field and self._check_name():
            self._value_field.input.focus()
        else:
            self.action_accept()

    def _check_name(self) -> bool:
        self._check()
        self._name_field.shows_problem = True
        return not self._name_field.problem

    def action_accept(self) -> None:
        """Close with the row; if it can't be sent, say why and stay."""
        if self._check():
            self.dismiss(self._entered)
            return
        self._name_field.shows_problem = self._value_field.shows_problem = True
        (self._name_field if self._name_field.problem else self._value_field).input.focus()


class ApiRowDialog(RowDialog):
    """Asks for a query row or a header of the API call."""

    def __init__(self, kind: Kind, row: AdditionalRow | None) -> None:
        super().__init__(_CHECKED_AS[kind], row)
        what = "query row" if kind == "query" else "header"
        self.heading = f"Edit a {what} of the API call" if row else f"Add a {what} to the API call"
