"""Writes a request as HTTP text, as it goes over the wire but with line feeds."""

from __future__ import annotations

from ..oauth2.api_request import ApiRequest
from ..oauth2.masking.redaction import Redactor
from ..oauth2.token_request import TokenRequest
from ..plain_text import plain_line
from .shown_request import shown_request


def http_text(request: TokenRequest | ApiRequest, redactor: Redactor | None, *, reveal: bool = False) -> str:
    """Return request line, headers, a blank line and the body. Secrets are masked unless `reveal` is set.

    Control and invisible characters are made visible, revealed or not.
    """
    shown = shown_request(request, redactor, reveal=reveal)
    lines = [
        f"{shown.method} {shown.target} HTTP/1.1",
        *(f"{name}: {value}" for name, value in shown.headers),
    ]
    return "\n".join((*map(plain_line, lines), "", plain_line(shown.body)))
