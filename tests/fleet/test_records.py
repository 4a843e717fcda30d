"""What is kept beside stdout: JUnit's XML, a folder of reports, one report of all."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli_support import CLIENT_SECRET, PASSWORD, run_program, write_profile
from tests.servers.fleet_server import FleetServer
from tui.commands.output import Output
from tui.commands.run.many.junit import JUnit
from tui.commands.run.many.report_folder import ReportFolder
from tui.commands.run.many.told import Cause, Told
from tui.exit_status import ExitStatus

ANY_TEXT = st.text(st.characters(), max_size=40)


def written(path: Path, told: list[Told], not_run: list[str]) -> ET.Element:
    """Return the XML that is written of some results."""
    junit = JUnit(str(path))
    for number, one in enumerate(told):
        junit.add(number, one)
    junit.write(not_run, Output())
    return ET.parse(path).getroot()


@given(name=ANY_TEXT, title=ANY_TEXT, text=ANY_TEXT, left=ANY_TEXT)
def test_any_text_makes_well_formed_xml(
    tmp_path_factory: pytest.TempPathFactory, name: str, title: str, text: str, left: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.xml"
    told = Told(name, ExitStatus.REFUSED, "", cause=Cause("an.id", title, text))
    root = written(path, [told], [left])
    assert [case.tag for case in root.iter("testcase")] == ["testcase"] * 2
    assert "\x1b" not in path.read_text(encoding="utf-8")


def test_a_suite_counts_failures_errors_and_what_was_not_run(tmp_path: Path) -> None:
    cause = Cause("an.id", "<Title> & “more”", "First.\nSecond \x1b[31m.")
    told = [
        Told("works", ExitStatus.WORKS, "", seconds=1.25),
        Told("fails", ExitStatus.REFUSED, "", cause=cause, seconds=0.5),
        Told("unreachable", ExitStatus.NETWORK, "", cause=cause),
        Told("broken", ExitStatus.USAGE, "", cause=cause, was_sent=False),
        Told("ours", ExitStatus.INTERNAL_ERROR, "", cause=cause),
        Told("canceled", ExitStatus.NETWORK, "", cause=cause, is_canceled=True),
    ]
    root = written(tmp_path / "junit.xml", told, ["late.toml"])
    assert root.tag == "testsuites"
    (suite,) = root
    counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped", "time")}
    assert counts == {"tests": "7", "failures": "2", "errors": "3", "skipped": "1", "time": "1.750"}
    cases = {case.get("name"): [part.tag for part in case] for case in suite}
    assert cases == {
        "works": [],
        "fails": ["failure"],
        "unreachable": ["failure"],
        "broken": ["error"],
        "ours": ["error"],
        "canceled": ["error"],
        "late": ["skipped"],
    }
    failure = next(suite.iter("failure"))
    assert (failure.get("message"), failure.get("type")) == ("<Title> & “more”", "an.id")
    assert failure.text == "First.\nSecond ␛[31m."


def test_junit_and_reports_of_a_run_say_the_same_and_no_secret(server: FleetServer, tmp_path: Path) -> None:
    write_profile(tmp_path, "good", server.url("works"), username="records.good")
    write_profile(tmp_path, "bad", f"{server.url('client')}?echo={PASSWORD[:3]}", username="records.bad")
    junit, folder = tmp_path / "junit.xml", tmp_path / "reports"
    arguments = ("--junit", str(junit), "--report", f"{folder}/")
    done = run_program(tmp_path, "run", "good", "bad", "absent", "--json", *arguments)
    assert done.returncode == 2
    assert sorted(path.name for path in folder.iterdir()) == ["bad.html", "good.html", "index.html"]
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'href="([^"]+)"', index) == ["bad.html", "good.html"]
    assert "1 of 3 profiles work" in index
    (failure,) = ET.parse(junit).getroot().iter("failure")
    told = {(one := json.loads(line))["profile"]: one for line in done.stdout.splitlines()}
    assert failure.get("message") == told["bad"]["findings"][0]["title"]
    for text in (index, junit.read_text("utf-8"), (folder / "bad.html").read_text("utf-8")):
        assert CLIENT_SECRET not in text
        assert PASSWORD not in text


def test_a_single_profile_has_junit_and_a_folder_too(server: FleetServer, tmp_path: Path) -> None:
    write_profile(tmp_path, "good", server.url("works"), username="records.single")
    (tmp_path / "there").mkdir()
    junit = tmp_path / "junit.xml"
    done = run_program(tmp_path, "run", "good", "--junit", str(junit), "--report", str(tmp_path / "there"))
    assert done.returncode == 0
    assert "profiles in" not in done.stdout
    assert len(list(ET.parse(junit).iter("testcase"))) == 1
    assert (tmp_path / "there" / "good.html").is_file()


@pytest.mark.parametrize(
    ("option", "name", "words"),
    [
        ("--junit", "no-such-folder/junit.xml", "There is no folder "),
        ("--junit", ".", "It is a folder."),
        ("--report", "no-such-folder/reports/", "No such file or directory"),
    ],
)
def test_what_can_not_be_written_is_said_before_anything_is_sent(
    server: FleetServer, tmp_path: Path, option: str, name: str, words: str
) -> None:
    write_profile(tmp_path, "good", server.url("body"), username="records.unsent")
    place = f"{tmp_path}/{name}"
    done = run_program(tmp_path, "run", "good", "good", option, place)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.endswith("Nothing was sent.\n")
    assert "records.unsent" not in server.stats()["total"]


def test_no_two_reports_have_the_same_name(tmp_path: Path) -> None:
    folder = ReportFolder(tmp_path / "reports")
    names = ["acme", "ACME", "acme", "a/c\\me", "index", "..", "", "Größe", "x" * 300]
    files = [Path(folder.file_for(name)).name for name in names]
    assert files[:6] == [
        "acme.html",
        "ACME-2.html",
        "acme-3.html",
        "a-c-me.html",
        "index-2.html",
        "profile.html",
    ]
    assert files[7:] == ["Größe.html", "x" * 80 + ".html"]
    assert len({file.casefold() for file in files}) == len(files)
