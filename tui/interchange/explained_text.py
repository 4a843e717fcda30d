"""An explained paste as text for people: what `explain` prints without --json."""

from __future__ import annotations

from typing import Final

from .explained_paste import Explained, Reading
from .findings_text import findings_text

PHASES: Final = {"token": "response of the token endpoint", "api": "response of the API"}
"""What a response of each phase is called."""


def explained_text(name: str, explained: Explained) -> str:
    """Return the findings of one paste, below its name and what it was read as."""
    status, phase = explained.pasted.status, explained.reading.phase
    facts = f"{f'status {status}' if status else 'status unknown'}, {PHASES[phase]}" if phase else "a request"
    lines = [f"{name} ({facts})"]
    if why := why_read_so(explained.reading, "Use --no-api"):
        lines.append(f"  {why}")
    return "\n".join([*lines, *findings_text(explained.findings)])


def why_read_so(reading: Reading, other_way: str) -> str:
    """Return why a response was read as that of an API though nobody said so, and the way to the other one.

    Empty where the user chose, and for the token endpoint, which is what this program is about.
    """
    if reading.by != "response":
        return ""
    return f"Only an API sends {reading.mark}. {other_way} to read it as a {PHASES['token']}."
