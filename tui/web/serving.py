"""Runs the web server on a socket of this machine until Ctrl+C, and ends every session with it."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress

from aiohttp import web

from .doorway import new_token
from .server import WebServer
from .session import PATIENCE


def serve_until_interrupted(
    listener: socket.socket, arguments: Sequence[str], ready: Callable[[str], None]
) -> None:
    """Serve the wizard on a listening socket, until Ctrl+C or SIGTERM.

    `arguments` are those of the wizard's command line. `ready` hears the URL.
    """
    asyncio.run(_serve(listener, arguments, ready))


async def _serve(listener: socket.socket, arguments: Sequence[str], ready: Callable[[str], None]) -> None:
    token, ended = new_token(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
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
