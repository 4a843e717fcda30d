"""Offers the value that the diagnosis proposes for the named field, where it knows one."""

from __future__ import annotations

from ..diagnosis.lint.findings import lint
from ..diagnosis.verdict import headline
from ..interchange.run_text.proposed_change import proposed_change
from ..oauth2.form_fields import label_of
from ..oauth2.masking.redaction import Redactor
from .conversation import Conversation


def takes_over_proposal(talk: Conversation, key: str) -> bool:
    """Show what a field holds and what is proposed for it; return whether the user took that over.

    Raises:
        Back, Ended: as in `Console.ask`.
    """
    record = talk.journey.record
    if record is None:
        return False
    redactor = Redactor.for_connector(talk.connector)
    told = headline(record.connector, record.run, record.findings).tells  # the one on the wizard's card
    for finding in filter(None, (told, *record.findings, *lint(talk.connector))):
        change = proposed_change(finding, talk.connector, redactor)
        if change.value is None or change.keys[0] != key:
            continue
        talk.console.say(f"{label_of(key)} now: {change.now or 'a secret'}")
        talk.console.say(f"Proposed: {change.to}")
        is_wanted = talk.console.confirms("Take it over?", default=True)
        if is_wanted:
            talk.set_value(key, change.value)
        return is_wanted
    return False
