"""How much of the processor's time work takes, on a machine that others use too.

Whatever else runs only adds to it: the clock runs for others, caches are lost to them, and a look for garbage
goes through what other tests left. So what the thread itself computes is counted, the best of several times.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final

LOOKS: Final = 3


def seconds(work: Callable[[], object]) -> float:
    """Return how much of the processor's time some work takes."""
    before = gc.get_threshold()
    gc.set_threshold(0)  # not gc.disable, which Textual undoes when something scrolls
    try:
        start = time.thread_time()
        work()
        return time.thread_time() - start
    finally:
        gc.set_threshold(*before)


def shortest(work: Callable[[], object]) -> float:
    """Return the seconds of the fastest of several looks."""
    return min(seconds(work) for _ in range(LOOKS))


def takes_less(limit: float, work: Callable[[], object], looks: int = LOOKS) -> bool:
    """Tell whether some work takes fewer seconds in one look at least."""
    return any(seconds(work) < limit for _ in range(looks))
