"""How sure a finding is of its first culprit, and how that is said to people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Confidence = Literal["stated", "likely", "open"]

CERTAINTY: Final[Mapping[Confidence, str]] = {
    "stated": "The server names this cause itself.",
    "likely": "This cause is likely, not certain.",
    "open": "This response leaves the cause open.",
}
"""The sentence for each, beside a finding of the rules."""
