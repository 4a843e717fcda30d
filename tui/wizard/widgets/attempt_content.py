"""One attempt as it ended, as content: the facts in the order in which one asks, then all that came.

    facts      status or failure, time, how the answer was read
    details    proxy, TLS and certificates, response headers, body

Every foreign word in it is masked, harmless, and cut where it is longer than anyone reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from textual.content import Content

from ...oauth2.api_run import AnyExchange
from ...oauth2.attempt import Attempt
from ...oauth2.exchange import HttpResponse
from ...oauth2.redaction import Redactor
from .answer_rows import answer_rows
from .peer_rows import peer_rows
from .response_content import response_content
from .rows import Row, heading, table
from .shown_text import shown_line

_SHOWN_WORDS: Final = 2_000
_MOST_EVIDENCE: Final = 10


@dataclass(frozen=True)
class AttemptContent:
    """What is shown of an attempt: between the two parts stands its waterfall."""

    facts: Content
    details: Content

    def joined(self) -> Content:
        """Return both parts, a blank line between them."""
        return Content("\n\n").join(part for part in (self.facts, self.details) if part)


def attempt_content(
    attempt: Attempt, redactor: Redactor, *, reveal: bool, now: datetime | None = None
) -> AttemptContent:
    """Return an attempt as content, masked or in the clear. The days of certificates count from `now`.

    Takes some ten milliseconds where the answer is large.
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
    """Return what went over the wire as content; in the clear where there is no redactor.

    `answer` are rows on how it was read. It takes as long as `attempt_content`.
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
        style = "bold $text-success" if 200 <= response.status < 300 else "bold $text-error"
        reason = shown_line(response.reason, mask, most=_SHOWN_WORDS)
        rows.append(("Status", Content.styled(f"{response.status} {reason}".strip(), style)))
        rows += _redirect_rows(response, redactor)
    if failure := exchange.failure:
        words = shown_line(failure.message, mask, most=_SHOWN_WORDS)
        rows.append(("Failed", Content.styled(f"{failure.kind}: {words}", "bold $text-error")))
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
