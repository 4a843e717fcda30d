"""What a finding would change in the form: which fields, and to what; or whom to ask first."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from ...diagnosis.finding import Finding, fields_named_in
from ...diagnosis.steps import taken_apart
from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.form_fields import label_of, short_label_of
from ...oauth2.lean.frozen import frozen
from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.secret import MASK, Secret, reveal
from ...oauth2.text_faults import trimmed
from ...plain_text import plain_line

if TYPE_CHECKING:
    from ...oauth2.connector import Connector
    from ...oauth2.masking.redaction import Redactor

NO_FIELD: Final = "nothing in the form"
_SET: Final = LazyPattern(r"(?:set|change) it to (?P<value>.{1,2000}?)\.?", re.DOTALL)
_WHAT: Final = {
    "client_id": "the ID that the server issued to this client",
    "client_secret": "the client's current secret",
    "username": "the account's name as the server knows it",
    "password": "the account's current password",
    "token_url": "the full URL of the token endpoint",
    "client_authentication": "the method that the server accepts from this client",
    "base_url": "the address of the API",
    "additional_headers": "the rows that the server expects",
    "additional_request_data": "the rows that the server expects",
    "header_auth_key": "the header that the API expects",
    "header_auth_value_pattern": "the pattern that the API expects",
    "custom_grant_type": "blank",
    "request_custom_grant_type": "blank",
    "response.type": "what the response is",
    "response.access_token_key": "the key that holds the token",
    "response.expires_in_key": "the key that holds the lifetime",
    "response.expires_in_format": "the format that the response has",
    "api.path": "the path that the API's guide gives",
    "api.method": "the method that the API expects",
}
"""What a field is to hold, where the steps say how to find it out."""
_WHAT_ELSE: Final = "what the steps say"
_FIRST_STEPS: Final = 2
"""Of a locked account, the first is to stop sending."""
_ASKED: Final = LazyPattern(
    r"\b(?:[Aa]sk|[Gg]ive|[Tt]ell) (?P<whom>the (?:[\w-]+(?:'s)? ){0,2}?"
    r"(?:owner|administrators?|network team)(?: of (?:the|this) [\w-]+(?:'s [\w-]+)?)?)"
)
_NOT_SAID_WHOSE: Final = LazyPattern(r"the (?P<role>owner|administrators?)")
"""Whoever runs the authorization server: the findings on other systems say whose owner they mean."""


@frozen
class ProposedChange:
    """The fields to change, and what the first of them is to hold."""

    fields: tuple[str, ...]
    """The form's labels, the most probable first; empty where the fault is not in the form."""
    keys: tuple[str, ...] = ()
    """The keys of these fields."""
    to: str = ""
    now: str = ""
    """What the first field holds now; empty where that is a secret or not known."""
    is_all: bool = False
    """Whether nothing more is to be done than this."""
    ask: str = ""
    """Whom to ask before any field is changed, such as "the server's administrator"; or empty."""
    value: str | Secret | ClientAuthentication | None = None
    """The value that follows from the connector itself; None where only a person knows it."""


def proposed_change(
    finding: Finding, connector: Connector | None = None, redactor: Redactor | None = None
) -> ProposedChange:
    """Return what a finding would change. The connector that was sent tells what a field holds now.

    The redactor masks its values: a secret may stand in any of them.
    """
    named = (finding.first_field, *finding.field_keys, *fields_named_in(finding.fix))
    keys = tuple(dict.fromkeys(filter(None, named)))
    ask = "" if finding.first_field else _whom_to_ask(finding)
    if not keys:
        return ProposedChange((), ask=ask)
    first, labels = keys[0], tuple(map(label_of, keys))
    said = _said(finding, first)
    value = _known_value(finding, first, connector) if connector else None
    is_all = bool(said) and len(finding.steps) == 1
    to = (_words_of(value) if value is not None else said) or _WHAT.get(first, _WHAT_ELSE)
    now = _value_now(first, connector)
    if redactor:
        to, now = plain_line(redactor.text(to)), plain_line(redactor.text(now))
    return ProposedChange(labels, keys, to, now, is_all, ask, value)


def _whom_to_ask(finding: Finding) -> str:
    """Return whom the first steps ask; empty where a field comes before that, or where they ask nobody."""
    for step in finding.steps[:_FIRST_STEPS]:
        if taken_apart(step).label:
            return ""
        if found := _ASKED.search(step):
            whom = found["whom"]
            ours = _NOT_SAID_WHOSE.fullmatch(whom)
            return f"the server's {ours['role']}" if ours else whom
    return ""


def _said(finding: Finding, key: str) -> str:
    """Return the value that a step sets a field to; empty where none does."""
    for step in finding.steps:
        label, action = taken_apart(step)
        if label in (label_of(key), short_label_of(key)):
            found = _SET.fullmatch(action)
            return found["value"].strip("“”") if found else ""
    return ""


def _known_value(
    finding: Finding, key: str, connector: Connector
) -> str | Secret | ClientAuthentication | None:
    """Return the value that follows from the connector itself, such as the same one without blanks."""
    from ..form_changes import form_changes

    changes = form_changes(connector, (finding,))
    value = attrgetter(key)(changes.connector)
    if not isinstance(value, str | Secret):  # a method is a str, too
        return None
    if key in changes.settled:
        return value
    clear = trimmed(reveal(value))
    if not clear or clear == reveal(value):
        return None
    return Secret(clear) if isinstance(value, Secret) else clear


def _words_of(value: str | Secret | ClientAuthentication) -> str:
    if isinstance(value, Secret):
        return f"{MASK}, the same without what can't be seen in it"
    return str(value.form_value) if isinstance(value, ClientAuthentication) else value or "blank"


def _value_now(key: str, connector: Connector | None) -> str:
    value = attrgetter(key)(connector) if connector else None
    if key == "client_authentication" and value is not None:
        return str(value.form_value) if value else "blank"
    if isinstance(value, str):
        return value or "blank"
    return ""
