"""Additional headers and request data: rows that replace, repeat, contradict, or are in the wrong table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from ...oauth2.assembly import FORM_URLENCODED
from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.form_fields import short_label_of
from ...oauth2.secret import reveal
from ...plain_text import plain_line
from ..finding import Finding
from .overrides import DATA, HEADERS, lint_overrides, odd_row, row_shown

_BODY_NAMES: Final = frozenset({"scope", "grant_type", "resource", "audience", "client_id", "client_secret"})
_HEADER_NAMES: Final = frozenset(
    {"content-type", "accept", "authorization", "user-agent", "ocp-apim-subscription-key"}
)
_MAY_REPEAT: Final = frozenset({"resource", "audience"})
"""RFC 8707 §2 and RFC 8693 §2.1 let these repeat."""


def lint_rows(connector: Connector) -> Iterator[Finding]:
    """Yield what is suspicious about the additional rows. Values are never shown."""
    yield from _content_type(connector)
    yield from _authorization(connector)
    yield from lint_overrides(connector)
    yield from _wrong_table(connector)
    yield from _duplicates(connector)
    yield from _scope(connector)


def _content_type(connector: Connector) -> Iterator[Finding]:
    for row in _named(connector.additional_headers, "content-type"):
        if not reveal(row.value).strip().lower().startswith(FORM_URLENCODED):
            yield odd_row(
                "lint.content_type",
                "The row Content-Type contradicts the body, which is form-urlencoded.",
                "The server would read the body in another format, and find no parameters.",
                "Delete the row Content-Type. The connector already sends the right one.",
                culprits=(HEADERS,),
                evidence=row_shown(HEADERS, row.name),
            )


def _authorization(connector: Connector) -> Iterator[Finding]:
    for row in _named(connector.additional_headers, "authorization"):
        sends_basic = connector.client_authentication is not ClientAuthentication.REQUEST_BODY
        yield odd_row(
            "lint.authorization",
            "The row Authorization replaces the header that Oauth2 Client Authentication creates."
            if sends_basic
            else "The row Authorization adds a second client authentication to the one in the body.",
            "A value written by hand goes stale when the secret changes. "
            "RFC 6749 §2.3 allows only one client authentication in a request.",
            "Additional Headers: delete the row Authorization. "
            "Oauth2 Client Authentication: choose the method that the row stood for.",
            culprits=(HEADERS,),
            evidence=row_shown(HEADERS, row.name),
        )


def _wrong_table(connector: Connector) -> Iterator[Finding]:
    for row in connector.additional_headers:
        if row.name.lower() in _BODY_NAMES:
            yield odd_row(
                "lint.wrong_table",
                f"The row “{plain_line(row.name)}” is sent as a header, but servers look for it in the body.",
                "RFC 6749 §4.3.2 puts the parameters of a token request in its body.",
                f"{short_label_of(HEADERS)}: move the row “{plain_line(row.name)}” "
                f"to {short_label_of(DATA)}.",
                culprits=(HEADERS,),
                evidence=row_shown(HEADERS, row.name),
            )
    for row in connector.additional_request_data:
        if row.name.lower() in _HEADER_NAMES:
            yield odd_row(
                "lint.wrong_table",
                f"The row “{plain_line(row.name)}” names a header, but is sent in the body.",
                "Servers look for it only among the headers.",
                f"{short_label_of(DATA)}: move the row “{plain_line(row.name)}” "
                "to Additional Headers, or delete it.",
                culprits=(DATA,),
                evidence=row_shown(DATA, row.name),
            )


def _duplicates(connector: Connector) -> Iterator[Finding]:
    for key, rows in ((HEADERS, connector.additional_headers), (DATA, connector.additional_request_data)):
        folded = [row.name.lower() if key == HEADERS else row.name for row in rows]
        for name, count in Counter(folded).items():
            if count > 1 and name not in _MAY_REPEAT:
                several = " Put all scopes into it, separated by spaces." if name == "scope" else ""
                yield odd_row(
                    "lint.duplicate_row",
                    f"There are {count} rows “{plain_line(name)}” in {short_label_of(key)}.",
                    "RFC 6749 §3.2 forbids sending a parameter twice. "
                    "Servers refuse the request, or read only one of the rows.",
                    f"Keep one row “{plain_line(name)}”.{several}",
                    culprits=(key,),
                    evidence=row_shown(key, name),
                )


def _scope(connector: Connector) -> Iterator[Finding]:
    for row in connector.additional_request_data:
        value = reveal(row.value)
        if row.name == "scope" and "," in value:
            yield odd_row(
                "lint.scope_commas",
                "The scopes are separated by commas.",
                "RFC 6749 §3.3 separates scopes with spaces. "
                "With commas, most servers see a single scope that they don't know.",
                "Separate the scopes with spaces, unless the system's guide shows commas.",
                culprits=(DATA,),
                evidence=row_shown(DATA, row.name),
            )
        elif row.name != "scope" and row.name.lower() in {"scope", "scopes"}:
            yield odd_row(
                "lint.scope_name",
                f"The row is named “{plain_line(row.name)}”, but the parameter is scope.",
                "Servers know a parameter only by its exact name (RFC 6749 §3.3).",
                "Rename the row to scope.",
                culprits=(DATA,),
                evidence=row_shown(DATA, row.name),
            )


def _named(rows: Iterable[AdditionalRow], name: str) -> Iterator[AdditionalRow]:
    return (row for row in rows if row.name.lower() == name)
