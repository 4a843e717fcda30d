"""A file that somebody else changed while it was open is not overwritten."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tui.errors import ProfileChangedError
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromPlain
from tui.profiles.writing import save_profile

MINE = Profile(Connector("acme", password=Secret("made-up")), {"password": FromPlain()})


@pytest.fixture
def opened(tmp_path: Path) -> Profile:
    return load_profile(save_profile(MINE, tmp_path / "acme.toml").path or tmp_path)


def saved(profile: Profile, path: Path) -> Profile:
    return save_profile(profile, path, unless_changed_since=profile.version)


def test_what_another_window_saved_stays_and_is_named(opened: Profile, tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    rows = (AdditionalRow("X-New", "kept"),)
    there = replace(
        opened.connector, base_url="https://new.example", additional_headers=rows, password=Secret("x")
    )
    save_profile(replace(opened, connector=there), path)
    with pytest.raises(ProfileChangedError) as raised:
        saved(replace(opened, connector=replace(opened.connector, description="mine")), path)
    assert raised.value.changed == ("base_url", "oauth2.password", "oauth2.additional_headers")
    assert "https://new.example" not in str(raised.value)
    assert "base_url, oauth2.password" in str(raised.value)
    assert load_profile(path).connector == there


def test_an_unchanged_file_is_saved_again_and_again(opened: Profile, tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    once = saved(replace(opened, connector=replace(opened.connector, description="one")), path)
    saved(replace(once, connector=replace(once.connector, description="two")), path)
    assert load_profile(path).connector.description == "two"
    path.touch()
    saved(load_profile(path), path)


def test_a_comment_or_broken_text_is_a_change_too(opened: Profile, tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text(path.read_text() + "# a note\n")
    with pytest.raises(ProfileChangedError, match="Only its comments"):
        saved(opened, path)
    path.write_text("not TOML")
    with pytest.raises(ProfileChangedError, match="can't be understood") as raised:
        saved(opened, path)
    assert raised.value.changed == ()
    save_profile(opened, path)  # who was asked may still replace it
    assert load_profile(path) == opened


def test_a_deleted_file_can_be_written_again(opened: Profile, tmp_path: Path) -> None:
    (tmp_path / "acme.toml").unlink()
    saved(opened, tmp_path / "acme.toml")
    assert (tmp_path / "acme.toml").exists()
