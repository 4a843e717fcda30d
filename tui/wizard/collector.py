"""Keeps Python's garbage collector from making the user wait.

A full collection looks at every object. With Textual and the rules loaded, it takes longer
than a key press should, and a response with many small values triggers one after another. So the collector
skips what stays loaded for good, and all is looked through while nobody types.
"""

from __future__ import annotations

import gc
from typing import Final

_YOUNG, _MIDDLE = 700, 5
"""So many objects more, and so many collections of those: one of the middle takes a millisecond or two."""
_OLD: Final = 2_000
"""Python's own value is 10. By then, nobody was at rest for long."""
_DUE: Final = 80
"""So many collections of the middle, 3,500 objects more each time, until all is to be looked through."""


def collect_seldom() -> None:
    """Make full collections rare for the rest of the process."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


def is_due() -> bool:
    """Tell whether there may be enough garbage that it is worth a full collection."""
    return gc.get_count()[2] >= _DUE


def collect() -> None:
    """Look through all objects now: it takes about as long as a key press may."""
    gc.collect()


def keep_what_is_loaded() -> None:
    """Make the collector skip all objects that exist now, for good.

    Call this only a few times: garbage among these objects is never freed.
    """
    gc.freeze()
