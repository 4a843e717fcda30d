"""Reading and replacing one field of a connector by its key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.wizard.samples import COMPLETE, PASSWORD
from tui.form.field_values import PLACES, text_of, value_of, with_changes, with_value
from tui.form.steps import Step
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, ApiCall, Connector
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret


def another(value: object) -> object:
    """Return a value of the same kind, and not the same."""
    match value:
        case bool():
            return not value
        case float():
            return value + 1
        case "json" | "text":
            return "text" if value == "json" else "json"
        case "seconds" | "date":
            return "date" if value == "seconds" else "seconds"
        case ClientAuthentication() | BasicEncoding():
            return next(other for other in type(value) if other is not value)
        case ProxyUrl():
            return ProxyUrl("http://me:made-up@proxy")
        case Secret():
            return Secret("another, made up")
        case tuple():
            return (*value, AdditionalRow("X-Tenant", "acme"))
        case ApiCall():
            return replace(value, path="/another")
    return f"{value} and more"


def test_every_field_of_a_step_has_a_place() -> None:
    assert {key for step in Step for key in step.fields} <= set(PLACES)


@pytest.mark.parametrize("key", PLACES)
def test_a_replaced_field_is_read_back_and_no_other_changes(key: str) -> None:
    value = another(value_of(COMPLETE, key))
    changed = with_value(COMPLETE, key, value)
    assert value_of(changed, key) == value != value_of(COMPLETE, key)
    others = PLACES.keys() - {key}
    assert {other: value_of(changed, other) for other in others} == {
        other: value_of(COMPLETE, other) for other in others
    }
    assert with_changes(Connector(), COMPLETE, changed) == with_value(Connector(), key, value)


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
    with pytest.raises(KeyError):
        with_value(COMPLETE, "scope", "read")
