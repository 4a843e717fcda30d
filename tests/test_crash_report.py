"""The report on a fault of ours: what is in it and what never is, who can read it, and how many are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_support import CLIENT_SECRET
from tui import __version__
from tui.crash_report import MOST_REPORTS, apology, crash_reports_folder, write_crash_report
from tui.oauth2.secret import Secret


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    return tmp_path


def fault(depth: int = 0) -> Exception:
    """Return an exception as it is caught: with locals and a text that hold a secret."""
    password = CLIENT_SECRET

    def fail(times: int) -> None:
        if times:
            fail(times - 1)
        raise ValueError(password)

    try:
        try:
            fail(depth)
        except ValueError as error:
            raise KeyError(password) from error
    except KeyError as error:
        caught = error
    return caught


def test_it_says_where_the_program_was_and_holds_no_value() -> None:
    path = write_crash_report(fault(), "command line: run", [Secret(CLIENT_SECRET)])
    assert path
    text = path.read_text()
    assert text.startswith(f"connector-doctor {__version__}: KeyError")
    assert "Where: command line: run\n" in text
    assert "builtins.ValueError, after:\n  tests.test_crash_report:" in text
    assert "raise ValueError(password)" in text
    assert CLIENT_SECRET not in text
    assert "Traceback" not in text
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_long_way_is_cut_in_its_middle() -> None:
    path = write_crash_report(fault(500), "")
    assert path
    assert " more\n" in path.read_text()
    assert len(path.read_text().splitlines()) < 200


def test_the_newest_are_kept() -> None:
    folder = crash_reports_folder()
    folder.mkdir(parents=True)
    for number in range(MOST_REPORTS + 3):
        (folder / f"20200101-0000{number:02}-1.txt").touch()
    newest = write_crash_report(fault(), "")
    kept = sorted(folder.iterdir())
    assert len(kept) == MOST_REPORTS
    assert kept[-1] == newest


def test_where_none_can_be_written_the_sentence_stands_alone(home: Path) -> None:
    (home / "state").touch()
    assert apology(fault(), "").startswith("internal error: KeyError")
    assert apology(fault(), "").endswith("Please report this line.")
    assert apology(None, "") == "internal error: unknown. Please report this line."
