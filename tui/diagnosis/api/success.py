"""The API accepted the token: what that shows, and what may still be wrong with its response."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...oauth2.api_run import Why
from ...oauth2.exchange import BodyFault
from ..finding import Finding, FindingKind
from .answer import ApiAnswer

WORKS: Final = "api.works"
"""The id of the finding that a call worked."""
_success: Final = FindingKind("info", reference="RFC 6750 §2.1")


def success_finding(answer: ApiAnswer, why: Why) -> Finding:
    """Return that the call worked, and whether it needed a new token."""
    body = (
        f"{answer.quote(answer.response.media_type or 'no Content-Type')}, "
        f"{len(answer.response.body):,} bytes"
    )
    title, cause = "The API accepted the token.", "The call was answered with a status of success."
    if answer.is_renewed and why is Why.REPEATED:
        title = "The API accepted the token: not the first, but a second one."
        cause = (
            "It refused the first, so a new one was requested with the user's credentials, and the call "
            "was repeated once. The connector does the same when a token has expired. If the first was "
            "still new, something else ended it, such as another connector with the same account."
        )
    elif answer.is_renewed:
        title = "The API accepted the token: a new one, since the first had expired."
        cause = (
            "The first one's lifetime had passed, so a new one was requested with the user's credentials, "
            "as the connector does."
        )
    request = answer.exchange.request
    return _success(
        WORKS,
        title=title,
        cause=cause,
        fix="Nothing to change for the API.",
        evidence=(f"{request.method} at {answer.host}: status {answer.status}, {body}",),
        reference="RFC 6750 §2.1",
    )


def broken_body(answer: ApiAnswer) -> Iterator[Finding]:
    """Yield how the body of a success is damaged. A long one is fine: it is data."""
    response = answer.response
    fault = response.body_fault
    is_readable = fault is BodyFault.UNKNOWN_CODING and not response.is_coded
    if fault and fault is not BodyFault.TOO_LONG and not is_readable:
        yield _success(
            "api.body_broken",
            title=f"The API's response is broken: its body {fault.words}.",
            cause="The status says success, but the product would fail on the data.",
            fix="Call once more. If it happens again, "
            "ask the API's owner for the logs of the API and its gateway.",
            culprits=("server_side", "network"),
            severity="warning",
            evidence=(f"{len(response.body):,} bytes arrived",),
            reference="RFC 9112 §8",
        )
