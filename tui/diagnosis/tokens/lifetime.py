"""How long a token says that it lives, and whether the form would read it so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ...oauth2.connector import ResponseSettings
from ...oauth2.token_lifetime import number_of
from ...oauth2.token_response import AccessTokenResponse
from ..finding import Finding
from ..quoting import Quote
from ..rules.observation import Observation
from .oddity import oddity
from .token_search import find_lifetime

_SHORT: Final = 60
"""Seconds: less than this, and the token can be over before it is used."""
_TEN_YEARS: Final = 315_360_000
_USUAL: Final = frozenset(
    {300, 600, 900, 1200, 1800, 3600, 5400, 7200, 10800, 14400, 21600, 28800, 36000, 43200, 86400}
)
"""Lifetimes in seconds that servers like."""
_EPOCH_SECONDS: Final = range(1_000_000_000, 5_000_000_000)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}|[A-Z][a-z]{2}, \d|\d{1,2}/\d{1,2}/\d{2,4}")
_KEY, _FORMAT = "response.expires_in_key", "response.expires_in_format"


def lifetime_findings(
    seen: Observation,
    token: AccessTokenResponse,
    settings: ResponseSettings,
    claims: Mapping[str, object],
    moment: float | None,
    quote: Quote,
) -> Iterator[Finding]:
    """Yield what is odd about the lifetime of a token. `moment` is when it came, in seconds since 1970."""
    if settings.type == "text":
        return
    value = token.expires_in
    key = quote(settings.expires_in_key)
    if value is None or isinstance(value, bool):
        yield _missing(seen, settings, key, quote)
        return
    seconds = number_of(value)
    said = quote(f"{settings.expires_in_key}: {value}")
    if seconds is None:
        yield from _of_text(str(value), settings, key, said)
    elif settings.expires_in_format == "date":
        if int(seconds) not in _EPOCH_SECONDS:
            yield oddity(
                "token.expires_seconds",
                f"{key} is a number of seconds, and the form expects a date.",
                "Json Expires In Format is set to a date.",
                "Set Json Expires In Format to seconds.",
                said,
                field=_FORMAT,
            )
    else:
        yield from _of_number(seconds, _true_lifetime(claims, moment), isinstance(value, str), key, said)


def _of_text(text: str, settings: ResponseSettings, key: str, said: str) -> Iterator[Finding]:
    if not _DATE.search(text[:60]):
        yield oddity(
            "token.expires_unreadable",
            f"{key} is a text that is neither seconds nor a date.",
            "A connector can't tell from it when to ask for the next token.",
            "Check Json Expires In Key; if it is right, ask the server's owner for seconds (RFC 6749 §5.1).",
            said,
            field=_KEY,
        )
    elif settings.expires_in_format == "seconds":
        yield oddity(
            "token.expires_date",
            f"{key} is a date, and the form expects seconds.",
            "Json Expires In Format is set to seconds.",
            "Set Json Expires In Format to the date format.",
            said,
            field=_FORMAT,
        )


def _of_number(seconds: float, true: float | None, is_text: bool, key: str, said: str) -> Iterator[Finding]:
    if seconds <= 0:
        yield oddity(
            "token.expires_at_once",
            f"{key} says that the token lives {seconds:g} seconds: it is over when it comes.",
            "Some servers mean “for ever” by 0 or -1; a connector then asks for a new token each time.",
            "Ask the server's owner for the true lifetime in seconds.",
            said,
            field=_KEY,
        )
    elif _is_milliseconds(seconds, true):
        yield oddity(
            "token.expires_milliseconds",
            f"{key} is most likely in milliseconds.",
            f"Taken for seconds, the token would live {seconds / 86_400:.0f} days; the connector would use "
            "it long "
            "after its end, and calls would fail with 401.",
            f"Ask the server's owner for seconds (RFC 6749 §5.1): {seconds / 1000:g}.",
            said,
            field=_KEY,
        )
    elif int(seconds) in _EPOCH_SECONDS or seconds >= 1_000_000_000_000:
        yield oddity(
            "token.expires_moment",
            f"{key} is a moment, not a number of seconds from now.",
            "It counts from 1970; taken for a lifetime, the token would never be renewed.",
            "Set Json Expires In Format to the date format, or Json Expires In Key to the key that holds "
            "seconds.",
            said,
            field=_FORMAT,
        )
    elif seconds > _TEN_YEARS:
        yield oddity(
            "token.expires_late",
            f"{key} says that the token lives more than ten years.",
            "Few servers mean that; the number may be of another unit.",
            "Ask the server's owner for the unit.",
            said,
            severity="info",
            field=_KEY,
        )
    elif seconds < _SHORT:
        yield oddity(
            "token.expires_soon",
            f"The token lives {seconds:g} seconds only.",
            "It can be over before the call that needs it, or between two of them.",
            "Ask the server's owner for a lifetime of some minutes.",
            said,
            field=_KEY,
        )
    elif is_text:
        yield oddity(
            "token.expires_text",
            f"{key} is a text, not a number.",
            "RFC 6749 §5.1 has a JSON number there. Most clients read the text all the same.",
            "Nothing to change, unless the product asks for a new token with each call.",
            said,
            severity="info",
            field=_KEY,
        )


def _missing(seen: Observation, settings: ResponseSettings, key: str, quote: Quote) -> Finding:
    other = quote(find_lifetime(seen.document, settings.access_token_key))
    if other:
        return oddity(
            "token.expires_elsewhere",
            f"The token's lifetime stands under “{other}”, and the form looks under “{key}”.",
            "Without it, the connector does not know when to ask for the next token.",
            f"Type {other} into Json Expires In Key, and set Json Expires In Format to what stands there.",
            f"a value under {other}",
            field=_KEY,
        )
    return oddity(
        "token.expires_missing",
        "The answer does not say how long the token lives.",
        "RFC 6749 §5.1 recommends expires_in. Without it, the connector learns of the end by a refused call.",
        "Nothing to change; where calls fail after a while, ask for the lifetime.",
        f"no {key}",
        severity="info",
        field=_KEY,
    )


def _true_lifetime(claims: Mapping[str, object], moment: float | None) -> float | None:
    expires, begins = number_of(claims.get("exp")), number_of(claims.get("iat"))
    start = begins if begins is not None else moment
    return expires - start if expires is not None and start is not None else None


def _is_milliseconds(seconds: float, true: float | None) -> bool:
    if true is not None and true > 0:
        return abs(seconds / 1000 - true) <= 0.05 * true + 5
    return seconds / 1000 in _USUAL
