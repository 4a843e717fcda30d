"""Reading and replacing one field of a frozen connector by its dotted key, as text of an input."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from ..oauth2.connector import Connector, RequestSettings
from ..oauth2.secret import Secret, reveal


def value_of(connector: Connector, key: str) -> Any:  # noqa: ANN401 (fields have many types)
    """Return a field's value; `response.type` and the like reach into the nested settings."""
    value: Any = connector
    for name in key.split("."):
        value = getattr(value, name)
    return value


def text_of(connector: Connector, key: str) -> str:
    """Return a field's value as the text of an input. A secret's text is clear: for inputs alone."""
    return str(reveal(value_of(connector, key)))


def with_value(connector: Connector, key: str, value: object) -> Connector:
    """Return the connector with one field replaced. A text for a secret becomes one of the same kind."""
    before = value_of(connector, key)
    if isinstance(before, Secret) and isinstance(value, str):
        value = type(before)(value)
    head, _, tail = key.partition(".")
    if tail:
        value, key = replace(getattr(connector, head), **{tail: value}), head
    changes: dict[str, Any] = {key: value}
    return replace(connector, **changes)


def with_changes(connector: Connector, before: Connector, after: Connector) -> Connector:
    """Return the connector with what differs between two others, and all else as it is."""
    for key in _differing(before, after):
        connector = with_value(connector, key, value_of(after, key))
    return connector


def _differing(before: Connector, after: Connector) -> Iterator[str]:
    keys = [item.name for item in fields(Connector) if item.name != "request"]
    keys += [f"request.{item.name}" for item in fields(RequestSettings)]
    return (key for key in keys if value_of(before, key) != value_of(after, key))
