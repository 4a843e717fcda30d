"""What a finding about a failed attempt says: one of these for each cause, in tables by layer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FailureWords:
    """The words for one cause. Each text may hold places, as {endpoint}: see `failure_findings`."""

    culprits: tuple[str, ...]
    """The most probable first."""
    title: str
    why: str
    """How it comes about, and what can't be told from here; the failure's own sentence goes before it."""
    fix: str
    """What to change, or whom to ask for what."""
    field: str = ""
    """Key of the form field to change first, where the first culprit is none of the form's."""
    reference: str = ""
