"""The API of the practice server: one resource that needs an access token (RFC 6750)."""

from __future__ import annotations

from typing import Final

from .issued_tokens import IssuedTokens
from .registered import SCOPES, USERNAME
from .responses import Response, json_response

API_PATH: Final = "/api/me"
NO_SUCH_RESOURCE: Final = json_response(404, {"message": "There is no such resource."})
_NEEDED_SCOPE: Final = SCOPES[0]
_REALM: Final = 'realm="practice"'
_ONLY_READ: Final = json_response(405, {"message": "This resource is read-only."}, ("Allow", "GET, HEAD"))


def answer_api_call(tokens: IssuedTokens, method: str, authorization: str) -> Response:
    """Return the response to one call of the resource.

    `authorization` is the value of the header, empty if there is none. Without a Bearer token, the challenge
    names no error (RFC 6750 §3.1).
    """
    if method not in {"GET", "HEAD"}:
        return _ONLY_READ
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        return _refusal(401, "", "An access token is required.")
    known = tokens.find(token)
    if known is None:
        return _refusal(401, "invalid_token", "The access token is unknown.")
    if tokens.has_expired(known):
        return _refusal(401, "invalid_token", "The access token expired or was revoked.")
    if _NEEDED_SCOPE not in known.scopes:
        return _refusal(
            403,
            "insufficient_scope",
            f"The access token lacks the scope {_NEEDED_SCOPE}.",
            f'scope="{_NEEDED_SCOPE}"',
        )
    return json_response(
        200,
        {
            "user": {"name": USERNAME, "display_name": "Practice service account"},
            "scope": sorted(known.scopes),
            "tickets": {"open": 3, "newest": "TICKET-1042"},
        },
    )


def _refusal(status: int, error: str, description: str, *more: str) -> Response:
    details = [f'error="{error}"', f'error_description="{description}"'] if error else []
    challenge = ", ".join([_REALM, *details, *more])
    document = {"error": error, "error_description": description} if error else {"message": description}
    return json_response(status, document, ("WWW-Authenticate", f"Bearer {challenge}"))
