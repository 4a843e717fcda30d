"""The live preview of the token request, beside the form on wide terminals."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one

from ...form.steps import Step
from ...interchange.http_text import http_text
from ...oauth2.assembly import assemble
from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.field_checks import HEADER_OF_FIELD
from ...oauth2.masking.redaction import Redactor
from ..content.http_content import request_content
from .long_text import LongText

_URL_REDACTOR: Final = Redactor(())
"""It knows no secrets, so it is fast at each keystroke; it only masks secrets that a URL's query names."""


class RequestPreview(VerticalScroll):
    """Shows the first attempt's request, with the parts of this step highlighted."""

    text = query_one("#preview-text", LongText)

    def __init__(self, step: Step) -> None:
        super().__init__(id="preview")
        self.can_focus = False
        self.border_title = Content("Request preview")
        self._names = _names_of(step)
        self._shown: tuple[Connector, bool] | None = None

    def compose(self) -> ComposeResult:
        yield LongText(id="preview-text")

    def show(self, connector: Connector, *, reveal: bool) -> None:
        """Show the request of this connector, complete or not."""
        if self._shown == (connector, reveal):
            return
        self._shown = (connector, reveal)
        methods = connector.client_authentication.methods
        request = assemble(connector, methods[0])
        names = self._names + tuple(row.name for row in self._rows(connector))
        text = http_text(request, _URL_REDACTOR, reveal=reveal)
        self.text.update(request_content(text, request, names))
        count = f" (first of {len(methods)} attempts)" if len(methods) > 1 else ""
        self.border_subtitle = Content(f"{methods[0].short_name}{count}")

    def _rows(self, connector: Connector) -> tuple[AdditionalRow, ...]:
        if "additional_headers" in self._names:
            return connector.additional_headers
        if "additional_request_data" in self._names:
            return connector.additional_request_data
        return ()


def _names_of(step: Step) -> tuple[str, ...]:
    """Return the names of the headers and parameters that a step's fields fill, and the fields' keys."""
    special = {
        "token_url": ("Host",),
        "client_authentication": ("Authorization", "client_id", "client_secret"),
    }
    names: list[str] = list(step.fields)
    for key in step.fields:
        names += special.get(key, ())
        if key in HEADER_OF_FIELD:
            names.append(HEADER_OF_FIELD[key])
            names.append("Authorization" if key.startswith("client") else key)
    return tuple(names)
