"""The saved profiles: their file names, and listing, copying and deleting them."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import platformdirs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.profiles.memory_keyring import MemoryKeyring
from tests.profiles.strategies import QUICK
from tui.errors import ProfileError
from tui.oauth2.connector import Connector
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.reading import fill_secrets, load_profile
from tui.profiles.secret_sources import FromEnv, FromKeyring, FromPlain, SecretSource
from tui.profiles.storage import (
    delete_profile,
    duplicate_profile,
    file_name_for,
    list_profiles,
    profile_path,
    profiles_folder,
)
from tui.profiles.writing import save_profile


def save(path: Path, name: str = "", modified: int = 0) -> Path:
    save_profile(Profile(Connector(name=name, token_url=f"https://{path.stem}.example/token")), path)
    os.utime(path, (modified, modified))
    return path


def test_the_folder_is_the_platforms_or_the_one_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    assert profiles_folder() == tmp_path / "profiles"
    monkeypatch.delenv("CONNECTOR_DOCTOR_HOME")
    assert (
        profiles_folder() == platformdirs.user_config_path("connector-doctor", appauthor=False) / "profiles"
    )


def test_a_bare_name_is_in_the_folder_and_anything_else_a_path(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert profile_path("acme") == folder / "acme.toml"
    assert profile_path("acme v1.2") == folder / "acme v1.2.toml"
    assert profile_path("acme.toml") == Path("acme.toml")
    assert profile_path("./acme") == Path("acme")
    assert profile_path("/etc/acme") == Path("/etc/acme")
    monkeypatch.setenv("HOME", "/home/me")
    assert profile_path("~/acme.toml") == Path("/home/me/acme.toml")
    assert profile_path("~nobody-of-that-name/a") == Path("~nobody-of-that-name/a")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("acme-servicenow", "acme-servicenow"),
        ("Acme: ServiceNow (test) ", "acme-servicenow-test"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden.toml", "hidden-toml"),
        ("Größe हिन्दी", "größe-हिन्दी"),
        ("\0\n", "connector"),
        ("", "connector"),
    ],
)
def test_file_names(name: str, expected: str) -> None:
    assert file_name_for(name) == expected


@QUICK
@given(st.text())
@example("é" * 300)
@example("a" + "é" * 300)
@example("\ud800")
@example("a" * 99 + "-b")
def test_a_file_name_is_safe_whatever_the_name(name: str) -> None:
    made = file_name_for(name)
    assert made
    assert len(made.encode()) <= 100
    assert made.strip("-") == made
    assert not set(made) & set('/\\:.~*?"<>| ')
    assert all(unicodedata.category(char)[0] in "LMN" or char in "-_" for char in made)


def test_profiles_are_listed_newest_first_and_broken_ones_say_why(folder: Path) -> None:
    assert list_profiles() == ()
    save(folder / "old.toml", "Old one", modified=1_000)
    save(folder / "new.toml", modified=3_000)
    save(folder / "b.toml", modified=2_000)
    save(folder / "a.toml", modified=2_000)
    broken = folder / "broken.toml"
    broken.write_text("name = ")
    os.utime(broken, (4_000, 4_000))
    pipe = folder / "pipe.toml"
    os.mkfifo(pipe)
    os.utime(pipe, (500, 500))
    (folder / "gone.toml").symlink_to(folder / "nowhere")
    os.utime(folder / "gone.toml", (400, 400), follow_symlinks=False)
    (folder / "notes.txt").write_text("not a profile")
    (folder / ".connector-doctor-00.tmp").write_text("left by a crash")
    entries = list_profiles(folder)
    assert [entry.name for entry in entries] == ["broken", "new", "a", "b", "Old one", "pipe", "gone"]
    assert [entry.token_url for entry in entries][:2] == ["", "https://new.example/token"]
    assert entries[0].error == (
        f'{broken}: end of document: not valid TOML: Invalid value. Put text in quotes, as in name = "acme".'
    )
    assert [bool(entry.error) for entry in entries] == [True, False, False, False, False, True, True]
    assert entries[1].modified == 3_000
    assert list_profiles() == entries


def test_a_file_cannot_be_listed_as_a_folder(tmp_path: Path) -> None:
    file = save(tmp_path / "acme.toml")
    with pytest.raises(ProfileError, match="can't be listed: part of the path is not a folder"):
        list_profiles(file)


def test_deleting_takes_a_profile_and_nothing_else(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    path = tmp_path / "acme.toml"
    save_profile(Profile(Connector(password=Secret("x")), {"password": FromKeyring()}), path)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    note = tmp_path / "note.txt"
    note.write_text("mine")
    (tmp_path / "folder.toml").mkdir()
    for other, why in [
        (link, "it is a link"),
        (note, "it is not a file ending in .toml"),
        (tmp_path / "folder.toml", "it is not a file ending in .toml"),
        (tmp_path / "none.toml", "it doesn't exist"),
    ]:
        with pytest.raises(ProfileError, match=why):
            delete_profile(other)
    assert {file.name for file in tmp_path.iterdir()} == {"acme.toml", "link.toml", "note.txt", "folder.toml"}
    delete_profile(path)
    assert not path.exists()
    assert memory_keyring.entries == {}
    broken = tmp_path / "broken.toml"
    broken.write_text("not TOML")
    delete_profile(broken)
    assert not broken.exists()


def test_a_duplicate_is_the_same_but_for_its_name(tmp_path: Path, memory_keyring: MemoryKeyring) -> None:
    path = tmp_path / "acme.toml"
    connector = Connector(name="Acme", client_secret=Secret("kept"), password=Secret("clear"))
    sources: dict[str, SecretSource] = {"client_secret": FromKeyring(), "password": FromPlain()}
    save_profile(Profile(connector, sources), path)
    copy = duplicate_profile(path)
    assert copy == tmp_path / "acme-copy.toml"
    original, copied = (re.sub(r', id = "[^"]*"', "", file.read_text()) for file in (path, copy))
    assert copied == original.replace('"Acme"', '"Acme copy"')
    assert fill_secrets(load_profile(copy), {}).connector.client_secret == Secret("kept")
    assert duplicate_profile(path) == tmp_path / "acme-copy-2.toml"
    assert load_profile(tmp_path / "acme-copy-2.toml").connector.name == "Acme copy 2"


def test_a_duplicate_of_a_long_or_blank_name_finds_a_free_one(tmp_path: Path) -> None:
    for name in ("n" * 5_000, ""):
        path = tmp_path / "acme.toml"
        save_profile(Profile(Connector(name=name), {"password": FromEnv("ACME")}), path)
        copies = {path, duplicate_profile(path), duplicate_profile(path)}
        copies.add(duplicate_profile(max(copies)))
        assert len(copies) == 4
        assert all(load_profile(copy).sources["password"] == FromEnv("ACME") for copy in copies)


def test_a_broken_profile_is_not_duplicated(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text("nam = 1")
    with pytest.raises(ProfileError, match="unknown key"):
        duplicate_profile(path)
    assert list(tmp_path.iterdir()) == [path]
