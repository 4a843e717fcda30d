"""Whoever follows a fix reaches each field that it names: the field is among those of the finding."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tui.diagnosis.finding import CULPRITS, Finding, fields_named_in
from tui.diagnosis.rules.catalogue import built_in_rules
from tui.diagnosis.rules.rule import Rule
from tui.diagnosis.rules.rule_file import read_catalogue
from tui.oauth2.form_fields import FORM_FIELDS

LABELS: Final = {field.label for field in FORM_FIELDS.values() if len(field.label.split()) > 1}
"""Every label but Name and Description, which are words of every language."""
OF_CULPRITS: Final = {
    label: re.compile(rf"\b{re.escape(label)}\b")
    for label in (FORM_FIELDS[key].label for key in CULPRITS if key in FORM_FIELDS)
}


def finding_of(culprits: tuple[str, ...], fix: str) -> Finding:
    return Finding("a.b", "error", culprits, "Title.", "Cause.", fix)


def faults_of(rule: Rule) -> set[str]:
    """Return the labels that a rule's fix names, and that aren't among the fields of the finding."""
    choices = [culprits for words in rule.by.values() for culprits in words.values()]
    culprits = {*rule.culprits, *(culprit for some in choices for culprit in some)}
    labels = {label for one in culprits for label in finding_of((one,), "").fields}
    named = {label for label, pattern in OF_CULPRITS.items() if pattern.search(rule.fix)}
    long = {label for label in LABELS if label in rule.fix}
    return (named - labels) | (long - set(finding_of(rule.culprits, rule.fix).fields))


def test_the_fields_in_a_fix_are_those_of_its_culprits() -> None:
    assert {rule.id: faults for rule in built_in_rules() if (faults := faults_of(rule))} == {}


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ("microsoft.b2c_90151", "token_url"),
        ("web.client_certificate_missing", "token_url"),
        ("spring.client_mismatch", "additional_request_data"),
        ("enterprise.magento_content_type", "token_url"),
    ],
)
def test_these_lead_to_the_field_to_change(rule: str, field: str) -> None:
    found = next(known for known in built_in_rules() if known.id == rule)
    assert field in found.culprits
    assert field in fields_named_in(found.fix)


def test_a_users_own_rule_is_held_to_it_too() -> None:
    text = (
        '[[rule]]\nid = "acme.odd"\nculprits = ["tls"]\ntitle = "T."\ncause = "C."\n'
        'fix = "Set Client ID, a row of the additional headers, and Base Url."\n[rule.when]\nstatus = [400]\n'
    )
    rule = read_catalogue(text, "acme.toml")[0]
    assert rule.culprits == ("tls", "client_id", "additional_headers")
    assert finding_of(rule.culprits, rule.fix).fields == (
        "Client ID",
        "Oauth2 Custom Oauth Request Options Additional Headers",
        "Base Url",
    )
