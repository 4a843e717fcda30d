"""One attempt as text: first the facts that a reader asks for, then everything that was received.

    facts      status or failure, time, how the response was read
    details    proxy, TLS and certificates, response headers, body

Foreign text in it is masked, made harmless, and cut off where it gets too long to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from textual.content import Content

from ...interchange.attempt_words import ending_words
from ...interchange.shown_text import shown_line
from ...oauth2.api_run import AnyExchange
from ...oauth2.attempt import Attempt
from ...oauth2.exchange import HttpResponse
from ...oauth2.masking.redaction import Redactor
from .answer_rows import answer_rows
from .peer_rows import peer_rows
from .response_content import response_content
from .table import Row, heading, table

_SHOWN_WORDS: Final = 2_000
_MOST_EVIDENCE: Final = 10


@dataclass(frozen=True)
class AttemptContent:
    """An attempt in two parts, with its waterfall between them."""

    facts: Content
    details: Content

    def joined(self) -> Content:
        """Return both parts, a blank line between them."""
        return Content("\n\n").join(part for part in (self.facts, self.details) if part)


def attempt_content(
    attempt: Attempt, redactor: Redactor, *, reveal: bool, now: datetime | None = None
) -> AttemptContent:
    """Return an attempt as text, masked or revealed. The days of certificates count from `now`.

    Takes about 10 ms for a large response.
    """
    if attempt.exchange is None:
        return AttemptContent(Content.assemble(("Skipped. ", "bold"), attempt.skipped_because), Content(""))
    masking = None if reveal else redactor
    return exchange_content(attempt.exchange, masking, answer_rows(attempt, masking), now=now)


def exchange_content(
    exchange: AnyExchange,
    redactor: Redactor | None,
    answer: Sequence[Row] = (),
    *,
    now: datetime | None = None,
) -> AttemptContent:
    """Return what went over the wire as text. Without a redactor, secrets are revealed.

    `answer` holds rows on how the response was read. Takes as long as `attempt_content`.
    """
    rows = [*_status_rows(exchange, redactor), *answer]
    parts: list[Content] = []
    if peer := peer_rows(exchange, now or datetime.now(UTC)):
        parts.append(Content("\n").join([heading("Connection"), table(peer)]))
    if exchange.response:
        parts.append(response_content(exchange.response, redactor))
    return AttemptContent(table(rows), Content("\n\n").join(parts))


def _status_rows(exchange: AnyExchange, redactor: Redactor | None) -> list[Row]:
    mask = redactor.text if redactor else None
    rows: list[Row] = []
    if response := exchange.response:
        style = "bold $works" if 200 <= response.status < 300 else "bold $fails"
        reason = shown_line(response.reason, mask, most=_SHOWN_WORDS)
        rows.append(("Status", Content.styled(f"{response.status} {reason}".strip(), style)))
        rows += _redirect_rows(response, redactor)
    if failure := exchange.failure:
        words = shown_line(failure.message, mask, most=_SHOWN_WORDS)
        rows.append(("Failed", Content.styled(f"{failure.kind}: {words}", "bold $fails")))
        for number, line in enumerate(failure.evidence[:_MOST_EVIDENCE]):
            seen = Content(shown_line(line, mask, most=_SHOWN_WORDS))
            rows.append(("" if number else "Seen", seen))
    total = exchange.timings.total
    rows.append(("Time", Content("not measured" if total is None else f"{total:,.0f} ms")))
    return rows


def _redirect_rows(response: HttpResponse, redactor: Redactor | None) -> list[Row]:
    target = response.header("Location")
    if not 300 <= response.status < 400 or target is None:
        return []
    mask = redactor.text if redactor else None
    shown = shown_line(target, mask, most=_SHOWN_WORDS)
    return [("Redirects to", Content.assemble((shown, "bold"), "  (not followed)"))]


def attempt_title(attempt: Attempt, redactor: Redactor) -> Content:
    """Return an attempt in a few words, masked: the client authentication, and how the attempt ended."""
    return Content.assemble(
        f"{attempt.client_authentication.short_name}  ", attempt_ending(attempt, redactor)
    )


def attempt_ending(attempt: Attempt, redactor: Redactor) -> Content:
    """Return how an attempt ended, masked: `401 invalid_client`, `200 token`, `dns`, `skipped`."""
    style = "$quiet" if attempt.exchange is None else "$works" if attempt.token else "$fails"
    return Content.styled(ending_words(attempt, redactor), style)
