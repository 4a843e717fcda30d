"""Which rows of a field two runs differ in, in words: `row scope added`."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..oauth2.connector import AdditionalRow
from ..oauth2.form_fields import short_label_of
from ..oauth2.masking.redaction import Redactor
from ..plain_text import plain_line
from .field_values import value_of
from .journey import RunRecord

_MOST_NAMED: Final = 2
_MOST_SHOWN: Final = 80
"""The most characters of the names of rows."""


def changed_rows(key: str, before: RunRecord, now: RunRecord) -> str:
    """Return which rows were added, changed or deleted, by their names alone, masked and harmless."""
    old, new = (Counter[AdditionalRow](value_of(record.connector, key)) for record in (before, now))
    gone = [row.name for row in (old - new).elements()]
    come = [row.name for row in (new - old).elements()]
    changed = [name for name in come if name in gone]
    told = {
        "added": [name for name in come if name not in changed],
        "changed": changed,
        "deleted": [name for name in gone if name not in changed],
    }
    words = "; ".join(
        f"row{'s' if len(names) > 1 else ''} {', '.join(names[:_MOST_NAMED])} {done}"
        for done, names in told.items()
        if names
    )
    for record in (before, now):  # before it is cut: a part would not be known
        words = Redactor.for_connector(record.connector, record.run.secrets).text(words)
    return plain_line(words)[:_MOST_SHOWN] or f"{short_label_of(key)} in another order"
