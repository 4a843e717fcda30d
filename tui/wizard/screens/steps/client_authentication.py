"""Step 5: how the client authenticates, and two folded parts with what seldom needs a change."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Checkbox, Collapsible, Label, Select, Static

from ....oauth2.client_authentication import BasicEncoding, ClientAuthentication
from ....oauth2.form_fields import FORM_FIELDS, label_of
from ....oauth2.proxy_url import credentials_part
from ...field_values import text_of, value_of
from ...widgets.choice_list import Choice, ChoiceList
from ...widgets.field import Field
from .step_screen import StepScreen

_BLANK_KEYS = (
    "header_auth_key",
    "header_auth_value_pattern",
    "custom_grant_type",
    "request_custom_grant_type",
)
_SECONDS = (5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0)


class ClientAuthenticationStep(StepScreen):
    """Asks for the client authentication, the credential headers, and the rest."""

    def compose_form(self) -> ComposeResult:
        connector = self.journey.connector
        yield ChoiceList(
            [Choice(method.value, method.form_value, method.effect) for method in ClientAuthentication],
            connector.client_authentication.value,
            id="client-authentication",
        )
        yield Checkbox(
            Content("Send the four credential headers"),
            connector.request.credential_headers,
            id="credential-headers",
        )
        yield Static(
            "Client-Id, Client-Secret, Username and Password, as the connector guide shows them.",
            id="credential-headers-help",
        )
        with Collapsible(title="Fields that should stay blank, and the response keys", id="blank-fields"):
            for key in _BLANK_KEYS:
                yield Field(key, text_of(connector, key))
            yield from self._select("response.type", [("Json", "json"), ("Text", "text")])
            yield Field("response.access_token_key", text_of(connector, "response.access_token_key"))
            yield Field("response.expires_in_key", text_of(connector, "response.expires_in_key"))
            yield from self._select("response.expires_in_format", [("Seconds", "seconds"), ("Date", "date")])
        with Collapsible(title="How this tool sends the request", id="sending"):
            yield from self._select(
                "request.basic_encoding",
                [
                    ("form-urlencoded first (RFC 6749 §2.3.1)", BasicEncoding.FORM),
                    ("as they are", BasicEncoding.RAW),
                ],
            )
            for key in ("request.timeout", "request.connect_timeout"):
                current = value_of(connector, key)
                yield from self._select(key, [(f"{s:g} seconds", s) for s in sorted({*_SECONDS, current})])
            yield Field("request.trust", text_of(connector, "request.trust"))
            proxy = text_of(connector, "request.proxy")
            yield Field("request.proxy", proxy, secret_part=credentials_part)

    def _select(self, key: str, options: list[tuple[str, object]]) -> ComposeResult:
        with Horizontal(classes="select-row"):
            yield Label(Content(label_of(key)), classes="select-label")
            if key in FORM_FIELDS:
                yield Static(Content(FORM_FIELDS[key].help), classes="field-help")
            yield Select(
                [(Content(text), value) for text, value in options],
                value=value_of(self.journey.connector, key),
                allow_blank=False,
                compact=True,
                name=key,
            )

    def on_mount(self) -> None:
        """Unfold the fields that should be blank if one of them is not."""
        connector = self.journey.connector
        if any(text_of(connector, key) for key in _BLANK_KEYS):
            self.query_one("#blank-fields", Collapsible).collapsed = False

    def input_of(self, key: str) -> Widget | None:
        if key == "client_authentication":
            return self.query_one(ChoiceList)
        if key == "request.credential_headers":
            return self.query_one(Checkbox)
        selects = (select for select in self.query(Select) if select.name == key)
        return next(selects, None) or super().input_of(key)

    def focus_start(self) -> None:
        """Start with the choices."""
        self.query_one(ChoiceList).focus()

    @on(ChoiceList.Chosen)
    def _method_chosen(self, event: ChoiceList.Chosen) -> None:
        self.doctor.set_value("client_authentication", ClientAuthentication(event.value))

    @on(ChoiceList.Submitted)
    def _method_submitted(self) -> None:
        self.action_next()

    @on(Checkbox.Changed, "#credential-headers")
    def _headers_switched(self, event: Checkbox.Changed) -> None:
        self.doctor.set_value("request.credential_headers", event.value)

    @on(Select.Changed)
    def _selected(self, event: Select.Changed) -> None:
        if event.select.name:
            self.doctor.set_value(event.select.name, event.value)
