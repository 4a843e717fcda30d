"""Masks a request for showing it: used by the HTTP text, the curl command and the JSON."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from ..oauth2.lean.frozen import frozen
from ..oauth2.masking.redaction import Redactor
from ..oauth2.secret import Secret
from ..oauth2.token_request import TokenRequest, request_target
from ..plain_text import plain_line

if TYPE_CHECKING:
    from ..oauth2.api_request import ApiRequest


@frozen
class ShownRequest:
    """A request as text: masked and harmless, or exactly as sent if it is revealed."""

    method: str
    url: str = field(repr=False)
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    """One pair for each header of the request, in the order they are sent."""
    body: str = field(repr=False)

    @property
    def target(self) -> str:
        """The request target: the path and query of the URL."""
        return request_target(self.url)


def shown_request(
    request: TokenRequest | ApiRequest, redactor: Redactor | None, *, reveal: bool
) -> ShownRequest:
    """Return the request masked, or with `reveal` exactly as it goes over the wire.

    The request's secrets and everything that the redactor knows are masked, in the URL's query too.
    Without a redactor, the request's own secrets are masked wherever they appear.
    """
    headers = tuple((header.name, header.shown(reveal_secrets=reveal)) for header in request.headers)
    if reveal:
        return ShownRequest(request.method, request.url, headers, request.shown_body(reveal_secrets=True))
    hide = (redactor or _own_redactor(request)).text
    return ShownRequest(
        method=request.method,
        url=plain_line(hide(request.url)),
        headers=tuple((plain_line(hide(name)), plain_line(hide(value))) for name, value in headers),
        body=plain_line(hide(request.shown_body(hide=hide))),
    )


def _own_redactor(request: TokenRequest | ApiRequest) -> Redactor:
    parameters = request.parameters if isinstance(request, TokenRequest) else ()
    values = (item.value for item in (*request.headers, *parameters))
    return Redactor(value for value in values if isinstance(value, Secret))
