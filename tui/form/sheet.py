"""The form sheet of the connector at hand: after its last run if there is a current one."""

from __future__ import annotations

from typing import Final

from ..diagnosis.lint.findings import lint
from ..diagnosis.verdict import headline
from ..interchange.form_sheet import SheetLine, form_sheet
from .journey import Journey

CODES: Final = (
    "Agree on any word with somebody who should have the same secrets. Whoever has the same secret and "
    "the same word gets the same code, and neither of you has to say the secret."
)
"""What check codes are for."""
_NOT_SENT: Final = "Not sent yet: this is what the checks before sending found."
_OUTDATED: Final = "The connector has changed since the last run. Send again for a diagnosis of it."


def sheet_of(journey: Journey, word: str = "") -> tuple[SheetLine, ...]:
    """Return the sheet of a connector, after its last run if there is a current one.

    What has changed since the profile was opened or saved is marked too: the form still holds the old value.
    """
    connector, record = journey.connector, journey.record
    findings = lint(connector)
    intro = [_NOT_SENT]
    if record and journey.record_is_current:
        intro = [headline(record.connector, record.run, record.findings).title]
        findings = tuple(dict.fromkeys((*record.findings, *findings)))
    elif record:
        intro = [_OUTDATED]
    before = journey.baseline.connector if journey.baseline.path else None
    return form_sheet(connector, findings, intro=intro, before=before, word=word)
