"""How deep tests search that try what chance brings: CONNECTOR_DOCTOR_DEPTH=20 tries twenty times as much."""

from __future__ import annotations

import os
from typing import Final

DEPTH: Final = float(os.environ.get("CONNECTOR_DOCTOR_DEPTH") or 1)


def examples(usual: int) -> int:
    """Return how many examples to try where a usual run tries so many: each run has others."""
    return max(1, round(usual * DEPTH))
