"""One tab's wizard: a process of its own, what the page says to it, and its end.

page ──["stdin", "n"]──> process of the wizard ──what it paints──> page
"""

from __future__ import annotations

import asyncio
import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

PATIENCE: Final = 5.0
"""Seconds that a wizard has to end."""
_SMALLEST, _LARGEST = 1, 1000
"""Columns or rows that a browser may ask for."""
_PROGRAM: Final = (
    f"import sys; sys.path.append({str(Path(__file__).parents[2])!r}); "
    "from tui.__main__ import main; sys.exit(main())"
)
"""Starts this very program: `-m tui` would prefer a folder `tui` that happens to be where the user is."""


class Session:
    """Runs the wizard for one tab, by a websocket that may close at any time."""

    def __init__(
        self, websocket: web.WebSocketResponse, arguments: Sequence[str], downloads: DownloadManager
    ) -> None:
        self._websocket = websocket
        self._service: Any = AppService(
            _command_line([sys.executable, "-P", "-c", _PROGRAM, *arguments]),
            write_bytes=self._write_bytes,
            write_str=self._write_str,
            close=self._close,
            download_manager=downloads,
        )

    async def run(self, request: web.Request) -> None:
        """Start the wizard, and pass on what the page says until either end closes."""
        await self._websocket.prepare(request)
        await self._service.start(_size(request, "width", 80), _size(request, "height", 24))
        async for message in self._websocket:
            if message.type is WSMsgType.TEXT:
                with suppress(ValueError, RecursionError, ConnectionError):
                    await self._pass_on(json.loads(message.data))

    async def stop(self) -> None:
        """End the wizard, and wait for its process: cut off, it couldn't keep what is unsaved."""
        await self._service.stop()
        if process := self._service._process:  # textual-serve has no other way to wait for it
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), PATIENCE)

    async def _pass_on(self, said: object) -> None:
        """Pass on what the page's script says. What it never says is dropped."""
        match said:
            case ["stdin", str(typed)]:
                await self._service.send_bytes(typed.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await self._service.set_terminal_size(_bounded(width), _bounded(height))
            case ["ping", str(time)]:
                await self._websocket.send_json(["pong", time])
            case ["blur"]:
                await self._service.blur()
            case ["focus"]:
                await self._service.focus()

    # What the wizard says to a tab that was closed is read and dropped: it couldn't end otherwise.

    async def _write_bytes(self, data: bytes) -> None:
        with suppress(ConnectionError):
            await self._websocket.send_bytes(data)

    async def _write_str(self, text: str) -> None:
        with suppress(ConnectionError):
            await self._websocket.send_str(text)

    async def _close(self) -> None:
        await self._websocket.close()


def _size(request: web.Request, name: str, default: int) -> int:
    text = request.query.get(name, "")
    return _bounded(int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else default


def _bounded(size: int) -> int:
    return max(_SMALLEST, min(_LARGEST, size))


def _command_line(words: Sequence[str]) -> str:
    """Return a command line for this system's shell, which textual-serve starts the wizard with."""
    return subprocess.list2cmdline(words) if sys.platform == "win32" else f"exec {shlex.join(words)}"
