"""A finding: one diagnosed fact, and the field of the form to change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final, Literal

from ..oauth2.form_fields import FORM_FIELDS, label_of, short_label_of
from ..oauth2.lean.frozen import frozen
from ..oauth2.lean.lazy_pattern import LazyPattern
from .certainty import CERTAINTY, Confidence
from .next_step import NextStep
from .steps import steps_of

Severity = Literal["error", "warning", "info"]

SEVERITIES: Final = {"error": 0, "warning": 1, "info": 2}
"""The lower the number, the more severe."""
_FIELDS_OF_CULPRIT: Final[dict[str, tuple[str, ...]]] = {
    "client_id": ("client_id",),
    "client_secret": ("client_secret",),
    "username": ("username",),
    "password": ("password",),
    "token_url": ("token_url",),
    "client_authentication": ("client_authentication",),
    "additional_headers": ("additional_headers",),
    "additional_request_data": ("additional_request_data",),
    "grant_not_allowed": (),
    "account_state": (),
    "mfa_or_policy": (),
    # The form has no scope field for this grant: a scope is a row of the request data.
    "scope": ("additional_request_data",),
    "tls": (),
    "network": (),
    "rate_limit": (),
    "server_side": (),
    "response_format": ("response.type", "response.access_token_key"),
}
CULPRITS: Final = tuple(_FIELDS_OF_CULPRIT)
"""What can be at fault. Some are not fields of the form: they are changed elsewhere."""


_SPOKEN: Final = {
    "additional_headers": ("additional headers", "additional header"),
    "additional_request_data": ("additional request data",),
}
"""What sentences call a field besides its label and its short one."""
_NO_LABELS: Final = frozenset({"name", "description"})
"""Fields whose label is a word of every language."""
_NAMED: Final = {
    words: key
    for key, field in FORM_FIELDS.items()
    if key not in _NO_LABELS
    for words in (field.label, short_label_of(key), *_SPOKEN.get(key, ()))
}
_ANY_LABEL: Final = LazyPattern("|".join(map(re.escape, sorted(_NAMED, key=len, reverse=True))))


def fields_named_in(text: str) -> tuple[str, ...]:
    """Return the keys of the form's fields that a text names, in its order."""
    return tuple(dict.fromkeys(_NAMED[label] for label in _ANY_LABEL.findall(text)))


def culprits_named_in(text: str) -> tuple[str, ...]:
    """Return the culprits that are a field which a text names, in its order."""
    fields = fields_named_in(text)
    named = (culprit for key in fields for culprit, keys in _FIELDS_OF_CULPRIT.items() if key in keys[:2])
    return tuple(dict.fromkeys(culprit for culprit in named if culprit != "scope"))


@frozen
class Finding:
    """One diagnosed fact: what, why, evidence, the field to change, the fix. Its texts are safe to show."""

    id: str
    """Stable and dotted, such as `"oauth.invalid_client"`."""
    severity: Severity
    culprits: tuple[str, ...]
    """Members of `CULPRITS`, the most probable first."""
    title: str
    cause: str
    fix: str
    evidence: tuple[str, ...] = ()
    vendor: str | None = None
    lockout_risk: bool = False
    """Whether another attempt could lock the account."""
    reference: str = ""
    """The standard's section that says so, such as `"RFC 6749 §5.2"`."""
    field_keys: tuple[str, ...] = ()
    """Fields to change before those of the culprits: the exact one of several, or one without a culprit."""
    confidence: Confidence = "stated"
    is_said: bool = False
    """Whether it rests on what a server said, as a rule reads it."""
    next: NextStep | None = None
    """What would settle it; None where the response states it."""

    @property
    def steps(self) -> tuple[str, ...]:
        """The fix, sentence by sentence; one at least."""
        return steps_of(self.fix) or (self.fix,)

    @property
    def certainty(self) -> str:
        """How sure an error's first culprit is, in a sentence; empty for what was seen here, and not said."""
        if self.severity != "error" or (self.confidence == "stated" and not self.is_said):
            return ""
        return CERTAINTY[self.confidence]

    @property
    def fields(self) -> tuple[str, ...]:
        """The form's labels of the fields to change, the most probable first."""
        return tuple(label_of(key) for key in self.keys)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the fields to change, the most probable first; all that the fix names.

        A first culprit that is no field, such as a locked account, brings none of the others along.
        """
        keys = [*self.field_keys]
        if self.culprits and _FIELDS_OF_CULPRIT[self.culprits[0]]:
            keys += (key for culprit in self.culprits for key in _FIELDS_OF_CULPRIT[culprit])
        keys += fields_named_in(self.fix)
        return tuple(dict.fromkeys(keys))

    @property
    def first_field(self) -> str:
        """Key of the form field to change first; empty where the most probable culprit has none."""
        if self.field_keys:
            return self.field_keys[0]
        return next((key for culprit in self.culprits[:1] for key in _FIELDS_OF_CULPRIT[culprit]), "")

    def is_at_least(self, severity: Severity) -> bool:
        """Tell whether it is as severe, or more."""
        return SEVERITIES[self.severity] <= SEVERITIES[severity]

    def accusing(self, *culprits: str) -> Finding:
        """Return the finding with these culprits in front of all others."""
        return replace(self, culprits=tuple(dict.fromkeys((*culprits, *self.culprits))))

    def exonerating(self, *culprits: str) -> Finding:
        """Return the finding with these culprits behind all others; none is dropped."""
        cleared = tuple(culprit for culprit in self.culprits if culprit in culprits)
        kept = tuple(culprit for culprit in self.culprits if culprit not in culprits)
        return replace(self, culprits=kept + cleared)

    def document(self) -> dict[str, Any]:
        """Return the finding as a JSON value."""
        return {
            "id": self.id,
            "severity": self.severity,
            "culprits": list(self.culprits),
            "fields": list(self.fields),
            "title": self.title,
            "cause": self.cause,
            "fix": self.fix,
            "steps": list(self.steps),
            "evidence": list(self.evidence),
            "vendor": self.vendor,
            "lockout_risk": self.lockout_risk,
            "reference": self.reference,
            "confidence": self.confidence,
            "next": self.next.document() if self.next else None,
        }


@frozen
class FindingKind:
    """What the findings of one kind have in common. Call it to make one.

    For example `odd_token = FindingKind("warning", ("response_format",), "RFC 6749 §5.1")`.
    """

    severity: Severity = "error"
    culprits: tuple[str, ...] = ()
    reference: str = ""
    confidence: Confidence = "stated"

    def __call__(
        self,
        finding_id: str,
        title: str,
        cause: str,
        fix: str,
        *,
        evidence: tuple[str, ...] = (),
        severity: Severity | None = None,
        culprits: tuple[str, ...] | None = None,
        reference: str | None = None,
        fields: tuple[str, ...] = (),
        confidence: Confidence | None = None,
    ) -> Finding:
        """Return a finding of this kind. What is given replaces what the kind has in common.

        `fields` are keys of form fields to change before those of the culprits.
        """
        return Finding(
            id=finding_id,
            severity=self.severity if severity is None else severity,
            culprits=self.culprits if culprits is None else culprits,
            title=title,
            cause=cause,
            fix=fix,
            evidence=evidence,
            reference=self.reference if reference is None else reference,
            field_keys=fields,
            confidence=self.confidence if confidence is None else confidence,
        )


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the errors first, then the warnings; equals keep their order."""
    return tuple(sorted(findings, key=lambda finding: SEVERITIES[finding.severity]))
