"""The smallest terminal that the wizard's screens fit into."""

from __future__ import annotations

from typing import Final

MINIMUM_WIDTH: Final = 60
"""Columns."""
MINIMUM_HEIGHT: Final = 20
"""Rows."""
