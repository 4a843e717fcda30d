"""Drives a headless Chromium by its DevTools protocol, and reads the terminal that its page shows.

https://chromedevtools.github.io/devtools-protocol/. What the page's terminal is given comes by the websocket:
the frames that the browser received are fed to a terminal of ours.
"""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import re
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import aiohttp
import pyte

from tests.patience import PATIENCE
from tests.programs import installed

_KEYS: Final = {
    "enter": ("Enter", 13, "\r"),
    "escape": ("Escape", 27, ""),
    "tab": ("Tab", 9, ""),
    "down": ("ArrowDown", 40, ""),
    "home": ("Home", 36, ""),
    "end": ("End", 35, ""),
    "backspace": ("Backspace", 8, ""),
}
_CONTROL, _SHIFT = 2, 8
"""Modifiers of the protocol."""
_WIDTH, _HEIGHT = 960, 600


class Browser:
    """One page of a headless Chromium."""

    def __init__(self, folder: Path, *options: str) -> None:
        """Take a folder for what it keeps, and more options of its command line."""
        self._folder = folder
        self._options = options
        self._numbers = itertools.count(1)
        self._replies: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._happened = asyncio.Event()
        self._page = ""
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)
        self.asked_for: list[str] = []
        """The URLs of all requests of the page."""
        self.downloaded = 0
        self.refusals: list[str] = []
        """What the page's policy or the network refused."""
        self.exceptions: list[str] = []
        """What the page's scripts raised and nothing caught."""

    async def __aenter__(self) -> Self:
        program = installed("chromium", "chromium-browser", "google-chrome", package="chromium")
        self._process = await asyncio.create_subprocess_exec(
            program,
            *(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-extensions",
                "--disable-sync",
                *self._options,
            ),
            *("--remote-debugging-port=0", f"--user-data-dir={self._folder}", "about:blank"),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        assert self._process.stderr
        async for line in self._process.stderr:
            if found := re.search(rb"DevTools listening on (ws://\S+)", line):
                break
        self._draining = asyncio.create_task(self._process.stderr.read())
        self._session = aiohttp.ClientSession()
        self._socket = await self._session.ws_connect(found[1].decode(), max_msg_size=0)  # type: ignore[index]
        self._reading = asyncio.create_task(self._read())
        target = await self._tell_all("Target.createTarget", url="about:blank")
        attached = await self._tell_all("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._page = attached["sessionId"]
        for domain in ("Network", "Page", "Log", "Runtime"):
            await self._tell(f"{domain}.enable")
        size = {"width": _WIDTH, "height": _HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        await self._tell("Emulation.setDeviceMetricsOverride", **size)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._reading.cancel()
        await self._session.close()
        self._process.kill()
        await self._process.wait()
        await self._draining

    async def allows(self, url: str, downloads: Path) -> None:
        """Let the pages of a server use the clipboard, and download to a folder."""
        permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"]
        origin = url.rpartition("/")[0].rpartition("/")[0]
        await self._tell_all("Browser.grantPermissions", permissions=permissions, origin=origin)
        await self._tell_all(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads), eventsEnabled=True
        )

    async def open(self, url: str) -> None:
        """Open a page, with a terminal that nothing was shown in yet."""
        self._screen.reset()
        await self._tell("Page.navigate", url=url)

    @property
    def seen(self) -> str:
        """What the page's terminal shows."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    async def sees(self, *texts: str) -> None:
        """Wait until all texts are on the screen at once. Line breaks count as spaces."""
        await self.until(
            lambda: all(" ".join(text.split()) in " ".join(self.seen.split()) for text in texts),
            f"never saw {texts}",
        )

    async def until(self, holds: Any, otherwise: str) -> None:
        """Wait until something holds after an event of the page."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not holds():
                    self._happened.clear()
                    await self._happened.wait()
        except TimeoutError:
            raise AssertionError(f"{otherwise}; on the screen:\n{self.seen}") from None

    async def evaluate(self, script: str) -> Any:
        """Return the value of an expression in the page."""
        told = await self._tell("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        return told["result"].get("value")

    async def waits_for(self, script: str) -> None:
        """Wait until an expression in the page is true."""
        async with asyncio.timeout(PATIENCE):
            while not await self.evaluate(f"Boolean({script})"):
                pass  # each look takes a way to the browser and back

    async def press(self, *keys: str) -> None:
        """Press named keys, `ctrl+letter`, or type a text, as on a keyboard."""
        for key in keys:
            if key in _KEYS:
                name, code, text = _KEYS[key]
                await self._key(name, code, text)
            elif key == "shift+tab":
                await self._key("Tab", 9, "", modifiers=_SHIFT)
            elif key.startswith("ctrl+"):
                await self._key(key[-1], ord(key[-1].upper()), "", modifiers=_CONTROL)
            else:
                for char in key:
                    await self._key(char, ord(char.upper()) if char.isalnum() else 0, char)

    async def _key(self, key: str, code: int, text: str, modifiers: int = 0) -> None:
        about = {"key": key, "code": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        kind = "keyDown" if text else "rawKeyDown"
        await self._tell("Input.dispatchKeyEvent", type=kind, text=text, **about)
        await self._tell("Input.dispatchKeyEvent", type="keyUp", **about)

    async def _tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Tell the page to do something, and return its reply."""
        return await self._exchange(method, parameters, {"sessionId": self._page})

    async def _tell_all(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Tell the whole browser."""
        return await self._exchange(method, parameters, {})

    async def _exchange(self, method: str, parameters: dict[str, Any], to: dict[str, str]) -> dict[str, Any]:
        number = next(self._numbers)
        reply = self._replies[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json({"id": number, "method": method, "params": parameters, **to})
        async with asyncio.timeout(PATIENCE):
            told = await reply
        assert "error" not in told, told
        return dict(told.get("result", {}))

    async def _read(self) -> None:
        async for message in self._socket:
            told = json.loads(message.data)
            if "id" in told:
                self._replies.pop(told["id"]).set_result(told)
            else:
                self._hear(told["method"], told["params"])
                self._happened.set()

    def _hear(self, event: str, about: dict[str, Any]) -> None:
        match event:
            case "Network.webSocketFrameReceived" if about["response"]["opcode"] == 2:
                self._stream.feed(base64.b64decode(about["response"]["payloadData"]))
            case "Network.webSocketFrameSent" if about["response"]["payloadData"].startswith('["resize"'):
                size = json.loads(about["response"]["payloadData"])[1]
                self._screen.resize(size["height"], size["width"])
            case "Network.requestWillBeSent":
                self.asked_for.append(about["request"]["url"])
            case "Browser.downloadProgress" if about["state"] == "completed":
                self.downloaded += 1
            case "Log.entryAdded" if about["entry"]["level"] == "error":
                self.refusals.append(about["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.exceptions.append(about["exceptionDetails"]["exception"]["description"])
