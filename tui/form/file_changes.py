"""Says what differs between a profile and its file, which somebody else has changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Final

from ..oauth2.connector import AdditionalRow
from ..oauth2.fingerprint import fingerprint
from ..oauth2.form_fields import label_of
from ..oauth2.proxy_url import ProxyUrl
from ..oauth2.secret import Secret
from ..plain_text import plain_line
from ..profiles.profile import Profile
from ..profiles.schema import KEYS, Key, Kind
from ..profiles.secret_sources import secret_keys, secret_label
from .source_words import source_words

CHANGED: Final = "{} was changed since you opened it. Nothing was saved yet."
NOT_UNDERSTOOD: Final = "It can't be understood any more."
NO_FIELD_DIFFERS: Final = "Only its comments, or where its secrets are, differ."
_LONGEST: Final = 60


def file_changes(changed: Iterable[str], ours: Profile, theirs: Profile) -> list[str]:
    """Return a line for each difference in these keys of a profile's file, and in the sources of secrets.

    A secret is told by its length and the kinds of its characters alone.
    """
    lines: list[str] = []
    moved = _moved(ours, theirs)
    for name in changed:
        key = KEYS[name]
        if key.attribute.removeprefix("request.") in moved:
            continue
        here, there = (attrgetter(key.attribute)(profile.connector) for profile in (ours, theirs))
        if key.kind is Kind.ROWS:
            lines += _rows(key, here, there)
        else:
            lines.append(_line(label_of(key.attribute), here, there))
    return lines + list(moved.values())


def _line(label: str, here: object, there: object) -> str:
    in_file, mine = _shown(there), _shown(here)
    if here == there:
        return f"{label}: {in_file} in the file"
    if in_file == mine:
        return f"{label}: another value in the file ({in_file})"
    return f"{label}: {in_file} in the file, {mine} here"


def _rows(key: Key, here: Iterable[AdditionalRow], there: Iterable[AdditionalRow]) -> Iterator[str]:
    """Yield a line for each row that is not the same in both, found by its name."""
    label = label_of(key.attribute)
    mine, theirs = _by_name(here), _by_name(there)
    for name in dict.fromkeys((*theirs, *mine)):
        shown = f"{label}, {plain_line(name[0])[:_LONGEST]}"
        if name not in mine:
            yield f"{shown}: {_shown(theirs[name])} in the file, not here"
        elif name not in theirs:
            yield f"{shown}: not in the file, {_shown(mine[name])} here"
        elif mine[name] != theirs[name]:
            yield _line(shown, mine[name], theirs[name])
    if mine == theirs and list(mine) != list(theirs):
        yield f"{label}: in another order in the file"
    elif mine == theirs:
        yield f"{label}: changed in the file as they are here"


def _by_name(rows: Iterable[AdditionalRow]) -> Mapping[tuple[str, int], str | Secret]:
    found: dict[tuple[str, int], str | Secret] = {}
    for row in rows:
        number = 1
        while (row.name, number) in found:
            number += 1
        found[row.name, number] = row.value
    return found


def _moved(ours: Profile, theirs: Profile) -> dict[str, str]:
    """Return a line for each secret that both have, and that comes from another place in the file."""
    lines = {}
    for key in secret_keys(theirs.connector):
        here, there = ours.source_of(key), theirs.source_of(key)
        if key in secret_keys(ours.connector) and here != there:
            words = f"{source_words(there)} in the file, {source_words(here)} here"
            lines[key] = f"{secret_label(key)}: {words}"
    return lines


def _shown(value: object) -> str:
    if isinstance(value, Secret | ProxyUrl):
        clear = value.reveal()
        return fingerprint(Secret(clear)) if clear else "blank"
    text = plain_line(str(value))
    return f"“{text[:_LONGEST]}{'…' if len(text) > _LONGEST else ''}”" if text else "blank"
