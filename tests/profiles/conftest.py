"""Fixtures for the tests of profiles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest

from tests.profiles.memory_keyring import MemoryKeyring


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is known between runs out of the home of whoever runs the tests."""
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def memory_keyring() -> Iterator[MemoryKeyring]:
    previous = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(previous)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return this test's folder of profiles, which does not exist yet."""
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "profiles"
