"""Each profile's secrets have entries of their own in the keychain, and none stays that nobody uses."""

from __future__ import annotations

import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from tests.profiles.memory_keyring import MemoryKeyring
from tui.errors import ProfileError
from tui.oauth2.connector import Connector
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.profile_paths import state_folder
from tui.profiles.reading import fill_secrets, load_profile
from tui.profiles.secret_sources import FromKeyring, FromPlain, FromPrompt, SecretSource
from tui.profiles.storage import delete_profile, duplicate_profile
from tui.profiles.writing import save_profile

KEPT: dict[str, SecretSource] = {"client_secret": FromKeyring(), "password": FromKeyring()}


def profile_of(whose: str, sources: dict[str, SecretSource] = KEPT) -> Profile:
    return Profile(Connector("acme", client_secret=Secret(whose), password=Secret(f"{whose}-pw")), sources)


def secrets_of(path: Path) -> tuple[str, str]:
    connector = fill_secrets(load_profile(path), {}).connector
    return connector.client_secret.reveal(), connector.password.reveal()


@pytest.fixture
def two(tmp_path: Path, memory_keyring: MemoryKeyring) -> tuple[Path, Path]:
    paths = tmp_path / "a" / "acme.toml", tmp_path / "b" / "acme.toml"
    for path in paths:
        path.parent.mkdir()
        save_profile(profile_of(path.parent.name), path)
    return paths


def test_two_files_of_one_name_share_nothing(two: tuple[Path, Path], memory_keyring: MemoryKeyring) -> None:
    a, b = two
    assert (secrets_of(a), secrets_of(b)) == (("a", "a-pw"), ("b", "b-pw"))
    delete_profile(b)
    assert secrets_of(a) == ("a", "a-pw")
    assert sorted(memory_keyring.entries.values()) == ["a", "a-pw"]


def test_a_file_that_is_moved_keeps_its_secrets(two: tuple[Path, Path]) -> None:
    moved = two[0].with_name("renamed.toml")
    two[0].rename(moved)
    assert secrets_of(moved) == ("a", "a-pw")
    save_profile(fill_secrets(load_profile(moved), {}), moved)
    assert secrets_of(moved) == ("a", "a-pw")


@pytest.mark.parametrize("source", [FromPrompt(), FromPlain()])
def test_another_source_removes_the_secret(
    two: tuple[Path, Path], memory_keyring: MemoryKeyring, source: SecretSource
) -> None:
    save_profile(profile_of("a", {"client_secret": FromKeyring(), "password": source}), two[0])
    assert sorted(memory_keyring.entries.values()) == ["a", "b", "b-pw"]
    assert secrets_of(two[1]) == ("b", "b-pw")


def test_a_source_chosen_anew_keeps_the_entry(two: tuple[Path, Path], memory_keyring: MemoryKeyring) -> None:
    before = dict(memory_keyring.entries)
    save_profile(profile_of("a"), two[0])
    assert memory_keyring.entries == before


