"""A deleted profile can be put back for a week; then it is gone, with its secrets and its past."""

from __future__ import annotations

import stat
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.profiles.memory_keyring import MemoryKeyring
from tests.runs import CONNECTOR
from tui.errors import ProfileError
from tui.oauth2.secret import Secret
from tui.profiles.keychain import read_keyring
from tui.profiles.keychain_entries import entries_of
from tui.profiles.memory.remembered import RememberedRun
from tui.profiles.memory.store import memory_of, remember
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromKeyring, FromPlain
from tui.profiles.storage import delete_profile, rename_profile
from tui.profiles.trash import discard_profile, empty_trash, restore_profile, trashed_profiles
from tui.profiles.writing import save_profile

WEEK = 7 * 86_400


@pytest.fixture(autouse=True)
def existing(folder: Path) -> None:
    folder.mkdir(parents=True)


def saved(path: Path, name: str = "acme") -> Path:
    save_profile(Profile(replace(CONNECTOR, name=name), {"password": FromPlain()}), path)
    return path


def test_what_was_deleted_last_is_put_back_as_it_was(folder: Path) -> None:
    paths = [saved(folder / f"{name}.toml") for name in ("first", "second")]
    data = paths[1].read_bytes()
    for path in paths:
        discard_profile(path)
    assert [path.exists() for path in paths] == [False, False]
    last, first = trashed_profiles()
    assert stat.S_IMODE(last.path.stat().st_mode) == 0o600
    assert restore_profile(last) == paths[1]
    assert paths[1].read_bytes() == data
    assert trashed_profiles() == (first,)


def test_nothing_is_put_back_over_another_file(folder: Path) -> None:
    path = saved(folder / "acme.toml")
    trashed = discard_profile(path)
    saved(path, "another")
    with pytest.raises(ProfileError, match="another file by now"):
        restore_profile(trashed)
    assert load_profile(path).connector.name == "another"
    assert trashed_profiles() == (trashed,)


def test_after_a_week_it_is_gone_with_its_secrets_and_its_past(
    folder: Path, memory_keyring: MemoryKeyring
) -> None:
    path = folder / "acme.toml"
    save_profile(Profile(replace(CONNECTOR, password=Secret("made-up")), {"password": FromKeyring()}), path)
    (entry,) = entries_of(path)
    remember(path, CONNECTOR, RememberedRun(1.0, "works"))
    discard_profile(path)
    empty_trash(time.time() + WEEK - 60)
    assert read_keyring(entry) == Secret("made-up")
    assert memory_of(path).last
    empty_trash(time.time() + WEEK + 60)
    assert trashed_profiles() == ()
    assert not read_keyring(entry)
    assert not memory_of(path).last


def test_only_profiles_are_discarded_and_broken_ones_too(folder: Path) -> None:
    (folder / "note.txt").write_text("keep me", encoding="utf-8")
    for path in (folder / "note.txt", folder / "none.toml", folder):
        with pytest.raises(ProfileError, match="can't be deleted"):
            discard_profile(path)
    broken = folder / "broken.toml"
    broken.write_bytes(b"\xff not TOML")
    assert restore_profile(discard_profile(broken)).read_bytes() == b"\xff not TOML"


def test_a_trash_that_holds_something_else_is_no_fault(folder: Path) -> None:
    trashed = discard_profile(saved(folder / "acme.toml"))
    (trashed.path.parent / "odd.toml").write_text("", encoding="utf-8")
    (trashed.path.parent / "odd.json").write_text("[]", encoding="utf-8")
    assert trashed_profiles() == (trashed,)


def test_a_profile_is_renamed_with_its_file_and_its_past(folder: Path) -> None:
    path = saved(folder / "acme.toml")
    remember(path, CONNECTOR, RememberedRun(1.0, "works"))
    renamed = rename_profile(path, "Beta: ServiceNow")
    assert renamed == folder / "beta-servicenow.toml"
    assert not path.exists()
    assert load_profile(renamed).connector.name == "Beta: ServiceNow"
    assert memory_of(renamed).last
    other = saved(folder / "other.toml", "other")
    with pytest.raises(ProfileError, match="another profile already"):
        rename_profile(other, "beta servicenow")
    assert load_profile(other).connector.name == "other"
    delete_profile(other)
