"""Compares parameters and headers by name: missing, in excess, with another value, or in another order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.masking.secret_names import is_secret_parameter
from ...oauth2.secret import Secret, reveal
from ...oauth2.token_request import Origin
from .difference import Change, Difference, Kind, Rank, Shown, Unknown
from .likeness import likeness
from .sides import Sides, by_name

Rows = Mapping[str, list[AdditionalRow]]
_DATA, _HEADERS = "additional_request_data", "additional_headers"
_BY_CLIENT_SOFTWARE = frozenset({"user-agent", "accept", "content-type", "cookie"})
"""Headers that every client sends in its own way; `client_software` compares them."""
_OF_HTTP = frozenset({"host", "accept-encoding", "content-length"})


@dataclass(frozen=True)
class _Field:
    """A field that holds rows."""

    key: str
    what: str
    fold: bool

    def change(self, name: str, rows: Iterable[AdditionalRow]) -> Change:
        """Return what makes `rows` the only ones with this name, where the first of them stood."""
        given = tuple(rows)

        def changed(connector: Connector) -> Connector:
            old: tuple[AdditionalRow, ...] = getattr(connector, self.key)
            places = [at for at, row in enumerate(old) if self.named(row.name) == self.named(name)]
            others = tuple(row for row in old if self.named(row.name) != self.named(name))
            at = places[0] if places else len(others)
            values: dict[str, Any] = {self.key: (*others[:at], *given, *others[at:])}
            return replace(connector, **values)

        return changed

    def named(self, name: str) -> str:
        return name.lower() if self.fold else name


_PARAMETERS = _Field(_DATA, "parameter", fold=False)
HEADER_ROWS = _Field(_HEADERS, "header", fold=True)


def parameter_differences(sides: Sides) -> Iterator[Difference | Unknown | str]:
    """Yield the differences of the body's parameters that are rows of the form."""
    names = sides.assembled_names
    ours = by_name([item for item in sides.ours.parameters if item.name not in names], fold=False)
    theirs = by_name(
        [row for row in sides.theirs.additional_request_data if row.name not in names], fold=False
    )
    if not sides.is_body_known:
        ours = {name: rows for name, rows in ours.items() if name in theirs}
    yield from _compared(sides, _PARAMETERS, ours, theirs)


def header_differences(sides: Sides) -> Iterator[Difference | Unknown | str]:
    """Yield the differences of the headers that somebody chose, on either side."""
    theirs = by_name(
        [row for row in sides.theirs.additional_headers if row.name.lower() not in _BY_CLIENT_SOFTWARE],
        fold=True,
    )
    if sides.found.sent.has_basic and _authorization_is_overridden(sides):
        theirs["authorization"] = [
            AdditionalRow("Authorization", sides.found.sent.header("authorization") or Secret())
        ]
    stated = {row.name.lower() for row in sides.found.sent.headers}
    chosen = [
        item
        for item in sides.ours.headers
        if item.name.lower() in theirs
        or (
            item.origin in (Origin.ADDITIONAL, Origin.OVERRIDE)
            and not (item.name.lower() in _BY_CLIENT_SOFTWARE | _OF_HTTP and item.name.lower() in stated)
        )
    ]
    ours = by_name(chosen, fold=True)
    if not sides.are_headers_known:
        ours = {name: rows for name, rows in ours.items() if name in theirs}
    yield from _compared(sides, HEADER_ROWS, ours, theirs)


def _authorization_is_overridden(sides: Sides) -> bool:
    return any(
        item.name.lower() == "authorization" and item.origin is Origin.OVERRIDE for item in sides.ours.headers
    )


def _compared(sides: Sides, place: _Field, ours: Rows, theirs: Rows) -> Iterator[Difference | Unknown | str]:
    for key in dict.fromkeys((*theirs, *ours)):
        found = _row(sides, place, ours.get(key, []), theirs.get(key, []))
        if isinstance(found, str):
            yield f"{place.what} {(theirs.get(key) or ours[key])[0].name}"
        else:
            yield found


def _row(
    sides: Sides, place: _Field, ours: list[AdditionalRow], theirs: list[AdditionalRow]
) -> Difference | Unknown | str:
    """Compare all values of one name."""
    name = (theirs or ours)[0].name
    if any(is_unknown := [sides.why_unknown(row.value) for row in theirs]):
        why = next(filter(None, is_unknown))
        return Unknown(f"{place.what.capitalize()} {name}", f"In the request, {why}.", place.key)
    if theirs and (here := sides.unknown_here.intersection(_keys_of(place.key, ours))):
        label = f"{place.what.capitalize()} {name}"
        return Unknown(label, "The connector's value is not known here.", place.key, min(here))
    one, other = [reveal(row.value) for row in ours], [reveal(row.value) for row in theirs]
    if one == other:
        return ""
    shown = _shown(ours), _shown(theirs)
    is_shown = not any(isinstance(value, Secret) for value in shown)
    kind, rank, says = _judged(place.what, name, one, other, is_shown=is_shown)
    return Difference(place.key, kind, rank, says, *shown, name, change=place.change(name, theirs))


def _keys_of(key: str, rows: list[AdditionalRow]) -> list[str]:
    return [f"{key}:{row.name}" for row in rows if not reveal(row.value)]


def _judged(
    what: str, name: str, ours: list[str], theirs: list[str], *, is_shown: bool
) -> tuple[Kind, Rank, str]:
    if not ours:
        return Kind.ONLY_REQUEST, Rank.MISSING, f"Only the request that works sends this {what}."
    if not theirs and what == HEADER_ROWS.what and name.lower() in _BY_CLIENT_SOFTWARE:
        says = "Only the connector sets this header. The other leaves it to its client."
        return Kind.ONLY_CONNECTOR, Rank.EXTRA, says
    if not theirs:
        return Kind.ONLY_CONNECTOR, Rank.EXTRA, f"Only the connector sends this {what}."
    if len(ours) != len(theirs):
        says = f"The connector sends it {_times(len(ours))}, the other {_times(len(theirs))}."
        return Kind.VALUE, Rank.CHANGED, says
    if sorted(ours) == sorted(theirs):
        return Kind.ORDER, Rank.CHANGED, "The same values come in another order."
    changed = [(one, other) for one, other in zip(ours, theirs, strict=True) if one != other]
    if (
        name == "scope"
        and len(changed) == 1
        and sorted(changed[0][0].split()) == sorted(changed[0][1].split())
    ):
        return (
            Kind.ORDER,
            Rank.EXTRA,
            "The same scopes come in another order, which servers ignore (RFC 6749 §3.3).",
        )
    return Kind.VALUE, Rank.CHANGED, likeness(*changed[0], is_shown=is_shown)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _shown(rows: list[AdditionalRow]) -> Shown:
    """Return the values of one name as they may be shown."""
    if not rows:
        return None
    text = ", ".join(reveal(row.value) for row in rows)
    return Secret(text) if any(row.is_secret or is_secret_parameter(row.name) for row in rows) else text
