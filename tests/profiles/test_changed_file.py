"""A file that somebody else changed while it was open is not overwritten."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from tui.errors import ProfileChangedError
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.profiles import writing
from tui.profiles.atomic_file import replace_file
from tui.profiles.changed_file import refuse_if_changed
from tui.profiles.file_lock import take_lock
from tui.profiles.profile import FileVersion, Profile
from tui.profiles.profile_paths import state_folder
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


def test_no_other_process_saves_between_the_look_and_the_replacement(
    opened: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, taken = tmp_path / "acme.toml", []

    def other_process() -> bool:
        descriptor = take_lock(state_folder() / "saving.lock")
        if descriptor is not None:
            os.close(descriptor)
        return descriptor is not None

    def look(path: Path, since: FileVersion) -> None:
        taken.append(other_process())
        refuse_if_changed(path, since)

    def replace_it(path: Path, data: bytes) -> None:
        taken.append(other_process())
        replace_file(path, data)

    monkeypatch.setattr(writing, "refuse_if_changed", look)
    monkeypatch.setattr(writing, "replace_file", replace_it)
    saved(replace(opened, connector=replace(opened.connector, description="mine")), path)
    assert taken == [False, False]
    assert other_process()


def test_it_is_saved_where_there_is_no_place_for_a_lock(
    opened: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(writing, "state_folder", lambda: tmp_path / "file" / "state")
    saved(replace(opened, connector=replace(opened.connector, description="mine")), tmp_path / "acme.toml")
    assert load_profile(tmp_path / "acme.toml").connector.description == "mine"
