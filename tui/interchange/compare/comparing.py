"""The door of the comparison: a connector and the import of a request that works -> all that differs.

Connector ──┐
            ├─ sides (one form) ──> urls, authentication, values, rows, client_software, limits
Import ─────┘                          └─> differences, ranked · what is not known · what is the same
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.masking.secret_names import is_secret_parameter
from ...oauth2.secret import Secret, reveal
from ...plain_text import plain_line
from ..import_.imported import Import
from .authentication import authentication_differences
from .client_software import software_differences
from .difference import Comparison, Difference, Unknown
from .limits import limit_differences
from .rows import header_differences, parameter_differences
from .sides import Sides
from .urls import url_difference
from .values import value_differences

Found = Difference | Unknown | str
"""A difference, what is not known, or the label of what is the same."""


def compare(connector: Connector, found: Import, unknown_here: Iterable[str] = ()) -> Comparison:
    """Return how a connector's request differs from the pasted one. Sends nothing, and never raises.

    `unknown_here` holds the keys of the connector's own secrets that nobody has typed yet.
    """
    sides = Sides(connector, found, frozenset(unknown_here))
    all_found = list(chain.from_iterable(part(sides) for part in _PARTS))
    differences = (one for one in all_found if isinstance(one, Difference))
    return Comparison(
        connector,
        _known_part(sides, all_found),
        sides.method,
        found.format,
        tuple(sorted(differences, key=lambda one: one.rank)),
        (*(one for one in all_found if isinstance(one, Unknown)), *_not_shown(sides)),
        tuple(dict.fromkeys(plain_line(one) for one in all_found if isinstance(one, str))),
        tuple(_secrets(connector, found.connector, found.sent.headers)),
    )


def _url(sides: Sides) -> Iterator[Found]:
    yield url_difference(sides) or "Oauth2 Token Url"


_PARTS: Final[tuple[Callable[[Sides], Iterator[Found]], ...]] = (
    _url,
    value_differences,
    authentication_differences,
    parameter_differences,
    header_differences,
    software_differences,
    limit_differences,
)


def _known_part(sides: Sides, all_found: Iterable[Found]) -> Connector:
    """Return the other connector, with blanks for what is not known of its login."""
    working = sides.theirs
    blank = {one.key for one in all_found if isinstance(one, Unknown)}
    if "token_url" in blank:
        working = replace(working, token_url="")
    if "username" in blank:
        working = replace(working, username="")
    return replace(working, password=Secret()) if "password" in blank else working


def _not_shown(sides: Sides) -> Iterator[Unknown]:
    if not sides.is_body_known:
        yield Unknown("Further parameters", "The paste doesn't show all of the body.")
    if not sides.are_headers_known:
        yield Unknown("Headers", "The paste doesn't show all of the headers.")


def _secrets(ours: Connector, theirs: Connector, headers: Iterable[AdditionalRow]) -> Iterator[Secret]:
    for connector in (ours, theirs):
        yield from (connector.client_secret, connector.password)
        for row in (*connector.additional_headers, *connector.additional_request_data):
            if row.is_secret or is_secret_parameter(row.name):
                yield Secret(reveal(row.value))
    yield from (row.value for row in headers if isinstance(row.value, Secret))
