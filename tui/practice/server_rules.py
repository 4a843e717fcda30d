"""Defines how a practice server behaves: what its token endpoint and its API accept and refuse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HOUR: Final = 3600
"""Seconds."""


@dataclass(frozen=True)
class ServerRules:
    """The settings of one practice server."""

    takes_basic: bool = True
    """Whether the client may authenticate with Basic Auth (RFC 6749 §2.3.1)."""
    takes_body: bool = True
    """Whether the client may authenticate with `client_id` and `client_secret` in the body."""
    names_method: bool = False
    """Whether a client that authenticates in another way is told the one that it is registered for."""
    allows_password_grant: bool = True
    needs_scope: bool = False
    """Whether a request without a scope is refused (RFC 6749 §3.3)."""
    needs_api_key: bool = False
    """Whether a gateway in front of the token endpoint wants the header `apikey`."""
    account_refusal: str = ""
    """Why the account is refused although its password is right; empty if it is not refused."""
    camel_case_token: bool = False
    """Whether the token has the key `accessToken` instead of RFC 6749's `access_token`."""
    errors_as_200: bool = False
    """Whether error responses have the status 200, as with some servers."""
    token_lifetime: int = HOUR
    """The lifetime of a token, in seconds."""
    refuses_first_token: bool = False
    """Whether the API only accepts a token that was requested after it refused another."""
    ends_older_tokens: bool = False
    """Whether a new token makes the older ones expire."""
