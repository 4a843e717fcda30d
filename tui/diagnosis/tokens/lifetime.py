"""How long a token lives by its response, and whether the form reads that right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ...oauth2.connector import ResponseSettings
from ...oauth2.lean.lazy_pattern import LazyPattern
from ...oauth2.responses.token_lifetime import number_of
from ...oauth2.responses.token_response import AccessTokenResponse, look_up
from ...oauth2.responses.token_search import find_lifetime
from ..finding import Finding, FindingKind
from ..quoting import Quote
from ..rules.observation import Observation

_SHORT: Final = 60
"""Seconds. A token with a shorter lifetime can expire before it is used."""
_TEN_YEARS: Final = 315_360_000
_USUAL: Final = frozenset(
    {300, 600, 900, 1200, 1800, 3600, 5400, 7200, 10800, 14400, 21600, 28800, 36000, 43200, 86400}
)
"""Lifetimes in seconds that many servers use."""
_EPOCH_SECONDS: Final = range(1_000_000_000, 5_000_000_000)
_DATE: Final = LazyPattern(r"\d{4}-\d{2}-\d{2}|[A-Z][a-z]{2}, \d|\d{1,2}/\d{1,2}/\d{2,4}")
_KEY, _FORMAT = ("response.expires_in_key",), ("response.expires_in_format",)
"""The field to change first: Json Expires In Key, Json Expires In Format."""
_odd_lifetime: Final = FindingKind("warning", ("response_format",), "RFC 6749 §5.1")


def lifetime_finding(
    seen: Observation,
    token: AccessTokenResponse,
    settings: ResponseSettings,
    claims: Mapping[str, object],
    moment: float | None,
    quote: Quote,
) -> Finding | None:
    """Return what is odd about a token's lifetime. `moment` is when it came, in seconds since 1970."""
    if settings.type == "text":
        return None
    value = token.expires_in
    key = quote(settings.expires_in_key)
    written = look_up(seen.document, settings.expires_in_key) if isinstance(seen.document, dict) else None
    if isinstance(written, bool | dict | list):
        kind = "true or false" if isinstance(written, bool) else "a JSON object or list"
        return _of_text("", settings, key, (f"{key} holds {kind}",))
    if value is None:
        return _missing(seen, settings, key, quote)
    evidence = (quote(f"{settings.expires_in_key}: {value}"),)
    seconds = number_of(value)
    if seconds is None:
        return _of_text(str(value), settings, key, evidence)
    if settings.expires_in_format == "date":
        return _of_number_for_date(seconds, key, evidence)
    if seconds <= 0:
        return _odd_lifetime(
            "token.expires_at_once",
            f"{key} is {seconds:g}, so the token expires at once.",
            "Some servers mean “never” by 0 or -1. A connector would then request a token for every call.",
            "Ask the server's owner for the true lifetime in seconds.",
            evidence=evidence,
            fields=_KEY,
        )
    return (
        _of_another_unit(seconds, _true_lifetime(claims, moment), key, evidence)
        or _of_few_seconds(seconds, evidence)
        or (_of_number_as_text(key, evidence) if isinstance(value, str) else None)
    )


def _missing(seen: Observation, settings: ResponseSettings, key: str, quote: Quote) -> Finding:
    other = quote(find_lifetime(seen.document, settings.access_token_key))
    if other:
        return _odd_lifetime(
            "token.expires_elsewhere",
            f"The token's lifetime is under “{other}”, but the form looks under “{key}”.",
            "Without it, the connector does not know when to request the next token.",
            f"Json Expires In Key: type {other}. Json Expires In Format: set it to match the value.",
            evidence=(f"a value under {other}",),
            fields=_KEY,
        )
    return _odd_lifetime(
        "token.expires_missing",
        "The response does not say how long the token lives.",
        "RFC 6749 §5.1 recommends expires_in. "
        "Without it, the connector learns only from a refused call that the token has expired.",
        "Change nothing. If calls fail after a while, ask the server's owner for the lifetime.",
        severity="info",
        evidence=(f"no {key}",),
        fields=_KEY,
    )


