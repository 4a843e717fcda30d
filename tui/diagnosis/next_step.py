"""The next step of a finding that is not certain: what would tell its first two culprits apart."""

from __future__ import annotations

from typing import Any, Literal

from ..oauth2.lean.frozen import frozen


@frozen
class NextStep:
    """One experiment, or one question to the customer."""

    kind: Literal["experiment", "question"]
    text: str
    """What to try, or what to ask, and what to conclude from the outcome."""
    costs_login: bool = False
    """Whether it can cost a failed login of the account."""
    id: str = ""
    """Of the experiment, where the run leaves it to be made; else empty."""

    def document(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {
            "kind": self.kind,
            "id": self.id,
            "text": self.text,
            "logins": int(self.costs_login),
            "costs_login": self.costs_login,
        }
