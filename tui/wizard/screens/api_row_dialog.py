"""One row of the API call: a query parameter or a header."""

from __future__ import annotations

from typing import Final

from ...oauth2.connector import AdditionalRow
from ..steps import Step
from ..widgets.api_rows import Kind
from .row_dialog import RowDialog

_CHECKED_AS: Final[dict[Kind, Step]] = {
    "query": Step.ADDITIONAL_REQUEST_DATA,
    "headers": Step.ADDITIONAL_HEADERS,
}
"""The step whose rows must be as these."""


class ApiRowDialog(RowDialog):
    """Asks for a row of the API call, as the steps ask for theirs."""

    def __init__(self, kind: Kind, row: AdditionalRow | None) -> None:
        super().__init__(_CHECKED_AS[kind], row)
        what = "query row" if kind == "query" else "header"
        self.heading = f"{'Edit' if row else 'Add'} {what} of the API call"
