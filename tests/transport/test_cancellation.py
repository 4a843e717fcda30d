"""Canceling ends an attempt at once, and no attempt leaves anything behind."""

from __future__ import annotations

import asyncio
import gc
import threading
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.garbage import collect_what_was_before
from tests.patience import PATIENCE
from tests.servers.certificates import Certificates
from tests.servers.raw_server import (
    RawServer,
    answering,
    answering_endlessly,
    http_answer,
    resetting,
    stalling,
)
from tui.oauth2.connector import RequestSettings
from tui.transport import run_connector, send

from .support import CONNECTOR, request_to, send_to

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"


@pytest.mark.parametrize(
    ("script", "scheme"),
    [
        (stalling(), "http"),
        (stalling(HEAD + b"{"), "http"),
        (stalling(read=False), "https"),
    ],
    ids=["waiting", "receiving", "handshake"],
)
async def test_cancelling_ends_at_once_and_closes(script: Callable[..., None], scheme: str) -> None:
    with RawServer(script) as server:
        task = asyncio.create_task(send_to(f"{scheme}://{server.address}/"))
        assert await asyncio.to_thread(server.stalled.wait, PATIENCE)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, PATIENCE)
        assert await asyncio.to_thread(server.client_left.wait, PATIENCE), "the connection was left open"


async def test_a_run_that_is_cancelled_makes_no_second_attempt() -> None:
    with RawServer(stalling()) as server:
        task = asyncio.create_task(run_connector(replace(CONNECTOR, token_url=server.token_url)))
        assert await asyncio.to_thread(server.stalled.wait, PATIENCE)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert server.connections == 1


@pytest.mark.parametrize(
    "script",
    [
        answering(http_answer(200, b"{}")),
        answering_endlessly(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536),
        resetting(HEAD + b"{"),
        resetting(),
        stalling(),
        stalling(HEAD + b"{"),
    ],
    ids=["answer", "endless", "cut", "reset", "silent", "half"],
)
@pytest.mark.parametrize("tls", [False, True])
def test_no_socket_task_or_thread_is_left(
    script: Callable[..., None], tls: bool, certificates: Certificates
) -> None:
    """Run in a separate event loop, where every warning about something left open is an error."""
    collect_what_was_before()
    trouble: list[str] = []

    def note_task(loop: asyncio.AbstractEventLoop, coroutine: Any, **options: Any) -> asyncio.Task[Any]:
        if "async_generator" in type(coroutine).__name__:
            trouble.append(f"{coroutine} was left to the garbage collector")
        return asyncio.Task(coroutine, loop=loop, **options)

    async def attempt(server: RawServer) -> None:
        loop = asyncio.get_running_loop()
        loop.set_task_factory(note_task)
        loop.set_exception_handler(lambda _, context: trouble.append(str(context)))
        settings = RequestSettings(timeout=0.3, trust=str(certificates.ca_file))
        await send(request_to(server.token_url), settings)
        gc.collect()
        await asyncio.sleep(0)
        trouble.extend(str(task) for task in asyncio.all_tasks() - {asyncio.current_task()})

    with RawServer(script, tls=certificates.good() if tls else None) as server:
        before = threading.active_count()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            asyncio.run(attempt(server))
            gc.collect()
        assert threading.active_count() <= before + 1, "beside the server's thread of the connection"
    assert trouble == []
    assert [str(warning.message) for warning in caught if warning.category is ResourceWarning] == []
