"""How many attempts this process can have open at once, by the files that the system allows it."""

from __future__ import annotations

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

if sys.platform != "win32":
    import resource

_FILES_OF_AN_ATTEMPT: Final = 3
"""A connection, and what the system's resolver opens for a moment."""
_RESERVE: Final = 16
"""For the ledger, reports and all else that is opened now and then."""
_SHOWN_IN: Final = ("/proc/self/fd", "/dev/fd")
_USUALLY_OPEN: Final = 24


def attempts_allowed(wanted: int) -> int:
    """Return how many of the attempts wanted can be open at once, at least one.

    The soft limit is raised as far as that needs and the hard one allows.
    """
    if sys.platform == "win32":
        return wanted
    needed = _open_now() + _RESERVE + wanted * _FILES_OF_AN_ATTEMPT
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < needed:
        most = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
            soft = most
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return wanted
    return max(1, (soft - _open_now() - _RESERVE) // _FILES_OF_AN_ATTEMPT)


def files_allowed() -> int | None:
    """Return how many files this process may have open; None where nothing is known to limit it."""
    if sys.platform == "win32":
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft


def _open_now() -> int:
    for folder in _SHOWN_IN:
        if Path(folder).is_dir():
            with suppress(OSError):
                return len(os.listdir(folder))  # noqa: PTH208 (of a folder that lists itself)
    return _USUALLY_OPEN


class Places:
    """Places for attempts that are open. When files run out, there are fewer, and one waits for another."""

    def __init__(self, count: int) -> None:
        self._allowed = count
        self._taken = 0
        self._changed = asyncio.Condition()

    async def take(self) -> None:
        """Wait for a place."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._taken < self._allowed)
            self._taken += 1

    async def give_back(self) -> None:
        """Give a place back."""
        async with self._changed:
            self._taken -= 1
            self._changed.notify_all()

    def shrink(self) -> bool:
        """Allow fewer than are taken now. Return whether another has a place, so that waiting can help."""
        if self._taken <= 1:
            return False
        self._allowed = max(1, min(self._allowed, self._taken - 1))
        return True
