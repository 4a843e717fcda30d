"""Plain mode and the screens save the same profile, byte for byte."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from tui.cli import main
from tui.form.steps import Step

from .driving import wizard
from .samples import CLIENT_SECRET, COMPLETE, PASSWORD


def files_in(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


async def test_both_save_the_same_file(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with wizard(COMPLETE, Step.SAVE) as d:
        await d.press("enter")
        await d.until((folder / f"{COMPLETE.name}.toml").exists, "it is saved")
    fields = (COMPLETE.name, COMPLETE.description, COMPLETE.base_url, COMPLETE.client_id, COMPLETE.username)
    with monkeypatch.context() as patch:
        patch.setenv("CONNECTOR_DOCTOR_CLIENT_SECRET", CLIENT_SECRET)
        patch.setenv("CONNECTOR_DOCTOR_PASSWORD", PASSWORD)
        patch.setattr("tui.plain.files.keeping_secrets.keychain_problem", lambda: "There is none.")
        lines = ["", *fields, COMPLETE.token_url, "", "n", "save", "", "1"]
        patch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        assert main(["--plain", "--profile-dir", str(tmp_path / "plain")]) == 0
    assert files_in(tmp_path / "plain") == files_in(folder)
