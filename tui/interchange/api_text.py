"""The API call as text for people: one block for each step, laid out like the attempts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..oauth2.api_run import ApiExchange, ApiRun, CallStep, Why
from ..oauth2.masking.redaction import Redactor
from ..plain_text import plain_line
from .exchange_text import attempt_lines, exchange_lines, indented, response_lines
from .shown_request import shown_request

_NAMES: Final = {
    Why.CALL: "API",
    Why.EXPIRED: "New token, because the first has expired",
    Why.REFUSED: "New token, because the API refused the first",
    Why.REPEATED: "API, with the new token",
}


def api_lines(api: ApiRun, redactor: Redactor) -> Iterator[str]:
    """Yield each step: an API call with its response, or a request for a new token.

    The redactor has to know every token. The body of a successful response is left out, since it is data.
    """
    for number, step in enumerate(api.steps):
        if number:
            yield ""
        name = _NAMES.get(step.why, step.why.value)
        if isinstance(step, CallStep):
            yield from _call(step.exchange, redactor, name)
        else:
            yield from attempt_lines(step.attempt, redactor, name)


def _call(exchange: ApiExchange, redactor: Redactor, name: str) -> Iterator[str]:
    shown = shown_request(exchange.request, redactor, reveal=False)
    yield from exchange_lines(exchange, redactor, f"{name}, {shown.method} {shown.url}")
    response = exchange.response
    if response is None:
        return
    if exchange.is_success:
        kind = plain_line(redactor.text(response.media_type)) or "no Content-Type"
        yield from indented(f"Response: {kind}, {len(response.body):,} bytes; --json shows them", 2)
    else:
        yield from response_lines(response, redactor)
