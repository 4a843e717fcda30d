"""Tests that can't run on Windows are found by what they use, and by nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from tests.posix_only import what_it_needs
from tests.profiles import test_keychain_entries, test_round_trip, test_saving


def uses_a_pipe(path: Path) -> None:
    os.mkfifo(path)


def test_what_a_test_needs_is_read_from_its_source() -> None:
    assert what_it_needs(uses_a_pipe) == "a named pipe"
    assert what_it_needs(test_saving.test_a_link_stays_and_its_file_is_replaced).startswith("links")
    assert what_it_needs(test_saving.test_a_kill_just_before_the_rename_leaves_the_old_file)
    assert what_it_needs(test_round_trip.test_load_gives_what_was_saved) == ""
    assert what_it_needs(test_keychain_entries.test_a_duplicate_has_its_own) == ""
