"""What went over the wire, as text for people: the parts that attempts and API calls share."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from ..oauth2.attempt import Attempt
from ..oauth2.exchange import HttpResponse
from ..oauth2.masking.redaction import Redactor
from ..oauth2.responses.token_response import AccessTokenResponse
from ..plain_text import plain_line, plain_text
from ..time_words import duration
from .connection_text import connection_lines

if TYPE_CHECKING:
    from ..oauth2.api_run import AnyExchange


_MOST_OF_BODY: Final = 4000
"""Characters shown of a body; --json shows all that was received."""


def attempt_lines(attempt: Attempt, redactor: Redactor, name: str = "") -> Iterator[str]:
    """Yield how an attempt went. Its heading is `name`, or else the name of its client authentication."""
    name = name or _method(attempt)
    exchange = attempt.exchange
    if exchange is None:
        yield f"  {name}: not tried"
        yield from indented(attempt.skipped_because, 2)
        return
    yield from exchange_lines(exchange, redactor, name)
    if attempt.token:
        yield from indented(plain_line(redactor.text(_token(attempt.token))), 2)
    elif exchange.response:
        yield from response_lines(exchange.response, redactor)


def exchange_lines(exchange: AnyExchange, redactor: Redactor, name: str) -> Iterator[str]:
    """Yield how a request went: its status or why no response came, and how the server was reached."""

    def shown(text: str) -> str:
        return plain_line(redactor.text(text))

    took = "" if exchange.timings.total is None else f" after {duration(exchange.timings.total)}"
    response = exchange.response
    if response is None:
        yield f"  {name}: no response{took}"
        yield from _failure(exchange, shown)
    else:
        yield f"  {name}: {shown(f'{response.status} {response.reason}'.strip())}{took}"
    for line in connection_lines(exchange, shown):
        yield from indented(line, 2)


def _method(attempt: Attempt) -> str:
    name = attempt.client_authentication.short_name
    return f"{name} ({attempt.basic_encoding.value} encoding)" if attempt.basic_encoding else name


def _failure(exchange: AnyExchange, shown: Callable[[str], str]) -> Iterator[str]:
    if exchange.failure:
        for words in (exchange.failure.message, *exchange.failure.evidence):
            yield from indented(shown(words), 2)


def _token(token: AccessTokenResponse) -> str:
    facts = [f"type {token.token_type}" if token.token_type else "no type"]
    unit = " s" if isinstance(token.expires_in, int | float) else ""
    facts.append("no expiry" if token.expires_in is None else f"expires in {token.expires_in}{unit}")
    facts.append(f"scope {token.scope}" if token.scope else "no scope")
    facts.append("with a refresh token" if token.refresh_token else "no refresh token")
    return "Access token: " + ", ".join(facts)


def response_lines(response: HttpResponse, redactor: Redactor) -> Iterator[str]:
    """Yield every header and the body. What a server wrote is the best evidence there is."""
    for name, value in redactor.headers(response.headers):
        yield f"    {plain_line(name)}: {plain_line(value)}"
    body = plain_text(redactor.reading(response).text(response.text))
    yield ""
    yield from textwrap.indent(body[:_MOST_OF_BODY] or "(no body)", "    ").split("\n")
    if len(body) > _MOST_OF_BODY:
        yield f"    … {len(body) - _MOST_OF_BODY} more characters; --json shows them"
    if response.body_fault:
        note = "; its bytes are shown in hexadecimal" if response.is_coded else ""
        yield f"    … the body {response.body_fault.words}{note}"


def indented(text: str, depth: int) -> list[str]:
    """Return text as indented lines of at most 100 characters; `depth` counts steps of two spaces."""
    return textwrap.wrap(text, 100, initial_indent="  " * depth, subsequent_indent="  " * depth)
