"""Writes requests and responses as HTTP text, as they go over the wire but with line feeds."""

from __future__ import annotations

from ..oauth2.api_request import ApiRequest
from ..oauth2.http_response import HttpResponse
from ..oauth2.masking.redaction import Redactor
from ..oauth2.token_request import TokenRequest
from ..plain_text import plain_line, plain_text
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


def response_text(response: HttpResponse, redactor: Redactor | None) -> str:
    """Return status line, headers, a blank line and the body. Without a redactor, secrets are revealed."""
    head, body = response_parts(response, redactor)
    return f"{head}\n\n{body}"


def response_parts(response: HttpResponse, redactor: Redactor | None) -> tuple[str, str]:
    """Return the status line with the headers, and the body, masked by the redactor if there is one."""
    reason, headers, body = response.reason, list(response.headers), response.text
    if redactor:
        reason, headers = redactor.text(reason), redactor.headers(headers)
        body = redactor.reading(response).text(body)
    status = f"{response.http_version} {response.status} {reason}".rstrip()
    lines = (status, *(f"{name}: {value}" for name, value in headers))
    return "\n".join(map(plain_line, lines)), plain_text(body)
