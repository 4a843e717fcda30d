"""What the checks found as JSON values: the format of `checkup --json`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from .. import __version__
from ..plain_text import plain_line
from .checkup import Family, worst

SCHEMA: Final = 1


def checkup_document(families: Sequence[Family], made: datetime, profile: str | None) -> dict[str, Any]:
    """Return what `checkup --json` prints. `profile` is the name of the one that was asked for, if any."""
    return {
        "schema": SCHEMA,
        "made": made.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "tool": f"connector-doctor {__version__}",
        "profile": None if profile is None else plain_line(profile),
        "state": worst(families),
        "checks": [
            {"family": family.title, **check.document()} for family in families for check in family.checks
        ],
    }
