"""The rules of a diagnosis: the built-in ones, and those of the user's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ConnectorDoctorError
from ..user_rules import rules_if_own
from .console import Console

if TYPE_CHECKING:
    from ..diagnosis.rules.rule import Rule


def own_rules(console: Console) -> tuple[Rule, ...] | None:
    """Return the rules of a diagnosis; None for the built-in ones, also where the user's can't be read."""
    try:
        return rules_if_own()
    except ConnectorDoctorError as error:
        console.say(f"! Your own rules were not loaded: {error}")
        return None
