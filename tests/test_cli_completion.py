"""Completion: the script of each shell is made from the parsers, and a real bash completes by it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.cli_support import environment, run_program, write_profile
from tui.commands.arguments import parser_of
from tui.commands.completion import command
from tui.commands.completion.scripts import completion_script
from tui.commands.completion.shells import SHELLS
from tui.commands.names import COMMANDS
from tui.commands.output import Output
from tui.errors import UsageError

BASH: Final = shutil.which("bash")
ASKED: Final = """\
. "$1"
shift
for line in "$@"; do
  read -r -a COMP_WORDS <<< "$line"
  [ "${line: -1}" = " " ] && COMP_WORDS+=("")
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMPREPLY=()
  _shtab_connector_doctor connector-doctor "${COMP_WORDS[COMP_CWORD]}" 2>/dev/null
  echo "${COMPREPLY[*]}"
done
"""
"""Completes command lines as bash does when somebody presses Tab: a line of candidates for each."""


def completed(home: Path, *lines: str) -> list[set[str]]:
    """Return what a real bash offers at the end of each command line, in a folder with two files."""
    folder = home / "here"
    folder.mkdir(exist_ok=True)
    (folder / "other.toml").touch()
    (folder / "answer.txt").touch()
    script = home / "completion.bash"
    script.write_text(completion_script("bash"), encoding="utf-8")
    done = subprocess.run(
        [BASH or "bash", "--norc", "--noprofile", "-c", ASKED, "bash", script, *lines],
        cwd=folder,
        env=environment(home, {"HOME": str(home)}),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [set(line.split()) for line in done.stdout.splitlines()]


@pytest.mark.skipif(BASH is None, reason="this machine has no bash")
def test_bash_completes_commands_options_choices_profiles_and_files(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", "https://127.0.0.1/t")
    write_profile(tmp_path, "globex", "https://127.0.0.1/t")
    (tmp_path / "here" / "others").mkdir(parents=True)
    (tmp_path / "here" / "others" / "elsewhere.toml").touch()
    commands, begun, options, color, profiles, one, file, shells, methods, chosen, folders = completed(
        tmp_path,
        "connector-doctor ",
        "connector-doctor ex",
        "connector-doctor run --se",
        "connector-doctor run acme --color ",
        "connector-doctor run ",
        "connector-doctor show gl",
        "connector-doctor explain an",
        "connector-doctor completion ",
        "connector-doctor run acme --client-authentication b",
        "connector-doctor run --profile-dir others else",
        "connector-doctor run --profile-dir oth",
    )
    assert commands >= set(COMMANDS)
    assert begun == {"explain"}
    assert options == {"--severity", "--set"}
    assert color == {"auto", "always", "never"}
    assert profiles >= {"acme", "globex", "other.toml"}
    assert "answer.txt" not in profiles
    assert one == {"globex"}
    assert file == {"answer.txt"}
    assert shells == set(SHELLS)
    assert methods == {"basic", "basic-user"}
    assert chosen == {"elsewhere"}
    assert folders == {"others"}


@pytest.mark.skipif(BASH is None, reason="this machine has no bash")
def test_bash_completes_the_profiles_of_the_folder_that_is_named(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", "https://127.0.0.1/t")
    (tmp_path / "here" / "others").mkdir(parents=True)
    (tmp_path / "here" / "others" / "elsewhere.toml").touch()
    (tmp_path / "at-home").mkdir()
    (tmp_path / "at-home" / "mine.toml").touch()
    for named, offered in (
        ("--profile-dir others", {"elsewhere"}),
        ("--profile-dir=others", {"elsewhere"}),
        ("--profile-dir = others", {"elsewhere"}),  # as bash breaks it into words
        ("--profile-dir ~/at-home", {"mine"}),
        ("--profile-dir = ~/at-home", {"mine"}),
        ("--profile-dir=~/at-home", {"mine"}),
        ("--profile-dir ~nobody", set()),
    ):
        (found,) = completed(tmp_path, f"connector-doctor run {named} ")
        assert {name for name in found if name in {"acme", "elsewhere", "mine"}} == offered, named


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_knows_every_command_and_option(shell: str) -> None:
    script = completion_script(shell)
    for name in COMMANDS:
        assert name in script
        for option in parser_of(name)._option_string_actions:
            assert option.lstrip("-") in script, option


def test_a_shell_without_a_script_is_2_and_names_those_that_have_one(tmp_path: Path) -> None:
    done = run_program(tmp_path, "completion", "cmd")
    assert (done.returncode, done.stdout) == (2, "")
    assert all(shell in done.stderr for shell in SHELLS)


def test_what_a_wheel_holds_is_printed_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    built = tmp_path / "built"
    built.write_text("complete -F é connector-doctor\n", encoding="utf-8")
    monkeypatch.setattr(command, "built_script", lambda shell: built)
    assert command.print_completion("bash", Output()) == 0
    assert capsys.readouterr().out == "complete -F é connector-doctor\n"


def test_a_checkout_without_shtab_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "built_script", lambda shell: tmp_path / "absent")
    monkeypatch.setitem(sys.modules, "tui.commands.completion.scripts", None)
    with pytest.raises(UsageError, match="pip install shtab"):
        command.print_completion("bash", Output())
