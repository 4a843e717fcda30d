"""Whose logins are counted, how many are too many, and what counts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from .url_parts import host_of

if TYPE_CHECKING:  # the command line reads its limits here before it needs anything else
    from .attempt import Attempt
    from .connector import Connector

LOCKOUT: Final = 3
"""Many systems lock an account after three to five failed logins."""
MOST_FAILED_LOGINS: Final = LOCKOUT - 1
"""After so many failed logins, the user is asked before the next attempt."""


Account = tuple[str, str]
"""The token endpoint's host, and the username as most systems compare it."""


def account_of(connector: Connector) -> Account:
    """Return the account that a connector signs in with."""
    return host_of(connector.token_url), connector.username.strip().casefold()


class Ledger(Protocol):
    """Counts the failed logins of each account."""

    def count(self, connector: Connector) -> int:
        """Return how many logins of a connector's account may have failed lately."""

    def begin(self, connector: Connector) -> str:
        """Enter an attempt that is about to be made. Return the entry, to end it with."""

    def end(self, connector: Connector, entry: str, attempt: Attempt) -> None:
        """Say how an attempt ended."""
