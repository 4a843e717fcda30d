"""Offers the value that the diagnosis proposes for the named field, where it knows one."""

from __future__ import annotations

from ..diagnosis.lint.findings import lint
from ..form.field_values import value_of
from ..interchange.form_changes import form_changes
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
    findings = (*record.findings, *lint(talk.connector))
    for finding in (each for each in findings if each.first_field == key):
        changes = form_changes(talk.connector, (finding,))
        if key not in changes.settled:
            continue
        told = proposed_change(finding, talk.connector, Redactor.for_connector(talk.connector))
        talk.console.say(f"{label_of(key)} now: {told.now or 'a secret'}")
        talk.console.say(f"Proposed: {told.to}")
        if talk.console.confirms("Take it over?", default=True):
            talk.set_value(key, value_of(changes.connector, key))
            return True
    return False
