"""Which terminals have no colors, by the name that TERM gives them."""

from __future__ import annotations

import re
from typing import Final

_OLD: Final = re.compile(r"dumb$|vt\d")
"""The terminals that never had any: `vt100`, but not `vte-256color`."""
_ENDINGS: Final = ("-m", "-mono")
"""How terminfo marks the variant of a terminal that has none."""


def has_colors(terminal: str) -> bool:
    """Tell whether a terminal shows colors, by its name: the old ones and those named mono don't."""
    return not _OLD.match(terminal) and not terminal.endswith(_ENDINGS)