def test_a_save_that_fails_leaves_the_keychain(
    two: tuple[Path, Path], memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dict(memory_keyring.entries)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tui.profiles.writing.replace_file", full)
    with pytest.raises(ProfileError, match="the disk is full"):
        save_profile(profile_of("new"), two[0])
    assert memory_keyring.entries == before


@pytest.mark.parametrize("is_new", [True, False])
def test_a_keychain_that_refuses_leaves_file_and_keychain(
    two: tuple[Path, Path], memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, is_new: bool
) -> None:
    path = two[0].with_name("new.toml") if is_new else two[0]
    data, before = (None if is_new else path.read_bytes()), dict(memory_keyring.entries)
    store = memory_keyring.set_password

    def refuse(service: str, entry: str, secret: str) -> None:
        if secret == "new-pw":
            raise RuntimeError(secret)
        store(service, entry, secret)

    monkeypatch.setattr(memory_keyring, "set_password", refuse)
    with pytest.raises(ProfileError) as raised:
        save_profile(profile_of("new"), path)
    assert "new-pw" not in str(raised.value)
    assert memory_keyring.entries == before
    assert (path.read_bytes() if path.exists() else None) == data


def test_a_copy_made_by_hand_gets_its_own_entries_when_it_is_saved(
    two: tuple[Path, Path], memory_keyring: MemoryKeyring
) -> None:
    copy = two[0].with_name("copy.toml")
    shutil.copy(two[0], copy)
    assert secrets_of(copy) == ("a", "a-pw")
    changed = fill_secrets(load_profile(copy), {})
    save_profile(replace(changed, connector=replace(changed.connector, password=Secret("changed"))), copy)
    assert (secrets_of(copy), secrets_of(two[0])) == (("a", "changed"), ("a", "a-pw"))
    shutil.copy(two[0], copy.with_name("third.toml"))
    delete_profile(copy.with_name("third.toml"))
    assert secrets_of(two[0]) == ("a", "a-pw")


def test_a_copy_in_another_folder_survives_the_end_of_the_first_file(
    two: tuple[Path, Path], tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    copy, moved = tmp_path / "copy.toml", tmp_path / "b" / "moved.toml"
    shutil.copy(two[0], copy)
    assert secrets_of(copy) == ("a", "a-pw")  # from now on it is known
    two[1].rename(moved)
    shutil.copy(moved, two[1])
    delete_profile(two[0])
    assert secrets_of(copy) == ("a", "a-pw")
    save_profile(profile_of("a", {"client_secret": FromKeyring()}), copy)  # it is its owner now
    assert sorted(memory_keyring.entries.values()) == ["a", "b", "b-pw"]
    delete_profile(copy)
    assert sorted(memory_keyring.entries.values()) == ["b", "b-pw"]
    delete_profile(moved)
    assert secrets_of(two[1]) == ("b", "b-pw")


def test_what_is_known_of_copies_is_lost_without_harm(two: tuple[Path, Path]) -> None:
    known = state_folder() / "keychain-users.json"
    assert stat.S_IMODE(known.stat().st_mode) == 0o600
    assert "a-pw" not in known.read_text()
    for text in ("", "[]", '{"x": [1, "\\u0000"], "y": 2}', "[" * 100_000):
        known.write_text(text)
        assert secrets_of(two[0]) == ("a", "a-pw")
    known.unlink()
    known.mkdir()
    assert secrets_of(two[0]) == ("a", "a-pw")
    delete_profile(two[0])


def test_two_files_of_earlier_versions_with_one_name_share_until_they_are_saved(
    tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    paths = [tmp_path / folder / "acme.toml" for folder in "ab"]
    for path in paths:
        path.parent.mkdir()
        path.write_text('[oauth2]\nclient_secret = { from = "keyring" }\npassword = { from = "keyring" }\n')
    memory_keyring.entries["connector-doctor", "acme/client_secret"] = "old"
    memory_keyring.entries["connector-doctor", "acme/password"] = "old-pw"
    assert secrets_of(paths[0]) == secrets_of(paths[1])
    delete_profile(paths[0])
    assert secrets_of(paths[1]) == ("old", "old-pw")


def test_a_secret_moves_from_the_keychain_into_the_file_also_unseen(
    two: tuple[Path, Path], memory_keyring: MemoryKeyring
) -> None:
    moved = replace(load_profile(two[0]), sources={"client_secret": FromKeyring(), "password": FromPlain()})
    assert save_profile(moved, two[0]).connector.password == Secret("a-pw")
    assert load_profile(two[0]).connector.password == Secret("a-pw")
    assert sorted(memory_keyring.entries.values()) == ["a", "b", "b-pw"]
    memory_keyring.is_locked = True
    before = two[1].read_bytes()
    moved = replace(load_profile(two[1]), sources={"client_secret": FromKeyring(), "password": FromPlain()})
    with pytest.raises(ProfileError, match="Password Grant Password can't be moved into the file"):
        save_profile(moved, two[1])
    assert two[1].read_bytes() == before


def test_saving_under_another_name_takes_the_secrets_along(two: tuple[Path, Path]) -> None:
    other = two[0].with_name("other.toml")
    save_profile(load_profile(two[0]), other)  # with its secrets still in the keychain alone
    delete_profile(two[0])
    assert secrets_of(other) == ("a", "a-pw")


def test_a_duplicate_has_its_own(two: tuple[Path, Path], memory_keyring: MemoryKeyring) -> None:
    copy = duplicate_profile(two[0])
    delete_profile(two[0])
    assert secrets_of(copy) == ("a", "a-pw")
    delete_profile(copy)
    assert sorted(memory_keyring.entries.values()) == ["b", "b-pw"]


def test_entries_by_the_files_name_are_still_read_and_replaced_at_the_next_save(
    tmp_path: Path, memory_keyring: MemoryKeyring
) -> None:
    path = tmp_path / "acme.toml"
    path.write_text('[oauth2]\nclient_secret = { from = "keyring" }\npassword = { from = "keyring" }\n')
    memory_keyring.entries["connector-doctor", "acme/client_secret"] = "old"
    memory_keyring.entries["connector-doctor", "acme/password"] = "old-pw"
    assert secrets_of(path) == ("old", "old-pw")
    save_profile(load_profile(path), path)
    assert secrets_of(path) == ("old", "old-pw")
    assert sorted(memory_keyring.entries.values()) == ["old", "old-pw"]
    assert ("connector-doctor", "acme/password") not in memory_keyring.entries
    delete_profile(path)
    assert memory_keyring.entries == {}


@pytest.mark.parametrize("entry", ["7", '"a\\u0007b"', f'"{"x" * 201}"', "[]"])
def test_what_is_no_entry_is_refused(tmp_path: Path, entry: str) -> None:
    path = tmp_path / "acme.toml"
    path.write_text(f'[oauth2]\npassword = {{ from = "keyring", id = {entry} }}\n')
    with pytest.raises(ProfileError, match=r"oauth2.password.id: allowed: the name of the keychain's entry"):
        load_profile(path)
