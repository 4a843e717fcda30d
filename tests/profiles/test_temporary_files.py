"""What a killed process left is removed; what another process is writing stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.oauth2.connector import Connector
from tui.profiles import temporary_files
from tui.profiles.profile import Profile
from tui.profiles.storage import list_profiles
from tui.profiles.temporary_files import remove_leftovers, temporary_file
from tui.profiles.writing import save_profile

LEFT = ".connector-doctor-0123456789abcdef.tmp"
HOLDS_ONE = """
import sys
from pathlib import Path
from tui.profiles.temporary_files import temporary_file

with temporary_file(Path(sys.argv[1]), 0o600) as (path, _):
    print(path.name, flush=True)
    sys.stdin.read()
"""


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("by_listing", [True, False])
def test_the_next_save_or_list_removes_what_is_left_and_nothing_else(
    tmp_path: Path, by_listing: bool
) -> None:
    (tmp_path / LEFT).write_text("password = 'made-up'")
    others = {".connector-doctor-notes.tmp", ".connector-doctor-0123456789abcdef.tmp.bak"}
    for name in others:
        (tmp_path / name).write_text("mine")
    (tmp_path / ".connector-doctor-aaaaaaaaaaaaaaaa.tmp").symlink_to(tmp_path / ".connector-doctor-notes.tmp")
    os.mkfifo(tmp_path / ".connector-doctor-bbbbbbbbbbbbbbbb.tmp")
    if by_listing:
        list_profiles(tmp_path)
    else:
        save_profile(Profile(Connector("acme")), tmp_path / "acme.toml")
    assert LEFT not in names_in(tmp_path)
    assert others <= names_in(tmp_path)


def test_what_another_process_is_writing_stays_until_it_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS_ONE, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout
        name = child.stdout.readline().strip()
        remove_leftovers(tmp_path)
        assert names_in(tmp_path) == {name}
        child.kill()
    remove_leftovers(tmp_path)
    assert names_in(tmp_path) == set()


def test_a_file_taken_for_a_leftover_before_it_is_held_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold = temporary_files._hold
    removed: list[str] = []

    def hold_too_late(descriptor: int) -> None:
        if not removed:
            removed.extend(names_in(tmp_path))
            remove_leftovers(tmp_path)
        hold(descriptor)

    monkeypatch.setattr(temporary_files, "_hold", hold_too_late)
    with temporary_file(tmp_path, 0o600) as (path, _):
        assert removed
        assert names_in(tmp_path) == {path.name} != set(removed)


@pytest.mark.parametrize("lacking", ["fchmod", "O_NOFOLLOW", "O_NONBLOCK"])
def test_saving_needs_nothing_that_windows_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: str
) -> None:
    monkeypatch.delattr(os, lacking)
    path = tmp_path / "acme.toml"
    save_profile(Profile(Connector("acme")), path)
    assert names_in(tmp_path) == {"acme.toml"}
    assert [entry.name for entry in list_profiles(tmp_path)] == ["acme"]
