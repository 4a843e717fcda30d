"""What may go wrong with an access token that was issued: its text, type, dates and lifetime."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from ...oauth2.connector import ResponseSettings
from ...oauth2.foreign_time import moment_at
from ...oauth2.http_response import HttpResponse
from ...oauth2.responses.jwt_claims import claims_of
from ...oauth2.responses.token_lifetime import number_of
from ...oauth2.responses.token_response import AccessTokenResponse
from ...oauth2.responses.token_search import NOT_A_TOKEN
from ...oauth2.text_faults import find_text_faults
from ...time_words import span
from ..finding import Finding, FindingKind
from ..quoting import Quote
from ..rules.observation import Observation
from .lifetime import lifetime_finding
from .server_clock import server_time

_TOLERANCE: Final = 5
"""Seconds by which clocks may differ before a token counts as expired or not yet valid."""
_odd_token: Final = FindingKind("warning", ("response_format",), "RFC 6749 §5.1")
"""A finding about a token that was issued: an error only where a connector can't use the token as it came."""


def token_findings(
    response: HttpResponse,
    seen: Observation,
    token: AccessTokenResponse,
    settings: ResponseSettings,
    quote: Quote,
    now: datetime | None = None,
) -> Iterator[Finding]:
    """Yield what is odd about a token that was issued; nothing if all is as RFC 6749 §5.1 says.

    `now` is the local time at which the response came. The server's own Date takes precedence.
    """
    yield from _text_findings(token)
    yield from _type_findings(token, settings, quote)
    claims = claims_of(token)
    date = server_time(response)
    moment = date if date is not None else now.timestamp() if now else None
    if moment is not None:
        clock = "this machine's clock" if date is None else "the response's Date"
        yield from _validity_findings(claims, moment, clock)
    if odd := lifetime_finding(seen, token, settings, claims, moment, quote):
        yield odd
    yield from _response_findings(seen, quote)


def _text_findings(token: AccessTokenResponse) -> Iterator[Finding]:
    clear = token.access_token.reveal()
    if clear.strip().lower() in NOT_A_TOKEN:
        yield _odd_token(
            "token.placeholder",
            "The response has only a placeholder where the token should be.",
            "The server sent a word such as null or string.",
            "Json Access Token Key: compare it with the response. If it is right, ask the server's owner.",
            culprits=("server_side", "response_format"),
            evidence=(f"a word of {len(clear)} letters",),
        )
    elif clear.startswith("Bearer "):
        yield _odd_token(
            "token.with_prefix",
            "The token begins with the word Bearer.",
            "The connector adds Bearer in front of the token, so the API would see the word twice.",
            "Header Auth Value Pattern: set it to %s. "
            "Or ask the server's owner for the token without Bearer.",
            evidence=("the token begins with “Bearer ”",),
            fields=("header_auth_value_pattern",),
        )
    elif any(char.isspace() for char in clear) or find_text_faults(clear):
        faults = find_text_faults(clear)
        yield _odd_token(
            "token.blanks",
            "The token contains spaces or invisible characters.",
            "A header can't carry a line break, and a space ends the token (RFC 6750 §2.1).",
            "Response Type: with Text, "
            "check that the body contains only the token. "
            "Ask the server's owner to send the token without spaces and line breaks.",
            evidence=(f"the token {faults[0].sentence}" if faults else "the token contains a space",),
        )


def _type_findings(token: AccessTokenResponse, settings: ResponseSettings, quote: Quote) -> Iterator[Finding]:
    kind = token.token_type
    if settings.type == "text" or (kind and "bearer" in kind.lower()):
        return
    if not kind:
        yield _odd_token(
            "token.type_missing",
            "The response does not say what type of token it contains.",
            "RFC 6749 §5.1 requires token_type. Without it, most clients assume Bearer, as a connector does.",
            "Change nothing while the API accepts the token as Bearer. "
            "Header Auth Value Pattern: if not, set it to the word that the API expects, a space and %s.",
            evidence=("no token_type",),
            fields=("header_auth_value_pattern",),
        )
    elif proof := _PROOFS.get(kind.lower()):
        yield _odd_token(
            "token.type_other",
            f"The token's type is {quote(kind)}, not Bearer.",
            f"A token of this type needs {proof}, which a connector can't provide.",
            "Ask the server's owner for a Bearer token for this client.",
            severity="error",
            evidence=(quote(f"token_type: {kind}"),),
        )
    else:
        yield _odd_token(
            "token.type_other",
            f"The token's type is {quote(kind)}, not Bearer.",
            "A connector sends Authorization: Bearer and the token. The API may expect another word.",
            "Header Auth Value Pattern: if the API refuses the token, set it to that word, a space and %s.",
            evidence=(quote(f"token_type: {kind}"),),
            fields=("header_auth_value_pattern",),
        )


_PROOFS: Final = {
    "mac": "a signature on every call",
    "dpop": "a proof signed with a key on every call (RFC 9449)",
}
"""What each call must show with a token of a type, in lower case."""


def _validity_findings(claims: Mapping[str, object], moment: float, clock: str) -> Iterator[Finding]:
    """Compare the claims with the moment at which the response came, by the clock that is named."""
    expires, begins = number_of(claims.get("exp")), number_of(claims.get("nbf"))
    if expires is not None and expires <= moment - _TOLERANCE:
        yield _odd_token(
            "token.expired",
            "The token has already expired.",
            f"Its claim exp is {span(moment - expires)} before the response came. "
            "The clocks of the servers differ, or the server issued an old token again.",
            "Ask the server's owner to check the clocks of the servers and the token cache.",
            culprits=("server_side",),
            evidence=(_compared("exp", expires, clock, moment),),
            reference="RFC 7519 §4.1.4",
        )
    if begins is not None and begins > moment + _TOLERANCE:
        yield _odd_token(
            "token.not_yet_valid",
            "The token is not valid yet.",
            f"Its claim nbf is {span(begins - moment)} after the response came: the servers' clocks differ.",
            "Ask the server's owner to set the clocks of the servers.",
            culprits=("server_side",),
            evidence=(_compared("nbf", begins, clock, moment),),
            reference="RFC 7519 §4.1.5",
        )


def _compared(claim: str, value: float, clock: str, moment: float) -> str:
    return f"{claim} is {_written(value)}; {clock} was {_written(moment)}"


def _written(seconds: float) -> str:
    moment = moment_at(seconds)
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC" if moment else f"{seconds:g}"


def _response_findings(seen: Observation, quote: Quote) -> Iterator[Finding]:
    error = seen.document.get("error") if isinstance(seen.document, dict) else None
    if error:
        yield _odd_token(
            "token.with_error",
            "The response contains both a token and an error.",
            "A token response has no member error (RFC 6749 §5.1), and some clients refuse such a token.",
            "Ask the server's owner which of the two is meant.",
            culprits=("server_side", "response_format"),
            evidence=(quote(f"error: {error}"),),
        )
