"""The web server: nothing without the token, nothing for foreign names and pages, and sessions that end."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.cli_support import write_profile
from tests.patience import PATIENCE
from tests.test_cli_secrets import at_a_terminal
from tui.cli import main
from tui.profiles.drafts import find_drafts

pytest.importorskip("textual_serve", reason="textual-serve is in the extra test")

import aiohttp
import pyte
from aiohttp import web

from tui.web import server as web_server
from tui.web import session
from tui.web.doorway import new_token
from tui.web.server import WebServer

from .serving import serving


class FakeService:
    """Takes the place of the wizard's process, and keeps what it is told."""

    def __init__(self, command: str, **_: object) -> None:
        self.command = command
        self.told: list[object] = []
        self._process = None
        self.stopped = asyncio.Event()
        services.append(self)

    async def start(self, width: int, height: int) -> None:
        self.told.append((width, height))

    async def send_bytes(self, data: bytes) -> None:
        self.told.append(data)

    async def set_terminal_size(self, width: int, height: int) -> None:
        self.told.append((width, height))

    async def blur(self) -> None:
        self.told.append("blur")

    async def focus(self) -> None:
        self.told.append("focus")

    async def stop(self) -> None:
        self.told.append("stop")
        self.stopped.set()


services: list[FakeService] = []


