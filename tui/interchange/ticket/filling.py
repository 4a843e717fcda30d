"""Fills the form from the requests and the settings of a ticket: the newest value of each field wins.

What is newer only adds to what is older where both are of the same system and client. Else the form is of the
newer one alone: a mixture of two would be a connector that nobody has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.secret import Secret, reveal
from ...oauth2.url_parts import host_of
from ..import_.imported import Import, Note, Taken
from ..import_.stand_ins import is_masked, is_placeholder, is_variable
from .part import Part

_Place = tuple[str, str, int]
"""A field's key, a row's name, and which of the rows of that name it is."""
_FIELDS: Final = ("token_url", "client_id", "client_secret", "username", "password")
_ROWS: Final = ("additional_headers", "additional_request_data")
_SPOKEN_FOR: Final = frozenset(
    {"no-url", "no-client", "no-client-secret", "no-username", "no-password", "masked"}
)
"""Notes on one request that another one may make up for."""


@dataclass(frozen=True)
class FilledField:
    """A field of the form, where its value came from, and what it replaced."""

    key: str
    name: str
    """The row's name; blank for a field."""
    value: str | Secret = field(repr=False)
    where: str
    part: Part = field(repr=False)
    replaced: tuple[FilledField, ...] = ()
    """The other values that the ticket had for it, the oldest first."""

    @property
    def clear(self) -> str:
        """The value itself: to compare, never to show."""
        return reveal(self.value)


@dataclass(frozen=True)
class Filled:
    """The form as the ticket fills it."""

    connector: Connector = field(default_factory=Connector)
    fields: tuple[FilledField, ...] = ()
    notes: tuple[Note, ...] = ()
    format: str = ""

    def of(self, key: str) -> FilledField | None:
        """Return a field by its key; None where the ticket doesn't fill it."""
        return next((one for one in self.fields if one.key == key and not one.name), None)

    @property
    def as_import(self) -> Import:
        """The same as one import, whose places name the lines of the ticket."""
        taken = tuple(Taken(one.key, one.name, one.value, place_of(one)) for one in self.fields)
        return Import(self.connector, taken, self.notes, self.format)


def place_of(filled: FilledField) -> str:
    """Return where in the ticket a value stands: `-u, line 12, 2026-11-03 10:12`."""
    part = filled.part
    where = "" if filled.where.startswith("line ") else f"{filled.where}, "
    when = f", {part.moment.shown}" if part.moment else ""
    return f"{where}line {part.line}{when}"


def filled_from(parts: Sequence[Part]) -> Filled:
    """Return the form as parts fill it, which are in the order of time."""
    fields: dict[_Place, FilledField] = {}
    connector, notes, format_ = Connector(), tuple[Note, ...](), ""
    for part in parts:
        if part.found is None or part.kind == "call":
            continue
        new = part.found.connector
        is_same = _is_same_system(connector, new)
        is_request = part.kind == "request"
        known = fields if is_same else {key: one for key, one in fields.items() if not key[1]}
        if not is_same:
            fields = {}
        elif is_request:
            fields = {key: one for key, one in fields.items() if key[0] not in _ROWS or key[1] == ""}
        for place, taken in _placed(part.found.taken):
            if _is_value(taken):
                fields[place] = _newer(taken, part, known.get(place))
        connector = _connector(
            fields.values(), connector if is_same else Connector(), new, is_request=is_request
        )
        if is_request or not format_:
            notes, format_ = part.found.notes, part.found.format
    missing = {f"no-{key.replace('_', '-')}": key for key in _FIELDS if (key, "", 0) not in fields}
    kept = tuple(
        note
        for note in notes
        if note.code not in _SPOKEN_FOR or (note.code in missing and note.code != "masked")
    )
    return Filled(connector, tuple(sorted(fields.values(), key=_place_in_form)), kept, format_)


def _placed(taken: Sequence[Taken]) -> Iterator[tuple[_Place, Taken]]:
    seen: Counter[tuple[str, str]] = Counter()
    for one in taken:
        name = (one.key, one.name)
        yield (*name, seen[name]), one
        seen[name] += 1


def _is_same_system(known: Connector, new: Connector) -> bool:
    """Tell whether two requests are of one system and one client, as far as both say."""
    hosts = host_of(known.token_url), host_of(new.token_url)
    clients = known.client_id.strip(), new.client_id.strip()
    return all(not one or not other or one == other for one, other in (hosts, clients))


def _is_value(taken: Taken) -> bool:
    """Tell whether a value is one: a mask or a placeholder is no newer value than the one before."""
    clear = reveal(taken.value)
    if taken.key == "token_url" and "://" in clear and "*" not in clear:
        return True
    return not (is_masked(clear) or is_placeholder(clear) or is_variable(clear))


def _newer(taken: Taken, part: Part, known: FilledField | None) -> FilledField:
    one = FilledField(taken.key, taken.name, taken.value, taken.where, part)
    if known is None:
        return one
    before = (*known.replaced, replace(known, replaced=()))
    if known.clear == one.clear:  # said again: it has been so since then
        return replace(one, where=known.where, part=known.part, replaced=known.replaced)
    return replace(one, replaced=before)


def _connector(
    fields: Iterable[FilledField], before: Connector, new: Connector, *, is_request: bool
) -> Connector:
    """Return the connector of the fields; how the client proves itself is the newest request's."""
    found = list(fields)
    texts = {one.key: one.clear for one in found if one.key in _FIELDS}
    rows = {
        key: tuple(AdditionalRow(one.name, one.value) for one in found if one.key == key) for key in _ROWS
    }
    says_how = is_request or new.client_authentication is not ClientAuthentication.BLANK
    how = new if says_how else before
    return Connector(
        token_url=texts.get("token_url", ""),
        client_id=texts.get("client_id", ""),
        client_secret=Secret(texts.get("client_secret", "")),
        username=texts.get("username", ""),
        password=Secret(texts.get("password", "")),
        client_authentication=how.client_authentication,
        additional_headers=rows["additional_headers"],
        additional_request_data=rows["additional_request_data"],
        request=how.request,
    )


def _place_in_form(one: FilledField) -> int:
    order = (*_FIELDS, "client_authentication", *_ROWS)
    return order.index(one.key) if one.key in order else len(order)
