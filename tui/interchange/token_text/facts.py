"""What an access token is, row by row: its form, lifetime and scope, and how the form reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...oauth2.attempt import Attempt
from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.masking.redaction import Redactor
from ...oauth2.responses.jwt_claims import claims_of, form_of
from ...oauth2.responses.token_lifetime import expires_at, number_of
from ...oauth2.responses.token_response import AccessTokenResponse
from ...oauth2.secret import MASK, reveal
from ...terminal.ink import Ink, Paragraph, Span, paragraph
from ..shown_text import Mask, shown_line
from .claims import SHOWN_VALUE, Row, names_a_secret, party_rows, text_of
from .moments import Lifetime, date_of

if TYPE_CHECKING:
    from ...oauth2.api_run import HeldToken

_SHOWN_TOKEN: Final = 8_192
_SHOWN_SCOPE: Final = 200
_MOST_SCOPES: Final = 30
_MOST_EXTRA: Final = 30
_MOMENTS: Final = ("iat", "nbf", "exp", "auth_time")
_FORMS: Final = {
    "jwt": "JWT, {size:,} characters",
    "jwe": "encrypted (JWE), {size:,} characters",
    "opaque": "opaque, {size:,} characters",
}


def fact_rows(connector: Connector, held: HeldToken, redactor: Redactor, *, reveal: bool) -> list[Row]:
    """Return the rows on a held token; `reveal` reveals its secrets."""
    token = _token_of(held)
    mask = None if reveal else redactor.text
    return [
        _token_row(token, reveal=reveal),
        ("Received", paragraph(_receiving(held.attempt, held.since))),
        ("Type", _words(token.token_type or "not stated; treated as Bearer", mask)),
        *_scope_rows(connector, token, mask),
        _refresh_row(token, reveal=reveal),
        ("Read as", paragraph(_reading(connector, token, mask))),
        *_extra_rows(token, mask),
        *party_rows(connector, claims_of(token), mask),
    ]


def lifetime_of(connector: Connector, held: HeldToken) -> Lifetime:
    """Return when a held token was received, and when it expires."""
    return Lifetime(held.since, expires_at(_token_of(held), connector.response, held.since))


def moments_in(token: AccessTokenResponse) -> tuple[tuple[str, float], ...]:
    """Return the times in a JWT by their names, in seconds since 1970."""
    claims = claims_of(token)
    moments = ((name, number_of(claims.get(name))) for name in _MOMENTS)
    return tuple((name, moment) for name, moment in moments if moment is not None)


def _token_of(held: HeldToken) -> AccessTokenResponse:
    token = held.attempt.token
    assert token is not None  # noqa: S101 (a held attempt has a token)
    return token


def scopes_asked(connector: Connector) -> list[str]:
    """Return the scopes that the token request asks for, from its rows named scope."""
    rows = (row for row in connector.additional_request_data if row.name == "scope")
    return [word for row in rows for word in reveal(row.value).split()]


def _token_row(token: AccessTokenResponse, *, reveal: bool) -> Row:
    clear = token.access_token.reveal()
    form = _FORMS[form_of(token)].format(size=len(clear))
    shown = shown_line(clear, None, most=_SHOWN_TOKEN) if reveal else MASK
    return "Token", paragraph(Span(shown, Ink.SECRET), Span(f"  ({form})", Ink.FAINT))


def _receiving(attempt: Attempt, since: float) -> str:
    parameters = attempt.exchange.request.parameters if attempt.exchange else ()
    is_refreshed = any(
        item.name == "grant_type" and reveal(item.value) == "refresh_token" for item in parameters
    )
    by = "the refresh token" if is_refreshed else "the user's credentials"
    return f"{date_of(since)} with {by} ({attempt.client_authentication.short_name})"


def _scope_rows(connector: Connector, token: AccessTokenResponse, mask: Mask) -> Iterator[Row]:
    asked = scopes_asked(connector)
    row: AdditionalRow | None = next(
        (row for row in connector.additional_request_data if row.name == "scope"), None
    )
    if row and row.is_secret and mask:
        yield "Scope requested", paragraph(MASK)
    else:
        yield (
            "Scope requested",
            _words(" ".join(asked), mask) if asked else paragraph("none: there is no scope row"),
        )
    if token.scope is None:
        same = "not stated, so as requested (RFC 6749 §5.1)" if asked else "not stated"
        yield "Scope granted", paragraph(same)
        return
    granted = token.scope.split()
    marked = [
        _scope(word, mask) if word in asked or not asked else _scope(word, mask, "+", ink=Ink.APART)
        for word in granted[:_MOST_SCOPES]
    ]
    marked += [
        _scope(word, mask, "−", " (not granted)", ink=Ink.FAILS)
        for word in asked[:_MOST_SCOPES]
        if word not in granted
    ]
    if len(granted) > _MOST_SCOPES:
        marked.append(Span(f"and {len(granted) - _MOST_SCOPES:,} more", Ink.FAINT))
    yield "Scope granted", paragraph(*_apart(marked)) if marked else paragraph("none")


def _scope(word: str, mask: Mask, sign: str = "", note: str = "", *, ink: Ink = Ink.PLAIN) -> Span:
    return Span(f"{sign}{shown_line(word, mask, most=_SHOWN_SCOPE)}{note}", ink)


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Yield spans with a blank between them."""
    for index, span in enumerate(spans):
        if index:
            yield Span(" ")
        yield span


def _refresh_row(token: AccessTokenResponse, *, reveal: bool) -> Row:
    if token.refresh_token is None:
        return "Refresh token", paragraph("none")
    shown = shown_line(token.refresh_token.reveal(), None, most=_SHOWN_TOKEN) if reveal else MASK
    instead = Span("  (the connector uses the user's credentials instead)", Ink.FAINT)
    return "Refresh token", paragraph(shown, instead)


def _reading(connector: Connector, token: AccessTokenResponse, mask: Mask) -> str:
    settings = connector.response
    if settings.type == "text":
        return "Text: the body is the token, and its lifetime is unknown"
    key, lifetime_key = (
        shown_line(name, mask, most=100) for name in (settings.access_token_key, settings.expires_in_key)
    )
    value = "nothing" if token.expires_in is None else shown_line(str(token.expires_in), mask, most=60)
    how = "seconds" if settings.expires_in_format == "seconds" else "a date"
    return f"Json: the token in {key}; its lifetime in {lifetime_key} ({value}, as {how})"


def _extra_rows(token: AccessTokenResponse, mask: Mask) -> Iterator[Row]:
    for number, (name, value) in enumerate(list(token.extra.items())[:_MOST_EXTRA]):
        shown_name = shown_line(name, mask, most=60)
        shown = (
            MASK
            if mask and names_a_secret(name, mask)
            else shown_line(text_of(value), mask, most=SHOWN_VALUE)
        )
        yield "" if number else "Other members", paragraph(Span(shown_name, Ink.APART), f" {shown}")
    if len(token.extra) > _MOST_EXTRA:
        yield "", paragraph(Span(f"and {len(token.extra) - _MOST_EXTRA:,} more", Ink.FAINT))


def _words(text: str, mask: Mask) -> Paragraph:
    return paragraph(shown_line(text, mask, most=SHOWN_VALUE))
