"""The processes that judge: begun before anything is sent, asked by the sending loop, ended at the end.

If one ends unexpectedly, what it was asked is asked of another, or told as a fault of ours. When none is
left, a thread of this process takes their place.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import socket
import sys
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Final

from ..options import RunOptions
from .judge_links import AnyJudge, JudgeProcess, JudgeThread

if TYPE_CHECKING:
    from ....diagnosis.rules.rule import Rule

_MOST: Final = 8
"""Processes at most: one loop sends no faster than a few of them judge."""
_METHOD: Final = "fork" if sys.platform == "linux" else "spawn"
_PATIENCE: Final = 5.0
"""Seconds that a judge may take to end."""


class Judges:
    """Processes that judge: begun in the main thread before there are others, used on the sending loop."""

    def __init__(self, options: RunOptions, rules: tuple[Rule, ...] | None, method: str = _METHOD) -> None:
        self._options = options
        self._rules = rules
        self._processes: list[BaseProcess] = []
        self._ends: list[socket.socket] = []
        self._all: list[JudgeProcess] = []
        self._thread: JudgeThread | None = None
        self._may_end = False
        context: Any = multiprocessing.get_context(method)
        try:
            for _ in range(_how_many()):
                self._begin(context)
        except OSError:
            pass  # no more processes, or files: those that there are do it

    def _begin(self, context: Any) -> None:  # noqa: ANN401 (the contexts have no common type)
        from .judge import serve

        here, there = socket.socketpair()
        is_fork = context.get_start_method() == "fork"
        others = (*self._ends, here) if is_fork else ()
        process = context.Process(
            target=serve, args=(there, others, self._options, self._rules), name="judge", daemon=True
        )
        try:
            process.start()
        except OSError:
            here.close()
            raise
        finally:
            there.close()
        self._processes.append(process)
        self._ends.append(here)

    async def connect(self) -> None:
        """Begin to talk with the processes, on this loop."""
        loop = asyncio.get_running_loop()
        for end in self._ends:
            _, judge = await loop.create_connection(JudgeProcess, sock=end)
            self._all.append(judge)

    def least_busy(self) -> AnyJudge:
        """Return the judge that owes the fewest replies."""
        alive = [judge for judge in self._all if not judge.has_ended]
        if alive:
            return min(alive, key=lambda judge: judge.waiting)
        if self._thread is None:
            self._thread = JudgeThread(self._options, self._rules)
        return self._thread

    def close(self) -> None:
        """Let the judges end, on this loop."""
        self._may_end = True
        for judge in self._all:
            judge.close()
        if self._thread:
            self._thread.close()

    def end(self) -> None:
        """Wait until the processes have ended, and end those that don't. For the main thread."""
        if not self._all:
            for end in self._ends:
                end.close()
        for process in self._processes:
            process.join(_PATIENCE if self._may_end else 0)
            if process.is_alive():
                process.kill()
                process.join()


def _how_many() -> int:
    """Return how many judges there are to be: one for each processor, as sending leaves time on its own."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, _MOST))
