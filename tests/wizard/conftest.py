"""What every test of the wizard needs: a home of its own, and nothing of the machine that runs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.widgets import Footer

from tui.wizard.screens import save


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of profiles of this test, which does not exist yet."""
    for name in [*os.environ]:
        if name.startswith("CONNECTOR_DOCTOR_") or name == "NO_COLOR":
            monkeypatch.delenv(name)
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(save, "keyring_available", lambda: False)
    return tmp_path / "config" / "profiles"


@pytest.fixture(autouse=True)
def no_footer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the footer empty: it is built anew at each change of the focus, a third of a test's time.

    Snapshots show it, and so does the program in the pseudo-terminal.
    """
    if "snapshot" not in request.fixturenames:
        monkeypatch.setattr(Footer, "compose", lambda self: iter(()))
