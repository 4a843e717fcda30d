"""A token's remaining lifetime, with its bar."""

from __future__ import annotations

import pytest

from tui.interchange.token_text.moments import Lifetime
from tui.wizard.content.moments import lifetime_rows

NOW = 1_700_000_000.0


@pytest.mark.parametrize(
    ("ends", "now", "left", "then"),
    [
        (NOW + 3600, NOW, "1 h left of 1 h", "the connector gets"),
        (NOW + 3600, NOW + 3599, "1 s left of 1 h", "the connector gets"),
        (NOW + 3600, NOW + 3600, "expired 0 s ago", "before its next call, the connector gets"),
        (NOW - 5, NOW, "expired 5 s ago", "before its next call, the connector gets"),
        (1e300, NOW, "more than 100 years left", "the connector gets"),
        (None, NOW, "not stated in a way that the form can read", "the API refuses a call"),
    ],
)
def test_the_lifetime_is_counted_down(ends: float | None, now: float, left: str, then: str) -> None:
    (_, lifetime), (_, at_the_end) = lifetime_rows(Lifetime(NOW, ends), now)
    assert left in lifetime.plain
    assert then in at_the_end.plain
