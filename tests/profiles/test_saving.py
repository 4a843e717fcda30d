"""Saving a profile: private, atomic, and clear about what prevents it."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tui.errors import ProfileError
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.field_checks import check_timeout
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromEnv, FromPlain
from tui.profiles.writing import profile_document, save_profile

OLD = Profile(Connector(name="old"))
NEW = Profile(Connector(name="new"))


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def why_unsaved(path: Path, profile: Profile = NEW) -> str:
    with pytest.raises(ProfileError) as raised:
        save_profile(profile, path)
    return str(raised.value).replace(str(path), "FILE")


def test_only_the_owner_can_read_it_even_where_the_old_file_was_open(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    path.write_text("")
    path.chmod(0o644)
    before = os.umask(0)
    try:
        save_profile(NEW, path)
    finally:
        os.umask(before)
    assert mode_of(path) == 0o600
    assert names_in(tmp_path) == ["acme.toml"]


def test_the_temporary_file_is_private_from_its_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes: list[int] = []
    real = os.fchmod

    def watch(descriptor: int, mode: int) -> None:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        real(descriptor, mode)

    monkeypatch.setattr(os, "fchmod", watch)
    save_profile(NEW, tmp_path / "acme.toml")
    assert modes == [0o600]


def test_the_folder_of_profiles_is_created_for_its_owner_only(folder: Path) -> None:
    save_profile(NEW, folder / "acme.toml")
    assert mode_of(folder) == 0o700
    assert load_profile(folder / "acme.toml").connector == NEW.connector


def test_a_link_stays_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    real = tmp_path / "dotfiles" / "acme.toml"
    save_profile(OLD, real)
    link = tmp_path / "acme.toml"
    link.symlink_to(Path("dotfiles", "acme.toml"))
    save_profile(NEW, link)
    assert link.is_symlink()
    assert load_profile(real).connector.name == "new"
    assert names_in(real.parent) == ["acme.toml"]


def test_where_it_cannot_be_saved(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert why_unsaved(file / "acme.toml") == "FILE: can't be saved: part of the path is not a folder."
    assert why_unsaved(tmp_path) == "FILE: can't be saved: it is a folder."
    assert why_unsaved(tmp_path / "none" / "a.toml") == (
        "FILE: can't be saved: its folder doesn't exist; create it first."
    )
    assert why_unsaved(tmp_path / "pipe") == "FILE: can't be saved: it is a device or a pipe, not a file."
    assert why_unsaved(tmp_path / "loop") == "FILE: can't be saved: a link in its path points to itself."
    assert why_unsaved(tmp_path / ("n" * 300)).endswith("n: can't be saved: the name is too long.")
    assert why_unsaved(tmp_path / "a\0b").endswith("a␀b: can't be saved: this is not a valid file name.")
    assert names_in(tmp_path) == ["config", "file", "loop", "pipe"]  # config has the lock
    shutil.rmtree(folder.parent)
    folder.parent.write_text("in the way of the folder of profiles")
    assert why_unsaved(folder / "acme.toml") == "FILE: can't be saved: part of the path is not a folder."


@pytest.mark.parametrize(
    ("code", "words"),
    [("EACCES", "no permission"), ("EROFS", "the disk is read-only"), ("ENOSPC", "the disk is full")],
)
@pytest.mark.parametrize("step", ["os.open", "os.fsync", "pathlib.Path.replace"])
def test_a_failure_at_any_step_keeps_the_old_file_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: str, words: str
) -> None:
    path = tmp_path / "acme.toml"
    save_profile(OLD, path)
    number: int = getattr(errno, code)

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(step, fail)
        message = why_unsaved(path)
    assert message == f"FILE: can't be saved: {words}."
    assert load_profile(path).connector.name == "old"
    assert names_in(tmp_path) == ["acme.toml"]


def test_an_interruption_before_the_rename_keeps_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "acme.toml"
    save_profile(OLD, path)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            save_profile(NEW, path)
    assert load_profile(path).connector.name == "old"
    assert names_in(tmp_path) == ["acme.toml"]


def test_a_folder_that_cannot_be_flushed_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync
    flushed: list[bool] = []

    def fsync(descriptor: int) -> None:
        flushed.append(is_folder := stat.S_ISDIR(os.fstat(descriptor).st_mode))
        if is_folder:
            raise OSError(22, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr("os.fsync", fsync)
    save_profile(NEW, tmp_path / "acme.toml")
    assert flushed == [False, True]
    assert load_profile(tmp_path / "acme.toml").connector.name == "new"


DIES_BEFORE_RENAME = """
import os, signal, sys
from pathlib import Path
from tui.profiles.reading import load_profile
from tui.profiles.writing import save_profile

Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
save_profile(load_profile(Path(sys.argv[2])), Path(sys.argv[1]))
"""


def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one_and_nothing_else() -> None:
    command = [sys.executable, "-m", "tests.profiles.killing", "--times", "24"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("24 kills"), done.stderr
    assert ": 0 faults\n" in done.stdout
    assert done.returncode == 0


def test_a_kill_just_before_the_rename_leaves_the_old_file(tmp_path: Path) -> None:
    path, source = tmp_path / "acme.toml", tmp_path / "new.toml"
    save_profile(OLD, path)
    save_profile(NEW, source)
    done = subprocess.run([sys.executable, "-c", DIES_BEFORE_RENAME, path, source], check=False)
    assert done.returncode == -signal.SIGKILL
    assert load_profile(path).connector == OLD.connector
    leftover = next(file for file in tmp_path.iterdir() if file.suffix == ".tmp")
    assert mode_of(leftover) == 0o600
    save_profile(NEW, path)
    assert not leftover.exists()


def test_what_could_not_be_loaded_again_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "acme.toml"
    save_profile(OLD, path)
    slow = Profile(Connector(request=RequestSettings(timeout=0.0, trust="")))
    assert why_unsaved(path, slow) == (
        f"FILE: request.timeout: found a number, 0.0. {check_timeout(0.0)}\n"
        'FILE: request.trust: found a string, "". '
        'It is blank. Write "public", "system" or the path of a CA file.\n'
        "The profile was not saved."
    )
    unnamed = Profile(Connector(), {"password": FromEnv("")})
    assert "oauth2.password.name: allowed: the name of an environment variable" in why_unsaved(path, unnamed)
    half = Profile(
        Connector(name="\ud83d", additional_headers=(AdditionalRow("X", Secret("MARKER\udc00")),)),
        {"additional_headers:X": FromPlain()},
    )
    assert why_unsaved(path, half) == (
        "FILE: name: The value contains half of a character, which can't be saved. Type or paste it again.\n"
        "FILE: oauth2.additional_headers[1].value: The value contains half of a character, "
        "which can't be saved. Type or paste it again.\n"
        "The profile was not saved."
    )
    large = Profile(Connector(description="x" * 1024 * 1024))
    assert why_unsaved(path, large).startswith("FILE: a profile can't be larger than 1 MiB.")
    assert load_profile(path).connector.name == "old"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("http://proxy:3128", '"http://proxy:3128"'),
        ("http://me:s3cret@proxy:3128", '{ from = "prompt" }'),
        ("http://s3cret@[::1]:3128", '{ from = "prompt" }'),
    ],
)
def test_a_proxy_with_credentials_is_not_saved_unless_the_user_says_so(
    tmp_path: Path, typed: str, written: str
) -> None:
    connector = Connector(request=RequestSettings(proxy=ProxyUrl(typed)))
    path = tmp_path / "acme.toml"
    save_profile(Profile(connector), path)
    assert f"\nproxy = {written} " in path.read_text()
    save_profile(Profile(connector, {"proxy": FromPlain()}), path)
    assert f'\nproxy = "{typed}"' in path.read_text()
    assert load_profile(path).connector == connector


def test_the_document_of_any_connector_can_be_made_to_compare_unsaved_work() -> None:
    odd = Profile(Connector(name="\ud83d", request=RequestSettings(timeout=0.0)))
    assert profile_document(odd) != profile_document(OLD)
    typed = replace(OLD, connector=replace(OLD.connector, password=Secret("asked for each time")))
    assert profile_document(typed) == profile_document(OLD)
