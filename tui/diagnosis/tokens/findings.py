"""An access token that came, and what about it a connector may trip over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from ...oauth2.connector import ResponseSettings
from ...oauth2.exchange import HttpResponse
from ...oauth2.jwt_claims import claims_of
from ...oauth2.text_faults import find_text_faults
from ...oauth2.token_lifetime import number_of
from ...oauth2.token_response import AccessTokenResponse
from ...time_words import span
from ..finding import Finding
from ..quoting import Quote
from ..rules.observation import Observation
from .lifetime import lifetime_findings
from .oddity import oddity
from .server_clock import server_time
from .token_search import NOT_A_TOKEN

_TOLERANCE: Final = 5
"""Seconds by which clocks may differ before a token counts as expired or not yet valid."""


def token_findings(
    response: HttpResponse,
    seen: Observation,
    token: AccessTokenResponse,
    settings: ResponseSettings,
    quote: Quote,
    now: datetime | None = None,
) -> Iterator[Finding]:
    """Yield what is odd about a token that was given; nothing where all is as RFC 6749 §5.1 has it.

    `now` is the local time at which the answer came; the server's own Date goes before it.
    """
    yield from _text_findings(token)
    yield from _type_findings(token, settings, quote)
    claims = claims_of(token)
    moment = server_time(response) or (now.timestamp() if now else None)
    if moment is not None:
        yield from _validity_findings(claims, moment)
    yield from lifetime_findings(seen, token, settings, claims, moment, quote)
    if seen.shape == "form" and settings.type == "json":
        yield oddity(
            "token.form_encoded",
            "The answer is form-urlencoded, not JSON.",
            "The token is in it, but RFC 6749 §5.1 asks for JSON, and the product reads JSON or bare text.",
            "Add an additional header Accept with application/json, or ask the server's owner for JSON.",
            f"Content-Type: {quote(seen.media_type or 'none')}",
        )
    error = seen.document.get("error") if isinstance(seen.document, dict) else None
    if error:
        yield oddity(
            "token.with_error",
            "The answer holds a token and an error beside it.",
            "A token response has no member error (RFC 6749 §5.1); some clients then refuse the token.",
            "Ask the server's owner which of the two it means.",
            quote(f"error: {error}"),
            culprits=("server_side", "response_format"),
        )


def _text_findings(token: AccessTokenResponse) -> Iterator[Finding]:
    clear = token.access_token.reveal()
    if clear.strip().lower() in NOT_A_TOKEN:
        yield oddity(
            "token.placeholder",
            "What stands in the token's place is no token.",
            "The server wrote a word such as null or string there.",
            "Compare Json Access Token Key with the answer; if it is right, ask the server's owner.",
            f"a word of {len(clear)} letters",
            culprits=("server_side", "response_format"),
        )
    elif clear.startswith("Bearer "):
        yield oddity(
            "token.with_prefix",
            "The token begins with the word Bearer.",
            "The connector writes Bearer before the token itself, so that the API would read it twice.",
            "Set Header Auth Value Pattern to %s alone, or ask the server's owner for the bare token.",
            "the token begins with “Bearer ”",
            field="header_auth_value_pattern",
        )
    elif any(char.isspace() for char in clear) or find_text_faults(clear):
        faults = find_text_faults(clear)
        yield oddity(
            "token.blanks",
            "The token holds blanks or characters that can't be seen.",
            "A header can't carry a line break, and a blank ends the token (RFC 6750 §2.1).",
            "Ask the server's owner; with Response Type Text, the whole answer is taken for the token.",
            f"the token {faults[0].sentence}" if faults else "the token holds a space",
        )


def _type_findings(token: AccessTokenResponse, settings: ResponseSettings, quote: Quote) -> Iterator[Finding]:
    kind = token.token_type
    if settings.type == "text" or (kind and "bearer" in kind.lower()):
        return
    if not kind:
        yield oddity(
            "token.type_missing",
            "The answer does not say of which type the token is.",
            "RFC 6749 §5.1 requires token_type; without one, most clients take it for Bearer, and so does "
            "a connector.",
            "Nothing to change as long as the API takes the token as Bearer.",
            "no token_type",
            severity="info",
        )
        return
    proof = {"mac": "a signature for each call", "dpop": "a proof signed by a key for each call (RFC 9449)"}
    needs = proof.get(kind.lower())
    yield oddity(
        "token.type_other",
        f"The token is of type {quote(kind)}, not Bearer.",
        f"A token of this type needs {needs}, which a connector can't give."
        if needs
        else "A connector sends Authorization: Bearer and the token; an API may want another word there.",
        "Ask the server's owner for a Bearer token for this client."
        if needs
        else "If the API refuses the token, set Header Auth Value Pattern to the word that it wants and %s.",
        quote(f"token_type: {kind}"),
        severity="warning" if needs else "info",
    )


def _validity_findings(claims: dict[str, object], moment: float) -> Iterator[Finding]:
    expires, begins = number_of(claims.get("exp")), number_of(claims.get("nbf"))
    if expires is not None and expires <= moment - _TOLERANCE:
        yield oddity(
            "token.expired",
            "The token has expired already.",
            f"By its own exp it ended {span(moment - expires)} before the answer came. The server's "
            "clocks differ, "
            "or it gave an old token again.",
            "Ask the server's owner to set the clocks of its machines, and to look at its cache of tokens.",
            "exp is before the answer's Date",
            culprits=("server_side",),
            reference="RFC 7519 §4.1.4",
        )
    if begins is not None and begins > moment + _TOLERANCE:
        yield oddity(
            "token.not_yet_valid",
            "The token is not valid yet.",
            f"By its own nbf it begins {span(begins - moment)} after the answer came: the server's clocks "
            "differ.",
            "Ask the server's owner to set the clocks of its machines.",
            "nbf is after the answer's Date",
            culprits=("server_side",),
            reference="RFC 7519 §4.1.5",
        )
