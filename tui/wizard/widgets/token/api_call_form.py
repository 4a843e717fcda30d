"""The form of the API call: the method, the path on the Base Url, query rows and headers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Label, Select, Static

from ....interchange.token_text.use import method_note
from ....oauth2.connector import API_METHODS, ApiCall, Connector
from ....oauth2.form_fields import label_of
from ....plain_text import plain_line
from ..deliberate_button import SendsOnEnter
from ..drop_down import DropDown
from ..field import Field
from .api_rows import ApiRows


class ApiCallForm(SendsOnEnter, Vertical):
    """Asks for the API call, and posts all of it with each change."""

    rows = query_one(ApiRows)

    @dataclass(repr=False, eq=False)
    class Changed(Message):
        """The call has changed."""

        api: ApiCall

    @dataclass(repr=False, eq=False)
    class Submitted(Message):
        """Enter was pressed in the path."""

    def __init__(self, connector: Connector) -> None:
        super().__init__(id="api-form")
        self._api = connector.api
        self._base_url = connector.base_url

    def compose(self) -> ComposeResult:
        with Horizontal(id="api-line"):
            with Vertical(id="api-method-part"):
                yield Label(Content.styled(label_of("api.method"), "bold"))
                yield DropDown(
                    [
                        (Content(plain_line(name)), name)
                        for name in dict.fromkeys((*API_METHODS, self._api.method))
                    ],
                    value=self._api.method,
                    allow_blank=False,
                    compact=True,
                    id="api-method",
                )
            base = plain_line(self._base_url)
            yield Field(
                "api.path",
                self._api.path,
                help_text=f"Appended to {base}. May include a query." if base else "The Base Url is blank.",
            )
        yield Static(id="api-method-note")
        yield ApiRows(self._api)

    def on_mount(self) -> None:
        """Warn if the method may change data."""
        self._show_note()

    def focus_on(self, key: str) -> None:
        """Focus the part of the form for a field."""
        if key == "api.method":
            self.query_one("#api-method").focus()
        elif key == "api.path":
            self.query_one(Field).input.focus()
        else:
            self.rows.focus()

    def mask(self, *, masked: bool) -> None:
        """Mask or reveal the values of secret rows."""
        self.rows.show(self._api, revealed=not masked)

    @on(Field.Changed)
    def _path_typed(self, event: Field.Changed) -> None:
        event.stop()
        self._take(replace(self._api, path=event.field.value))

    @on(Field.Submitted)
    def _path_entered(self, event: Field.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())

    @on(Select.Changed, "#api-method")
    def _method_chosen(self, event: Select.Changed) -> None:
        event.stop()
        self._take(replace(self._api, method=str(event.value)))
        self._show_note()

    @on(ApiRows.Changed)
    def _rows_changed(self, event: ApiRows.Changed) -> None:
        event.stop()
        self._take(replace(self._api, query=event.api.query, headers=event.api.headers))

    def _take(self, api: ApiCall) -> None:
        if api != self._api:
            self._api = api
            self.post_message(self.Changed(api))

    def _show_note(self) -> None:
        note = self.query_one("#api-method-note", Static)
        said = method_note(plain_line(self._api.method))
        note.display = bool(said)
        note.update(Content(f"! {said}"))
