"""Everything to show about a token, as text. It is made in a thread, so that a long token holds up no key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from textual.content import Content

from ...diagnosis.finding import Finding
from ...oauth2.attempt import Attempt
from ...oauth2.connector import AdditionalRow, Connector
from ...oauth2.masking.redaction import Redactor
from ...oauth2.masking.secret_names import is_secret_name
from ...oauth2.responses.jwt_claims import claims_of, form_of
from ...oauth2.responses.token_lifetime import expires_at, number_of
from ...oauth2.responses.token_response import AccessTokenResponse
from ...oauth2.secret import MASK, reveal
from .claims import inside_of, party_rows, text_of
from .moments import Lifetime, date_of
from .shown_text import Mask, shown_line
from .table import Row, table

if TYPE_CHECKING:
    from ...oauth2.api_run import HeldToken

NAME_WIDTH: Final = len("Scope requested")
"""The width of the names in cells, so that the rows of all parts are aligned."""
_SHOWN_TOKEN: Final = 8_192
_SHOWN_VALUE: Final = 400
_SHOWN_SCOPE: Final = 200
_MOST_SCOPES: Final = 30
_MOST_EXTRA: Final = 30
_MOMENTS: Final = ("iat", "nbf", "exp", "auth_time")
_FORMS: Final = {
    "jwt": "JWT, {size:,} characters",
    "jwe": "encrypted (JWE), {size:,} characters",
    "opaque": "opaque, {size:,} characters",
}


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
    mask = None if reveal else redactor.text
    claims = claims_of(token)
    rows = [
        _token_row(token, reveal=reveal),
        ("Received", _receiving(held.attempt, held.since)),
        ("Type", _words(token.token_type or "not stated; treated as Bearer", mask)),
        *_scope_rows(connector, token, mask),
        _refresh_row(token, reveal=reveal),
        ("Read as", _reading(connector, token, mask)),
        *_extra_rows(token, mask),
        *party_rows(connector, claims, mask),
    ]
    moments = ((name, number_of(claims.get(name))) for name in _MOMENTS)
    return TokenFacts(
        Lifetime(held.since, expires_at(token, connector.response, held.since)),
        findings,
        in_line(rows),
        tuple((name, moment) for name, moment in moments if moment is not None),
        inside_of(token, claims, mask),
    )


def in_line(rows: list[Row]) -> Content:
    """Return rows with their values aligned with those of the other parts."""
    return table([(f"{name:<{NAME_WIDTH}}", value) for name, value in rows])


def scopes_asked(connector: Connector) -> list[str]:
    """Return the scopes that the token request asks for, from its rows named scope."""
    rows = (row for row in connector.additional_request_data if row.name == "scope")
    return [word for row in rows for word in reveal(row.value).split()]


def _token_row(token: AccessTokenResponse, *, reveal: bool) -> Row:
    clear = token.access_token.reveal()
    form = _FORMS[form_of(token)].format(size=len(clear))
    shown = shown_line(clear, None, most=_SHOWN_TOKEN) if reveal else MASK
    return "Token", Content.assemble((shown, "bold $secret"), (f"  ({form})", "$quiet"))


def _receiving(attempt: Attempt, since: float) -> Content:
    parameters = attempt.exchange.request.parameters if attempt.exchange else ()
    is_refreshed = any(
        item.name == "grant_type" and reveal(item.value) == "refresh_token" for item in parameters
    )
    by = "the refresh token" if is_refreshed else "the user's credentials"
    return Content(f"{date_of(since)} with {by} ({attempt.client_authentication.short_name})")


def _scope_rows(connector: Connector, token: AccessTokenResponse, mask: Mask) -> Iterator[Row]:
    asked = scopes_asked(connector)
    row: AdditionalRow | None = next(
        (row for row in connector.additional_request_data if row.name == "scope"), None
    )
    if row and row.is_secret and mask:
        yield "Scope requested", Content(MASK)
    else:
        yield (
            "Scope requested",
            _words(" ".join(asked), mask) if asked else Content("none: there is no scope row"),
        )
    if token.scope is None:
        same = "not stated, so as requested (RFC 6749 §5.1)" if asked else "not stated"
        yield "Scope granted", Content(same)
        return
    granted = token.scope.split()
    marked = [
        _scope(word, mask) if word in asked or not asked else _scope(word, mask, "+", style="$accent")
        for word in granted[:_MOST_SCOPES]
    ]
    marked += [
        _scope(word, mask, "−", " (not granted)", style="$fails")
        for word in asked[:_MOST_SCOPES]
        if word not in granted
    ]
    if len(granted) > _MOST_SCOPES:
        marked.append(Content.styled(f"and {len(granted) - _MOST_SCOPES:,} more", "$quiet"))
    yield "Scope granted", Content(" ").join(marked) if marked else Content("none")


def _scope(word: str, mask: Mask, sign: str = "", note: str = "", *, style: str = "") -> Content:
    return Content.styled(f"{sign}{shown_line(word, mask, most=_SHOWN_SCOPE)}{note}", style)


def _refresh_row(token: AccessTokenResponse, *, reveal: bool) -> Row:
    if token.refresh_token is None:
        return "Refresh token", Content("none")
    shown = shown_line(token.refresh_token.reveal(), None, most=_SHOWN_TOKEN) if reveal else MASK
    return "Refresh token", Content.assemble(
        shown, ("  (the connector uses the user's credentials instead)", "$quiet")
    )


def _reading(connector: Connector, token: AccessTokenResponse, mask: Mask) -> Content:
    settings = connector.response
    if settings.type == "text":
        return Content("Text: the body is the token, and its lifetime is unknown")
    key, lifetime_key = (
        shown_line(name, mask, most=100) for name in (settings.access_token_key, settings.expires_in_key)
    )
    value = "nothing" if token.expires_in is None else shown_line(str(token.expires_in), mask, most=60)
    how = "seconds" if settings.expires_in_format == "seconds" else "a date"
    return Content(f"Json: the token in {key}; its lifetime in {lifetime_key} ({value}, as {how})")


def _extra_rows(token: AccessTokenResponse, mask: Mask) -> Iterator[Row]:
    for number, (name, value) in enumerate(list(token.extra.items())[:_MOST_EXTRA]):
        shown_name = shown_line(name, mask, most=60)
        shown = (
            MASK
            if mask and _names_a_secret(name, mask)
            else shown_line(text_of(value), mask, most=_SHOWN_VALUE)
        )
        yield "" if number else "Other members", Content.assemble((shown_name, "$accent"), f" {shown}")
    if len(token.extra) > _MOST_EXTRA:
        yield "", Content.styled(f"and {len(token.extra) - _MOST_EXTRA:,} more", "$quiet")


def _names_a_secret(name: str, mask: Mask) -> bool:
    return is_secret_name(name) or (mask is not None and MASK in mask(f'"{name[:100]}": "?"'))


def _words(text: str, mask: Mask) -> Content:
    return Content(shown_line(text, mask, most=_SHOWN_VALUE))
