"""All findings of one response, without the request. Act on the first one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ..oauth2.connector import ResponseSettings
from ..oauth2.http_response import HttpResponse
from ..oauth2.masking.redaction import Redactor
from ..oauth2.responses.token_response import AccessTokenResponse
from .answers.findings import answer_findings, read_bare
from .finding import Finding, by_severity
from .guard import guarded
from .rules.findings import observe_masked

if TYPE_CHECKING:
    from .rules.rule import Rule


@guarded("response")
def diagnose_response(
    response: HttpResponse,
    *,
    status: int | None,
    url: str = "",
    rules: tuple[Rule, ...] | None = None,
    settings: ResponseSettings | None = None,
    now: datetime | None = None,
) -> tuple[Finding, ...]:
    """Return the findings of a response that was saved or pasted: at least one. Never raises.

    `status` is None for a bare body. `url` is where it came from, where that is known.
    """
    from .telling_apart import with_next  # a run has its own way to it

    settings = settings or ResponseSettings()
    redactor = Redactor(())
    seen = observe_masked(response, redactor, status=status, url=url)
    answer = read_bare(response, status, settings)
    found = answer_findings(
        response, seen, answer, settings=settings, rules=rules, redactor=redactor, may_echo=False, now=now
    )
    if isinstance(answer, AccessTokenResponse):
        found = by_severity(found)
        found = found if any(finding.severity == "error" for finding in found) else (*found, _TOKEN)
    return with_next(merged(found))


_TOKEN: Final = Finding(
    id="answer.token",
    severity="info",
    culprits=(),
    title="This is an access token response: the token request worked.",
    cause="It holds an access token where the connector looks for one.",
    fix="Nothing to change for the token request. If calls fail, check the API and the token's scope.",
    evidence=("an access token",),
    reference="RFC 6749 §5.1",
)


def merged(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Merge the findings of each id: the first, with the evidence and culprits of the others."""
    kept: dict[str, Finding] = {}
    for finding in findings:
        if known := kept.get(finding.id):
            finding = replace(
                known,
                culprits=tuple(dict.fromkeys((*known.culprits, *finding.culprits))),
                evidence=tuple(dict.fromkeys((*known.evidence, *finding.evidence))),
                lockout_risk=known.lockout_risk or finding.lockout_risk,
            )
        kept[finding.id] = finding
    return tuple(kept.values())
