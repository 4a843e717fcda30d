"""The random user, with fixed seeds."""

from __future__ import annotations

import pytest

from .fuzzing import fuzz


@pytest.mark.parametrize("seed", range(1, 4))
async def test_whatever_a_user_does_nothing_breaks_leaks_is_sent_or_lost(seed: int) -> None:
    await fuzz(seed, 40)
