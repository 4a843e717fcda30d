"""Counting failed logins, so that one more attempt doesn't lock an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ..oauth2.attempt import Attempt
from ..oauth2.connector import Connector
from ..oauth2.token_response import ErrorResponse
from ..oauth2.url_parts import host_of

ASKED_BEFORE: Final = 3
"""The user is asked before this failed login: many systems lock an account after three to five."""
_NEVER_A_LOGIN: Final = frozenset(
    {"invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_request", "invalid_scope"}
)
"""Errors that a server returns before it looks at the account (RFC 6749 §5.2)."""

Account = tuple[str, str]
"""The token endpoint's host and the username."""


def account_of(connector: Connector) -> Account:
    """Return the account that a connector signs in with."""
    return host_of(connector.token_url), connector.username


def is_failed_login(attempt: Attempt, *, lockout_risk: bool = False) -> bool:
    """Tell whether the server is likely to have counted an attempt as a failed login.

    `lockout_risk` is what the diagnosis says of a response without an error code of the RFC.
    """
    if not isinstance(attempt.answer, ErrorResponse):
        return False
    error = attempt.answer.error
    return error == "invalid_grant" or (lockout_risk and error not in _NEVER_A_LOGIN)


@dataclass(frozen=True)
class LoginLedger:
    """How many failed logins each account has had in this session."""

    failed: Mapping[Account, int] = field(default_factory=dict)

    def after(
        self, connector: Connector, attempts: tuple[Attempt, ...], *, lockout_risk: bool
    ) -> LoginLedger:
        """Return the ledger with these attempts added. A token clears the account, as a login does."""
        account = account_of(connector)
        count = self.failed.get(account, 0)
        for attempt in attempts:
            count = 0 if attempt.token else count + is_failed_login(attempt, lockout_risk=lockout_risk)
        return LoginLedger({**self.failed, account: count})

    def count(self, connector: Connector) -> int:
        """Return how many failed logins a connector's account has had since its last token."""
        return self.failed.get(account_of(connector), 0)

    def should_ask(self, connector: Connector) -> bool:
        """Tell whether the user must be asked first, because of how many logins have failed."""
        return self.count(connector) >= ASKED_BEFORE - 1
