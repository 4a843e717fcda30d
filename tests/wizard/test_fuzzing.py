"""The random user, with fixed seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.depth import examples

from .fuzzing import fuzz


@pytest.mark.parametrize("seed", range(1, 3))
async def test_whatever_a_user_does_nothing_breaks_leaks_is_sent_or_lost(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where a report goes, unless the user types another folder
    await fuzz(seed, examples(25))
