"""Nothing of the program needs what Python lacks on Windows, as far as that can be told elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.profiles import atomic_file
from tui.profiles.atomic_file import replace_file
from tui.profiles.profile_paths import file_name_for


@pytest.mark.skipif(os.name != "posix", reason="takes away what Windows doesn't have")
def test_the_commands_and_the_wizard_work_without_what_windows_lacks(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.without_posix", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    outcomes = dict(map(json.loads, done.stdout.splitlines()))
    starts = {name: outcome.partition(" ")[0] for name, outcome in outcomes.items()}
    assert starts == {
        "help": "0",
        "show": "0",
        "curl": "0",
        "run": "3",
        "import": "0",
        "explain": "0",
        "checkup": "0",
        "wizard": "✓",
    }
    assert "internal error" not in done.stdout
    assert '"failure": "connect"' in outcomes["run"]
    assert outcomes["wizard"].endswith("acme.toml ['acme', 'new'] ['new']")
    assert [path.name for path in tmp_path.joinpath("state", "drafts").glob("*.json")]
    assert not list(tmp_path.rglob("*.tmp"))


def test_windows_waits_a_moment_for_whoever_reads_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, tries, real = tmp_path / "acme.toml", list[Path](), Path.replace
    path.write_bytes(b"old")

    def refuse(source: Path, target: Path) -> Path:
        tries.append(source)
        if len(tries) < 3:
            raise PermissionError(13, "The process cannot access the file")
        return real(source, target)

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(atomic_file, "_TRY_AGAIN", 0.0)
    monkeypatch.setattr(Path, "replace", refuse)
    replace_file(path, b"new")
    assert (path.read_bytes(), len(tries)) == (b"new", 3)
    monkeypatch.setattr(atomic_file, "_PATIENCE", 0.0)
    tries.clear()
    with pytest.raises(PermissionError):
        replace_file(path, b"newer")
    assert [file.name for file in tmp_path.iterdir()] == ["acme.toml"]
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("name", ["con", "NUL", "Com1", "lpt9", "aux:"])
def test_no_file_gets_the_name_of_a_device(name: str) -> None:
    assert file_name_for(name).endswith("-connector")
    assert file_name_for(f"{name} acme") == file_name_for(f"{name} acme").removesuffix("-connector")
