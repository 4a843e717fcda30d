"""All findings of a customer's side, alone or beside a run of ours. Act on the first one."""

from __future__ import annotations

from typing import Final

from ...oauth2.url_parts import host_header, split_web_url
from ..finding import Finding, FindingKind, by_severity
from ..guard import guarded
from .alone import outcome_alone
from .beside import outcome_beside
from .certificates import certificate_findings
from .side import Reach, Side
from .surroundings import surroundings
from .telling import quote

_SAID_BY_CERTIFICATES: Final = frozenset({"ask.tls_only_here", "ask.not_trusted"})
"""What only says that a certificate is refused. Who issued it says why."""
_other: Final = FindingKind("error", ("token_url",))


@guarded("customer's side")
def side_findings(there: Side, here: Side | None = None) -> tuple[Finding, ...]:
    """Return the findings of what a customer's script saw: at least one. Never raises.

    `here` is a run of ours; where it asked another host, the two are not compared.
    """
    if here and asked_another(there, here):
        return (_other_url(there, here), *side_findings(there))
    first = outcome_beside(there, here) if here else outcome_alone(there)
    certificates = tuple(certificate_findings(there, here))
    rest = tuple(surroundings(there, here))
    if certificates and Reach.TLS in {there.reach, here.reach if here else there.reach}:
        outcome = () if first.id in _SAID_BY_CERTIFICATES else (first,)
        return by_severity((*certificates, *outcome, *rest))
    return by_severity((first, *certificates, *rest))


def asked_another(there: Side, here: Side) -> bool:
    """Tell whether the sides asked different servers, as far as both say. The script leaves the query out."""
    ours, theirs = split_web_url(here.url), split_web_url(there.url)
    if ours is None or theirs is None:
        return False
    return _place(here.url) != _place(there.url)


def _place(url: str) -> tuple[str, str]:
    return url.partition(":")[0].lower(), host_header(url).lower().removesuffix(".")


def _other_url(there: Side, here: Side) -> Finding:
    return _other(
        "ask.other_url",
        "The script asked another server than the run.",
        f"There: {quote(there.url)}. Here: {quote(here.url)}. So the two can't be compared.",
        "Oauth2 Token Url: decide which one is right. Then run again, or send the customer a new script.",
        evidence=(f"there: {quote(there.url)}", f"here: {quote(here.url)}"),
    )
