"""Ctrl+C and SIGTERM in the middle of many profiles: what is done is kept, what is under way is canceled."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.cli_support import write_profile
from tests.pseudo_terminal import hear_ctrl_c
from tests.servers.fleet_server import FleetServer
from tui.commands.output import Output
from tui.commands.run.fleet import _Front
from tui.commands.run.many.records import Records
from tui.commands.run.options import RunOptions
from tui.profiles.login_ledger import LoginLedger
from tui.profiles.reading import load_profile

from .test_fleet import start

ONE_JUDGE = """
import sys
from tui.commands.run.many import judges
judges._how_many = lambda: 1
from tui.__main__ import main
sys.exit(main())
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="it sends no such signals")


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["SIGINT", "SIGTERM"]
)
def test_what_is_done_is_kept_and_what_is_under_way_is_canceled_and_counted(
    server: FleetServer, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    account = f"svc.held.{status}"
    write_profile(tmp_path, "good", server.url("works"), username="good")
    held = write_profile(tmp_path, "held", server.url("held", 60_000), username=account)
    write_profile(tmp_path, "late", server.url("works"), username="late")
    junit, reports = tmp_path / "junit.xml", tmp_path / "reports"
    options = ("--json", "--jobs", "1", "--junit", str(junit), "--report", f"{reports}/")
    program = (sys.executable, "-c", ONE_JUDGE)  # it reads the profiles in their order
    arguments = ("run", "good", "held", "late", *options)
    with start(tmp_path, *arguments, program=program, preexec_fn=hear_ctrl_c) as running:
        assert running.stdout
        first = json.loads(running.stdout.readline())
        server.until(lambda stats: stats["now"].get(account) == 1)
        running.send_signal(number)
        out, err = running.communicate(timeout=60)
    assert running.returncode == status
    assert (first["profile"], first["verdict"]) == ("good", "works")
    (second,) = map(json.loads, out.splitlines())
    assert (second["profile"], second["verdict"]) == ("held", "fails")
    assert second["attempts"][0]["failure"] == "canceled"
    assert "interrupted." in err
    assert "1  canceled" in err
    assert "1  not run" in err
    cases = {case.get("name"): [part.tag for part in case] for case in ET.parse(junit).iter("testcase")}
    assert cases == {"good": [], "held": ["error"], "late": ["skipped"]}
    index = (reports / "index.html").read_text(encoding="utf-8")
    assert (index.count("<tr>"), index.count("not run")) == (4, 1)
    ledger = LoginLedger(lambda: tmp_path / "state")
    assert ledger.count(load_profile(held).connector) == 1


def test_a_second_signal_ends_at_once(tmp_path: Path) -> None:
    heard: list[Any] = []
    events = SimpleNamespace(put=heard.append)
    dispatch = cast(Any, SimpleNamespace(names=["a"], events=events))
    options = RunOptions()
    front = _Front(dispatch, options, Output(), Records(options))
    front.signaled(signal.SIGINT)
    assert heard == [signal.SIGINT]
    with pytest.raises(KeyboardInterrupt):
        front.signaled(signal.SIGINT)


def test_no_process_is_left_when_the_program_is_killed(server: FleetServer, tmp_path: Path) -> None:
    names = ["one", "two"]
    for name in names:
        write_profile(tmp_path, name, server.url("held", 60_000), username=f"killed.{name}")
    with start(tmp_path, "run", *names, "--json") as running:
        server.until(lambda stats: stats["now"].get("killed.one") == 1)
        judges = _children(running)
        running.kill()
        running.communicate(timeout=60)  # until the last process that has its streams has ended
    assert judges


def _children(process: subprocess.Popen[str]) -> list[int]:
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    if not path.exists():
        pytest.skip("this system does not list the children of a process")
    return list(map(int, path.read_text().split()))
