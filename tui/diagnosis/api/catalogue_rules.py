"""What the catalogue knows of an API's response. Its rules are about the token request, so not all fit.

A rule that recognizes a firewall counts, but in other words. Of the other rules, those count that neither
accuse nor mention the form or the client.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final

from ...oauth2.masking.redaction import Redactor
from ..finding import Finding
from ..rules.findings import rule_finding
from ..rules.rule import Rule
from .answer import ApiAnswer, api_error

_OUTSIDE: Final = frozenset({"network", "rate_limit", "server_side", "tls"})
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
    told = api_error(
        "api.firewall",
        title=f"{found.vendor or 'A firewall'} stopped the call before it reached the API.",
        cause="The response comes from a firewall or a bot check, which objects to the address, "
        "the country or the kind of client. It didn't look at the token.",
        fix="Ask the owner of the API's site to let the product's addresses, and this machine's for "
        f"the test, through {found.vendor or 'the firewall'}. Ask to exempt the API from bot checks too.",
        culprits=("network",),
        evidence=(*answer.evidence("Server"), *found.evidence),
        reference=found.reference,
    )
    return replace(told, vendor=found.vendor)


def catalogue_finding(answer: ApiAnswer, redactor: Redactor, rules: Iterable[Rule]) -> Finding | None:
    """Return what a fitting rule knows of the response; None where none holds."""
    found = rule_finding(
        answer.seen, [rule for rule in rules if rule.phase == "token" and _fits(rule)], redactor
    )
    if found is None:
        return None
    fix = _OWNER.sub(r"\1he API's owner", found.fix)
    return replace(found, id=f"api.{found.id}", fix=fix)


def rules_of_api(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules for responses of an API: its own, and those about what stands before any server."""
    return tuple(rule for rule in rules if rule.phase == "api" or _fits(rule))


def said_finding(answer: ApiAnswer, redactor: Redactor, rules: Iterable[Rule]) -> Finding | None:
    """Return what an API says in its own sentences or codes; None where only its status speaks."""
    speaking = [rule for rule in rules_of_api(rules) if rule.when.says or rule.when.text or rule.when.error]
    found = rule_finding(answer.seen, speaking, redactor)
    if found is None:
        return None
    found_id = found.id if found.id.startswith("api.") else f"api.{found.id}"
    return replace(found, id=found_id, evidence=tuple(dict.fromkeys((*answer.evidence(), *found.evidence))))


def _fits(rule: Rule) -> bool:
    if (
        rule.id.startswith("status.")
        or rule.culprits[0] not in _OUTSIDE
        or not _SIDES.issuperset(rule.culprits)
    ):
        return False
    return not _tells_of_a_token_request(rule.title, rule.cause, rule.fix)


@cache  # for each response, the same thousand rules are asked
def _tells_of_a_token_request(*texts: str) -> bool:
    return bool(_OF_A_TOKEN_REQUEST.search(" ".join(texts).replace("in the form", "")))
