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


def logins_counted(count: int) -> str:
    """Return a count of failed logins in words."""
    return "1 failed login" if count == 1 else f"{count} failed logins"


def question_before_login(username: str, count: int) -> str:
    """Return the question before a login that could lock an account. The username is safe to show."""
    return (
        f"{username} may have had {logins_counted(count)} in the last hour. "
        f"Many systems lock an account after {LOCKOUT} to 5. Send anyway?"
    )


class Ledger(Protocol):
    """Counts the failed logins of each account, and lets one run at a time sign in with it."""

    def count(self, connector: Connector) -> int:
        """Return how many logins of a connector's account may have failed lately."""

    def begin(self, connector: Connector, below: int | None = None) -> str:
        """Enter an attempt that is about to be made. Return the entry, to end it with.

        With `below`, nothing is entered where the count is not below it, and the entry is empty.
        """

    async def begin_soon(self, connector: Connector, below: int | None = None) -> str:
        """Enter an attempt as `begin` does, perhaps together with others."""

    def end(self, connector: Connector, entry: str, attempt: Attempt) -> None:
        """Say how an attempt ended."""

    def hold(self, connector: Connector) -> bool:
        """Hold a connector's account, unless another process does; return whether it is held now."""

    def let_go(self, connector: Connector) -> None:
        """End what `hold` began."""
