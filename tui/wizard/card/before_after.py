"""What a correction has changed: how the run before it ended, and how this one did, side by side.

before: ✗ 401 invalid_client  │  now: ✓ 200 token   Client Secret changed
before: ✗ 400 invalid_scope   │  now: ✓ 200 token   row scope added
"""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len
from textual.content import Content

from ...form.journey import RunRecord
from ...form.outcome import telling_attempt, what_changed
from ...interchange.attempt_words import attempt_sign
from ...oauth2.masking.redaction import Redactor
from ..content.attempt_content import attempt_ending

_ONE_LINE: Final = 72
"""The cells that there is room for in a terminal of 80 columns. More would break within what was changed."""


def before_after(before: RunRecord | None, now: RunRecord) -> Content | None:
    """Return how two runs ended, masked, and what was changed between them; None if nothing was."""
    changed = what_changed(before, now)
    if before is None or not changed:
        return None
    sides = Content.assemble(_side("before", before), " │ ", _side("now", now))
    is_long = sides.cell_length + cell_len(changed) > _ONE_LINE
    return Content.assemble(sides, "\n " if is_long else "  ", (changed, "bold"))


def _side(when: str, record: RunRecord) -> Content:
    redactor = Redactor.for_connector(record.connector, record.run.secrets)
    telling = telling_attempt(record)
    ground = "on $success-muted" if telling.token else "on $error-muted"
    words = Content.assemble(f" {when}: {attempt_sign(telling)} ", attempt_ending(telling, redactor), " ")
    return words.stylize_before(ground)
