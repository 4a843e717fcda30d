"""Journeys that are driven without a terminal need the home that the tests of the wizard have."""

from __future__ import annotations

from tests.wizard.conftest import folder

__all__ = ["folder"]
