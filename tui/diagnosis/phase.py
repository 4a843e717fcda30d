"""Tells by a response alone that it answers a call of an API, where that is certain.

RFC 6750 §3.1 defines error codes that speak of an access token. A token request carries none, so a token
endpoint has no use for them. It answers with the codes of RFC 6749 §5.2.
"""

from __future__ import annotations

from typing import Final

from ..oauth2.http_response import HttpResponse
from ..oauth2.lean.lazy_pattern import LazyPattern
from ..oauth2.responses.challenge import bearer_challenge

_OF_A_TOKEN: Final = frozenset({"invalid_token", "insufficient_scope"})
"""Codes that no request without an access token brings (RFC 6750 §3.1)."""
_OF_A_TOKEN_REQUEST: Final = LazyPattern(
    r"invalid_(?:client|grant|request|scope)|unauthorized_client|unsupported_grant_type|grant[_ ]type"
)
"""Codes of RFC 6749 §5.2, and its first parameter."""
_TOKEN_ENDPOINT: Final = LazyPattern(r"(?i)/(?:oauth_token\.do|token|access_?token|tokens)/?(?:\?|$)")
_MOST_READ: Final = 65_536


def challenge_of_an_api(response: HttpResponse, status: int | None, url: str = "") -> str:
    """Return the challenge that only an API sends, as it is written; empty where there is none.

    It is certain only if nothing else points to a token endpoint: not the URL, and no word of the body.
    """
    if status not in {None, 400, 401, 403} or _TOKEN_ENDPOINT.search(url):
        return ""
    challenge = bearer_challenge(response)
    error = challenge.parameters.get("error", "") if challenge else ""
    if error not in _OF_A_TOKEN or _OF_A_TOKEN_REQUEST.search(response.text[:_MOST_READ].lower()):
        return ""
    return f'Bearer error="{error}"'
