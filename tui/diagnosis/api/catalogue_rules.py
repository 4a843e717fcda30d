"""What the catalogue knows of an API's answer. Its rules are about the token request, so not all have a say.

A rule that recognizes a firewall is believed, and told in words of our own; of the others, those that accuse
neither the form nor the client, and speak of neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ...oauth2.redaction import Redactor
from ..finding import Finding
from ..rules.findings import rule_finding
from ..rules.rule import Rule
from .answer import ApiAnswer

_SIDES: Final = frozenset({"network", "rate_limit", "server_side", "account_state", "mfa_or_policy", "tls"})
_OF_A_TOKEN_REQUEST: Final = re.compile(
    r"(?i)token|oauth|client|grant|additional|credential|secret|log-?in|sign-?in|password|username|\bform\b"
)
_OWNER: Final = re.compile(r"([Tt])he authorization server's administrators?")


def firewall_finding(answer: ApiAnswer, redactor: Redactor, rules: Iterable[Rule]) -> Finding | None:
    """Return which firewall stopped the call; None where none is recognized."""
    of_firewalls = [rule for rule in rules if rule.id.startswith("waf.") and rule.culprits[0] == "network"]
    found = rule_finding(answer.seen, of_firewalls, redactor)
    if found is None:
        return None
    whose = found.vendor or "A firewall"
    told = answer.finding(
        "firewall",
        f"{whose} stopped the call before it came to the API.",
        "The answer is that of a firewall or a bot check, which dislikes the address, the country or "
        "the kind of client. Nobody looked at the token.",
        f"Ask those who run the API's site{f' at {found.vendor}' if found.vendor else ''} to let the "
        "product's addresses, and this machine's for the test, reach the API, and to exempt it from "
        "bot checks.",
        culprits=("network",),
        evidence=(*answer.evidence("Server"), *found.evidence),
        reference=found.reference,
    )
    return replace(told, vendor=found.vendor)


def catalogue_finding(answer: ApiAnswer, redactor: Redactor, rules: Iterable[Rule]) -> Finding | None:
    """Return what a rule knows of the answer; None where none of those that fit holds."""
    found = rule_finding(answer.seen, [rule for rule in rules if _fits(rule)], redactor)
    if found is None:
        return None
    fix = _OWNER.sub(r"\1he API's owner", found.fix)
    return replace(found, id=f"api.{found.id}", fix=fix)


def _fits(rule: Rule) -> bool:
    if rule.id.startswith("status.") or not _SIDES.issuperset(rule.culprits):
        return False
    return not _OF_A_TOKEN_REQUEST.search(f"{rule.title} {rule.cause} {rule.fix}".replace("in the form", ""))