def _of_text(text: str, settings: ResponseSettings, key: str, evidence: tuple[str, ...]) -> Finding | None:
    if not _DATE.search(text[:60]):
        return _odd_lifetime(
            "token.expires_unreadable",
            f"{key} is neither a number of seconds nor a date.",
            "A connector can't read it, and then fails, or never learns when to request the next token.",
            "Json Expires In Key: set it to a key that holds seconds. "
            "If there is none, ask the server's owner for seconds (RFC 6749 §5.1).",
            severity="error",
            evidence=evidence,
            fields=_KEY,
        )
    if settings.expires_in_format == "seconds":
        return _odd_lifetime(
            "token.expires_date",
            f"{key} is a date, but the form expects seconds.",
            "Json Expires In Format is set to seconds, so a connector can't read it.",
            "Json Expires In Format: set it to the date format.",
            severity="error",
            evidence=evidence,
            fields=_FORMAT,
        )
    return None


def _of_number_for_date(number: float, key: str, evidence: tuple[str, ...]) -> Finding | None:
    if int(number) in _EPOCH_SECONDS:
        return None
    return _odd_lifetime(
        "token.expires_seconds",
        f"{key} is a number of seconds, but the form expects a date.",
        "Json Expires In Format is set to the date format.",
        "Json Expires In Format: set it to seconds.",
        evidence=evidence,
        fields=_FORMAT,
    )


def _of_another_unit(
    number: float, true: float | None, key: str, evidence: tuple[str, ...]
) -> Finding | None:
    """Return that a number most likely does not count seconds from now. `true` is the lifetime by claims."""
    if _is_milliseconds(number, true):
        return _odd_lifetime(
            "token.expires_milliseconds",
            f"{key} is most likely in milliseconds.",
            f"Read as seconds, it gives the token {number / 86_400:.0f} days. "
            "The connector would keep using the token after it expired, and calls would fail with 401.",
            f"Ask the server's owner for seconds (RFC 6749 §5.1): {number / 1000:g}.",
            evidence=evidence,
            fields=_KEY,
        )
    if int(number) in _EPOCH_SECONDS or number >= 1_000_000_000_000:
        return _odd_lifetime(
            "token.expires_moment",
            f"{key} is a point in time, not a number of seconds from now.",
            "It counts from 1970. If the form reads it as a lifetime, the token is never renewed.",
            "Json Expires In Format: set it to the date format. Or use a key with seconds.",
            evidence=evidence,
            fields=_FORMAT,
        )
    if number > _TEN_YEARS:
        return _odd_lifetime(
            "token.expires_late",
            f"{key} says that the token lives more than ten years.",
            "Few servers mean that. The number may be in another unit.",
            "Ask the server's owner for the unit.",
            severity="info",
            evidence=evidence,
            fields=_KEY,
        )
    return None


def _of_few_seconds(seconds: float, evidence: tuple[str, ...]) -> Finding | None:
    if seconds >= _SHORT:
        return None
    return _odd_lifetime(
        "token.expires_soon",
        f"The token's lifetime is only {seconds:g} s.",
        "It can expire before the first call, or between two calls.",
        "Ask the server's owner for a lifetime of several minutes.",
        evidence=evidence,
        fields=_KEY,
    )


def _of_number_as_text(key: str, evidence: tuple[str, ...]) -> Finding:
    return _odd_lifetime(
        "token.expires_text",
        f"{key} is text, not a number.",
        "RFC 6749 §5.1 requires a JSON number. Most clients read the text anyway, strict ones don't.",
        "Change nothing while calls work. Json Expires In Key: set it to a key with a number, "
        "if the product requests a new token for every call.",
        evidence=evidence,
        fields=_KEY,
    )


def _true_lifetime(claims: Mapping[str, object], moment: float | None) -> float | None:
    """Return the lifetime in seconds by the token's own claims exp and iat; None where they don't say."""
    expires, issued = number_of(claims.get("exp")), number_of(claims.get("iat"))
    start = issued if issued is not None else moment
    return expires - start if expires is not None and start is not None else None


def _is_milliseconds(number: float, true: float | None) -> bool:
    """Tell whether a number fits the true lifetime as milliseconds, or a usual one if that is not known."""
    if true is not None and true > 0:
        return abs(number / 1000 - true) <= 0.05 * true + 5
    return number / 1000 in _USUAL
