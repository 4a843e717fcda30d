"""Which terminals have no colors, by the name that TERM gives them."""

from __future__ import annotations

from typing import Final

_ENDINGS: Final = ("-m", "-mono")
"""How terminfo marks the variant of a terminal that has none."""


def has_colors(terminal: str) -> bool:
    """Tell whether a terminal shows colors, by its name: the old ones and those named mono don't."""
    return terminal != "dumb" and not terminal.startswith("vt") and not terminal.endswith(_ENDINGS)
