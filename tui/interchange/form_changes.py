"""What a diagnosis proposes to change in the form: which fields, why, and the new value where it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter
from typing import Any, Final

from ..diagnosis.attempts.reading import METHOD_FINDINGS
from ..diagnosis.finding import Finding, fields_named_in
from ..oauth2.client_authentication import ClientAuthentication
from ..oauth2.connector import AdditionalRow, Connector
from ..oauth2.field_checks import find_problems
from ..oauth2.form_fields import FORM_FIELDS
from ..oauth2.lean.frozen import frozen
from ..oauth2.secret import Secret, reveal
from ..oauth2.text_faults import find_text_faults, trimmed

_UNSEEN: Final = "lint.unseen_characters"
_BLANK: Final = "lint.should_be_blank"


@frozen
class FormChanges:
    """The connector as the form should hold it, and the advice for each field."""

    connector: Connector
    """With each new value that is known. Where only a person knows it, the value is the old one."""
    advice: dict[str, tuple[str, ...]]
    """The fixes for each field to change, by its key, the most telling first."""
    settled: frozenset[str]
    """The keys of the fields whose new value is known."""


def form_changes(connector: Connector, findings: Iterable[Finding]) -> FormChanges:
    """Return what errors and warnings propose to change. `findings` come in the order of their urgency."""
    advice: dict[str, list[str]] = {}
    changed = _without_unsendable_blanks(connector)
    for finding in findings:
        if finding.severity == "info":
            continue
        changed = _with_known_value(changed, finding)
        for key in _fields_to_change(finding):
            said = advice.setdefault(key, [])
            if finding.fix not in said:
                said.append(finding.fix)
    settled = frozenset(key for key in FORM_FIELDS if attrgetter(key)(changed) != attrgetter(key)(connector))
    return FormChanges(changed, {key: tuple(said) for key, said in advice.items()}, settled)


def _fields_to_change(finding: Finding) -> Iterable[str]:
    """Return the form's fields that a finding is about: the likeliest one, and those that its fix names."""
    keys = (finding.first_field, *finding.field_keys, *fields_named_in(finding.fix))
    return dict.fromkeys(key for key in keys if key in FORM_FIELDS)


def _without_unsendable_blanks(connector: Connector) -> Connector:
    """Return the connector with each value trimmed that has a problem, and blanks that explain it."""
    for key in dict.fromkeys(problem.field for problem in find_problems(connector) if problem.row is None):
        value = attrgetter(key)(connector)
        if isinstance(value, str | Secret) and "." not in key and find_text_faults(reveal(value)):
            connector = _with_values(connector, {key: _trimmed(value)})
    return connector


def _with_known_value(connector: Connector, finding: Finding) -> Connector:
    if finding.id in METHOD_FINDINGS:
        named = (method for method in ClientAuthentication if f"“{method.form_value}”" in finding.fix)
        method = next(named, connector.client_authentication)
        return replace(connector, client_authentication=method)
    key = finding.first_field
    if finding.id == _BLANK and key:
        return _with_values(connector, {key: ""})
    if finding.id == _UNSEEN and key:
        return _with_values(connector, {key: _trimmed(attrgetter(key)(connector))})
    return connector


def _with_values(connector: Connector, values: dict[str, Any]) -> Connector:
    return replace(connector, **values)


def _trimmed(value: Any) -> Any:  # noqa: ANN401 (fields have many types)
    """Return a value of a field, or all values of its rows, without what can't be seen."""
    if isinstance(value, tuple):
        return tuple(AdditionalRow(row.name, _trimmed(row.value)) for row in value)
    clear = trimmed(reveal(value))
    return Secret(clear) if isinstance(value, Secret) else clear
