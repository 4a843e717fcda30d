"""Says what differs between a connector and its file, which somebody else has changed."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Final

from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.form_fields import label_of
from ...plain_text import plain_line
from ...profiles.schema import KEYS, Kind

_LONGEST: Final = 60
_NEVER_SHOWN: Final = frozenset({Kind.SECRET, Kind.PROXY})


def file_changes(changed: Iterable[str], ours: Connector, theirs: Connector) -> list[str]:
    """Return a line for each of these keys of a profile's file. No secret is in it."""
    lines = []
    for name in changed:
        key = KEYS[name]
        label = label_of(key.attribute)
        if key.kind in _NEVER_SHOWN:
            lines.append(f"{label}: another value")
            continue
        here, there = (_shown(attrgetter(key.attribute)(connector)) for connector in (ours, theirs))
        lines.append(f"{label}: {there} in the file" + (f", {here} here" if here != there else ""))
    return lines


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        names = [plain_line(row.name) for row in value if isinstance(row, AdditionalRow)]
        return ", ".join(names) or "no rows"
    text = plain_line(str(value))
    return f"“{text[:_LONGEST]}{'…' if len(text) > _LONGEST else ''}”" if text else "blank"
