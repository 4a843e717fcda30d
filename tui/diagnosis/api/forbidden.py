"""403: the API knows whose call it is, or a gateway before it does not care; whom to ask for what."""

from __future__ import annotations

import re
from typing import Final

from ..finding import Finding
from .answer import ApiAnswer

_ALLOW_LIST: Final = re.compile(
    r"\bips?\b|address(?:es)?\b.{0,40}\b(?:allow|restrict|permit|block)|allow-?list|whitelist|"
    r"network (?:polic|restrict)|\bvpn\b|\bgeo"
)
_SCOPE: Final = re.compile(r"\bscopes?\b")
_LICENSE: Final = re.compile(r"licen[cs]e|subscription|not enabled|disabled|not activated|edition")


def forbidden_finding(answer: ApiAnswer) -> Finding:
    """Return who forbids the call, by the words and the shape of the answer."""
    words = answer.seen.words
    reference = "RFC 9110 §15.5.4"
    if _ALLOW_LIST.search(words):
        return answer.finding(
            "address_not_allowed",
            "The API does not let this machine's address in.",
            "Its answer speaks of addresses or networks: it has an allow-list, whoever calls.",
            "Ask its owner to put the product's addresses on the allow-list, and this machine's for "
            "this test.",
            culprits=("network", "mfa_or_policy"),
            reference=reference,
        )
    if answer.seen.shape in {"html", "empty", "text"} and not _SCOPE.search(words):
        return answer.finding(
            "forbidden_by_gateway",
            "The call is forbidden, most likely by a gateway or firewall before the API.",
            "An API says why in JSON; this answer is a page, a bare line or nothing. Gateways refuse "
            "addresses that are not on their allow-list, methods, and calls that look like an attack.",
            "Ask the API's owner for the log of its gateway at this minute, and whether this "
            "machine's and the product's addresses are on the allow-list. If nothing stands there, "
            "the account lacks the permission.",
            culprits=("network", "account_state", "mfa_or_policy"),
            evidence=answer.evidence("Server"),
            reference=reference,
        )
    if _SCOPE.search(words):
        return answer.finding(
            "forbidden_by_scope",
            "The API took the token, and its scope is not enough for this call.",
            "A token may do what its scope says, and no more.",
            "Add the scope that the API's guide names to the row scope of Additional Request Data, "
            "and have the administrator grant it to the client.",
            culprits=("scope", "account_state"),
            evidence=_with_scope(answer),
            reference=reference,
        )
    if _LICENSE.search(words):
        return answer.finding(
            "not_enabled",
            "What was called is not switched on for this account.",
            "The API took the token; by its words a licence, a subscription or a feature is missing.",
            "Ask the system's administrator to enable it for the account, or call something else.",
            culprits=("account_state", "mfa_or_policy"),
            reference=reference,
        )
    return answer.finding(
        "forbidden",
        "The API took the token, and the account may not do this.",
        "The token is good: a bad one brings 401. The account behind Password Grant Username lacks a "
        "role or a permission for this call, or the token a scope.",
        "Have the system's administrator give the account the permission to use the API and to read "
        "what was called; then look at the scope.",
        culprits=("account_state", "scope", "mfa_or_policy"),
        evidence=_with_scope(answer),
        reference=reference,
    )


def _with_scope(answer: ApiAnswer) -> tuple[str, ...]:
    granted = answer.token.scope if answer.token else None
    return (*answer.evidence(), f"scope granted: {answer.quote(granted) if granted else 'not said'}")
