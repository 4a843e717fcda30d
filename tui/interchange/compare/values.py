"""Compares the client and the account: Client ID, Client Secret, Username and Password."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from ...oauth2.connector import Connector
from ...oauth2.form_fields import FORM_FIELDS, label_of
from ...oauth2.secret import Secret, reveal
from ...oauth2.token_request import Origin
from .difference import Change, Difference, Kind, Rank, Unknown
from .likeness import likeness
from .sides import Sides, Value

_CLIENT: Final = ("client_id", "client_secret")
_ACCOUNT: Final = ("username", "password")


def value_differences(sides: Sides) -> Iterator[Difference | Unknown | str]:
    """Yield each difference, each field that is not known, and the label of each that is the same."""
    swapped = [pair for pair in (_CLIENT, _ACCOUNT) if _are_swapped(sides, pair)]
    for pair in swapped:
        yield _swap(sides, pair)
    for key in (*_CLIENT, *_ACCOUNT):
        if not any(key in pair for pair in swapped):
            yield _compared(sides, key)


def _compared(sides: Sides, key: str) -> Difference | Unknown | str:
    label, theirs = label_of(key), _theirs(sides, key)
    if key in _CLIENT and not sides.is_client_named:
        return Unknown(label, "The request doesn't name a client.", key)
    if not reveal(theirs):
        return Unknown(label, "The request doesn't hold it.", key)
    if why := sides.why_unknown(theirs):
        return Unknown(label, f"In the request, {why}.", key)
    if key in sides.unknown_here:
        return Unknown(label, "The connector's value is not known here.", key, key)
    ours = our_value(sides, key)
    if not (says := likeness(reveal(ours), reveal(theirs), is_shown=isinstance(theirs, str))):
        return label
    if elsewhere := _elsewhere(sides, key, reveal(ours)):
        says = f"The connector's is the {elsewhere} of the request that works."
    is_overridden = bool((sent := sides.parameter(key)) and sent.origin is Origin.OVERRIDE)
    note = f"A row {key} of Additional Request Data takes the place of this field. " if is_overridden else ""
    return Difference(
        key, Kind.VALUE, Rank.VALUE, says, ours, theirs, change=_change(sides, {key: theirs}), instead=note
    )


def our_value(sides: Sides, key: str) -> Value:
    """Return the value that our connector sends: a row may take the place of the field."""
    sent = sides.parameter(key) if key in sides.assembled_names else None
    value = sent.value if sent else getattr(sides.connector, key)
    return _as_in_form(key, value)


def _theirs(sides: Sides, key: str) -> Value:
    return _as_in_form(key, getattr(sides.theirs, key))


def _as_in_form(key: str, value: Value) -> Value:
    return Secret(reveal(value)) if FORM_FIELDS[key].secret else reveal(value)


def _change(sides: Sides, values: dict[str, Any]) -> Change:
    """Return what puts values into their fields, and takes away the rows that would override them."""
    names = set(values) & sides.assembled_names

    def changed(connector: Connector) -> Connector:
        rows = tuple(row for row in connector.additional_request_data if row.name not in names)
        return replace(connector, additional_request_data=rows, **values)

    return changed


def _are_swapped(sides: Sides, keys: tuple[str, str]) -> bool:
    if any(key in sides.unknown_here for key in keys) or (keys == _CLIENT and not sides.is_client_named):
        return False
    ours = [reveal(our_value(sides, key)) for key in keys]
    theirs = [reveal(_theirs(sides, key)) for key in keys]
    return all(theirs) and ours == theirs[::-1] and ours != theirs


def _swap(sides: Sides, keys: tuple[str, str]) -> Difference:
    first, second = keys
    values = {key: _theirs(sides, key) for key in keys}
    return Difference(
        first,
        Kind.VALUE,
        Rank.VALUE,
        f"{label_of(first)} and {label_of(second)} are swapped: each holds the other's value.",
        # Not as it is, since it holds what is secret in the other.
        Secret(reveal(our_value(sides, first))),
        values[first],
        change=_change(sides, values),
    )


def _elsewhere(sides: Sides, key: str, ours: str) -> str:
    """Return the label of the other's field that holds our value; empty if none does."""
    keys = (*_CLIENT, *_ACCOUNT)
    held = (other for other in keys if other != key and reveal(_theirs(sides, other)) == ours)
    return label_of(other) if (other := next(held, "")) and ours else ""
