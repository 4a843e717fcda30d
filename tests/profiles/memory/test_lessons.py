"""The progress in the lessons: kept for this user alone, joined with other windows', and never an error."""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.profiles.memory.lessons import (
    LessonProgress,
    keep_progress,
    lesson_progress,
    progress_file,
    read_progress,
)

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.sampled_from(["new-secret", "schema", "solved"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["schema", "solved", "hinted"]), inner),
)


def test_what_two_windows_keep_is_joined() -> None:
    assert lesson_progress() == LessonProgress()
    keep_progress(LessonProgress().with_solved("new-secret"))
    keep_progress(LessonProgress().with_hint("moved"))
    assert lesson_progress() == LessonProgress(frozenset({"new-secret"}), frozenset({"moved"}))


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such permissions")
def test_only_its_user_can_read_it() -> None:
    keep_progress(LessonProgress().with_solved("new-secret"))
    assert stat.S_IMODE(progress_file().stat().st_mode) == 0o600


@pytest.mark.parametrize("data", [b"", b"[]", b'{"schema": 2}', b"[" * 100_000, b" " * 20_000 + b"{}"])
def test_a_spoiled_file_is_no_progress_and_no_error(data: bytes) -> None:
    progress_file().parent.mkdir(parents=True, exist_ok=True)
    progress_file().write_bytes(data)
    assert lesson_progress() == LessonProgress()
    keep_progress(LessonProgress().with_solved("moved"))
    assert lesson_progress().solved == {"moved"}


def test_where_nothing_can_be_written_there_is_no_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path / "file"))
    keep_progress(LessonProgress().with_solved("moved"))
    assert lesson_progress() == LessonProgress()


@given(ANY_JSON | st.builds(lambda solved: {"schema": 1, "solved": solved}, ANY_JSON))
def test_whatever_a_file_holds_only_keys_are_taken(document: object) -> None:
    try:
        progress = read_progress(json.dumps(document).encode())
    except ValueError:
        return
    assert all(key.isascii() and len(key) <= 40 for key in progress.solved | progress.hinted)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_progress_or_no_json(data: bytes) -> None:
    with suppress(ValueError):
        assert isinstance(read_progress(data), LessonProgress)
