"""A success that asks for a second factor, beside a token or in place of one.

Some servers accept username and password, and then want a code. What they issue until then is only good for
sending that code, which a connector can't do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.responses.token_response import JsonValue
from ..finding import Finding
from ..quoting import Quote
from ..rules.observation import Observation

_FACTOR: Final = r"(?:mfa|2fa|twofactor|secondfactor|multifactor|otp|totp|onetimepassword|verificationcode)"
_WANTED: Final = LazyPattern(
    rf"(?:is)?(?:{_FACTOR}(?:auth(?:entication)?|code|verification)?(?:is)?(?:required|needed|pending)|"
    rf"(?:requires?|needs?){_FACTOR}(?:auth(?:entication)?|code|verification)?|challengerequired)"
)
"""Names of members that ask for a second factor by being true, without what joins their words."""
_CHALLENGES: Final = frozenset({"challengetoken", "mfatoken", "otptoken", "twofactortoken"})
"""Names of members that begin a second factor by having a text."""
_OF_A_FACTOR: Final = LazyPattern(r"(?i)mfa|otp|sms|totp|factor|code")
"""What the name of a challenge holds, if it asks for a code. Others ask for a new password, or a device."""
_MOST_MEMBERS: Final = 200


def second_factor(seen: Observation, quote: Quote, *, has_token: bool) -> Finding | None:
    """Return that a success asks for a second factor; None where it doesn't, or is no success."""
    if seen.status is not None and not 200 <= seen.status < 300:
        return None
    members = list(_members_of(seen.document))
    names = [name for name, value in members if value is True and _WANTED.fullmatch(_joined(name))]
    if not names:
        if any(value is False and _WANTED.fullmatch(_joined(name)) for name, value in members):
            return None
        names = [
            name
            for name, value in members
            if isinstance(value, str) and value.strip() and _begins_a_challenge(_joined(name), value)
        ]
    if not names or any(name == "error" and value for name, value in members):
        return None
    name = quote(names[0])
    beside = (
        "The token beside it is most likely good for that step only, and an API refuses it."
        if has_token
        else "It issues no access token before that."
    )
    return Finding(
        id="answer.second_factor",
        severity="error",
        culprits=("mfa_or_policy",),
        title="The server asks for a second factor after username and password.",
        cause=f"The response has {name}. {beside} A connector can't enter a code.",
        fix="Ask the administrator to exempt this account from the second factor, "
        "or use an account made for integrations.",
        evidence=(name,),
        reference="RFC 6749 §4.3",
    )


def _begins_a_challenge(name: str, value: str) -> bool:
    if name == "challengename":
        return _OF_A_FACTOR.search(value[:60]) is not None
    return name in _CHALLENGES


def _members_of(document: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    """Yield the members of an object, and those of the objects in it."""
    if not isinstance(document, dict):
        return
    for name, value in list(document.items())[:_MOST_MEMBERS]:
        yield str(name), value
        if isinstance(value, dict):
            yield from ((str(inner), held) for inner, held in list(value.items())[:_MOST_MEMBERS])


def _joined(name: str) -> str:
    return re.sub(r"[\W_]", "", name[:60]).lower()
