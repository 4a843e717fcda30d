"""Measures the turns of an asyncio loop that runs a Textual app: how long each computes, and what it does."""

from __future__ import annotations

import asyncio
import gc
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final, NamedTuple

from textual.css.stylesheet import Stylesheet
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import Widget

_PARTS: Final[tuple[tuple[type[Any], str, str], ...]] = (
    (Screen, "_refresh_layout", "layout"),
    (Screen, "_compositor_refresh", "painting"),
    (Stylesheet, "parse", "parsing styles"),
    (Stylesheet, "update_nodes", "styles"),
    (Widget, "mount", "mounting"),
)
"""What is measured within a turn."""
_MOST_MESSAGES: Final = 3


class Turn(NamedTuple):
    """A turn that took too long."""

    milliseconds: float
    where: str
    what: str


class Turns:
    """Notes the long turns of all loops in this thread, for as long as the process lives."""

    def __init__(self, limit: float) -> None:
        self.seen = 0
        self.long = list[Turn]()
        self._limit = limit
        self._where = ""
        self._messages = Counter[str]()
        self._spent = defaultdict[str, float](float)
        self._times = Counter[str]()
        self._listen()

    @contextmanager
    def of(self, where: str) -> Iterator[None]:
        """Note the turns within this block, and where they belong."""
        self._where = where
        try:
            yield
        finally:
            self._where = ""

    def kinds(self) -> list[tuple[Turn, int]]:
        """Return the longest turn in each place, and how many long ones there were; the longest first."""
        by_place = defaultdict[str, list[Turn]](list)
        for turn in self.long:
            by_place[turn.where].append(turn)
        return sorted(((max(found), len(found)) for found in by_place.values()), reverse=True)

    def _listen(self) -> None:
        run = asyncio.Handle._run
        dispatch = MessagePump._dispatch_message

        def measured(handle: asyncio.Handle) -> None:
            if not self._where or _is_drivers(handle):
                run(handle)
                return
            self._messages.clear()
            self._spent.clear()
            self._times.clear()
            before = time.thread_time()
            run(handle)
            self._note((time.thread_time() - before) * 1000)

        async def noted(pump: MessagePump, message: Any) -> None:
            self._messages[f"{type(pump).__name__}.{type(message).__name__}"] += 1
            await dispatch(pump, message)

        timed = ((owner, name, self._timed(getattr(owner, name), part)) for owner, name, part in _PARTS)
        for owner, name, function in (
            (asyncio.Handle, "_run", measured),
            (MessagePump, "_dispatch_message", noted),
            *timed,
        ):
            setattr(owner, name, function)
        gc.callbacks.append(self._collected)

    def _timed(self, function: Callable[..., Any], part: str) -> Callable[..., Any]:
        @wraps(function)
        def timed(*arguments: Any, **more: Any) -> Any:
            before = time.thread_time()
            try:
                return function(*arguments, **more)
            finally:
                self._spent[part] += time.thread_time() - before
                self._times[part] += 1

        return timed

    def _collected(self, phase: str, about: dict[str, int]) -> None:
        self._spent["collecting garbage"] += time.thread_time() * (-1 if phase == "start" else 1)

    def _note(self, milliseconds: float) -> None:
        self.seen += 1
        if milliseconds > self._limit:
            parts = sorted(self._spent.items(), key=lambda part: -part[1])
            told = [
                f"{name} {seconds * 1000:.0f}" + (f" in {self._times[name]}" if self._times[name] > 1 else "")
                for name, seconds in parts
                if seconds > 0.002
            ]
            messages = [name for name, _ in self._messages.most_common(_MOST_MESSAGES)]
            self.long.append(Turn(milliseconds, self._where, "; ".join((", ".join(messages), *told))))


def _is_drivers(handle: asyncio.Handle) -> bool:
    """Tell whether a turn is the benchmark's own: its task is the first one of the loop."""
    task = getattr(getattr(handle, "_callback", None), "__self__", None)
    return isinstance(task, asyncio.Task) and task.get_name() == "Task-1"
