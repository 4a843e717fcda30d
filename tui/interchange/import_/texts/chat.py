"""Takes away what a chat program puts before each line: the time, and who says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from .labels.meanings import meaning_of_label

_SAID: Final = re.compile(
    r"(?:[\[(]?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ \t]?[AaPp][Mm])?[\])]?[ \t,:-]{1,4})?"
    r"(?:<(?P<nick>[\w.-]{1,40})>|(?P<name>[^\W\d_][\w.-]{0,30}(?: [^\W\d_][\w.-]{0,30})?)[ \t]?:)"
    r"[ \t]+(?P<text>\S.*)"
)
_FEWEST: Final = 3
"""The lines of one speaker that are no coincidence."""


def without_speakers(lines: Sequence[str]) -> list[str]:
    """Return lines without the names of those who say them. A name that is a field's label is no speaker."""
    said = [_SAID.fullmatch(line) for line in lines]
    counts = Counter(_speaker(found) for found in said if found)
    speakers = {name for name, count in counts.items() if count >= _FEWEST and meaning_of_label(name) is None}
    return [
        found["text"] if found and _speaker(found) in speakers else line
        for found, line in zip(said, lines, strict=True)
    ]


def _speaker(found: re.Match[str]) -> str:
    return found["nick"] or found["name"]
