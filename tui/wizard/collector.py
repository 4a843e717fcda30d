"""Keeping Python's garbage collector from stopping the app while a key waits.

A full collection looks at every object there is: with Textual, the HTTP library and the rules loaded it
takes longer than a key may wait, and an answer of many small values brings one after the other. So what is
loaded for good is taken out of its sight, and full collections become rare.
"""

from __future__ import annotations

import gc
from typing import Final

_YOUNG, _MIDDLE = 700, 10
"""As Python has them: what these look at is little."""
_OLD: Final = 50
"""Python's own is 10."""


def collect_seldom() -> None:
    """Let full collections be rare, for the rest of the process."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


def keep_what_is_loaded() -> None:
    """Take all objects there are now out of the collector's sight, for good.

    To be called a few times at the most: garbage among them is never freed.
    """
    gc.freeze()
