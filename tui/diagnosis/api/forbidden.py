"""403: the API knows who calls and says no, or a gateway in front of it does. Whom to ask for what."""

from __future__ import annotations

import re
from typing import Final

from ..finding import Finding, FindingKind
from .answer import ApiAnswer

_ALLOW_LIST: Final = re.compile(
    r"\bips?\b|address(?:es)?\b.{0,40}\b(?:allow|restrict|permit|block)|allow-?list|whitelist|"
    r"network (?:polic|restrict)|\bvpn\b|\bgeo"
)
_SCOPE: Final = re.compile(r"\bscopes?\b")
_LICENSE: Final = re.compile(r"licen[cs]e|subscription|not enabled|disabled|not activated|edition")
_forbidden: Final = FindingKind("error", reference="RFC 9110 §15.5.4")


def forbidden_finding(answer: ApiAnswer) -> Finding:
    """Return who forbids the call, by the words and the shape of the response."""
    words = answer.seen.words
    if _ALLOW_LIST.search(words):
        return _by_allow_list(answer)
    if _SCOPE.search(words):
        return _by_scope(answer)
    if answer.seen.shape in {"html", "empty", "text"}:
        return _by_gateway(answer)
    if _LICENSE.search(words):
        return _by_license(answer)
    return _by_permission(answer)


def _by_allow_list(answer: ApiAnswer) -> Finding:
    return _forbidden(
        "api.address_not_allowed",
        title="The API does not allow calls from this machine's address.",
        cause="The response mentions addresses or networks: the API has an allow-list, whoever calls.",
        fix="Ask its owner to add the product's addresses to the allow-list, "
        "and this machine's for the test.",
        culprits=("network", "mfa_or_policy"),
        evidence=answer.evidence(),
    )


def _by_gateway(answer: ApiAnswer) -> Finding:
    return _forbidden(
        "api.forbidden_by_gateway",
        title="The call is forbidden, most likely by a gateway or firewall in front of the API.",
        cause="An API gives its reason in JSON; this response is a page, a bare line or nothing. "
        "Gateways refuse addresses that are not on their allow-list, some methods, "
        "and calls that look like an attack.",
        fix="Ask the API's owner for its gateway's log for this minute, and whether this machine's and "
        "the product's addresses are on the allow-list. "
        "If the log shows nothing, the account lacks the permission.",
        culprits=("network", "account_state", "mfa_or_policy"),
        confidence="likely",
        evidence=answer.evidence("Server"),
    )


def _by_scope(answer: ApiAnswer) -> Finding:
    return _forbidden(
        "api.forbidden_by_scope",
        title="The API accepted the token, but its scope is not enough for this call.",
        cause="A token allows what its scope says, and no more.",
        fix="Additional Request Data: "
        "add the scope that the API's guide names to the row scope. "
        "Ask the administrator to grant it to the client.",
        culprits=("scope", "account_state"),
        evidence=_with_scope(answer),
    )


def _by_license(answer: ApiAnswer) -> Finding:
    return _forbidden(
        "api.not_enabled",
        title="The account is not enabled for this call.",
        cause="The API accepted the token. Its words point to a missing license, subscription or feature.",
        fix="Ask the system's administrator to enable it for the account, or call something else.",
        culprits=("account_state", "mfa_or_policy"),
        confidence="likely",
        evidence=answer.evidence(),
    )


def _by_permission(answer: ApiAnswer) -> Finding:
    return _forbidden(
        "api.forbidden",
        title="The API accepted the token, but the account may not do this.",
        cause="The token is good: a bad one gets 401. The account behind Password Grant Username "
        "lacks a role or a permission for this call, or the token lacks a scope.",
        fix="Have the system's administrator give the account permission to use the API and to read "
        "what was called. Then check the scope.",
        culprits=("account_state", "scope", "mfa_or_policy"),
        confidence="likely",
        evidence=_with_scope(answer),
    )


def _with_scope(answer: ApiAnswer) -> tuple[str, ...]:
    granted = answer.token.scope if answer.token else None
    return (*answer.evidence(), f"scope granted: {answer.quote(granted) if granted else 'not stated'}")
