"""Requests as JSON values: the format of `show --as json`, and the key `request` of `run --json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from ..oauth2.masking.redaction import Redactor
from ..oauth2.secret_origin import SecretOrigin
from ..oauth2.token_request import TokenRequest
from ..plain_text import plain_line
from .exchange_json import origins_document
from .shown_request import shown_request

if TYPE_CHECKING:
    from ..oauth2.api_request import ApiRequest


SCHEMA: Final = 1


def request_document(
    request: TokenRequest | ApiRequest, redactor: Redactor | None, *, reveal: bool = False
) -> dict[str, Any]:
    """Return method, URL, headers and body of a request. Secrets are masked unless `reveal` is set."""
    shown = shown_request(request, redactor, reveal=reveal)
    return {
        "method": shown.method,
        "url": shown.url,
        "headers": [[name, value] for name, value in shown.headers],
        "body": shown.body,
    }


def show_document(
    requests: Iterable[TokenRequest],
    redactor: Redactor | None,
    *,
    reveal: bool = False,
    secrets: Iterable[SecretOrigin] = (),
) -> dict[str, Any]:
    """Return what `show --as json` prints: everything that each attempt would send."""
    return {
        "schema": SCHEMA,
        "secrets": origins_document(secrets, plain_line),
        "attempts": [
            {
                "client_authentication": request.client_authentication.value,
                "basic_encoding": request.basic_encoding.value if request.basic_encoding else None,
                **request_document(request, redactor, reveal=reveal),
            }
            for request in requests
        ],
    }
