"""Step 5: how the client authenticates, and two folded parts with what seldom needs a change."""

from __future__ import annotations

from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Checkbox, Collapsible, Label, Select, Static

from ....form.choices import SWITCHES, choices_for
from ....form.field_values import text_of, value_of
from ....form.steps import BLANK_FIELDS, SENDING_FIELDS, Step
from ....oauth2.client_authentication import ClientAuthentication
from ....oauth2.form_fields import FORM_FIELDS, label_of
from ....oauth2.proxy_url import credentials_part
from ...style_sheets import sheets
from ...widgets.choice_list import METHODS, ChoiceList
from ...widgets.drop_down import DropDown
from ...widgets.field import Field
from ...widgets.tick_box import TickBox
from .step_screen import StepScreen

_BLANK_KEYS = (
    "header_auth_key",
    "header_auth_value_pattern",
    "custom_grant_type",
    "request_custom_grant_type",
)
_HEADERS: Final = "request.credential_headers"
_OPTIONAL: Final = {"Headers": Step.ADDITIONAL_HEADERS, "Scope, other data": Step.ADDITIONAL_REQUEST_DATA}
"""The steps that Next passes over while they are empty."""


class ClientAuthenticationStep(StepScreen):
    """Asks for the client authentication, the credential headers, and the rest."""

    CSS_PATH = sheets("steps", "fields", "client_authentication")

    @property
    def next_step(self) -> Step | None:
        """Review, as long as there are no rows: the two steps with rows are a button away."""
        return super().next_step if self.journey.has_rows else Step.REVIEW

    def compose_form(self) -> ComposeResult:
        connector = self.journey.connector
        yield ChoiceList(METHODS, connector.client_authentication.value, id="client-authentication")
        label, help_text = SWITCHES[_HEADERS]
        yield TickBox(Content(label), connector.request.credential_headers, id="credential-headers")
        yield Static(help_text, id="credential-headers-help")
        # Unfolded from the start if one of them isn't blank: a part that unfolds later scrolls to itself,
        # away from the choices, which have the focus.
        all_blank = not any(text_of(connector, key) for key in _BLANK_KEYS)
        with Collapsible(title=BLANK_FIELDS, collapsed=all_blank, id="blank-fields"):
            for key in _BLANK_KEYS:
                yield Field(key, text_of(connector, key))
            yield from self._select("response.type")
            yield Field("response.access_token_key", text_of(connector, "response.access_token_key"))
            yield Field("response.expires_in_key", text_of(connector, "response.expires_in_key"))
            yield from self._select("response.expires_in_format")
        with Collapsible(title=SENDING_FIELDS, id="sending"):
            for key in ("request.basic_encoding", "request.timeout", "request.connect_timeout"):
                yield from self._select(key)
            yield Field("request.trust", text_of(connector, "request.trust"))
            proxy = text_of(connector, "request.proxy")
            yield Field("request.proxy", proxy, secret_part=credentials_part)

    def _select(self, key: str) -> ComposeResult:
        value = value_of(self.journey.connector, key)
        with Horizontal(classes="select-row"):
            yield Label(Content(label_of(key)), classes="select-label")
            if key in FORM_FIELDS:
                yield Static(Content(FORM_FIELDS[key].help), classes="field-help")
            yield DropDown(
                [(Content(choice.words), choice.value) for choice in choices_for(key, value)],
                value=value,
                allow_blank=False,
                compact=True,
                name=key,
            )

    def input_of(self, key: str) -> Widget | None:
        if key == "client_authentication":
            return self.query_one(ChoiceList)
        if key == _HEADERS:
            return self.query_one(Checkbox)
        selects = (select for select in self.query(Select) if select.name == key)
        return next(selects, None) or super().input_of(key)

    def compose_navigation(self) -> ComposeResult:
        if not self.journey.has_rows:
            self.next_label = Step.REVIEW.title
            # Between the form, which scrolls, and the buttons: whoever needs rows sees this before Next.
            with Horizontal(id="no-rows-yet"):
                yield Static("Optional:")
                for label, step in _OPTIONAL.items():
                    yield Button(label, name=f"go_to({step.number})", compact=True)
        yield from super().compose_navigation()

    def focus_start(self) -> None:
        """Start with the choices."""
        self.set_focus(self.query_one(ChoiceList))

    @on(ChoiceList.Chosen)
    def _method_chosen(self, event: ChoiceList.Chosen) -> None:
        self.doctor.set_value("client_authentication", ClientAuthentication(event.value))

    @on(ChoiceList.Submitted)
    def _method_submitted(self) -> None:
        self.action_next()

    @on(Checkbox.Changed, "#credential-headers")
    def _headers_switched(self, event: Checkbox.Changed) -> None:
        self.doctor.set_value(_HEADERS, event.value)

    @on(Select.Changed)
    def _selected(self, event: Select.Changed) -> None:
        if event.select.name:
            self.doctor.set_value(event.select.name, event.value)
