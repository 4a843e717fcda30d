"""The web server's application: one page, its files, a websocket for each session, and downloads."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Awaitable, Callable, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

import textual_serve
from aiohttp import web
from textual_serve.download_manager import DownloadManager

from .doorway import is_own_host, is_own_origin, is_own_path
from .session import PATIENCE, Session

MOST_SESSIONS: Final = 8
"""How many tabs may run the wizard at the same time: each is a process."""
_DOWNLOAD: Final = "/download/"
"""Where textual-serve's script looks for a download, by a key that nobody guesses either."""
_HEADERS: Final = {
    # The page loads nothing from elsewhere, is framed by nobody, and its address is told to nobody.
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self' ws://127.0.0.1:* ws://localhost:*; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebServer:
    """Gives the page to whoever knows the token, and runs a process of the wizard for each tab."""

    def __init__(self, token: str, arguments: Sequence[str] = ()) -> None:
        """Take the secret part of the path, and the arguments of the wizard's command line."""
        self._token = token
        self._arguments = tuple(arguments)
        self._downloads = DownloadManager()
        self._sessions: dict[web.WebSocketResponse, asyncio.Future[None]] = {}
        """Those that run, each with what is done when its process has ended."""
        self._page, self._script = Template(_own("page.html")), _own("page.js")

    def application(self) -> web.Application:
        """Return the application, to be run on a loop."""
        app = web.Application(middlewares=[self._doorkeeper])
        below = f"/{self._token}"
        app.add_routes(
            [
                web.get(f"{below}/", self._give_page),
                web.get(f"{below}/page.js", self._give_script),
                web.get(f"{below}/session", self._run_session),
                web.static(f"{below}/static", Path(textual_serve.__file__).parent / "static"),
                web.get(f"{_DOWNLOAD}{{key}}", self._give_download),
            ]
        )
        app.on_response_prepare.append(_add_headers)
        app.on_shutdown.append(self._end_sessions)
        return app

    @web.middleware
    async def _doorkeeper(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Let in who may come in; to all others there is nothing here."""
        path = request.path
        if not is_own_host(request.host) or not (
            is_own_path(path, self._token) or path.startswith(_DOWNLOAD)
        ):
            raise web.HTTPNotFound
        return await handler(request)

    async def _give_page(self, request: web.Request) -> web.Response:
        # By the name and the port that the browser used: they may be those of a tunnel.
        url = f"ws://{request.host}/{self._token}/session"
        return web.Response(
            text=self._page.substitute(websocket_url=html.escape(url)), content_type="text/html"
        )

    async def _give_script(self, request: web.Request) -> web.Response:
        return web.Response(text=self._script, content_type="text/javascript")

    async def _run_session(self, request: web.Request) -> web.StreamResponse:
        """Run the wizard for one tab, until either end closes."""
        if not is_own_origin(request.headers.get("Origin", ""), request.host):
            raise web.HTTPForbidden
        if len(self._sessions) >= MOST_SESSIONS:
            raise web.HTTPServiceUnavailable
        websocket = web.WebSocketResponse(heartbeat=15)
        self._sessions[websocket] = asyncio.get_running_loop().create_future()
        session = Session(websocket, self._arguments, self._downloads)
        try:
            await session.run(request)
        finally:
            stopping = asyncio.ensure_future(session.stop())
            stopping.add_done_callback(lambda _: self._sessions.pop(websocket).set_result(None))
            await asyncio.shield(stopping)  # the wizard keeps a draft, whatever becomes of the connection
        return websocket

    async def _give_download(self, request: web.Request) -> web.StreamResponse:
        """Give a file that the wizard delivers, to whoever knows its key."""
        key = request.match_info["key"]
        try:
            download = await self._downloads.get_download_metadata(key)
        except KeyError:
            raise web.HTTPNotFound from None
        response = web.StreamResponse()
        response.content_type = download.mime_type
        name = download.file_name.encode("ascii", "replace").decode().replace('"', "")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        await response.prepare(request)
        async for chunk in self._downloads.download(key):
            await response.write(chunk)
        await response.write_eof()
        return response

    async def _end_sessions(self, app: web.Application) -> None:
        """End every session, and wait until each wizard has kept what is unsaved."""
        if under_way := {**self._sessions}:
            for websocket in under_way:
                await websocket.close(code=1001)  # going away (RFC 6455 §7.4.1)
            await asyncio.wait(under_way.values(), timeout=PATIENCE)


def _own(name: str) -> str:
    return files("tui.web").joinpath(name).read_text(encoding="utf-8")


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)
