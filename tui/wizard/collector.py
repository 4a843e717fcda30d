"""Keeps Python's garbage collector from making the user wait.

A full collection looks at every object. With Textual and the rules loaded, it takes longer
than a key press should, and a response with many small values triggers one after another. So the collector
skips what stays loaded for good, and full collections are rare.
"""

from __future__ import annotations

import gc
from typing import Final

_YOUNG, _MIDDLE = 700, 10
"""Python's own values: these collections look at few objects."""
_OLD: Final = 50
"""Python's own value is 10."""


def collect_seldom() -> None:
    """Make full collections rare for the rest of the process."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


def keep_what_is_loaded() -> None:
    """Make the collector skip all objects that exist now, for good.

    Call this only a few times: garbage among these objects is never freed.
    """
    gc.freeze()
