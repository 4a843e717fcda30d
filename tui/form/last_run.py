"""How the last run of a saved profile ended, in a few words for a list."""

from __future__ import annotations

from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.form_fields import FORM_FIELDS, label_of
from ..plain_text import plain_line
from ..profiles.memory.remembered import RememberedRun
from ..terminal.ink import Ink, Paragraph, Span, paragraph
from ..time_words import ago


def last_run_said(run: RememberedRun, now: float, *, had_others: bool = False) -> Paragraph:
    """Return what to say of a run: `✓ yesterday, Basic Auth`, `✗ 2 h ago: Client Secret`.

    `had_others` says that it was sent with other values than those that are saved.
    """
    others = ", with other values" if had_others else ""
    when = ago(now - run.when)
    if run.verdict == "works":
        known = run.client_authentication in set(ClientAuthentication)
        method = ClientAuthentication(run.client_authentication).short_name if known else ""
        return paragraph(Span("✓ ", Ink.WORKS), when + (f", {method}" if method else "") + others)
    what = label_of(run.to_change) if run.to_change in FORM_FIELDS else plain_line(run.title)
    return paragraph(Span("✗ ", Ink.FAILS), when + (f": {what}" if what else "") + others)
