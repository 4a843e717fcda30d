"""What `.ci/run` does after tests failed: it runs a few once more by themselves, and lets nothing else pass.

Its programs are stand-ins here: a pytest that notes how it is called, and ends as the case says.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.patience import PATIENCE

_RUN: Final = Path(__file__).parent.parent / ".ci/run"
_README: Final = "<!-- tests -->\n```sh\n.venv/bin/pytest all\n```\n"
_PYTEST: Final = """#!/bin/sh
echo "$*" >> calls
if [ "$1" = all ]; then
  [ -e failed ] && mkdir -p .pytest_cache/v/cache && cp failed .pytest_cache/v/cache/lastfailed
  exit $FIRST
fi
exit $SECOND
"""
_ONCE_MORE: Final = "-n 0 --last-failed --last-failed-no-failures none"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "README.md").write_text(_README)
    (tmp_path / ".ci").mkdir()
    shutil.copy(_RUN, tmp_path / ".ci/run")
    own, usual = tmp_path / ".venv/bin", tmp_path / "bin"
    own.mkdir(parents=True)
    for name in ("python", "ruff", "mypy", "pytest"):
        program = own / name
        program.write_text(_PYTEST if name == "pytest" else "#!/bin/sh\n")
        program.chmod(0o755)
    usual.mkdir()  # without apt-get, which would install what other tests want
    for name in ("bash", "sh", "awk", "dirname", "grep", "rm", "mkdir", "cp", "cat"):
        (usual / name).symlink_to(shutil.which(name) or "")
    return tmp_path


def run(checkout: Path, *, first: int, failed: int, second: int = 0) -> tuple[bool, list[str]]:
    """Run it; return whether it passes, and with which arguments pytest was called."""
    if failed:
        names = {f"tests/test_it.py::test_{number}": True for number in range(failed)}
        (checkout / "failed").write_text(json.dumps(names, indent=2))
    environment = {"PATH": str(checkout / "bin"), "FIRST": str(first), "SECOND": str(second)}
    ended = subprocess.run(
        [checkout / ".ci/run"], env=environment, capture_output=True, timeout=PATIENCE, check=False
    )
    return ended.returncode == 0, (checkout / "calls").read_text().splitlines()


def test_what_passes_is_not_run_again(checkout: Path) -> None:
    assert run(checkout, first=0, failed=0) == (True, ["all"])


@pytest.mark.parametrize("failed", [1, 5])
def test_a_handful_that_failed_is_run_once_more(checkout: Path, failed: int) -> None:
    assert run(checkout, first=1, failed=failed) == (True, ["all", _ONCE_MORE])


def test_what_fails_again_has_failed(checkout: Path) -> None:
    assert run(checkout, first=1, failed=1, second=1) == (False, ["all", _ONCE_MORE])


def test_more_than_a_handful_have_failed(checkout: Path) -> None:
    assert run(checkout, first=1, failed=6) == (False, ["all"])


@pytest.mark.parametrize("status", [2, 3, 4, 5, 130, 143])
def test_a_run_that_broke_off_has_failed_whatever_passed_before(checkout: Path, status: int) -> None:
    assert run(checkout, first=status, failed=1) == (False, ["all"])


def test_what_ended_before_any_test_ran_has_failed_whatever_failed_the_last_time(checkout: Path) -> None:
    cache = checkout / ".pytest_cache/v/cache"
    cache.mkdir(parents=True)
    (cache / "lastfailed").write_text('{\n  "tests/test_it.py::test_0": true\n}')
    assert run(checkout, first=1, failed=0) == (False, ["all"])
