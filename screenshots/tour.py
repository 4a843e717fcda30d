"""The tour from a symptom to its fix, as one animated picture: it fails, why, which field, it works.

Whatever a screen looks like, this presses the keys of the reference, and waits for what they lead to.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from recording import Recording
from textual.pilot import Pilot
from textual.widgets import Input

from tui.form.steps import Step
from tui.practice.faults import FAULTS
from tui.practice.lessons.form_lessons import NEW_SECRET
from tui.practice.registered import CLIENT_SECRET
from tui.practice.server import PracticeServer
from tui.profiles.memory.remembered import RememberedRun
from tui.profiles.memory.store import remember
from tui.profiles.profile import Profile
from tui.profiles.profile_paths import profiles_folder
from tui.profiles.secret_sources import FromPlain
from tui.profiles.writing import save_profile
from tui.wizard.app import ConnectorDoctorApp
from tui.wizard.widgets.frame.key_footer import KeyFooter

SIZE: Final = (100, 30)
TITLE: Final = "A connector fails, its verdict names the field to change, and with that changed it works."
_NAME: Final = "acme-crm"
_SHOWN_PORT: Final = "48620"
"""In place of the practice server's, which differs each time."""
_TYPING: Final = "Type the secret as the customer has it."
_LETTER: Final = 0.09
"""Seconds for each letter that is typed."""


async def record_tour() -> str:
    """Play the tour against a practice server, and return it as an animated SVG."""
    with PracticeServer(NEW_SECRET.fault) as server:
        _save_profile(server)
        port = server.base_url.rpartition(":")[2]
        recording = Recording(SIZE, {port: _SHOWN_PORT})
        app = ConnectorDoctorApp()
        app.animation_level = "none"
        async with app.run_test(size=SIZE) as pilot:
            verdict = await _Tour(app, pilot, recording).play()
    return recording.svg(TITLE, still=verdict)


class _Tour:
    """One playing of the tour."""

    def __init__(self, app: ConnectorDoctorApp, pilot: Pilot[None], recording: Recording) -> None:
        self._app = app
        self._pilot = pilot
        self._recording = recording

    async def play(self) -> int:
        """Play all of it; return the number of the frame with the verdict."""
        await self._until(lambda: bool(self._app.screen.query("#profiles")))
        await self._show(4.0, "It worked yesterday. Now it only says “Authorization failed”.", "Enter")
        await self._pilot.press("enter")
        await self._until(lambda: self._is_on(Step.REVIEW))
        await self._show(5.0, "This is what it sends, byte for byte.", "s")
        before = await self._send("s")
        verdict = await self._show(9.0, "What is wrong, and which field to change.", "Enter")
        await self._pilot.press("enter")
        await self._until(lambda: isinstance(self._app.screen.focused, Input))
        await self._show(2.5, _TYPING)
        for letter in CLIENT_SECRET.reveal():
            await self._pilot.press(letter)
            await self._show(_LETTER, _TYPING)
        await self._show(2.5, "And send it again.", "Enter")
        await self._send("enter", before)
        await self._show(8.0, "It works: the last character had not been copied.")
        return verdict

    async def _send(self, key: str, before: object = None) -> object:
        """Send by a key, and wait until the outcome of another run is on the screen."""
        await self._pilot.press(key)
        await self._until(lambda: self._app.journey.record not in (None, before))
        return self._app.journey.record

    def _is_on(self, step: Step) -> bool:
        screen = self._app.step_screen
        return screen is self._app.screen and screen.step is step and screen.focused is not None

    async def _show(self, seconds: float, caption: str, key: str = "") -> int:
        """Record what is shown, once it is all there."""
        await self._pilot.pause()
        await self._until(lambda: all(footer.keys for footer in self._app.screen.query(KeyFooter)))
        await self._pilot.pause()
        return self._recording.take(self._app, seconds, caption, key)

    async def _until(self, condition: Callable[[], bool]) -> None:
        """Wait until something holds.

        Raises:
            TimeoutError: it doesn't within half a minute.
        """
        async with asyncio.timeout(30):
            while not condition():
                await self._pilot.pause(0.02)
        await self._pilot.pause()


def _save_profile(server: PracticeServer) -> None:
    """Save the profile that fails, and remember that it worked a day ago with another secret."""
    fails, works = server.connector(NEW_SECRET.fault), server.connector(FAULTS[0])
    path = profiles_folder() / f"{_NAME}.toml"
    sources = dict.fromkeys(("client_secret", "password"), FromPlain())
    save_profile(Profile(replace(fails, name=_NAME, description=""), sources), path)
    remember(path, replace(works, name=_NAME), RememberedRun(time.time() - 90_000, "works", "basic"))
