"""The API took the token: what that says, and what may be wrong with its answer all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...oauth2.api_run import Why
from ...oauth2.exchange import BodyFault
from ..finding import Finding
from .answer import ApiAnswer

WORKS: Final = "api.works"
"""The id of the finding that a call worked."""


def success_finding(answer: ApiAnswer, why: Why) -> Finding:
    """Return that the call worked, and whether a new token had to be got for it."""
    body = (
        f"{answer.quote(answer.response.media_type or 'no Content-Type')}, "
        f"{len(answer.response.body):,} bytes"
    )
    title, cause = "The API took the token.", "The call was answered with a status of success."
    if answer.is_renewed and why is Why.REPEATED:
        title = "The API took the token: not the first, but a second one."
        cause = (
            "It refused the first, so another was got with the user's credentials and the call "
            "repeated, once. The connector does the same when a token is over; one that was refused "
            "though it was new was ended by something else, such as another connector with the same "
            "account."
        )
    elif answer.is_renewed:
        title = "The API took the token: a new one, since the first was over."
        cause = (
            "Its lifetime had passed, so another was got with the user's credentials, as the connector does."
        )
    request = answer.exchange.request
    return answer.finding(
        WORKS.removeprefix("api."),
        title,
        cause,
        "Nothing to change for the API.",
        severity="info",
        evidence=(f"{request.method} at {answer.host}: status {answer.status}, {body}",),
        reference="RFC 6750 §2.1",
    )


def broken_body(answer: ApiAnswer) -> Iterator[Finding]:
    """Yield what is wrong with the body of a success; that it is long is no fault of an API's."""
    response = answer.response
    fault = response.body_fault
    is_readable = fault is BodyFault.UNKNOWN_CODING and not response.is_coded
    if fault and fault is not BodyFault.TOO_LONG and not is_readable:
        yield answer.finding(
            "body_broken",
            f"The API's response is broken: its body {fault.words}.",
            "The status is one of success, and the product would fail on the data.",
            "Call once more. If it stays, ask the API's owner for its log, and that of the gateway "
            "before it.",
            culprits=("server_side", "network"),
            severity="warning",
            evidence=(f"{len(response.body):,} bytes came",),
            reference="RFC 9112 §8",
        )
