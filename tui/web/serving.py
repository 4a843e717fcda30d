"""Runs the web server on a socket of this machine until it is told to end, and ends every session with it."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from aiohttp import web

from .doorway import new_token
from .server import WebServer
from .session import PATIENCE


def serve_until_interrupted(
    listener: socket.socket, arguments: Sequence[str], ready: Callable[[str], None]
) -> None:
    """Serve the wizard on a listening socket, until Ctrl+C, SIGTERM, or the terminal's end.

    `arguments` are those of the wizard's command line. `ready` hears the URL.
    """
    asyncio.run(_serve(listener, arguments, ready))


def _endings() -> Iterator[signal.Signals]:
    """Yield the signals that end it. Where the terminal's end is ignored, as below nohup, it stays so."""
    yield from (signal.SIGINT, signal.SIGTERM)
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        yield signal.SIGHUP


async def _serve(listener: socket.socket, arguments: Sequence[str], ready: Callable[[str], None]) -> None:
    token, ended = new_token(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in _endings():
        with suppress(NotImplementedError):  # on Windows, Ctrl+C raises KeyboardInterrupt
            loop.add_signal_handler(number, ended.set)
    runner = web.AppRunner(
        WebServer(token, arguments).application(), access_log=None, shutdown_timeout=PATIENCE
    )
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        ready(f"http://127.0.0.1:{listener.getsockname()[1]}/{token}/")
        await ended.wait()
    finally:
        await runner.cleanup()
