"""Every command with every kind of standard stream and surroundings: status, no traceback, result alone.

The processes are forked, many in one test: a start as users start it is in tests/test_cli_streams.py.
"""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from tests.cli_support import CLIENT_SECRET, PASSWORD, SECRETS, environment, write_profile
from tests.json_schemas import assert_printed_is_valid
from tui.commands.names import COMMANDS, WIZARD
from tui.oauth2.connector import Connector
from tui.practice.faults import API_FAULTS, FAULTS
from tui.practice.server import PracticeServer
from tui.profiles.profile import Profile
from tui.profiles.secret_sources import FromPlain, secret_keys
from tui.profiles.writing import save_profile

from .forked_program import Start, run_all_forked

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork a process")
CURL: Final = "curl -u quay:made-up https://idp.dunes.example/t -d username=ferry -d password=p-made-up"
REFUSED: Final = 'HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n{"error": "invalid_client"}\n'
_NEEDS_MORE: Final = '[[oauth2.additional_headers]]\nname = "X-Key"\nvalue = { from = "prompt" }'
Done = subprocess.CompletedProcess[str]


class Command(NamedTuple):
    """A command line, and what it ends with where nothing is wrong."""

    line: str
    """Words in capitals stand for profiles and other files, and PORT for one where nobody listens.

    ASKING is a profile with a secret that only a terminal can give.
    """
    status: int = 0
    typed: str = ""
    """What standard input holds, where that is read."""
    varies: bool = False
    """Whether its result differs from run to run: it tells times."""

    @property
    def name(self) -> str:
        """The command, or what opens the wizard."""
        word = self.line.partition(" ")[0]
        return word if word in COMMANDS else WIZARD


CASES: Final = (
    Command("run PROFILE", 3, varies=True),
    Command("run PROFILE -v", 3, varies=True),
    Command("run PROFILE PROFILE --json", 3, varies=True),
    Command("run WORKING --json", varies=True),
    Command("run WRONG_SECRET --max-failed-logins 1000", 1, varies=True),
    Command("run WRONG_SCHEME --json", 4, varies=True),
    Command("run WRONG_API --api", 5, varies=True),
    Command("run nobody", 2),
    Command("run ASKING", 2),
    Command("run --help"),
    Command("show PROFILE"),
    Command("show PROFILE --as json"),
    Command("show PROFILE --as curl --reveal"),
    Command("show PROFILE --as form"),
    Command("show ASKING --reveal", 2),
    Command("show --no-such-option", 2),
    Command("explain RESPONSE"),
    Command("explain RESPONSE RESPONSE --json"),
    Command("explain invalid_grant"),
    Command("explain -", typed=REFUSED),
    Command("explain no_such_code --json", 2),
    Command("ask PROFILE --shell sh"),
    Command("certificates https://127.0.0.1:PORT/", 3),
    Command("import REQUEST"),
    Command("import - --json", typed=CURL),
    Command("compare PROFILE REQUEST"),
    Command("compare PROFILE REQUEST --json"),
    Command("checkup PROFILE", varies=True),
    Command("checkup --json", varies=True),
    Command("schema explain"),
    Command("help"),
    Command("help secrets"),
    Command("completion bash"),
    Command("demo", 2),
    Command("serve nobody", 2),
    Command("", 2),
    Command("PROFILE", 2),
    Command("--help"),
    Command("--version"),
)


def _practicing(server: PracticeServer) -> dict[str, Connector]:
    """Return connectors for the practice server: one that works, and one for each way to fail there."""
    faults = {fault.key: server.connector(fault) for fault in (*FAULTS, *API_FAULTS)}
    works = faults["none"]
    return {
        "WORKING": works,
        "WRONG_SECRET": faults["wrong-secret"],
        "WRONG_SCHEME": replace(works, token_url=works.token_url.replace("http:", "https:")),
        "WRONG_API": faults["wrong-api-path"],
    }


