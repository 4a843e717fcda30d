"""Which lessons of the practice are solved, and for which a hint was shown. Never raises for the disk.

~/.local/state/connector-doctor/lessons.json      0600, the lessons' names and nothing else
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from ...oauth2.lean.frozen import frozen
from ...oauth2.lean.lazy_pattern import LazyPattern
from ..atomic_file import replace_file
from ..file_lock import locked_if_possible
from ..profile_paths import state_folder

_MOST_BYTES: Final = 16_384
_MOST_LESSONS: Final = 100
_KEY: Final = LazyPattern(r"[a-z0-9-]{1,40}")


@frozen
class LessonProgress:
    """How far somebody is with the lessons, by the lessons' keys."""

    solved: frozenset[str] = frozenset()
    hinted: frozenset[str] = frozenset()
    """The lessons whose hint was shown, solved or not."""

    def with_solved(self, key: str) -> LessonProgress:
        """Return the progress after a lesson was solved."""
        return LessonProgress(self.solved | {key}, self.hinted)

    def with_hint(self, key: str) -> LessonProgress:
        """Return the progress after a hint was shown."""
        return LessonProgress(self.solved, self.hinted | {key})

    def joined(self, other: LessonProgress) -> LessonProgress:
        """Return what is in either of two: nothing is ever taken back."""
        return LessonProgress(self.solved | other.solved, self.hinted | other.hinted)


def progress_file() -> Path:
    """Return the file of the progress, which may not exist yet."""
    return state_folder() / "lessons.json"


def lesson_progress() -> LessonProgress:
    """Return the progress that is kept; none if it can't be read."""
    with suppress(OSError, ValueError, RecursionError, RuntimeError):
        path = progress_file()
        if path.stat().st_size <= _MOST_BYTES:
            return read_progress(path.read_bytes())
    return LessonProgress()


def keep_progress(progress: LessonProgress) -> None:
    """Add progress to what is kept: another window may have solved another lesson meanwhile."""
    with suppress(OSError, ValueError, RuntimeError):
        path = progress_file()
        with locked_if_possible(path.with_suffix(".lock")):
            whole = progress.joined(lesson_progress())
            document = {"schema": 1, "solved": sorted(whole.solved), "hinted": sorted(whole.hinted)}
            # After a power failure, the last lesson may count as open. That is worth the time.
            replace_file(path, json.dumps(document).encode(), survives_power_failure=False)


def read_progress(data: bytes) -> LessonProgress:
    """Return the progress that a file's bytes hold, without what is no lesson's key.

    Raises:
        ValueError: it is no JSON, or no progress of this version.
        RecursionError: it is too deep.
    """
    document: Any = json.loads(data)
    if not isinstance(document, dict) or document.get("schema") != 1:
        raise ValueError("not a progress of this version")
    return LessonProgress(_keys(document.get("solved")), _keys(document.get("hinted")))


def _keys(listed: object) -> frozenset[str]:
    entries: Iterable[object] = listed if isinstance(listed, list) else ()
    keys = [entry for entry in entries if isinstance(entry, str) and _KEY.fullmatch(entry)]
    return frozenset(keys[:_MOST_LESSONS])
