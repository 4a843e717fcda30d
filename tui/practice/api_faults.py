"""Faults of the time after the token: it is given, and then the API refuses it, or it is soon over."""

from __future__ import annotations

from typing import Final

from .authorization import SCOPES
from .practice_fault import PracticeFault
from .protected_resource import API_PATH
from .rules import ServerRules

_READING, _WRITING = SCOPES
_SHORT_LIFETIME: Final = 5
"""Seconds: long enough for one call, and over before anyone has read its answer."""

API_FAULTS: Final = (
    PracticeFault(
        "first-token-refused",
        "The API refuses the first token",
        "By its answer the token is good for an hour, and the API refuses it as expired: 401 invalid_token, "
        "and no “Authorization failed” yet. One more, got with the user's credentials, works.",
        rules=ServerRules(refuses_first_token=True),
    ),
    PracticeFault(
        "one-token-at-a-time",
        "A new token ends the old one",
        "Each new token ends the one before, so two connectors with the same account throw each other out, "
        "and “Authorization failed” comes and goes. A rehearsal of the expiry shows it: the first token is "
        "refused once there is a second.",
        rules=ServerRules(ends_older_tokens=True),
    ),
    PracticeFault(
        "scope-too-small",
        "A scope too small for the API",
        f"The row scope of the Additional Request Data asks for {_WRITING} in place of {_READING}. There is "
        "no “Authorization failed”, a token is given; the API answers 403 insufficient_scope, and no other "
        "token with that scope would help.",
        scope=_WRITING,
    ),
    PracticeFault(
        "wrong-api-path",
        "Wrong path of the API",
        f"The API path is /api/v1/me in place of {API_PATH}. There is no “Authorization failed”, a token is "
        "given; the API answers 404, and the connector's credentials are all right.",
        api_path="/api/v1/me",
    ),
    PracticeFault(
        "short-lived",
        "A token of a few seconds",
        f"A token lives for {_SHORT_LIFETIME} seconds, so nearly every call needs a new one. It works, until "
        "the server limits how often tokens may be asked for: then it is “Authorization failed”.",
        rules=ServerRules(token_lifetime=_SHORT_LIFETIME),
    ),
)
"""The faults of the time after the token."""
