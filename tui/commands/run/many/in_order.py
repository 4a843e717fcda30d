"""Lets profiles begin in the order in which they were given, whichever of them is read first."""

from __future__ import annotations

import asyncio


class InOrder:
    """A queue with members numbered from 0; each reaches its place when all before it have left theirs."""

    def __init__(self) -> None:
        self._next = 0
        self._left: set[int] = set()
        self._waiting: dict[int, asyncio.Future[None]] = {}

    async def reach(self, number: int) -> None:
        """Wait for a place, and leave it. The next one comes after the caller's next step."""
        if number > self._next:
            self._waiting[number] = asyncio.get_running_loop().create_future()
            await self._waiting[number]
        self.leave(number)

    def leave(self, number: int) -> None:
        """Give up a place, reached or not. To do so again changes nothing."""
        if number < self._next:
            return
        self._left.add(number)
        while self._next in self._left:
            self._left.discard(self._next)
            self._next += 1
        waiting = self._waiting.pop(self._next, None)
        if waiting and not waiting.done():
            waiting.set_result(None)
