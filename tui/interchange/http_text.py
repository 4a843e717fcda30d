"""The request as HTTP text: what `TokenRequest.wire()` holds, with line feeds."""

from __future__ import annotations

from ..oauth2.api_request import ApiRequest
from ..oauth2.redaction import Redactor
from ..oauth2.token_request import TokenRequest
from ..plain_text import plain_line
from .shown_request import shown_request


def http_text(request: TokenRequest | ApiRequest, redactor: Redactor | None, *, reveal: bool = False) -> str:
    """Return request line, headers, a blank line and the body, secrets masked unless `reveal`.

    No character a terminal would obey is in it, nor one that an eye would miss: those few are
    written visibly, revealed or not.
    """
    shown = shown_request(request, redactor, reveal=reveal)
    lines = [
        f"{shown.method} {shown.target} HTTP/1.1",
        *(f"{name}: {value}" for name, value in shown.headers),
    ]
    return "\n".join((*map(plain_line, lines), "", plain_line(shown.body)))
