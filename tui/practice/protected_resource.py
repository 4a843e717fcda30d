"""The API of a practice server: one resource, and what it says of the tokens that it is shown (RFC 6750)."""

from __future__ import annotations

from typing import Final

from .authorization import SCOPES, USERNAME
from .issued_tokens import IssuedTokens
from .responses import Response, json_response

API_PATH: Final = "/api/me"
NO_SUCH_RESOURCE: Final = json_response(404, {"message": "There is no such resource."})
_NEEDED_SCOPE: Final = SCOPES[0]
_REALM: Final = 'realm="practice"'
_ONLY_READ: Final = json_response(405, {"message": "This can only be read."}, ("Allow", "GET, HEAD"))


def answer_api_call(tokens: IssuedTokens, method: str, authorization: str) -> Response:
    """Return the answer to one call of the resource, whatever came with it.

    `authorization` is the header's value, empty where the request has none: then, and where it is of another
    scheme, the challenge names no error (RFC 6750 §3.1).
    """
    if method not in {"GET", "HEAD"}:
        return _ONLY_READ
    scheme, _, token = authorization.partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        return _refusal(401, "", "An access token is needed.")
    known = tokens.find(token)
    if known is None:
        return _refusal(401, "invalid_token", "The access token is not known here.")
    if tokens.is_over(known):
        return _refusal(401, "invalid_token", "The access token expired or was revoked.")
    if _NEEDED_SCOPE not in known.scopes:
        return _refusal(
            403,
            "insufficient_scope",
            f"The access token may not do this: it needs {_NEEDED_SCOPE}.",
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
    told = [f'error="{error}"', f'error_description="{description}"'] if error else []
    challenge = ", ".join([_REALM, *told, *more])
    document = {"error": error, "error_description": description} if error else {"message": description}
    return json_response(status, document, ("WWW-Authenticate", f"Bearer {challenge}"))
