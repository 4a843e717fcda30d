"""The random user, with fixed seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.depth import examples

from .fuzz_world import KEYS, NOT_PRESSED
from .fuzzing import fuzz
from .test_keys import bindings_of, classes_with_bindings


def test_it_presses_every_key_that_a_screen_has() -> None:
    bound = {
        key for kind in classes_with_bindings() for one in bindings_of(kind) for key in one.key.split(",")
    }
    named = {"/": "slash", "+": "plus", "=": "equals_sign", "-": "minus"}
    pressed = {named.get(key, key) for key in KEYS} | NOT_PRESSED
    assert bound <= pressed


@pytest.mark.parametrize("seed", range(1, 3))
async def test_whatever_a_user_does_nothing_breaks_leaks_is_sent_or_lost(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # where a report goes, unless the user types another folder
    await fuzz(seed, examples(25))
