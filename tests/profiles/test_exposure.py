"""A profile that other users of the machine can read is warned of, with what ends that."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.oauth2.connector import Connector
from tui.oauth2.secret import Secret
from tui.profiles.exposure import exposure_of, exposure_warnings
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromPlain
from tui.profiles.writing import save_profile

PLAIN = Profile(Connector("acme", password=Secret("made-up")), {"password": FromPlain()})
WITHOUT = Profile(Connector("acme", password=Secret("made-up")))


def saved(profile: Profile, path: Path, mode: int) -> Profile:
    save_profile(profile, path)
    path.chmod(mode)
    return load_profile(path)


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (0o600, ""),
        (0o700, ""),
        (0o611, ""),
        (0o640, "Its group can read this file (mode 0640)"),
        (0o660, "Its group can change this file (mode 0660)"),
        (0o644, "Every user of this machine can read this file (mode 0644)"),
        (0o602, "Every user of this machine can change this file (mode 0602)"),
    ],
)
def test_who_else_can_read_a_file(tmp_path: Path, mode: int, words: str) -> None:
    path = tmp_path / "acme.toml"
    saved(PLAIN, path, mode)
    assert exposure_of(path) == words
    assert exposure_of(tmp_path / "none") == exposure_of(Path("a\0b")) == ""


def test_the_warning_names_the_secrets_and_the_fix(tmp_path: Path) -> None:
    path = tmp_path / "my acme.toml"
    (warning,) = exposure_warnings([saved(PLAIN, path, 0o644)])
    assert warning == (
        f"{path}: Every user of this machine can read this file (mode 0644), and Password Grant Password "
        f"stands in it in plain text. Fix: chmod 600 '{path}'"
    )
    assert exposure_warnings([save_profile(PLAIN, path)]) == []  # saving makes it private


def test_files_without_a_secret_are_warned_of_together_and_only_where_they_are_ours(
    tmp_path: Path, folder: Path
) -> None:
    shared = saved(WITHOUT, tmp_path / "shared.toml", 0o644)  # as in a repository
    ours = [saved(WITHOUT, folder / f"{name}.toml", 0o644) for name in "ab"]
    assert exposure_warnings([shared, *ours, Profile(Connector())]) == [
        "Others can read these files, which hold no secret in plain text. "
        f"Fix: chmod 600 {folder / 'a.toml'} {folder / 'b.toml'}"
    ]


def test_windows_has_no_such_modes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "acme.toml"
    saved(PLAIN, path, 0o644)
    monkeypatch.setattr(os, "name", "nt")
    assert exposure_of(path) == ""
