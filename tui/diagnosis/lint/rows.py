"""Additional headers and request data: rows that replace, repeat, contradict, or stand in the wrong table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from ...oauth2.assembly import FORM_URLENCODED
from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.secret import reveal
from ...plain_text import plain_line
from ..finding import Finding
from .overrides import DATA, HEADERS, lint_overrides, row_finding

_SHORT_LABELS: Final = {HEADERS: "Additional Headers", DATA: "Additional Request Data"}
_BODY_NAMES: Final = frozenset(
    {"scope", "grant_type", "resource", "audience", "client_id", "client_secret", "username", "password"}
)
_HEADER_NAMES: Final = frozenset(
    {"content-type", "accept", "authorization", "user-agent", "ocp-apim-subscription-key"}
)


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
            yield row_finding(
                "lint.content_type",
                "warning",
                HEADERS,
                "The row Content-Type contradicts the body, which is form-urlencoded.",
                "The server would try to read it as something else, and find no parameter at all.",
                "Delete the row Content-Type: the right one is sent without it.",
                row.name,
            )


def _authorization(connector: Connector) -> Iterator[Finding]:
    for row in _named(connector.additional_headers, "authorization"):
        sends_basic = connector.client_authentication is not ClientAuthentication.REQUEST_BODY
        yield row_finding(
            "lint.authorization",
            "warning",
            HEADERS,
            "The row Authorization replaces the one that the client authentication makes."
            if sends_basic
            else "The row Authorization is a second client authentication, beside the one in the body.",
            "A value written by hand goes stale when the secret changes; RFC 6749 §2.3 allows one way in a "
            "request.",
            "Delete the row Authorization, and choose the Oauth2 Client Authentication that it stands for.",
            row.name,
        )


def _wrong_table(connector: Connector) -> Iterator[Finding]:
    for row in connector.additional_headers:
        name = row.name.lower()
        if name in _BODY_NAMES and name not in {"username", "password"}:
            yield row_finding(
                "lint.wrong_table",
                "warning",
                HEADERS,
                f"The row “{plain_line(row.name)}” is sent as a header, and servers look for it in the body.",
                "RFC 6749 §4.3.2 has the parameters of a token request in its body.",
                f"Move the row “{plain_line(row.name)}” to Additional Request Data.",
                row.name,
            )
    for row in connector.additional_request_data:
        if row.name.lower() in _HEADER_NAMES:
            yield row_finding(
                "lint.wrong_table",
                "warning",
                DATA,
                f"The row “{plain_line(row.name)}” is sent in the body, and it is the name of a header.",
                "A server looks for it among the headers alone.",
                f"Move the row “{plain_line(row.name)}” to Additional Headers, if it is needed at all.",
                row.name,
            )


def _duplicates(connector: Connector) -> Iterator[Finding]:
    for key, rows in ((HEADERS, connector.additional_headers), (DATA, connector.additional_request_data)):
        folded = [row.name.lower() if key == HEADERS else row.name for row in rows]
        for name, count in Counter(folded).items():
            if count > 1 and name not in {
                "resource",
                "audience",
            }:  # RFC 8707 §2 and RFC 8693 §2.1 let these repeat
                yield row_finding(
                    "lint.duplicate_row",
                    "warning",
                    key,
                    f"There are {count} rows “{plain_line(name)}” in {_SHORT_LABELS[key]}.",
                    "RFC 6749 §3.2 forbids a parameter twice; servers refuse it, or take one of the two.",
                    f"Keep one row “{plain_line(name)}”."
                    + (" Several scopes go into one, with blanks between." if name == "scope" else ""),
                    name,
                )


def _scope(connector: Connector) -> Iterator[Finding]:
    for row in connector.additional_request_data:
        value = reveal(row.value)
        if row.name == "scope" and "," in value:
            yield row_finding(
                "lint.scope_commas",
                "warning",
                DATA,
                "The scopes are separated by commas.",
                "RFC 6749 §3.3 has blanks between scopes; with commas, most servers see one scope that "
                "they don't know.",
                "Write blanks between the scopes, unless the system's own guide shows commas.",
                row.name,
            )
        elif row.name != "scope" and row.name.lower() in {"scope", "scopes"}:
            yield row_finding(
                "lint.scope_name",
                "warning",
                DATA,
                f"The row is called “{plain_line(row.name)}”, and the parameter is scope.",
                "Names in the body count letter by letter (RFC 6749 §3.3).",
                "Rename the row to scope.",
                row.name,
            )


def _named(rows: Iterable[AdditionalRow], name: str) -> Iterator[AdditionalRow]:
    return (row for row in rows if row.name.lower() == name)
