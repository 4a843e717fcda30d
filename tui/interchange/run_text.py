"""A run as plain text for people: what `run` prints without --json."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ..diagnosis.finding import Finding
from ..diagnosis.verdict import headline
from ..diagnosis.way import duration
from ..oauth2.attempt import Attempt, Run
from ..oauth2.connector import Connector
from ..oauth2.exchange import BodyFault, Exchange, HttpResponse
from ..oauth2.redaction import Redactor
from ..oauth2.token_response import AccessTokenResponse
from ..plain_text import plain_line, plain_text
from .way_text import way_lines

_MOST_OF_BODY: Final = 4000
"""Characters of a body shown; --json holds all that was received."""
_FAULTS: Final = {
    BodyFault.TOO_LONG: "and the body goes on: its first 1 MiB was read",
    BodyFault.CUT_SHORT: "and there the connection ended, before the body did",
    BodyFault.BAD_CHUNKING: "and the chunks that follow can't be read",
    BodyFault.BAD_CODING: "as it came: it is not in the coding that Content-Encoding names",
    BodyFault.UNKNOWN_CODING: "as it came: Content-Encoding names no coding that is known here",
}
_CODED: Final = "these are its octets in hexadecimal: its coding can't be undone here"


def run_report(
    profile_name: str, connector: Connector, run: Run, redactor: Redactor, findings: Sequence[Finding] = ()
) -> str:
    """Return the headline with the first finding's fix, the other findings, then each attempt.

    `findings` are those of the run, the one to act on first. An attempt is told with its status, its way and
    the time of each layer, what the answer says, and its body. Secrets that the redactor knows, and the
    tokens received in this run, are masked everywhere.
    """
    redactor = redactor.with_secrets(run.secrets)
    found = headline(connector, run, findings)
    lines = [f"{plain_line(redactor.text(profile_name))}: {found.title}"]
    lines += _indented(found.detail, 1)
    for finding in findings:
        is_told = finding is found.tells
        lines += _finding(finding, redactor, is_told=is_told)
        # What a failure rests on stands with each attempt.
        if finding.evidence and not (is_told and run.verdict == "unreachable"):
            lines += _indented(plain_line(redactor.text("seen: " + "; ".join(finding.evidence))), 2)
    for attempt in run.attempts:
        lines += ["", *_attempt(attempt, redactor)]
    return "\n".join(lines)


def _finding(finding: Finding, redactor: Redactor, *, is_told: bool) -> Iterator[str]:
    """Yield a finding; of the one that the headline has told, what is left to say."""
    if not is_told:
        yield ""
        yield from _indented(
            plain_line(redactor.text(f"{finding.severity}: {finding.title} {finding.fix}")), 1
        )
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
        return

    def shown(text: str) -> str:
        return plain_line(redactor.text(text))

    took = "" if exchange.timings.total is None else f" after {duration(exchange.timings.total)}"
    response = exchange.response
    if response is None:
        yield f"  {name}: no answer{took}"
        yield from _failure(exchange, shown)
    else:
        yield f"  {name}: {shown(f'{response.status} {response.reason}'.strip())}{took}"
    for line in way_lines(exchange, shown):
        yield from _indented(line, 2)
    if attempt.token:
        yield from _indented(shown(_token(attempt.token)), 2)
    elif response:
        yield from _answer(response, redactor)


def _failure(exchange: Exchange, shown: Callable[[str], str]) -> Iterator[str]:
    if exchange.failure:
        for words in (exchange.failure.message, *exchange.failure.evidence):
            yield from _indented(shown(words), 2)


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
    if response.body_fault:
        words = _CODED if response.is_coded else _FAULTS[response.body_fault]
        yield f"    … {words}"


def _indented(text: str, depth: int) -> list[str]:
    return textwrap.wrap(text, 100, initial_indent="  " * depth, subsequent_indent="  " * depth)
