"""Saved profiles from another folder: by an option of each command that takes them, or by a variable."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli_support import write_profile
from tui.cli import main
from tui.commands.arguments import parse_arguments, parser_of
from tui.commands.names import COMMANDS
from tui.profiles.profile_paths import PROFILES_VARIABLE, config_folder, profiles_folder, profiles_in

NO_PROFILES = {"demo", "explain", "schema", "help", "completion"}


@pytest.fixture(autouse=True)
def other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return another folder with a profile; the usual one has none."""
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path / "usual"))
    monkeypatch.delenv(PROFILES_VARIABLE, raising=False)
    return write_profile(tmp_path / "other", "acme", "https://idp.example.com/t").parent


def test_each_command_that_takes_a_profile_by_name_takes_the_folder() -> None:
    with_option = {name for name in COMMANDS if "--profile-dir" in parser_of(name)._option_string_actions}
    assert with_option == {*COMMANDS} - NO_PROFILES
    assert parse_arguments(["--profile-dir", "x"]).profile_dir == "x"


def test_a_name_is_looked_for_there_alone_and_the_next_command_looks_in_the_usual_folder(
    other: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["show", "acme", "--profile-dir", str(other)]) == 0
    assert "POST /t HTTP/1.1" in capsys.readouterr().out
    assert main(["show", "acme"]) == 2
    monkeypatch.setenv(PROFILES_VARIABLE, str(other))
    assert main(["show", "acme"]) == 0
    assert main(["show", "acme", "--profile-dir", "elsewhere"]) == 2
    assert os.environ[PROFILES_VARIABLE] == str(other)


def test_an_import_by_name_is_saved_there_and_the_folder_is_made(tmp_path: Path) -> None:
    (tmp_path / "request.txt").write_text("Client ID: abc\nOauth2 Token Url: https://idp.example.com/t\n")
    new = tmp_path / "new"
    arguments = ["import", str(tmp_path / "request.txt"), "--output", "acme", "--profile-dir", str(new)]
    assert main(arguments) == 0
    assert [path.name for path in new.iterdir()] == ["acme.toml"]
    assert new.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("name", ["acme.toml", "x" * 300])
def test_what_is_no_folder_is_refused(name: str, other: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "acme", "--profile-dir", str(other / name)]) == 2
    assert f"{name} can't be used: it is no folder" in capsys.readouterr().err


def test_a_relative_folder_stays_the_same_and_rules_stay_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rules = config_folder()
    with profiles_in("other/profiles"):
        assert profiles_folder() == tmp_path / "other" / "profiles"
        assert config_folder() == rules
        monkeypatch.chdir("/")
        assert profiles_folder() == tmp_path / "other" / "profiles"
