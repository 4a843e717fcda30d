"""What a finding would change in the form: which fields, and to what; or whom to ask first."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from ...diagnosis.finding import Finding, fields_named_in
from ...diagnosis.steps import taken_apart
from ...oauth2.client_authentication import BasicEncoding, ClientAuthentication
from ...oauth2.connector import AdditionalRow
from ...oauth2.form_fields import SETTING_LABELS, label_of, short_label_of
from ...oauth2.lean.frozen import frozen
from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.secret import MASK, Secret, reveal
from ...oauth2.text_faults import trimmed
from ...plain_text import plain_line
from .row_change import OTHER_TABLE, RowChange, change_words, row_change

if TYPE_CHECKING:
    from ...oauth2.connector import Connector
    from ...oauth2.masking.redaction import Redactor

Value = str | Secret | bool | tuple[AdditionalRow, ...]
"""The value of a field. A client authentication and a Basic encoding are a str, too."""
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
_SAID_VALUES: Final[dict[str, dict[str, Value]]] = {
    "client_authentication": {
        words: method
        for method in ClientAuthentication
        for words in (method.form_value, method.short_name)
        if method
    },
    "response.type": {"Json": "json", "Text": "text"},
    "response.expires_in_format": {"seconds": "seconds", "the date format": "date"},
    "request.credential_headers": {"on": True, "off": False},
    "request.basic_encoding": {encoding.value: encoding for encoding in BasicEncoding},
}
"""What fixes call the values of a field that has few."""
_SENT_ONCE: Final = LazyPattern(
    rf"Send once with (?P<label>{'|'.join(SETTING_LABELS.values())}) "
    r"“?(?P<value>\w+)”? \(a setting of this tool\)"
)
_SETTING_CALLED: Final = {label: key for key, label in SETTING_LABELS.items()}
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
    value: Value | None = None
    """The value that follows from the finding and the connector; None where only a person knows it."""
    rows: RowChange | None = None
    """What to do with the rows of the first field, if it has rows and the connector is known."""


def proposed_change(
    finding: Finding, connector: Connector | None = None, redactor: Redactor | None = None
) -> ProposedChange:
    """Return what a finding would change. The connector that was sent tells what a field holds now.

    The redactor masks its values: a secret may stand in any of them.
    """
    named = (finding.first_field, *finding.field_keys, *fields_named_in(finding.fix))
    keys = tuple(dict.fromkeys(filter(None, named)))
    ask = "" if finding.first_field else _whom_to_ask(finding)
    sent_once = _SENT_ONCE.match(finding.fix)
    if not keys and sent_once:  # before anybody is asked
        keys, ask = (_SETTING_CALLED[sent_once["label"]],), ""
    if not keys:
        return ProposedChange((), ask=ask)
    first, labels = keys[0], tuple(map(label_of, keys))
    said = sent_once["value"] if sent_once and first in SETTING_LABELS else _said(finding, first)
    now = _value_now(first, connector)
    rows = None
    if connector and first in OTHER_TABLE:
        there = attrgetter(first)(connector)
        rows = row_change(finding, first, there)
        now, to = change_words(rows, first, there, redactor.text if redactor else str)
        value: Value | None = rows.rows_after(there) if rows.is_known and rows.action != "move" else None
    else:
        value = _known_value(finding, first, connector, said) if connector else None
        to = said if value is None else _words_of(value, first)
    is_all = bool(said) and len(finding.steps) == 1
    to = to or _WHAT.get(first, _WHAT_ELSE)
    if redactor:
        to, now = plain_line(redactor.text(to)), plain_line(redactor.text(now))
    return ProposedChange(labels, keys, to, now, is_all, ask, value, rows)


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


def _known_value(finding: Finding, key: str, connector: Connector, said: str) -> Value | None:
    """Return the value that follows from what is said, or from the connector: the same without blanks."""
    from ..form_changes import form_changes

    changes = form_changes(connector, (finding,))
    value: Value = attrgetter(key)(changes.connector)
    if key in changes.settled:
        return value
    if key in _SAID_VALUES:
        known = _SAID_VALUES[key].get(said.partition(",")[0])
        return None if known == value else known
    if not isinstance(value, str | Secret):
        return None
    clear = trimmed(reveal(value))
    if not clear or clear == reveal(value):
        return None
    return Secret(clear) if isinstance(value, Secret) else clear


def _words_of(value: Value, key: str) -> str:
    if isinstance(value, Secret):
        return f"{MASK}, the same without what can't be seen in it"
    if isinstance(value, ClientAuthentication):
        return value.form_value
    if key in _SAID_VALUES:
        return next((words for words, known in _SAID_VALUES[key].items() if known == value), str(value))
    return str(value) or "blank"


def _value_now(key: str, connector: Connector | None) -> str:
    value = attrgetter(key)(connector) if connector else None
    if value is None or isinstance(value, Secret | tuple):
        return ""
    return "blank" if value == "" else _words_of(value, key)
