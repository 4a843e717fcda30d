"""One attempt, read: what its answer tells, and how far the request came."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from ...oauth2.attempt import Attempt
from ...oauth2.client_authentication import ClientAuthentication
from ...oauth2.token_request import TokenRequest
from ..finding import Finding
from ..rules.observation import Observation


class Stage(IntEnum):
    """How far a request came, by what refused it; a later one proves the earlier ones passed."""

    NOWHERE = 0
    """No answer."""
    ELSEWHERE = 1
    """An answer that need not be the token endpoint's own: a page, a gateway, a redirect, an outage."""
    CLIENT = 2
    """The client was refused."""
    REQUEST = 3
    """Something in the request was refused. Servers differ in whether they look at the client before."""
    GRANT = 4
    """The client was accepted, and may not use this grant."""
    SCOPE = 5
    ACCOUNT = 6
    """The client was accepted, the account refused."""
    ANSWER = 7
    """A token was granted, in a form that a connector can't use."""
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


@dataclass(frozen=True)
class Reading:
    """An attempt that was made, and its findings, the most telling first."""

    attempt: Attempt
    request: TokenRequest
    findings: tuple[Finding, ...]
    seen: Observation | None = None
    """None where no answer came."""

    @property
    def method(self) -> ClientAuthentication:
        """The client authentication of the attempt."""
        return self.attempt.client_authentication

    @property
    def main(self) -> Finding | None:
        """What to act on, as far as this attempt tells; a token that is all right has nothing."""
        return self.findings[0] if self.findings else None

    @property
    def stage(self) -> Stage:
        """How far the request came."""
        if self.attempt.token:
            return Stage.TOKEN
        if self.seen is None or self.main is None:
            return Stage.NOWHERE
        if self.main.id.startswith("answer.") and self.main.culprits[0] == "response_format":
            return Stage.ANSWER
        stage = _STAGE_OF_CULPRIT.get(self.main.culprits[0], Stage.ELSEWHERE)
        # A server that does not offer the grant at all need not have looked at the client.
        if stage is Stage.GRANT and "unsupported_grant_type" in self.seen.folded_codes:
            return Stage.REQUEST
        return stage

    def with_main(self, main: Finding) -> Reading:
        """Return the reading with its first finding replaced."""
        return replace(self, findings=(main, *self.findings[1:]))
