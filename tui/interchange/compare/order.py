"""Which difference to try next: those that can't cost a login first, then what the response accuses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ...diagnosis.attempts.reading import Stage
from ...oauth2.connection import Layer
from ...oauth2.connector import Connector
from ...oauth2.failed_logins import may_be_a_failed_login
from .difference import Comparison, Difference
from .trial import Made

_ACCOUNT: Final = frozenset({"username", "password"})
_CLIENT: Final = frozenset(
    {"client_id", "client_secret", "client_authentication", "request.basic_encoding", "token_url"}
)
_ROWS: Final = frozenset({"additional_request_data", "additional_headers"})
_WAY: Final = frozenset({"token_url", "additional_headers", "request.credential_headers"})
_ACCUSED: Final = {
    Stage.NOWHERE: _WAY,
    Stage.ELSEWHERE: _WAY,
    Stage.CLIENT: _CLIENT,
    Stage.REQUEST: _ROWS | _CLIENT,
    Stage.GRANT: frozenset({"client_id", "token_url", "additional_request_data"}),
    Stage.SCOPE: _ROWS,
    Stage.ACCOUNT: _ACCOUNT | {"token_url"},
}
"""The fields that a request which got so far is most likely refused for."""
_BEFORE_SENDING: Final = frozenset({None, Layer.DNS, Layer.CONNECT, Layer.PROXY, Layer.TLS})


def in_order(
    comparison: Comparison, remaining: Iterable[Difference], base: Connector, before: Made
) -> list[Difference]:
    """Return the differences that are worth a trial after a response, the one to try next first.

    One that can't have mattered yet is left out: an account that the server never looked at.
    """
    return sorted(
        (one for one in remaining if one.change and not _cannot_matter(one, before)),
        key=lambda one: (
            may_cost_login(comparison, one, base, before),
            not is_accused(one, before),
            one.rank,
        ),
    )


def may_cost_login(comparison: Comparison, one: Difference, base: Connector, before: Made) -> bool:
    """Tell whether a trial may be a failed login, as far as the response so far shows.

    It can't where the server refused before it looked at the account, and the account is right if it looks.
    """
    after = one.change(base) if one.change else base
    return may_be_a_failed_login(before.attempt) or comparison.may_fail_login(after)


def is_accused(one: Difference, before: Made) -> bool:
    """Tell whether a response speaks of what this difference is about."""
    return one.key in _ACCUSED.get(before.stage, frozenset())


def has_advanced(one: Difference, before: Made, after: Made) -> bool:
    """Tell whether a request got further than another: what refused that one was overcome.

    Servers differ in whether they look at the scope or at the account first. So a refusal for another reason
    counts too, where the one before accused what was taken over.
    """
    if after.stage <= before.stage:
        is_other = after.ending != before.ending and is_accused(one, before)
        return is_other and after.stage.client_was_accepted
    return after.stage.client_was_accepted or (
        before.stage <= Stage.ELSEWHERE and after.stage is Stage.CLIENT
    )


def _cannot_matter(one: Difference, before: Made) -> bool:
    exchange = before.attempt.exchange
    if exchange and exchange.response is None and exchange.connection.stopped_at in _BEFORE_SENDING:
        return one.key != "token_url"
    is_before_account = before.stage <= Stage.CLIENT and not may_be_a_failed_login(before.attempt)
    return one.key in _ACCOUNT and is_before_account
