"""How a finding about a token that came is made: it works, so it warns at the most."""

from __future__ import annotations

from ..finding import Finding, Severity


def oddity(
    finding_id: str,
    title: str,
    cause: str,
    fix: str,
    evidence: str,
    *,
    severity: Severity = "warning",
    culprits: tuple[str, ...] = ("response_format",),
    field: str = "",
    reference: str = "RFC 6749 §5.1",
) -> Finding:
    """Return a finding about a token; `field` is the form field that reads what is odd."""
    return Finding(
        id=finding_id,
        severity=severity,
        culprits=culprits,
        title=title,
        cause=cause,
        fix=fix,
        evidence=(evidence,),
        reference=reference,
        field_keys=(field,) if field else (),
    )
