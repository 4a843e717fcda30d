"""Takes out of a fix what the run has disproved: it must not contradict the evidence below it.

A rule sees one response, and may advise what another attempt of the same run has just tried in vain. Such a
step of the fix is dropped as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.form_fields import short_label_of
from ...oauth2.lean.lazy_pattern import LazyPattern
from ..finding import Finding
from .reading import Reading, Stage

_BOTH: Final = frozenset({ClientAuthentication.BASIC, ClientAuthentication.REQUEST_BODY})
_FIELD: Final = short_label_of("client_authentication")
_OTHER: Final = LazyPattern(rf"(?i)\bthe other (?:method|{_FIELD})\b")
_SET: Final = LazyPattern(rf"(?i)\bset (?:it|{_FIELD}) to (?!one\b|the\b|what\b)")
_NAMES: Final = {
    ClientAuthentication.BASIC: "basic auth",
    ClientAuthentication.REQUEST_BODY: "request body",
}
_ALL_REFUSED: Final = (
    "Client ID: compare it with the client's registration. "
    "Client Secret: copy it again from there. If both are right, ask the server's owner "
    "which client authentication the client is registered for."
)


def without_disproved(finding: Finding, readings: Sequence[Reading]) -> Finding:
    """Return a finding whose fix advises no client authentication that this run tried in vain."""
    refused = {reading.method for reading in readings if reading.stage is Stage.CLIENT}
    in_vain = {reading.method for reading in readings if reading.seen and reading.stage <= Stage.REQUEST}
    kept = [
        step for step in finding.steps if not _is_disproved(step, refused, is_other_tried=in_vain >= _BOTH)
    ]
    if len(kept) == len(finding.steps):
        return finding
    return replace(finding, fix=" ".join(kept) or _ALL_REFUSED)


def _is_disproved(step: str, refused: Collection[ClientAuthentication], *, is_other_tried: bool) -> bool:
    """Tell whether a step advises what has failed: the other method after both, or one that was refused."""
    if _FIELD not in step:
        return False
    if _OTHER.search(step):
        return is_other_tried
    words = step.lower()
    named = [method for method, name in _NAMES.items() if name in words]
    return bool(_SET.search(step)) and len(named) == 1 and named[0] in refused
