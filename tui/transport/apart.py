"""A thread with a loop of its own, on which requests are sent and nothing else is computed.

    any loop ──apart(coroutine)──> the sending loop ──> result
                                         └─ canceled: what is known until then goes to `salvage`

So the times that an attempt shows are the network's, whatever a screen paints or a diagnosis reads meanwhile.
What runs there already, such as the many runs of `run *.toml`, stays there.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from functools import cache
from typing import Any, Final, Generic, TypeVar

Result = TypeVar("Result")

_SALVAGE_SECONDS: Final = 1.0
"""How long a canceled attempt may take to close its connection."""


async def apart(
    coroutine: Coroutine[Any, Any, Result], salvage: Callable[[Result], object] | None = None
) -> Result:
    """Run a coroutine on the sending loop, and return its result.

    When the caller is canceled, the coroutine is canceled too. If it then still returns a result, `salvage`
    receives it before asyncio.CancelledError passes on.
    """
    sending: _Here[Result] | _There[Result]
    sending = _Here(coroutine) if _is_sending_loop() else _There(coroutine)
    try:
        return await sending.result()
    except asyncio.CancelledError:
        sending.cancel()
        with suppress(asyncio.CancelledError, Exception):
            result = await asyncio.wait_for(sending.result(), _SALVAGE_SECONDS)
            if salvage:
                salvage(result)
        raise


def begin_apart(coroutine: Coroutine[Any, Any, object]) -> None:
    """Begin a coroutine on the sending loop. It reports for itself how it ends, and raises nothing."""
    asyncio.run_coroutine_threadsafe(coroutine, _sending_loop())


class _Here(Generic[Result]):
    """One coroutine under way on this loop, which is the sending loop."""

    def __init__(self, coroutine: Coroutine[Any, Any, Result]) -> None:
        self._task = asyncio.create_task(coroutine)

    async def result(self) -> Result:
        """Wait for the end. Canceling the wait cancels nothing else."""
        return await asyncio.shield(self._task)

    def cancel(self) -> None:
        """Cancel the coroutine."""
        self._task.cancel()


class _There(Generic[Result]):
    """One coroutine under way on the sending loop, which is another than this one."""

    def __init__(self, coroutine: Coroutine[Any, Any, Result]) -> None:
        self._loop = _sending_loop()
        self._done: Future[Result] = Future()
        self._task: asyncio.Task[Result] | None = None
        self._loop.call_soon_threadsafe(self._begin, coroutine)

    def _begin(self, coroutine: Coroutine[Any, Any, Result]) -> None:
        self._task = self._loop.create_task(coroutine)
        self._task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[Result]) -> None:
        if task.cancelled():
            self._done.cancel()  # as an exception that nobody awaits, asyncio would print it
        elif error := task.exception():
            self._done.set_exception(error)
        else:
            self._done.set_result(task.result())

    async def result(self) -> Result:
        """Wait for the end. Canceling the wait cancels nothing else."""
        return await asyncio.shield(asyncio.wrap_future(self._done))

    def cancel(self) -> None:
        """Cancel the coroutine."""
        self._loop.call_soon_threadsafe(lambda: self._task and self._task.cancel())


def _is_sending_loop() -> bool:
    return _sending_loop.cache_info().currsize > 0 and asyncio.get_running_loop() is _sending_loop()


@cache
def _sending_loop() -> asyncio.AbstractEventLoop:
    """Return the loop, which runs until the process ends."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="sending", daemon=True).start()
    return loop
