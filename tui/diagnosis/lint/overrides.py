"""Additional rows that take the place of what the connector sends itself, or repeat it with other values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from ...oauth2.assembly import assemble
from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.form_fields import FORM_FIELDS, label_of
from ...oauth2.secret import reveal
from ...oauth2.token_request import NameValue
from ...plain_text import plain_line
from ..finding import Finding, Severity

HEADERS, DATA = "additional_headers", "additional_request_data"
_CREDENTIALS: Final = ("client_id", "client_secret", "username", "password")
_HANDLED: Final = frozenset({"content-type", "authorization"})
"""Headers whose override has a finding of its own."""


def lint_overrides(connector: Connector) -> Iterator[Finding]:
    """Yield the rows that replace or repeat what is assembled. Values are never shown."""
    yield from _overrides(connector)
    yield from _other_credentials(connector)


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
    """Find the rows that replace what the connector assembles itself."""
    values: dict[str, set[str]] = {}
    for item in assembled:
        values.setdefault(fold(item.name), set()).add(reveal(item.value))
    for row in rows:
        if replaced := values.get(fold(row.name)):
            is_same = replaced == {reveal(row.value)}
            yield _repeats(key, row.name) if is_same else _replaces(key, row.name)


def _repeats(key: str, name: str) -> Finding:
    return row_finding(
        "lint.override",
        "info",
        key,
        f"The additional row “{plain_line(name)}” repeats what the connector sends anyway.",
        "The connector's own fields already give this value, so the row changes nothing.",
        "It can stay; when the value changes, both places must.",
        name,
    )


def _replaces(key: str, name: str) -> Finding:
    label = FORM_FIELDS[name].label if name in _CREDENTIALS else ""
    shown = plain_line(name)
    return row_finding(
        "lint.override",
        "warning",
        key,
        f"The row “{shown}” replaces {label}, with another value."
        if label
        else f"The additional row “{shown}” replaces what the connector sends.",
        "The connector writes this name itself; with the row, its own value is not sent.",
        f"Delete the row “{shown}”, unless the system's own guide asks for it.",
        name,
    )


def _other_credentials(connector: Connector) -> Iterator[Finding]:
    """Credentials in a row that the connector does not put into the body itself: so nothing is overridden."""
    if any(method is not ClientAuthentication.BASIC for method in connector.client_authentication.methods):
        return
    for row in connector.additional_request_data:
        if row.name in {"client_id", "client_secret"} and reveal(row.value) != reveal(
            getattr(connector, row.name)
        ):
            yield row_finding(
                "lint.other_credentials",
                "warning",
                DATA,
                f"The row “{row.name}” holds another value than {label_of(row.name)}.",
                "The request would name two clients: one by Basic Auth, one in the body.",
                f"Delete the row “{row.name}”, or give both the same value.",
                row.name,
            )


def row_finding(
    finding_id: str, severity: Severity, key: str, title: str, cause: str, fix: str, name: str
) -> Finding:
    """Return a finding about the row of a name in one of the two tables."""
    return Finding(
        id=finding_id,
        severity=severity,
        culprits=(key,),
        title=title,
        cause=cause,
        fix=fix,
        evidence=(f"{FORM_FIELDS[key].label}: {plain_line(name)}",),
    )
