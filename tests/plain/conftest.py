"""What every test of plain mode needs: a home of its own, and somebody who types."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .typing_along import Typist


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of profiles of this test, which does not exist yet."""
    for name in [*os.environ]:
        if name.startswith("CONNECTOR_DOCTOR_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home" / "profiles"


@pytest.fixture
def typist(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typist:
    return Typist(monkeypatch, capsys)
