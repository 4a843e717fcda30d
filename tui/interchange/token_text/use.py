"""What can be done with a token, each step of it, and what came of that."""

from __future__ import annotations

from typing import Final

from ...oauth2.api_run import ApiRun, ApiStep, CallStep, Why
from ...oauth2.responses.token_response import AccessTokenResponse
from ...terminal.ink import Ink, Paragraph, Span, paragraph
from ..shown_text import Mask, shown_line
from .claims import SHOWN_VALUE, Row

ON_EXPIRY: Final = (
    "When the token expires, or the API answers 401 invalid_token, the connector gets a new token "
    "with the user's credentials and repeats the call. It does this only once."
)
REHEARSAL: Final = (
    "rehearses that: it calls the API, treats the token as expired, gets a new one and calls again. "
    "Then it tries the first token again. This makes one more login."
)
"""What a rehearsal does; its subject is a key or a number."""
REFRESH: Final = (
    "gets a token with the refresh token (RFC 6749 §6), for comparison. "
    "The connector never does this: it uses the user's credentials."
)
NO_REFRESH: Final = (
    "The server issued no refresh token. The connector needs none: it uses the user's credentials."
)
OUTDATED: Final = (
    "The token request has changed since the server issued this token. "
    "{here}, new tokens are requested with the earlier values."
)
"""`here` says where that is so."""
WHO_HAS_IT: Final = "Anyone who has the token can use it until it expires."
CANCELED: Final = "Canceled. What was already sent may still count as a call or a login."
REFRESHED: Final = "The refreshed token"
"""The heading of `refresh_rows`."""
CALL_PLAN: Final = (Why.CALL,)
EXPIRED_PLAN: Final = (Why.EXPIRED, Why.CALL)
REHEARSAL_PLAN: Final = (Why.CALL, Why.DISCARDED, Why.REPEATED, Why.OLD_AGAIN)
REFRESH_PLAN: Final = (Why.REFRESH,)
REFRESH_AND_CALL_PLAN: Final = (Why.REFRESH, Why.REFRESHED, Why.OLD_AGAIN)
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
"""The methods that change nothing (RFC 9110 §9.2.1)."""


def leaving_question(there: str, base_url: str) -> str:
    """Return what to say before the token goes to another host than Base Url's; both are shown harmless."""
    base = f"The Base Url is {base_url}" if base_url else "The Base Url is blank"
    return f"The call goes to {there}. {base}. Whoever runs that host can use the token."


def method_note(method: str) -> str:
    """Return what to know of a method; empty for one that changes nothing."""
    return "" if method in SAFE_METHODS else f"{method} may change data. It is sent with an empty body."


def outcome(step: ApiStep) -> str:
    """Return how a step ended, in a few words of our own."""
    exchange = step.exchange if isinstance(step, CallStep) else step.attempt.exchange
    if exchange is None:
        return ""
    if exchange.response is None:
        ending = str(exchange.failure.kind) if exchange.failure else "no response"
    elif isinstance(step, CallStep):
        ending = str(exchange.response.status)
    else:
        ending = "Token issued" if step.token else f"{exchange.response.status} and no token"
    total = exchange.timings.total
    return ending if total is None else f"{ending} after {total:,.0f} ms"


def step_said(step: ApiStep) -> str:
    """Return a step with how it ended, in a line behind its sign."""
    return f"{step_sign(step)} {step.why.value} {outcome(step)}"


def step_sign(step: ApiStep) -> str:
    """Return one character for how a step ended."""
    # If the first token no longer works, that is the answer to the question, not a failure.
    return "✓" if _is_good(step) else "!" if step.why is Why.OLD_AGAIN else "✗"


def skipped_said(why: Why) -> str:
    """Return that a step was not made."""
    return f"· {why.value} Skipped."


def _is_good(step: ApiStep) -> bool:
    return step.exchange.is_success if isinstance(step, CallStep) else step.token is not None


def verdict_of(run: ApiRun) -> Span:
    """Return a sentence on whether the API accepts the token."""
    call = run.last_call
    renewed = ", after a new token was issued" if run.reacquired else ""
    if call is None:
        return Span("✗ The API was not called: the server issued no new token.", Ink.FAILS)
    if call.response is None:
        return Span("✗ The API can't be reached.", Ink.FAILS)
    if call.is_success:
        return Span(f"✓ The API accepted the token: {call.response.status}{renewed}.", Ink.WORKS)
    return Span(f"✗ The API answered {call.response.status}{renewed}.", Ink.FAILS)


def refresh_rows(before: AccessTokenResponse, after: AccessTokenResponse, mask: Mask) -> list[Row]:
    """Return how a refreshed token differs from the earlier one (RFC 6749 §6)."""
    is_new = after.access_token != before.access_token
    return [
        ("Access token", paragraph("a new one" if is_new else "the same as before")),
        ("Lifetime", _compared(before.expires_in, after.expires_in, mask)),
        ("Scope", _compared(before.scope, after.scope, mask)),
        ("Refresh token", paragraph(_rotation(before, after))),
    ]


def _rotation(before: AccessTokenResponse, after: AccessTokenResponse) -> str:
    if after.refresh_token is None:
        return "none issued: the earlier one stays in use"
    if after.refresh_token == before.refresh_token:
        return "the same as before"
    return "a new one was issued: the earlier one may no longer work"


def _compared(before: object, after: object, mask: Mask) -> Paragraph:
    old, new = (
        "not stated" if value is None else shown_line(str(value), mask, most=SHOWN_VALUE)
        for value in (before, after)
    )
    return (
        paragraph(f"{new}, as before") if old == new else paragraph(Span(new, Ink.STRONG), f"; before: {old}")
    )