class Home:
    """A folder with profiles and with files to read. The server of one profile is not there."""

    def __init__(self, folder: Path, port: int, practice: PracticeServer) -> None:
        self.folder = folder
        self._words = {
            "PROFILE": str(write_profile(folder, "acme", f"http://127.0.0.1:{port}/token")),
            "ASKING": str(write_profile(folder, "asking", "https://idp.example/t", oauth2=_NEEDS_MORE)),
            "RESPONSE": str(folder / "response.txt"),
            "REQUEST": str(folder / "request.txt"),
            **{word: self._saved(word, connector) for word, connector in _practicing(practice).items()},
        }
        self._port = str(port)
        Path(self._words["RESPONSE"]).write_text(REFUSED, encoding="utf-8")
        Path(self._words["REQUEST"]).write_text(CURL, encoding="utf-8")

    def _saved(self, word: str, connector: Connector) -> str:
        """Save a profile with its secrets in plain text, and return its path."""
        path = self.folder / "profiles" / f"{word.lower()}.toml"
        save_profile(Profile(connector, dict.fromkeys(secret_keys(connector), FromPlain())), path)
        return str(path)

    def start(
        self, case: Command, variables: Mapping[str, str], without: tuple[str, ...], **streams: Any
    ) -> Start:
        """Return a start with secrets and more in the environment, and without some of it."""
        given = environment(self.folder, {**SECRETS, **variables})
        kept = {name: value for name, value in given.items() if name not in without}
        words = [self._words.get(word, word.replace("PORT", self._port)) for word in case.line.split()]
        return Start(words, kept, case.typed, **streams)

    def run(
        self, variables: Mapping[str, str] | None = None, without: tuple[str, ...] = (), **streams: Any
    ) -> Iterator[tuple[Command, Done]]:
        """Run every command, and yield it with what came of it. No traceback and no secret is ever seen."""
        starts = [self.start(case, variables or {}, without, **streams) for case in CASES]
        for case, start, done in zip(CASES, starts, run_all_forked(starts), strict=True):
            assert "Traceback" not in done.stderr, f"{case.line}: {done.stderr}"
            assert "internal" not in done.stderr, f"{case.line}: {done.stderr}"
            assert "Exception ignored" not in done.stderr, f"{case.line}: {done.stderr}"
            secrets = () if "--reveal" in case.line else (CLIENT_SECRET, PASSWORD)
            for secret in secrets:
                assert secret not in done.stdout + done.stderr, case.line
            assert_printed_is_valid(start.arguments, done.stdout)
            yield case, done


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody else can listen there, and connecting is refused
        with PracticeServer() as practice:
            yield Home(tmp_path_factory.mktemp("home"), taken.getsockname()[1], practice)


@pytest.fixture(scope="module")
def usual(home: Home) -> dict[str, Done]:
    """Return what comes of each command where nothing is wrong with its streams."""
    return {case.line: done for case, done in home.run()}


def differences(case: Command, done: Done, usual: Mapping[str, Done]) -> list[str]:
    """Return what is another than usual: the status, or a result that never varies."""
    before = usual[case.line]
    same = done.returncode == before.returncode and (case.varies or done.stdout == before.stdout)
    return [] if same else [f"{case.line}: {done.returncode} {done.stdout[:300]} {done.stderr[:300]}"]


def test_every_command_is_there() -> None:
    assert {case.name for case in CASES} == {*COMMANDS, WIZARD}


def test_each_ends_with_its_status_and_a_result_or_a_message(usual: dict[str, Done]) -> None:
    assert {case.line: case.status for case in CASES} == {
        line: done.returncode for line, done in usual.items()
    }
    for case in CASES:
        done = usual[case.line]
        assert bool(done.stdout) or case.status in {2, 3}, case.line
        assert bool(done.stdout) or done.stderr.startswith("connector-doctor: "), case.line
        assert all(line.startswith("connector-doctor: ") for line in done.stderr.splitlines()), case.line


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
@pytest.mark.parametrize("kind", ["closed", "broken"])
def test_an_output_that_nobody_reads_changes_no_status(
    home: Home, usual: dict[str, Done], stream: str, kind: str
) -> None:
    """The other stream is as ever."""
    other = "stderr" if stream == "stdout" else "stdout"
    wrong = [
        f"{case.line}: {done.returncode}, {getattr(done, other)[:300]}"
        for case, done in home.run(None, (), **{stream: kind})
        if done.returncode != case.status
        or (getattr(done, other) != getattr(usual[case.line], other) and not case.varies)
    ]
    assert wrong == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_a_full_disk_is_2_and_told_wherever_there_is_a_result(home: Home, usual: dict[str, Done]) -> None:
    for case, done in home.run(stdout="full"):
        assert done.returncode == 2, case.line
        told = "The result can't be written: No space left on device" in done.stderr
        assert told == bool(usual[case.line].stdout), case.line


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_messages_that_cannot_be_written_change_nothing(home: Home, usual: dict[str, Done]) -> None:
    found = home.run(stderr="full")
    assert [line for case, done in found for line in differences(case, done, usual)] == []


def test_a_closed_standard_input_matters_only_where_it_is_read(home: Home, usual: dict[str, Done]) -> None:
    for case, done in home.run(stdin="closed"):
        if case.typed:
            assert (done.returncode, done.stdout) == (2, ""), case.line
            assert "Standard input is closed" in done.stderr
        else:
            assert differences(case, done, usual) == []


@pytest.mark.parametrize(
    ("variables", "without", "streams"),
    [
        ({"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0"}, (), {"encoding": "ascii"}),
        ({"TERM": "dumb"}, ("HOME", "PATH"), {}),
    ],
    ids=["C locale", "TERM=dumb and no HOME"],
)
def test_surroundings_change_no_result(
    home: Home,
    usual: dict[str, Done],
    variables: dict[str, str],
    without: tuple[str, ...],
    streams: dict[str, Any],
) -> None:
    found = home.run(variables, without, **streams)
    assert [line for case, done in found for line in differences(case, done, usual)] == []
