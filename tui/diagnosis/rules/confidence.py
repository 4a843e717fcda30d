"""How sure a rule's finding is: the response says so, it is likely, or this response can't tell.

exact code, own words  ──> stated      the words of anybody  ──> likely
error code             ──> likely, or open where it has many causes
status, shape          ──> open
"""

from __future__ import annotations

from typing import Final

from ..certainty import Confidence
from ..evidence.claims import Claim
from ..evidence.things import VAGUE
from ..evidence.told import MENTIONED
from .matching import Match
from .observation import Observation
from .rule import TIERS, When

_PAIRS: Final = (
    {"password": {"password"}, "username": {"username", "user"}},
    {"client_secret": {"client_secret"}, "client_id": {"client_id", "client"}},
)
"""Two values that are checked together: what a claim must name for the response to say which is wrong."""
_KINDS: Final = (
    frozenset({"client_id", "client_secret", "client_authentication"}),
    frozenset({"username", "password", "account_state", "mfa_or_policy"}),
    frozenset({"grant_not_allowed", "client_authentication"}),
    frozenset({"scope", "additional_request_data", "account_state"}),
)
_FEW: Final = 2


def confidence_of(found: Match, seen: Observation) -> Confidence:
    """Return how sure a rule's first culprit is, by which of the rule's conditions the response met."""
    when, tier = found.rule.when, TIERS[found.rule.tier]
    if tier >= TIERS["usual"] and any(code.first == code.last for code in when.code):
        return "stated"
    if not _is_worded(when):
        return _by_code(found.culprits) if when.error else "open"
    if _leaves_open_which(found.culprits, seen):
        return "likely" if any(claim.entity not in VAGUE for claim in seen.claims) else "open"
    if tier < TIERS["usual"]:
        return "likely"
    if any(
        _names_one_thing(claim) and any(saying.holds(claim) for saying in when.says) for claim in seen.claims
    ):
        return "stated"
    enough = "usual" if found.vendor else "telling"
    is_own = found.vendor is not None or (found.rule.vendor is None and not when.shared)
    return "stated" if is_own and tier >= TIERS[enough] else "likely"


def _is_worded(when: When) -> bool:
    """Tell whether a rule looks for what the server says, beyond its error code and its status."""
    said = (when.code, when.text, when.shared, when.says, when.all_text, when.json, when.header, when.body)
    return any(said)


def _by_code(culprits: tuple[str, ...]) -> Confidence:
    """Return how much an error code of RFC 6749 §5.2 tells alone: little, where its causes differ in kind."""
    is_one_kind = any(kind.issuperset(culprits) for kind in _KINDS)
    return "likely" if len(culprits) == 1 or (len(culprits) <= _FEW and is_one_kind) else "open"


def _names_one_thing(claim: Claim) -> bool:
    return claim.entity not in VAGUE and claim.alternatives == 1 and claim.state != MENTIONED


def _leaves_open_which(culprits: tuple[str, ...], seen: Observation) -> bool:
    """Tell whether two values are at fault and no sentence says which: “user name or password”."""
    pair = next((pair for pair in _PAIRS if pair.keys() == set(culprits[:2])), None)
    if pair is None:
        return False
    things = pair[culprits[0]]
    return not any(claim.entity in things and _names_one_thing(claim) for claim in seen.claims)
