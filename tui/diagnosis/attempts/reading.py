"""One attempt, read: its findings, and how far its request got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from typing import Final

from ...oauth2.attempt import Attempt
from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.lean.frozen import frozen
from ...oauth2.token_request import TokenRequest
from ..finding import Finding
from ..rules.observation import Observation


class Stage(IntEnum):
    """How far a request got, by what refused it. A later stage proves that the earlier ones passed."""

    NOWHERE = 0
    """No response."""
    ELSEWHERE = 1
    """A response that may not be the token endpoint's: a page, a gateway, a redirect, an outage."""
    CLIENT = 2
    """The client was refused."""
    REQUEST = 3
    """Something in the request was refused. Not all servers check the client before."""
    GRANT = 4
    """The client was accepted, and may not use this grant."""
    SCOPE = 5
    ACCOUNT = 6
    """The client was accepted, and the account was refused."""
    ANSWER = 7
    """A token was issued, in a form that a connector can't use."""
    TOKEN = 8

    @property
    def client_was_accepted(self) -> bool:
        """Whether a server that says this has accepted the client."""
        return self >= Stage.GRANT


_STAGE_OF_CULPRIT = {
    **dict.fromkeys(("client_id", "client_secret", "client_authentication"), Stage.CLIENT),
    **dict.fromkeys(("additional_headers", "additional_request_data"), Stage.REQUEST),
    "grant_not_allowed": Stage.GRANT,
    "scope": Stage.SCOPE,
    **dict.fromkeys(("username", "password", "account_state", "mfa_or_policy"), Stage.ACCOUNT),
}
METHOD_FINDINGS: Final = frozenset({"comparison.set_client_authentication", "comparison.client_accepted"})
"""Ids of the findings that settle which client authentication is right."""


@frozen
class Reading:
    """An attempt that was made, and its findings, the most telling first."""

    attempt: Attempt
    request: TokenRequest
    findings: tuple[Finding, ...]
    seen: Observation | None = None
    """None where no response came."""

    @property
    def method(self) -> ClientAuthentication:
        """The client authentication of the attempt."""
        return self.attempt.client_authentication

    @property
    def main(self) -> Finding | None:
        """The finding to act on, by this attempt alone; None if its token is all right."""
        return self.findings[0] if self.findings else None

    @property
    def stage(self) -> Stage:
        """How far the request got."""
        if self.attempt.token:
            return Stage.TOKEN
        if self.seen is None or self.main is None:
            return Stage.NOWHERE
        if self.main.id.startswith("answer.") and self.main.culprits[0] == "response_format":
            return Stage.ANSWER
        stage = _STAGE_OF_CULPRIT.get(self.main.culprits[0], Stage.ELSEWHERE)
        # A server that does not offer the grant at all may not have checked the client.
        if stage is Stage.GRANT and "unsupported_grant_type" in self.seen.folded_codes:
            return Stage.REQUEST
        return stage

    def with_main(self, main: Finding) -> Reading:
        """Return the reading with its first finding replaced."""
        return replace(self, findings=(main, *self.findings[1:]))


def stage_accused(culprits: Sequence[str]) -> Stage:
    """Return the earliest stage at which some culprits make a request fail."""
    return min(
        (_STAGE_OF_CULPRIT.get(culprit, Stage.ELSEWHERE) for culprit in culprits), default=Stage.CLIENT
    )


def distance(reading: Reading, readings: Sequence[Reading]) -> float:
    """Return how far a request got, beside the others of its run. The stages count as they are numbered.

    A 403 means that the request was understood (RFC 9110 §15.5.4), and a 400 that it was not (§15.5.1). So
    of the same request sent in two ways, the forbidden one got further, unless a firewall stopped it.
    """
    if reading.seen is None or reading.seen.status != 403 or reading.stage > Stage.REQUEST:
        return reading.stage
    if reading.main and reading.main.id.startswith("waf."):
        return reading.stage
    rejected = [other.stage for other in readings if other.seen and other.seen.status == 400]
    return max((reading.stage, *(stage + 0.5 for stage in rejected if stage <= Stage.REQUEST)))
