"""Remembers the access tokens of a practice server: their scopes, and whether they have expired."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from .server_rules import ServerRules

_MOST_KEPT: Final = 1000
"""The most tokens to keep. The oldest are forgotten, so that a server can run for days."""


@dataclass(frozen=True)
class IssuedToken:
    """What is known about one token."""

    scopes: frozenset[str]
    expires_at: float
    """In seconds of the keeper's clock."""


class IssuedTokens:
    """Keeps the issued tokens. Safe to use from any thread. `clock` returns seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tokens: dict[str, IssuedToken] = {}
        self._one_was_refused = False
        self._lock = threading.Lock()

    def keep(self, token: str, scopes: Iterable[str], rules: ServerRules) -> None:
        """Keep a new token for the lifetime that the rules set."""
        with self._lock:
            now = self._clock()
            if rules.ends_older_tokens:
                self._tokens = {old: replace(kept, expires_at=now) for old, kept in self._tokens.items()}
            must_be_refused = rules.refuses_first_token and not self._one_was_refused
            self._one_was_refused = False
            expires_at = now if must_be_refused else now + rules.token_lifetime
            self._tokens[token] = IssuedToken(frozenset(scopes), expires_at)
            if len(self._tokens) > _MOST_KEPT:
                del self._tokens[next(iter(self._tokens))]

    def find(self, token: str) -> IssuedToken | None:
        """Return what is known about a token, expired or not; None if it was never issued."""
        with self._lock:
            return self._tokens.get(token)

    def has_expired(self, token: IssuedToken) -> bool:
        """Return whether a token has expired. If so, remember that one was refused."""
        with self._lock:
            has_expired = self._clock() >= token.expires_at
            self._one_was_refused = self._one_was_refused or has_expired
            return has_expired
