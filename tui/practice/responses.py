"""The responses of the practice server: status, headers, and a body of JSON or HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final


@dataclass(frozen=True)
class Response:
    """One HTTP response."""

    status: int
    body: bytes = field(default=b"", repr=False)
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def json_response(status: int, document: Mapping[str, Any], *headers: tuple[str, str]) -> Response:
    """Return a response with a JSON body that must not be stored (RFC 6749 §5.1)."""
    return Response(
        status,
        json.dumps(document).encode(),
        (("Content-Type", "application/json"), ("Cache-Control", "no-store"), *headers),
    )


def page(status: int, title: str, content: str, *headers: tuple[str, str]) -> Response:
    """Return a response with a small web page. `content` is trusted HTML."""
    head = f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>'
    html = f"<!DOCTYPE html>\n<html>\n{head}\n<body>\n<h1>{escape(title)}</h1>\n{content}\n</body>\n</html>\n"
    return Response(status, html.encode(), (("Content-Type", "text/html; charset=utf-8"), *headers))


LOGIN_PAGE: Final = page(
    200,
    "Sign in",
    '<form method="post" action="/login">\n'
    '<label>User name <input name="user"></label>\n'
    '<label>Password <input name="pass" type="password"></label>\n'
    "<button>Sign in</button>\n</form>",
    ("Set-Cookie", "practice_session=made-up-session-3f81; Path=/; HttpOnly"),
)
NOT_FOUND: Final = page(404, "Not Found", "<p>There is nothing at this address.</p>")
ONLY_POST: Final = json_response(
    405,
    {
        "error": "invalid_request",
        "error_description": "The token endpoint only accepts POST (RFC 6749 section 3.2).",
    },
    ("Allow", "POST"),
)
SERVER_ERROR: Final = page(500, "Internal Server Error", "<p>Something went wrong. Reference: 7c41e0.</p>")
MAINTENANCE: Final = page(
    503,
    "Service Unavailable",
    "<p>The service is being maintained. Please come back later.</p>",
    ("Retry-After", "600"),
)
REDIRECT_TO_LOGIN: Final = Response(302, headers=(("Location", "/login?return_to=%2Foauth2%2Ftoken"),))
MOVED: Final = Response(308, headers=(("Location", "/oauth2/token"),))
NO_API_KEY: Final = json_response(
    401, {"message": "No API key found in request"}, ("WWW-Authenticate", "Key")
)
"""As the gateway Kong answers."""
RATE_LIMITED: Final = json_response(429, {"message": "API rate limit exceeded"}, ("Retry-After", "30"))
