"""The dialog for one additional row: its name, its value, and whether the value is a secret."""

from __future__ import annotations

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.widgets import Checkbox

from ....form.steps import Step
from ....oauth2.connector import AdditionalRow
from ...widgets.row_fields import RowFields
from ...widgets.token.api_rows import Kind
from .dialog import FieldsDialog

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

    def compose_body(self) -> ComposeResult:
        row = self._row or AdditionalRow("", "")
        yield RowFields(row, is_header=self._is_header, is_new=self._row is None)

    @on(RowFields.Hidden)
    def _hidden(self) -> None:
        self.set_reactive(RowDialog.revealed, False)

    def _texts(self) -> tuple[str, ...]:
        return (*super()._texts(), str(self.query_one(Checkbox).value))

    @on(RowFields.Submitted)
    def _row_submitted(self) -> None:
        self.action_accept()

    def action_accept(self) -> None:
        """Close with the row; if it can't be sent, say why and stay."""
        fields = self.query_one(RowFields)
        if not fields.refuses():
            self.dismiss(fields.row)


class ApiRowDialog(RowDialog):
    """Asks for a query row or a header of the API call."""

    def __init__(self, kind: Kind, row: AdditionalRow | None) -> None:
        super().__init__(_CHECKED_AS[kind], row)
        what = "query row" if kind == "query" else "header"
        self.heading = f"Edit a {what} of the API call" if row else f"Add a {what} to the API call"
