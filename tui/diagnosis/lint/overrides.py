"""Additional rows that replace what the connector sends itself, or repeat it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from ...oauth2.assembly import assemble
from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.form_fields import short_label_of
from ...oauth2.secret import reveal
from ...oauth2.token_request import NameValue
from ...plain_text import plain_line
from ..finding import Finding, FindingKind

HEADERS, DATA = "additional_headers", "additional_request_data"
_CREDENTIALS: Final = ("client_id", "client_secret", "username", "password")
_HANDLED: Final = frozenset({"content-type", "authorization"})
"""Headers whose override has its own finding."""
odd_row: Final = FindingKind("warning")
"""A finding about a row of one of the two tables."""


def lint_overrides(connector: Connector) -> Iterator[Finding]:
    """Yield the rows that replace or repeat what the connector assembles. Values are never shown."""
    if not (connector.additional_headers or connector.additional_request_data):
        return
    yield from _overrides(connector)
    yield from _other_credentials(connector)


def row_shown(key: str, name: str) -> tuple[str, ...]:
    """Return the evidence that points to a row: its table's label and its name, never its value."""
    return (f"{short_label_of(key)}: {plain_line(name)}",)


def _overrides(connector: Connector) -> Iterator[Finding]:
    bare = replace(connector, additional_headers=(), additional_request_data=())
    requests = [assemble(bare, method) for method in connector.client_authentication.methods]
    headers = [header for request in requests for header in request.headers]
    parameters = [parameter for request in requests for parameter in request.parameters]
    others = [row for row in connector.additional_headers if row.name.lower() not in _HANDLED]
    yield from _overridden(others, headers, HEADERS, str.lower)
    yield from _overridden(connector.additional_request_data, parameters, DATA, str)


def _overridden(
    rows: Iterable[AdditionalRow], assembled: Iterable[NameValue], key: str, fold: Callable[[str], str]
) -> Iterator[Finding]:
    """Find the rows that replace what the connector assembles itself; `fold` tells which names are equal."""
    values: dict[str, set[str]] = {}
    for item in assembled:
        values.setdefault(fold(item.name), set()).add(reveal(item.value))
    for row in rows:
        if replaced := values.get(fold(row.name)):
            is_same = replaced == {reveal(row.value)}
            yield _repeats(key, row.name) if is_same else _replaces(key, row.name)


def _repeats(key: str, name: str) -> Finding:
    return odd_row(
        "lint.override",
        f"The row “{plain_line(name)}” repeats what the connector already sends.",
        "The connector's own fields give this value, so the row changes nothing.",
        "It can stay. When the value changes, change it in both places.",
        severity="info",
        culprits=(key,),
        evidence=row_shown(key, name),
    )


def _replaces(key: str, name: str) -> Finding:
    shown = plain_line(name)
    replaced = short_label_of(name) if name in _CREDENTIALS else "what the connector sends"
    return odd_row(
        "lint.override",
        f"The row “{shown}” replaces {replaced} with another value.",
        "The connector sends this name itself. With the row, it sends the row's value instead.",
        f"Delete the row “{shown}”, unless the system's guide asks for it.",
        culprits=(key,),
        evidence=row_shown(key, name),
    )


def _other_credentials(connector: Connector) -> Iterator[Finding]:
    """Yield the rows that add other client credentials to the body, where the connector sends none there."""
    if any(method is not ClientAuthentication.BASIC for method in connector.client_authentication.methods):
        return
    for row in connector.additional_request_data:
        if row.name not in {"client_id", "client_secret"}:
            continue
        if reveal(row.value) != reveal(getattr(connector, row.name)):
            yield odd_row(
                "lint.other_credentials",
                f"The row “{row.name}” and {short_label_of(row.name)} have different values.",
                "The request would name two clients: one in Basic Auth, one in the body.",
                f"Delete the row “{row.name}”, or give both the same value.",
                culprits=(DATA,),
                evidence=row_shown(DATA, row.name),
            )
