"""A user who presses, pastes, clicks and resizes at random, against a server that answers with anything.

After every step: the app is alive, no secret is shown, nothing was sent unasked, nothing typed is lost.
The same seed does the same. For minutes: `python -m tests.wizard.fuzzing --minutes 10`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final
from unittest.mock import patch

from textual import events
from textual.geometry import Size

from tests.servers.raw_server import RawServer, Script, answering, http_answer, resetting, stalling
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import Secret
from tui.plain_text import plain_line
from tui.wizard.steps import Step
from tui.wizard.widgets.too_small import TooSmall

from .driving import WIDE, Driver, wizard
from .samples import CLIENT_SECRET, COMPLETE, PASSWORD
from .test_hostile_words import HOSTILE

GRANTED_TOKEN: Final = "fuzz-t0ken-of-many-letters-4d7e"
SECRETS: Final = (CLIENT_SECRET, PASSWORD, GRANTED_TOKEN, "row-s3cret-7c1d")
_KEYS: Final = (
    "tab shift+tab enter enter escape up down left right pageup pagedown home end space backspace delete "
    "f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f12 ctrl+n ctrl+g ctrl+t ctrl+s ctrl+z ctrl+l "
    "s s c g v x t a e d u j m p n o h k 1 z"
).split()
"""Not those that reveal or copy secrets, or quit: these are asked for."""
_HARMLESS: Final = frozenset({"tab", "shift+tab", "f12", "ctrl+g", "resize"})
"""What can change no field."""
_LINGERS: Final = 6
"""Steps after which nothing that was asked for is still on its way."""
_SENDING: Final = frozenset({"s", "enter", "h", "click", "space", "k"})
"""What a send can follow from."""
_PASTES: Final = (
    "pasted text",
    "two\rlines\r",
    HOSTILE,
    "x" * 3000,
    "https://idp.example.com/t",
    "\r\n\r\nlate",
)
_SIZES: Final = (
    (1, 1),
    (5, 60),
    (60, 5),
    (69, 19),
    (70, 20),
    (80, 24),
    (120, 40),
    (300, 100),
    (40, 40),
    (112, 24),
)


def hostile_scripts(chance: random.Random) -> list[Script]:
    """Return what the server does on each connection, one after the other."""
    echo = f'{{"error": "invalid_grant", "error_description": "{PASSWORD} is wrong", "{HOSTILE[:20]}": 1}}'
    token = json.dumps({"access_token": GRANTED_TOKEN, "token_type": "Bearer", "expires_in": 3600})
    scripts = [
        answering(http_answer(400, echo.encode())),
        answering(http_answer(401, b'{"error": "invalid_client"}')),
        answering(http_answer(200, token.encode())),
        answering(http_answer(200, f'{{"jwt": "{GRANTED_TOKEN}"}}'.encode())),
        answering(http_answer(200, f"<html><title>{HOSTILE}</title>{PASSWORD}</html>".encode())),
        answering(http_answer(302, b"", [("Location", f"https://h/?code=1&password={PASSWORD}")])),
        answering(http_answer(429, b"", [("Retry-After", "Fri, 31 Dec 9999 23:59:59 -0100")])),
        answering(http_answer(500, b"x" * 200_000)),
        answering(b"HTTP/1.1 2" + HOSTILE.encode() + b"\r\n\r\n"),
        resetting(),
        stalling(),
    ]
    return [chance.choice(scripts) for _ in range(200)]


def fuzzed_connector(token_url: str) -> Connector:
    """Return the connector to begin with."""
    return replace(
        COMPLETE,
        token_url=token_url,
        additional_headers=(AdditionalRow("X-Api-Key", Secret("row-s3cret-7c1d")),),
        additional_request_data=(AdditionalRow("scope", "tickets.read"),),
        request=RequestSettings(timeout=2.0, connect_timeout=2.0),
    )


@dataclass
class Fuzzer:
    """Takes random steps, and checks after each."""

    d: Driver
    server: RawServer
    chance: random.Random
    taken: list[str]

    async def step(self) -> None:
        """Take one step, and check what must hold after it."""
        before, sent = self.d.connector, self.server.connections
        was_covered = self._is_covered()
        act = await self._act()
        self.taken.append(act)
        await asyncio.wait_for(self.d.settle(), 30)
        await self.d.until(lambda: not self.d.app._typed_ahead, "all keys are given")
        kind = act.partition(" ")[0]
        assert self.d.app._exception is None, "the app has broken"
        recent = {act.partition(" ")[0] for act in self.taken[-_LINGERS:]}
        if not recent & _SENDING or (was_covered and recent == {kind}):
            assert self.server.connections == sent, "sent unasked"
        lately = {
            act.partition(" ")[0] for act in self.taken[-2:]
        }  # a field is told of a key in its own turn
        if lately <= _HARMLESS:
            assert self.d.connector == before, "a field has changed"
        self._check_screen()

    async def _act(self) -> str:
        kind = self.chance.choices(["key", "paste", "click", "resize"], [10, 1, 3, 2])[0]
        app = self.d.app
        match kind:
            case "key":
                key = self.chance.choice(_KEYS)
                character = " " if key == "space" else key if len(key) == 1 else None
                app.post_message(events.Key(key, character))
                return key
            case "paste":
                text = self.chance.choice(_PASTES)
                app.post_message(events.Paste(text))
                return f"paste {text[:12]!r}"
            case "click":
                width, height = app.size
                x, y = self.chance.randrange(max(width, 1)), self.chance.randrange(max(height, 1))
                await self.d.pilot.click(offset=(x, y))
                return f"click {x},{y}"
            case _:
                width, height = self.chance.choice(_SIZES)
                app.post_message(events.Resize(Size(width, height), Size(width, height)))
                return f"resize {width}x{height}"

    def _is_covered(self) -> bool:
        return any(cover.display for cover in self.d.app.screen.query(TooSmall))

    def _check_screen(self) -> None:
        strips = self.d.app.screen._compositor.render_strips()
        text = "".join(segment.text for strip in strips for segment in strip if not segment.control)
        assert plain_line(text) == text, "a control character is on the screen"
        rows = (*self.d.connector.additional_headers, *self.d.connector.additional_request_data)
        unmarked = {row.value for row in rows if not row.is_secret}  # by the user, with m
        if any(getattr(screen, "revealed", False) for screen in self.d.app.screen_stack):
            return  # by a click on Reveal
        for number, secret in enumerate(SECRETS):
            assert secret in unmarked or secret not in text, f"secret {number} is on the screen"


async def fuzz(seed: int, steps: int) -> None:
    """Take so many steps with a seed. An error names the steps that led there."""
    chance = random.Random(seed)
    taken: list[str] = []
    with RawServer(*hostile_scripts(chance)) as server:
        async with wizard(fuzzed_connector(server.token_url), Step.CLIENT, size=WIDE) as d:
            with patch.object(d.app, "exit"):
                fuzzer = Fuzzer(d, server, chance, taken)
                try:
                    for _ in range(steps):
                        await fuzzer.step()
                except Exception as error:
                    error.add_note(f"seed {seed}, step {len(taken)}: {'; '.join(taken[-25:])}")
                    raise


def main() -> None:
    """Fuzz for some minutes, a seed after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=150)
    arguments = parser.parse_args()
    seed, deadline = arguments.seed, time.monotonic() + arguments.minutes * 60
    with tempfile.TemporaryDirectory() as home:
        os.environ["CONNECTOR_DOCTOR_HOME"] = str(Path(home))
        while time.monotonic() < deadline:
            asyncio.run(fuzz(seed, arguments.steps))
            seed += 1
    print(f"{seed - arguments.seed} seeds of {arguments.steps} steps each found nothing")


if __name__ == "__main__":
    main()
