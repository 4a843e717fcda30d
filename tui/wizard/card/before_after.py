"""What a correction has changed: how the run before it ended, and how this one did, side by side.

before: ✗ 401 invalid_client  │  now: ✓ 200 token   Client Secret changed
"""

from __future__ import annotations

from typing import Final

from textual.content import Content

from ...form.journey import RunRecord
from ...form.outcome import changed_fields
from ...oauth2.form_fields import short_label_of
from ...oauth2.masking.redaction import Redactor
from ..content.attempt_content import attempt_ending, attempt_sign

_MOST_NAMED: Final = 2


def before_after(before: RunRecord | None, now: RunRecord) -> Content | None:
    """Return how two runs ended, masked, and what was changed between them; None if nothing was."""
    keys = changed_fields(before.connector, now.connector) if before else ()
    if before is None or not keys:
        return None
    more = f" and {len(keys) - _MOST_NAMED} more" if len(keys) > _MOST_NAMED else ""
    names = ", ".join(map(short_label_of, keys[:_MOST_NAMED]))
    return Content.assemble(
        _side("before", before), " │ ", _side("now", now), (f"  {names}{more} changed", "bold")
    )


def _side(when: str, record: RunRecord) -> Content:
    redactor = Redactor.for_connector(record.connector, record.run.secrets)
    made = [attempt for attempt in record.run.attempts if attempt.exchange]
    telling = record.run.working or made[-1]
    ground = "on $success-muted" if telling.token else "on $error-muted"
    words = Content.assemble(f" {when}: {attempt_sign(telling)} ", attempt_ending(telling, redactor), " ")
    return words.stylize_before(ground)
