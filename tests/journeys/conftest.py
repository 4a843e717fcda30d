"""Journeys that are driven without a terminal need the home that the tests of the wizard have."""

from __future__ import annotations

from tests.wizard.conftest import folder, style_sheets_applied_faster, style_sheets_parsed_once

__all__ = ["folder", "style_sheets_applied_faster", "style_sheets_parsed_once"]
