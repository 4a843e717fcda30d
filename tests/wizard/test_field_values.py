"""Reading and replacing one field of a connector by its key."""

from __future__ import annotations

import pytest

from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret
from tui.wizard.field_values import text_of, value_of, with_value
from tui.wizard.steps import Step

from .samples import COMPLETE, PASSWORD


@pytest.mark.parametrize("key", [key for step in Step for key in step.fields])
def test_every_field_of_a_step_can_be_read(key: str) -> None:
    assert value_of(Connector(), key) is not None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", "acme"),
        ("client_secret", Secret("made up")),
        ("client_authentication", ClientAuthentication.BASIC_USER),
        ("response.expires_in_format", "date"),
        ("request.basic_encoding", BasicEncoding.RAW),
        ("request.credential_headers", False),
        ("request.timeout", 5.0),
        ("request.proxy", ProxyUrl("http://me:made-up@proxy")),
        ("additional_headers", (AdditionalRow("X-Tenant", "acme"),)),
    ],
)
def test_a_replaced_field_is_read_back_and_no_other_changes(key: str, value: object) -> None:
    changed = with_value(COMPLETE, key, value)
    assert value_of(changed, key) == value
    others = {other for step in Step for other in step.fields} - {key}
    assert {other: value_of(changed, other) for other in others} == {
        other: value_of(COMPLETE, other) for other in others
    }


def test_a_text_for_a_secret_becomes_a_secret() -> None:
    changed = with_value(Connector(), "password", " typed ")
    assert changed.password == Secret(" typed ")
    assert " typed " not in repr(changed)
    changed = with_value(Connector(), "request.proxy", "http://me:typed@proxy")
    assert isinstance(changed.request.proxy, ProxyUrl)
    assert "typed" not in repr(changed)


def test_the_text_of_an_input_is_the_clear_value() -> None:
    assert text_of(COMPLETE, "password") == PASSWORD
    assert text_of(COMPLETE, "response.access_token_key") == "access_token"


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(AttributeError):
        with_value(COMPLETE, "scope", "read")
