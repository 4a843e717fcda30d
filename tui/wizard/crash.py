"""What is said when the wizard itself fails: no traceback, no values."""

from __future__ import annotations

import traceback
from pathlib import Path


def crash_report(error: BaseException | None) -> str:
    """Return a line on a fault of this program: its type and place, and not its text (secrets)."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"connector-doctor failed: {type(error).__name__}{place}. Please report this line."
