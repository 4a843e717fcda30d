"""The claims of an access token that is a JWT. Read for the user's eyes; nothing is verified."""

from __future__ import annotations

import base64
import json
from typing import Any

from .token_response import AccessTokenResponse


def claims_of(token: AccessTokenResponse) -> dict[str, Any]:
    """Return the payload of a JWT (RFC 7519 §3), empty for any other token. Never raises.

    The signature is not checked: what stands here is what the token says of itself.
    """
    if not token.is_jwt:
        return {}
    payload = token.access_token.reveal().split(".")[1]
    try:
        # More padding than is needed does no harm.
        claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    except (ValueError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}
