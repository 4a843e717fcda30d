"""Explains a paste: first which phase its response belongs to, then what is wrong in that phase.

paste ──read──> PastedResponse ──phase──> token: the response of a token endpoint
                      │                └─> api: the response to a call with the token
                      └── a request: it says so, and that the response is needed
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from ..diagnosis.finding import Finding
from ..diagnosis.phase import challenge_of_an_api
from ..diagnosis.response_diagnosis import diagnose_response
from ..oauth2.lean.frozen import frozen
from .pasted_response import PastedResponse, read_pasted_response

if TYPE_CHECKING:
    from ..diagnosis.rules.rule import Phase, Rule

ReadBy = Literal["choice", "response", "default"]


@frozen
class Reading:
    """Which phase a response was read in, and why."""

    phase: Phase | None
    """None for a request: there is no response to read."""
    by: ReadBy = "default"
    """`choice`: the user said so. `response`: the response can only be of that phase. Else `default`."""
    mark: str = ""
    """What in the response shows the phase, such as `Bearer error="invalid_token"`."""


REQUEST: Final = Finding(
    id="paste.request",
    severity="error",
    culprits=(),
    title="This is a request, not a response.",
    cause="It shows what was sent, but not what the server answered. Only the response tells what is wrong.",
    fix="Send the request, and paste the response with its status line: curl -i prints both. "
    "To try the request itself, make a profile of it: connector-doctor import reads it, field by field.",
    evidence=("a request without a response",),
)


@frozen
class Explained:
    """A paste, how it was read, and what is wrong."""

    pasted: PastedResponse
    reading: Reading
    findings: tuple[Finding, ...]


def explain_paste(
    text: str, choice: Phase | None = None, *, url: str = "", rules: tuple[Rule, ...] | None = None
) -> Explained:
    """Return what a paste says: at least one finding.

    `choice` is the phase that the user chose, if any. `url` is where the response came from, where the paste
    doesn't say.
    """
    pasted = read_pasted_response(text)
    url = url or pasted.url
    reading = _reading_of(pasted, url, choice)
    if reading.phase is None:
        return Explained(pasted, reading, (REQUEST,))
    response, status = pasted.response, pasted.status
    if reading.phase == "api":
        from ..diagnosis.api.explained import diagnose_api_response

        found = diagnose_api_response(response, status=status, url=url, rules=rules)
    else:
        found = diagnose_response(response, status=status, url=url, rules=rules)
    return Explained(pasted, reading, found)


def _reading_of(pasted: PastedResponse, url: str, choice: Phase | None) -> Reading:
    if pasted.is_request:
        return Reading(None)
    if choice:
        return Reading(choice, "choice")
    if mark := challenge_of_an_api(pasted.response, pasted.status, url):
        return Reading("api", "response", mark)
    return Reading("token")