@pytest.fixture
async def url(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[str]:
    """Yield the address of a server in this process, whose sessions are made up."""
    services.clear()
    monkeypatch.setattr(session, "AppService", FakeService)
    token = new_token()
    runner = web.AppRunner(WebServer(token, ["--", "a b"]).application(), access_log=None)
    await runner.setup()
    listener = socket.create_server(("127.0.0.1", 0))
    await web.SockSite(runner, listener).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/{token}/"
    await runner.cleanup()


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def status(client: aiohttp.ClientSession, url: str, **headers: str) -> int:
    async with client.get(url, headers=headers, allow_redirects=False) as response:
        return response.status


async def test_nothing_is_there_without_the_token_or_under_a_foreign_name(
    url: str, client: aiohttp.ClientSession
) -> None:
    root = url.rpartition("/")[0].rpartition("/")[0]
    assert await status(client, url) == 200
    assert await status(client, f"{url}page.js") == 200
    assert await status(client, f"{url}static/js/textual.js") == 200
    for path in ("/", "/session", "/static/js/textual.js", "/x" * 9, f"/{new_token()}/", "/download/x"):
        assert await status(client, f"{root}{path}") == 404, path
    assert await status(client, f"{url}static/") == 403  # no list of files
    assert await status(client, url, Host="evil.example") == 404


async def test_every_response_keeps_the_page_to_itself(url: str, client: aiohttp.ClientSession) -> None:
    for path in ("", "static/css/xterm.css", "nothing"):
        async with client.get(url + path) as response:
            assert "default-src 'self'" in response.headers["Content-Security-Policy"]
            assert response.headers["Referrer-Policy"] == "no-referrer"
            assert response.headers["X-Frame-Options"] == "DENY"
    async with client.get(url) as response:
        text = await response.text()
    assert "//" not in text.replace(url.replace("http", "ws"), "")
    assert text.count("ws://") == 1


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:1"])
async def test_a_page_of_somebody_else_cannot_connect(
    origin: str | None, url: str, client: aiohttp.ClientSession
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
        await client.ws_connect(f"{url}session", origin=origin)
    assert services == []


async def connected(client: aiohttp.ClientSession, url: str, query: str = "") -> Any:
    return await client.ws_connect(f"{url}session{query}", origin=url.rpartition("/")[0].rpartition("/")[0])


async def test_what_the_page_says_reaches_the_wizard_and_everything_else_is_dropped(
    url: str, client: aiohttp.ClientSession
) -> None:
    page = await connected(client, url, "?width=120&height=99999")
    for said in ("", "[", "[" * 5000, "{}", "[]", '["stdin", 1]', '["resize", {"width": "x"}]', '["other"]'):
        await page.send_str(said)
    await page.send_bytes(b"\xff")
    await page.send_json(["stdin", "é\ud800"])
    await page.send_json(["resize", {"width": -5, "height": 30}])
    await page.send_json(["blur"])
    await page.send_json(["focus"])
    await page.send_json(["ping", "7"])
    assert json.loads((await page.receive()).data) == ["pong", "7"]
    await page.close()
    (service,) = services
    async with asyncio.timeout(PATIENCE):
        await service.stopped.wait()
    assert service.told == [(120, 1000), "é?".encode(), (1, 30), "blur", "focus", "stop"]
    assert service.command.endswith("-- 'a b'")
    assert sys.executable in service.command


async def test_the_number_of_sessions_is_bounded(
    url: str, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_server, "MOST_SESSIONS", 1)
    page = await connected(client, url)
    with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
        await connected(client, url)
    await page.close()


async def test_a_closed_tab_ends_its_wizard_and_what_was_typed_is_offered_again(
    tmp_path: Path, client: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)

    async def until(text: str, lines: slice = slice(None)) -> None:
        async with asyncio.timeout(PATIENCE):
            while text not in "\n".join(screen.display[lines]):
                stream.feed((await page.receive()).data)

    async with serving(tmp_path) as served:
        page = await connected(client, served.url, "?width=80&height=24")
        await until("No profiles yet.")
        await page.send_json(["stdin", "n"])
        await until("Step 1 of 10")
        await page.send_json(["stdin", "quixotic"])
        await until("quixotic", lines=slice(1))  # the title has it once the connector has it
        await page.close()
        assert (await served.interrupted())[0] == 0
    assert [draft.profile.connector.name for draft in find_drafts()] == ["quixotic"]


async def test_ctrl_c_ends_it_cleanly_and_the_address_is_all_of_stdout(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        assert served.url.startswith("http://127.0.0.1:")
        ended, said = await served.interrupted()
    assert ended == 0
    assert said.endswith("connector-doctor: ended. Unsaved work is offered again at the next start.\n")


def test_what_keeps_it_from_serving_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    in_use = os.strerror(errno.EADDRINUSE)
    assert f"Port {port} of 127.0.0.1 can't be used: {in_use}. Choose another one" in capsys.readouterr().err
    write_profile(tmp_path, "acme", "https://127.0.0.1/t", oauth2="usernme = 1")
    assert main(["serve", "acme"]) == 2
    assert "usernme" in capsys.readouterr().err
    for wrong in ("0", "70000", "http", "-1"):
        assert main(["serve", "--port", wrong]) == 2
    assert "it is not a number from 1 to 65535" in capsys.readouterr().err
    monkeypatch.setattr("tui.commands.serve.find_spec", lambda name: None)
    assert main(["serve"]) == 2
    assert "'connector-doctor[web]'" in capsys.readouterr().err


def test_its_help_says_how_to_reach_it_from_another_machine(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--help"]) == 0
    assert "ssh -t -L 8100:127.0.0.1:8100" in capsys.readouterr().out


async def test_it_ends_when_its_terminal_goes_away_and_frees_the_port(tmp_path: Path) -> None:
    async with serving(tmp_path) as served:
        ended, said = await served.told(signal.SIGHUP)
    assert ended == 0
    assert said.endswith("connector-doctor: ended. Unsaved work is offered again at the next start.\n")
    port = urlsplit(served.url).port
    assert port
    async with serving(tmp_path, "--port", str(port)) as again:
        assert urlsplit(again.url).port == port


async def test_below_nohup_it_goes_on_when_the_terminal_goes_away(tmp_path: Path) -> None:
    async with serving(tmp_path, ignores=signal.SIGHUP) as served:
        served.process.send_signal(signal.SIGHUP)
        assert (await served.told(signal.SIGTERM))[0] == 0


def test_the_end_of_an_ssh_session_ends_it(tmp_path: Path) -> None:
    program = at_a_terminal(tmp_path, "serve")
    program.expect_exact("http://127.0.0.1:")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, program.child_fd)  # the terminal is gone: whoever sits at it hangs up
    os.close(nothing)
    assert program.wait() == 0
