"""`help [TOPIC]`: a page on stdout and nothing else; a topic that does not exist leads to one that does."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli_support import PROGRAM, environment, run_program
from tests.test_cli_secrets import at_a_terminal, finish
from tui.docs.pages import TOPICS, read_page


def test_without_a_topic_it_lists_every_page_with_what_it_is_about(tmp_path: Path) -> None:
    done = run_program(tmp_path, "help")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split(maxsplit=1) for line in done.stdout.splitlines()[2:]]
    assert lines == [[topic, read_page(topic).summary] for topic in TOPICS]
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_is_printed_as_it_is_written(tmp_path: Path, topic: str) -> None:
    done = run_program(tmp_path, "help", topic)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == read_page(topic).text


@pytest.mark.parametrize("written", ["exit_status", "Exit Status", "EXIT-STATUS", "exit-status.md"])
def test_a_topic_is_found_however_it_is_written(tmp_path: Path, written: str) -> None:
    assert run_program(tmp_path, "help", written).stdout == read_page("exit-status").text


@pytest.mark.parametrize("command", ["run", "show", "explain", "ask", "import", "demo", "help"])
def test_of_a_command_it_prints_the_help(tmp_path: Path, command: str) -> None:
    done = run_program(tmp_path, "help", command)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: connector-doctor {command} ")


def test_an_unknown_topic_is_2_with_the_nearest_and_the_list(tmp_path: Path) -> None:
    done = run_program(tmp_path, "help", "profil\x1b[31m")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "Did you mean profile?" in done.stderr
    assert ", ".join(TOPICS) in done.stderr
    assert "\x1b" not in done.stderr
    far = run_program(tmp_path, "help", "zzz").stderr
    assert "Did you mean" not in far
    assert "Pages: keys, " in far


def test_it_needs_neither_a_terminal_nor_a_locale(tmp_path: Path) -> None:
    plain = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "LANG": "C"}
    done = subprocess.run(
        [*PROGRAM, "help", "keys"],
        env=environment(tmp_path, plain),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == read_page("keys").text


def test_at_a_terminal_it_is_plain_text(tmp_path: Path) -> None:
    program = at_a_terminal(tmp_path, "help", "exit-status")
    written = finish(program)
    assert program.exitstatus == 0
    assert "\x1b" not in written
    assert written.replace("\r\n", "\n") == read_page("exit-status").text


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run(
        [*PROGRAM, "help", "profile"],
        env=environment(tmp_path),
        stdout=write_end,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (0, b"")
