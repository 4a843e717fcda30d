"""The texts of the finding on a failed attempt: one `FailureWords` for each cause, in tables by layer."""

from __future__ import annotations

from ...oauth2.lean.frozen import frozen


@frozen
class FailureWords:
    """The texts for one cause. Each may hold places such as {endpoint}, which `failure_finding` fills in."""

    culprits: tuple[str, ...]
    """The most probable first."""
    title: str
    why: str
    """How it happens, and what can't be known from here. The failure's own sentence comes before it."""
    fix: str
    """What to change, or whom to ask for what."""
    field: str = ""
    """Key of the form field to change first, where the first culprit is not a field of the form."""
    reference: str = ""
