"""A run as plain text for people: what `run` prints without --json."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from ..diagnosis.finding import Finding
from ..diagnosis.verdict import headline
from ..oauth2.attempt import Attempt, Run
from ..oauth2.connector import Connector
from ..oauth2.exchange import Exchange, HttpResponse
from ..oauth2.redaction import Redactor
from ..oauth2.token_response import AccessTokenResponse
from ..plain_text import plain_line, plain_text
from .run_json import with_received_tokens

_MOST_OF_BODY: Final = 4000
"""Characters of a body shown; --json holds all that was received."""


def run_report(
    profile_name: str, connector: Connector, run: Run, redactor: Redactor, findings: Sequence[Finding] = ()
) -> str:
    """Return the headline with the first finding's fix, the other findings, then each attempt.

    `findings` are those of the run, the one to act on first. An attempt is told with its status, time, what
    the answer says, and its body. Secrets that the redactor knows, and the tokens received in this run, are
    masked everywhere.
    """
    redactor = with_received_tokens(redactor, run)
    found = headline(connector, run, findings)
    lines = [f"{plain_line(redactor.text(profile_name))}: {found.title}"]
    lines += _indented(found.detail, 1)
    for finding in findings:
        lines += _finding(finding, redactor, is_first=finding is findings[0])
    for attempt in run.attempts:
        lines += ["", *_attempt(attempt, redactor)]
    return "\n".join(lines)


def _finding(finding: Finding, redactor: Redactor, *, is_first: bool) -> Iterator[str]:
    """Yield a finding; of the first, which the headline has said already, what it rests on."""
    if not is_first:
        yield ""
        yield from _indented(
            plain_line(redactor.text(f"{finding.severity}: {finding.title} {finding.fix}")), 1
        )
    if finding.evidence:
        yield from _indented(plain_line(redactor.text("seen: " + "; ".join(finding.evidence))), 2)
    if finding.lockout_risk:
        yield from _indented("Trying again counts as a failed login, and enough of them lock the account.", 2)


def _attempt(attempt: Attempt, redactor: Redactor) -> Iterator[str]:
    name = attempt.client_authentication.short_name
    if attempt.basic_encoding:
        name += f" ({attempt.basic_encoding.value} encoding)"
    exchange = attempt.exchange
    if exchange is None:
        yield f"  {name}: not tried"
        yield from _indented(attempt.skipped_because, 2)
    elif exchange.response is None:
        message = exchange.failure.message if exchange.failure else ""
        yield f"  {name}: no answer{_duration(exchange)}"
        yield from _indented(plain_line(redactor.text(message)), 2)
    else:
        response = exchange.response
        said = plain_line(redactor.text(f"{response.status} {response.reason}".strip()))
        yield f"  {name}: {said}{_duration(exchange)}"
        if attempt.token:
            yield from _indented(plain_line(redactor.text(_token(attempt.token))), 2)
        else:
            yield from _answer(response, redactor)


def _duration(exchange: Exchange) -> str:
    total = exchange.timings.total
    return "" if total is None else f" after {total:.0f} ms"


def _token(token: AccessTokenResponse) -> str:
    facts = [f"type {token.token_type}" if token.token_type else "no type"]
    unit = " s" if isinstance(token.expires_in, int | float) else ""
    facts.append("no expiry" if token.expires_in is None else f"expires in {token.expires_in}{unit}")
    facts.append(f"scope {token.scope}" if token.scope else "no scope")
    facts.append("with a refresh token" if token.refresh_token else "no refresh token")
    return "Access token: " + ", ".join(facts)


def _answer(response: HttpResponse, redactor: Redactor) -> Iterator[str]:
    """Every header and the body: what a server wrote is the best evidence there is."""
    for name, value in redactor.headers(response.headers):
        yield f"    {plain_line(name)}: {plain_line(value)}"
    body = plain_text(redactor.text(response.text))
    yield ""
    yield from textwrap.indent(body[:_MOST_OF_BODY] or "(no body)", "    ").split("\n")
    if len(body) > _MOST_OF_BODY:
        yield f"    … {len(body) - _MOST_OF_BODY} characters more; --json shows them"
    if response.truncated:
        yield "    … and the body went on: only its beginning was read"


def _indented(text: str, depth: int) -> list[str]:
    return textwrap.wrap(text, 100, initial_indent="  " * depth, subsequent_indent="  " * depth)
