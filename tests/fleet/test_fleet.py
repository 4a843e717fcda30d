"""Many profiles in one run: each is told as it ends, and none harms another."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli_support import PROGRAM, SECRETS, environment, run_program, write_profile
from tests.pseudo_terminal import Terminal
from tests.servers.fleet_server import FleetServer
from tui.cli import main
from tui.commands.run.many.dispatch import Dispatch
from tui.commands.run.many.judge import Bench
from tui.commands.run.many.judges import Judges
from tui.commands.run.many.told import Asked, Judge
from tui.commands.run.options import RunOptions
from tui.oauth2.own_fault import RAISE_VARIABLE


def documents(stdout: str) -> dict[str, Any]:
    """Return the lines of JSON by the names of their profiles."""
    return {(one := json.loads(line))["profile"]: one for line in stdout.splitlines()}


def start(
    home: Path, *arguments: str, program: Sequence[str] = PROGRAM, **options: Any
) -> subprocess.Popen[str]:
    """Begin the program in a process of its own."""
    return subprocess.Popen(
        [*program, *arguments],
        env=environment(home, SECRETS),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **options,
    )


def test_a_profile_is_told_while_others_still_run(server: FleetServer, tmp_path: Path) -> None:
    write_profile(
        tmp_path, "held", server.url("held", 600_000), username="held", rest="[request]\ntimeout = 600"
    )
    write_profile(tmp_path, "quick", server.url("works"), username="quick")
    with start(tmp_path, "run", "held", "quick", "--json") as running:
        assert running.stdout
        first = json.loads(running.stdout.readline())
        assert (first["profile"], first["verdict"], running.poll()) == ("quick", "works", None)
        running.kill()


def test_a_profile_that_can_not_be_run_is_told_and_the_others_run(
    server: FleetServer, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        write_profile(tmp_path, name, server.url("works"), username=name)
    (tmp_path / "profiles" / "torn.toml").write_text("schema = ", encoding="utf-8")
    write_profile(tmp_path, "nowhere", "ftp://x.example.com")
    write_profile(
        tmp_path, "secretless", server.url("works"), oauth2='password = { from = "env", name = "NOT_SET" }'
    )
    only_one = {"CONNECTOR_DOCTOR_CLIENT_SECRET": "made-up"}
    names = ("one", "torn", "nowhere", "absent", "secretless", "two")
    done = run_program(tmp_path, "run", *names, "--json", variables=SECRETS)
    told = documents(done.stdout)
    verdicts = {name: document["verdict"] for name, document in told.items()}
    assert verdicts == dict.fromkeys(names, "fails") | {"one": "works", "two": "works", "secretless": "works"}
    ids = {name: told[name]["findings"][0]["id"] for name in ("torn", "nowhere", "absent")}
    assert ids == {
        "torn": "profile.unusable",
        "nowhere": "profile.unusable",
        "absent": "profile.not_found",
    }
    assert done.returncode == 2
    assert "3  works" in done.stderr
    assert "2  not sent     This profile can't be used. (" in done.stderr
    done = run_program(tmp_path, "run", "secretless", "absent", "--json", variables=only_one)
    missing = documents(done.stdout)["secretless"]["findings"][0]
    assert missing["id"] == "profile.secret_missing"
    assert "NOT_SET" in missing["cause"]


def test_the_closing_table_counts_verdicts_by_cause(server: FleetServer, tmp_path: Path) -> None:
    names = [f"good{number}" for number in range(5)]
    for name in names:
        write_profile(tmp_path, name, server.url("works"), username=name)
    write_profile(tmp_path, "bad", server.url("client"), username="bad")
    done = run_program(tmp_path, "run", *names, "bad", "--jobs", "1")
    table = done.stdout[done.stdout.index("\n6 profiles in ") :].splitlines()
    assert table[2].split() == ["5", "works"]
    assert table[3].split()[:2] == ["1", "fails"]
    assert table[3].endswith(" Change Client Secret. (bad)")
    assert done.stderr == ""


def test_an_account_is_signed_in_with_by_one_run_at_a_time(server: FleetServer, tmp_path: Path) -> None:
    """Also where another process runs profiles of the same account."""
    names = [f"p{number}" for number in range(30)]
    for name in names:
        write_profile(tmp_path, name, server.url("slow", 5), username="svc.shared")
    arguments = ("run", *names, "--json", "--jobs", "100")
    with start(tmp_path, *arguments) as one, start(tmp_path, *arguments) as other:
        told = [documents(running.communicate(timeout=120)[0]) for running in (one, other)]
    assert [len(each) for each in told] == [30, 30]
    stats = server.stats()
    assert (stats["most"]["svc.shared"], stats["total"]["svc.shared"]) == (1, 60)


def test_two_processes_share_the_budget_of_failed_logins(server: FleetServer, tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(10)]
    for name in names:
        write_profile(tmp_path, name, server.url("account"), username="svc.refused")
    arguments = ("run", *names, "--json", "--jobs", "10")
    with start(tmp_path, *arguments) as one, start(tmp_path, *arguments) as other:
        for running in (one, other):
            running.communicate(timeout=120)
    assert server.stats()["total"]["svc.refused"] == 2


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
def test_without_files_left_jobs_wait_and_that_is_said(server: FleetServer, tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(60)]
    for name in names:
        write_profile(tmp_path, name, server.url("slow", 20), username=f"files.{name}")

    def few_files() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))

    with start(tmp_path, "run", *names, "--json", "--jobs", "60", preexec_fn=few_files) as running:
        out, err = running.communicate(timeout=120)
    assert {document["verdict"] for document in documents(out).values()} == {"works"}
    assert len(documents(out)) == 60
    assert "This system allows 64 open files, so at most " in err


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such limit")
def test_an_attempt_without_a_file_is_made_when_another_has_ended(
    server: FleetServer, tmp_path: Path
) -> None:
    """Also where more begin than files allow: another program's part of this one may take some."""
    names = [f"p{number}" for number in range(60)]
    for name in names:
        write_profile(tmp_path, name, server.url("slow", 300), username=f"few.{name}")
    code = """
import resource, sys
from tui.commands.run import fleet
fleet.attempts_allowed = lambda wanted: wanted
resource.setrlimit(resource.RLIMIT_NOFILE, (48, 48))
from tui.__main__ import main
sys.exit(main())
"""
    done = subprocess.run(
        [sys.executable, "-c", code, "run", *names, "--json", "--jobs", "60"],
        env=environment(tmp_path, SECRETS),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    told = documents(done.stdout)
    assert {document["verdict"] for document in told.values()} == {"works"}, done.stderr
    assert len(told) == 60
    assert server.stats()["most"]["few.p0"] == 1


def test_long_responses_are_no_part_of_the_time_of_others(server: FleetServer, tmp_path: Path) -> None:
    """A response of 1 MiB is judged elsewhere: a server that answers in time is not said to be late."""
    large = [f"large{number}" for number in range(6)]
    for name in large:
        write_profile(tmp_path, name, server.url("large"), username=name)
    write_profile(tmp_path, "slow", server.url("slow", 600), username="slow", rest="[request]\ntimeout = 6")
    done = run_program(tmp_path, "run", *large, "slow", "--json", "--jobs", "7")
    told = documents(done.stdout)
    assert told["slow"]["verdict"] == "works"
    assert {told[name]["verdict"] for name in large} == {"fails"}


def test_at_a_terminal_a_line_tells_how_far_it_is(server: FleetServer, tmp_path: Path) -> None:
    names = ["held", *(f"p{number}" for number in range(3))]
    for name in names[1:]:
        write_profile(tmp_path, name, server.url("works"), username=name)
    write_profile(tmp_path, "held", server.url("held", 60_000), username="held")
    with Terminal(tmp_path, "run", *names, "-q", size=(100, 30), more=SECRETS) as terminal:
        terminal.sees("3/4 ✓ 3 ✗ 0 1 running", "✓ p2 works with Basic Auth.")
        terminal.press("\x03")
        terminal.sees("interrupted.")
        assert terminal.ends() == 130
    assert "running" not in terminal.seen


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the fault is patched into a process that forks")
def test_a_judge_that_dies_spoils_its_profile_alone(
    server: FleetServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(RAISE_VARIABLE)
    for name, value in {**SECRETS, "CONNECTOR_DOCTOR_HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    for name in ("a", "deadly", "z"):
        write_profile(tmp_path, name, server.url("works"), username=name)
    reply, parent = Bench.reply, os.getpid()

    def dies(bench: Bench, asked: Asked) -> Any:
        if os.getpid() != parent and isinstance(asked, Judge) and asked.number == 1:
            os._exit(9)
        return reply(bench, asked)

    monkeypatch.setattr(Bench, "reply", dies)
    assert main(["run", "a", "deadly", "z", "--json", "--jobs", "1"]) == 70
    told = documents(capsys.readouterr().out)
    assert told["deadly"]["findings"][0]["id"] == "doctor.internal_fault"
    assert len(told) == 3


@pytest.mark.parametrize("method", ["spawn", "none"])
def test_judges_that_are_not_forked_judge_alike(
    server: FleetServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    method: str,
) -> None:
    """They begin anew, as on macOS and Windows; or there are none, and a thread takes their place."""
    for name, value in {**SECRETS, "CONNECTOR_DOCTOR_HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    begin = Judges.__init__

    def begins(judges: Judges, options: RunOptions, rules: None) -> None:
        begin(judges, options, rules, "spawn")

    if method == "none":
        monkeypatch.setattr(Judges, "_begin", lambda *_: (_ for _ in ()).throw(BlockingIOError()))
    else:
        monkeypatch.setattr(Judges, "__init__", begins)
    for name in ("one", "two"):
        write_profile(tmp_path, name, server.url("body" if name == "one" else "works"), username=name)
    assert main(["run", "one", "two", "--json"]) == 0
    told = documents(capsys.readouterr().out)
    methods = {name: document["client_authentication"] for name, document in told.items()}
    assert methods == {"one": "request-body", "two": "basic"}


def test_a_fault_of_ours_is_seen_by_whoever_works_on_the_program(
    server: FleetServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(*_: object) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr(Dispatch, "_send", fails)
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    for name in ("one", "two"):
        write_profile(tmp_path, name, server.url("works"), oauth2='client_secret = "c"\npassword = "p"')
    assert main(["run", "one", "two"]) == 70
