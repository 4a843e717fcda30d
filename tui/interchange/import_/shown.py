"""Shows an import to people and to programs: fields with their places, and notes. Secrets are masked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...oauth2.form_fields import label_of
from ...oauth2.masking.redaction import Redactor
from ...oauth2.secret import MASK, Secret
from ...plain_text import plain_line
from .imported import Import, Taken

SCHEMA: Final = 1
_FIELDS: Final = ("token_url", "client_id", "username")
_ROWS: Final = {
    "additional_headers": "Additional Headers",
    "additional_request_data": "Additional Request Data",
}


def import_text(found: Import) -> Iterator[str]:
    """Yield the lines on an import: what was recognized, each field with its place, each note."""
    redactor = Redactor.for_connector(found.connector)
    yield f"Recognized: {found.format}."
    width = max((len(_label(taken)) for taken in found.taken), default=0)
    for taken in found.taken:
        yield f"  {_label(taken):<{width}}  {_shown(taken.value, redactor)}  (from {taken.where})"
    for note in found.notes:
        yield f"Note: {note.text}"


def import_document(found: Import) -> dict[str, Any]:
    """Return an import as JSON values: the format of `import --json`, without its sources."""
    redactor = Redactor.for_connector(found.connector)
    connector = found.connector
    return {
        "schema": SCHEMA,
        "format": found.format or None,
        "connector": {
            **{key: _shown(getattr(connector, key), redactor) for key in _FIELDS},
            "client_secret": str(connector.client_secret),
            "password": str(connector.password),
            "client_authentication": connector.client_authentication.value,
            "basic_encoding": connector.request.basic_encoding.value,
            **{
                key: [[plain_line(row.name), _shown(row.value, redactor)] for row in getattr(connector, key)]
                for key in _ROWS
            },
        },
        "taken": [
            {
                "field": taken.key,
                "label": label_of(taken.key),
                "name": plain_line(taken.name),
                "value": _shown(taken.value, redactor),
                "where": taken.where,
            }
            for taken in found.taken
        ],
        "notes": [{"code": note.code, "text": note.text} for note in found.notes],
        "others": len(found.others),
    }


def _label(taken: Taken) -> str:
    if taken.name:
        return plain_line(f"{_ROWS[taken.key]}: {taken.name}")
    return label_of(taken.key)


def _shown(value: str | Secret, redactor: Redactor) -> str:
    if isinstance(value, Secret):
        return MASK if value else ""
    return plain_line(redactor.text(value))
