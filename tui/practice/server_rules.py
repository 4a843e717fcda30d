"""How a practice server is set up: what its token endpoint and its API take, and what they refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HOUR: Final = 3600
"""Seconds."""


@dataclass(frozen=True)
class ServerRules:
    """How this server is set up."""

    takes_basic: bool = True
    """Whether the client may prove itself by a Basic Authorization header (RFC 6749 §2.3.1)."""
    takes_body: bool = True
    """Whether it may do so by `client_id` and `client_secret` in the body."""
    allows_password_grant: bool = True
    account_refusal: str = ""
    """Why the account is refused although its password is right; empty when it is not."""
    camel_case_token: bool = False
    """Whether the token stands under `accessToken` instead of RFC 6749's `access_token`."""
    errors_as_200: bool = False
    """Whether errors are answered with status 200, as some servers do."""
    token_lifetime: int = HOUR
    """Seconds that a token lives."""
    refuses_first_token: bool = False
    """Whether the API takes no token but one that was asked for after it had refused another."""
    ends_older_tokens: bool = False
    """Whether a new token ends those before it."""
