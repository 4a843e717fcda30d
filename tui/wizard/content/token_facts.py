"""Everything to show about a token. It is made in a thread, so that a long token holds up no key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from textual.content import Content
from textual.highlight import highlight

from ...diagnosis.finding import Finding
from ...interchange.shown_text import Mask
from ...interchange.token_text.claims import TOO_DEEP, UNCHECKED, UNREADABLE, WHY_NONE, shown_json
from ...interchange.token_text.facts import fact_rows, lifetime_of, moments_in
from ...interchange.token_text.moments import Lifetime
from ...oauth2.connector import Connector
from ...oauth2.masking.redaction import Redactor
from ...oauth2.responses.jwt_claims import claims_of, form_of, header_of
from ...oauth2.responses.token_response import AccessTokenResponse
from .inked import inked_rows
from .table import Row, heading, table

if TYPE_CHECKING:
    from ...oauth2.api_run import HeldToken

NAME_WIDTH: Final = len("Scope requested")
"""The width of the names in cells, so that the rows of all parts are aligned."""


@dataclass(frozen=True)
class TokenFacts:
    """Everything to show about a token: masked or revealed, and harmless."""

    lifetime: Lifetime
    findings: tuple[Finding, ...]
    rows: Content
    moments: tuple[tuple[str, float], ...]
    """The times in a JWT, in seconds since 1970."""
    inside: Content
    """The header and claims of a JWT; for another token, why there are none."""


def token_facts(
    connector: Connector,
    held: HeldToken,
    findings: tuple[Finding, ...],
    redactor: Redactor,
    *,
    reveal: bool,
) -> TokenFacts:
    """Return everything to show about a held token; `reveal` reveals its secrets."""
    token = held.attempt.token
    assert token is not None  # noqa: S101 (a held attempt has a token)
    return TokenFacts(
        lifetime_of(connector, held),
        findings,
        in_line(inked_rows(fact_rows(connector, held, redactor, reveal=reveal))),
        moments_in(token),
        _inside_of(token, None if reveal else redactor.text),
    )


def in_line(rows: list[Row]) -> Content:
    """Return rows with their values aligned with those of the other parts."""
    return table([(f"{name:<{NAME_WIDTH}}", value) for name, value in rows])


def _inside_of(token: AccessTokenResponse, mask: Mask) -> Content:
    """Return the header and claims of a JWT; for another token, why there are none."""
    form, claims = form_of(token), claims_of(token)
    parts: list[Content] = []
    if form != "jwt":
        parts.append(Content(WHY_NONE[form]))
    if header := header_of(token):
        parts += [heading("Header"), _json(header, mask)]
    if form == "jwt":
        said = Content.styled(f"  {UNCHECKED}", "$quiet")
        parts += [heading("Claims") + said, _json(claims, mask) if claims else Content(UNREADABLE)]
    return Content("\n").join(parts)


def _json(document: Mapping[str, Any], mask: Mask) -> Content:
    shown = shown_json(document, mask)
    if shown is None:
        return Content(TOO_DEEP)
    content = highlight(shown.text.expandtabs(), language="json")
    if not shown.left_off:
        return content
    rest = f"… {shown.left_off:,} more characters"
    return Content("\n").join([content, Content.styled(rest, "$quiet")])
