"""Says what a token is: how long it lives first, then its facts, its findings, and what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from ...form.token_in_use import connector_in_use, findings_on_token, held_token, redactor_in_use
from ...interchange.findings_text import in_short
from ...interchange.token_text.claims import UNCHECKED, UNREADABLE, WHY_NONE, Row, claim_rows
from ...interchange.token_text.facts import fact_rows, lifetime_of, moments_in
from ...interchange.token_text.moments import at_the_end, left_of, moment_said
from ...oauth2.masking.redaction import Redactor
from ...oauth2.responses.jwt_claims import claims_of, form_of, header_of
from ...oauth2.responses.token_response import AccessTokenResponse
from ...terminal.ink import BLANK, Ink, Paragraph, Span, paragraph
from ..conversation import Conversation


def tell_token(talk: Conversation) -> None:
    """Say what the token is that the next call uses. It is masked, as everything that is secret in it."""
    record = talk.journey.record
    held = held_token(record, talk.journey) if record else None
    if record is None or held is None or held.attempt.token is None:
        return
    connector = connector_in_use(record, talk.journey)
    redactor = redactor_in_use(record, connector, held)
    lifetime, now = lifetime_of(connector, held), datetime.now(UTC).timestamp()
    left = left_of(lifetime, now)
    lines = [
        paragraph("The token: ", left.said, f"{left.of}{left.until}"),
        *row_lines([("On expiry", paragraph(at_the_end(lifetime, now)))]),
        *row_lines(fact_rows(connector, held, redactor, reveal=False)),
        *in_short(findings_on_token(connector, held, talk.rules)),
        *_inside(held.attempt.token, redactor, now),
    ]
    talk.console.show("")
    talk.console.report(lines)


def row_lines(rows: Iterable[Row]) -> Iterator[Paragraph]:
    """Yield a line for each row, its name before its value; a row without a name goes on with the last."""
    for name, said in rows:
        label = [Span(f"{name}: ", Ink.FAINT)] if name else []
        yield Paragraph((*label, *said.spans), 2 if name else 4, 4)


def _inside(token: AccessTokenResponse, redactor: Redactor, now: float) -> Iterator[Paragraph]:
    """Yield the header and claims of a JWT, a line for each; for another token, why there are none."""
    form, claims, mask = form_of(token), claims_of(token), redactor.text
    if form != "jwt":
        yield from (BLANK, paragraph(WHY_NONE[form]))
    if header := header_of(token):
        yield from (BLANK, paragraph(Span("Header:", Ink.STRONG)))
        yield from row_lines(claim_rows(header, mask))
    if form == "jwt":
        yield from (BLANK, paragraph(Span("Claims", Ink.STRONG), Span(f", {UNCHECKED}:", Ink.FAINT)))
        moments = dict(moments_in(token))
        yield from row_lines(
            (name, moment_said(moment, now, ends=name == "exp")) for name, moment in moments.items()
        )
        others = {name: value for name, value in claims.items() if name not in moments}
        yield from row_lines(claim_rows(others, mask)) if claims else [paragraph(UNREADABLE, indent=2)]
