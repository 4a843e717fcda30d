"""The access tokens that a practice server gave: what each may do, and whether it is over."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from .server_rules import ServerRules

_MOST_KEPT: Final = 1000
"""Tokens; the oldest are forgotten, so that a server that runs for days holds no more."""


@dataclass(frozen=True)
class IssuedToken:
    """One token that was given."""

    scopes: frozenset[str]
    ends: float
    """On the clock of the one who keeps it."""


class IssuedTokens:
    """Keeps tokens; any thread may ask. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tokens: dict[str, IssuedToken] = {}
        self._one_was_refused = False
        self._lock = threading.Lock()

    def keep(self, token: str, scopes: Iterable[str], rules: ServerRules) -> None:
        """Keep a new token as long as the rules let it live."""
        with self._lock:
            now = self._clock()
            if rules.ends_older_tokens:
                self._tokens = {old: replace(kept, ends=now) for old, kept in self._tokens.items()}
            is_over = rules.refuses_first_token and not self._one_was_refused
            self._one_was_refused = False
            ends = now if is_over else now + rules.token_lifetime
            self._tokens[token] = IssuedToken(frozenset(scopes), ends)
            if len(self._tokens) > _MOST_KEPT:
                del self._tokens[next(iter(self._tokens))]

    def find(self, token: str) -> IssuedToken | None:
        """Return what is known of a token, be it over or not; None where it was never given."""
        with self._lock:
            return self._tokens.get(token)

    def is_over(self, token: IssuedToken) -> bool:
        """Tell whether a token is over. It is remembered that one was refused for it."""
        with self._lock:
            is_over = self._clock() >= token.ends
            self._one_was_refused = self._one_was_refused or is_over
            return is_over
