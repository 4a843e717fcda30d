"""Looks inside an access token that is a JWT. It is only shown to the user; nothing is verified."""

from __future__ import annotations

import base64
import json
from typing import Any, Literal

from .token_response import AccessTokenResponse

TokenForm = Literal["jwt", "jwe", "opaque"]


def form_of(token: AccessTokenResponse) -> TokenForm:
    """Return whether a token is a readable JWT, an encrypted one (RFC 7516 §3.1), or opaque."""
    if token.is_jwt:
        return "jwt"
    clear = token.access_token.reveal()
    return "jwe" if clear.startswith("eyJ") and clear.count(".") == 4 else "opaque"


def header_of(token: AccessTokenResponse) -> dict[str, Any]:
    """Return the header of a JWT, encrypted or not (RFC 7515 §4); empty for other tokens. Never raises."""
    return {} if form_of(token) == "opaque" else _part(token, 0)


def claims_of(token: AccessTokenResponse) -> dict[str, Any]:
    """Return the payload of a JWT (RFC 7519 §3); empty for other tokens. Never raises.

    The signature is not checked: these are only the token's own claims.
    """
    return _part(token, 1) if token.is_jwt else {}


def _part(token: AccessTokenResponse, number: int) -> dict[str, Any]:
    part = token.access_token.reveal().split(".")[number]
    try:
        # Extra padding does no harm.
        document = json.loads(base64.urlsafe_b64decode(part + "=="))
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
