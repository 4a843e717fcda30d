"""Looking for what a test left behind, without a look at all that the tests before it left.

A collection goes through every object there is: a quarter of a second after some tests of the wizard.
"""

from __future__ import annotations

import gc


def collect_what_was_before() -> None:
    """Free what the tests before left, and let `gc.collect()` skip what stays.

    Garbage among what stays is never freed, so this is for a test's first line.
    """
    gc.collect()
    gc.freeze()
