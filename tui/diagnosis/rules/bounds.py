"""How far a request came, by the error code of its response: what the code proves can't be at fault any more.

A server that answers `invalid_grant` (RFC 6749 §5.2) was reached, over TLS, at its token endpoint. No
sentence of its response changes that. Only a vendor's own code may: the vendor says what it means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .matching import Match
from .observation import Observation

_WAY: Final = frozenset({"network", "response_format"})
_ADDRESS: Final = frozenset({"tls", "token_url"})
_USER: Final = frozenset({"username", "password", "account_state", "mfa_or_policy"})
_PROVED: Final[Mapping[str, frozenset[str]]] = {
    "invalid_request": _WAY,
    "invalid_client": _WAY | {"scope"},
    "invalid_grant": _WAY | _ADDRESS,
    "unauthorized_client": _WAY | {"tls"},
    "unsupported_grant_type": _WAY | _USER | {"tls"},
    "invalid_scope": _WAY | _ADDRESS | {"username", "password", "grant_not_allowed"},
}
"""By code: culprits that it rules out."""


def is_possible(seen: Observation, found: Match) -> bool:
    """Tell whether what a rule accuses first is still possible after the error code of the response."""
    when = found.rule.when
    if when.code or when.json or when.header or not found.culprits or _is_own_gate(seen, found):
        return True
    code = next((code for code in seen.folded_codes if code in _PROVED), None)
    return code is None or found.culprits[0] not in _PROVED[code]


def _is_own_gate(seen: Observation, found: Match) -> bool:
    """Tell whether the server itself speaks of the caller's address: it was reached, and lets few in."""
    return found.is_heard and any(
        claim.entity == "ip" and any(saying.holds(claim) for saying in found.rule.when.says)
        for claim in seen.claims
    )
