"""A user who presses, pastes, clicks and resizes at random, against a server that answers with anything.

After every step: the app is alive, no secret is shown, nothing was sent unasked, nothing typed is lost.
The same seed does the same. For minutes: `python -m tests.wizard.fuzzing --minutes 10`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import chdir
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final
from unittest.mock import Mock, patch

from textual import events
from textual.command import CommandPalette
from textual.errors import NoWidget
from textual.geometry import Offset, Size
from textual.pilot import OutOfBounds
from textual.widgets import Input

from tests.servers.raw_server import RawServer
from tui.form.journey import Journey
from tui.form.steps import Step
from tui.oauth2.secret import Secret
from tui.plain_text import plain_line
from tui.practice.lessons.course import LESSONS
from tui.profiles.profile import Profile
from tui.wizard.screens.compare import CompareScreen
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.screens.steps.result import ResultStep
from tui.wizard.screens.steps.review import ReviewStep
from tui.wizard.screens.token.token_screen import TokenScreen
from tui.wizard.widgets.deliberate_list import DeliberateList
from tui.wizard.widgets.pasted.pasted_text import PastedText

from .driving import WIDE, Driver, wizard
from .fuzz_oracle import Command, Typing, changed_fields, fields_in_place, is_covered, of_click, of_key
from .fuzz_world import (
    ACTS,
    GRANTED_TOKEN,
    KEYS,
    LEADING_AWAY,
    LETTERS,
    PASTES,
    REFUSALS,
    SECRETS,
    SIZES,
    fuzzed_connector,
    hostile_scripts,
    working_curl,
)
from .samples import attempt, record

_SENDING_GROUPS: Final = frozenset({"send", "run", "experiment", "life", "proof"})

_TAKERS: Final = (
    "Button, OptionList, Input, Tab, Checkbox, Select, CollapsibleTitle, StepRail, KeyFooter, #chip"
)
"""What takes clicks."""
_SENDERS: Final = ReviewStep, ResultStep, TokenScreen, ExperimentsScreen, CompareScreen


class Fuzzer:
    """Takes random steps, and checks after each."""

    def __init__(self, d: Driver, server: RawServer, chance: random.Random, quits: Mock) -> None:
        self.d, self.server, self.chance, self.quits = d, server, chance, quits
        self.taken: list[str] = []
        self.sends = 0
        """How many acts have asked to send."""
        self.screens = set[str]()
        """The kinds of screens that were seen."""
        self._budget = 0
        self._seen = self._at_opening = server.connections
        self._was_sending = False
        self._clicked: object = None
        self._clicked_at = Offset(0, 0)

    async def step(self) -> None:
        """Take one step, and check what must hold after it."""
        before, baseline, app = self.d.connector, self.d.app.journey.baseline, self.d.app
        revealed, quits = self._revealed, self.quits.call_count
        kind = self._kind()
        screen, in_place = app.screen, fields_in_place(app.screen)
        command, typing = await self._act(kind)
        await asyncio.wait_for(self._rest(), 30)
        if isinstance(screen, CommandPalette):
            command = Command.chosen_in(screen) or command
        command = replace(command, in_place=in_place)
        if command.sends:
            self._budget += command.sends
            self.sends += 1
        assert app._exception is None, "the app has broken"
        self._check_sends()
        replaced = baseline is not app.journey.baseline
        if replaced:
            self._at_opening = self.server.connections
        elif isinstance(app.screen, ResultStep) and not app.screen.is_sending and not app.journey.record:
            assert self.server.connections == self._at_opening, "what went out is not shown"
        may_change = command.may_change(before, self.d.connector, replaced=replaced)
        if typing and not (typing.is_in_place and command.action == "leave"):
            await self.d.until(lambda: typing.is_kept(self.d.connector), "what was typed is kept")
        else:
            changed = changed_fields(before, self.d.connector)
            assert may_change, f"{command.action!r} on {command.screen} has changed {changed}"
        asked = command.is_asked_to_end or app.is_covered
        assert asked or self.quits.call_count == quits, "it has quit unasked"
        asked = command.is_asked_to_reveal or kind == "click"
        assert asked or self._revealed <= revealed, "secrets are revealed unasked"
        self._check_screen()
        self.screens.add(type(app.screen).__name__)

    def _kind(self) -> str:
        """Return what to do next. Under the cover, nothing acts: mostly make room."""
        if is_covered(self.d.app) and self.chance.random() < 0.5:
            return "resize"
        return self.chance.choices([*ACTS], [*ACTS.values()])[0]

    async def _act(self, kind: str) -> tuple[Command, Typing | None]:
        app, chance = self.d.app, self.chance
        clicked, self._clicked = self._clicked, None
        match kind:
            case "key" | "hold":
                # Nobody can tell a key that was repeated once from one that was pressed twice.
                repeats = chance.randrange(2, 30) if kind == "hold" else 0
                return self._press(chance.choice(KEYS), repeats), None
            case "send" if isinstance(app.screen, _SENDERS):
                return self._press(chance.choice(["s", "s", "h", "r", "x", "t", "w", "d", "enter"])), None
            case "open" | "send" if kind == "open" or chance.random() < 0.3:
                return self._open(), None
            case "send":
                return self._press(chance.choice(KEYS)), None
            case "type":
                return self._type()
            case "paste":
                text = chance.choice(PASTES)
                if isinstance(app.screen, CompareScreen | ExplainScreen) and chance.random() < 0.7:
                    text = working_curl(self.server.token_url)
                self.taken.append(f"paste {text[:12]!r}")
                typing = Typing.ahead(app, text) if text.isalnum() else None
                command = of_key(app, "a", "a")
                app.post_message(events.Paste(text))
                return replace(command, action="(text)"), typing
            case "click":
                at = self._clicked_at = (
                    self._clicked_at if clicked and chance.random() < 0.5 else self._spot()
                )
                self.taken.append(f"click {at.x},{at.y}")
                try:
                    command, self._clicked = of_click(app, at, clicked)
                    await self.d.pilot.click(offset=at)
                except (NoWidget, OutOfBounds):  # the screen is not laid out yet, or has just shrunk
                    return Command("", app.screen), None
                return command, None
            case _:
                width, height = chance.choice(SIZES)
                self.taken.append(f"resize {width}x{height}")
                app.post_message(events.Resize(Size(width, height), Size(width, height)))
                return Command("", app.screen), None

    def _spot(self) -> Offset:
        """Return where to click: mostly on what takes clicks."""
        screen, chance = self.d.app.screen, self.chance
        takers = [widget for widget in screen.query(_TAKERS) if widget.region.intersection(screen.region)]
        lists = [taker for taker in takers if isinstance(taker, DeliberateList)]
        aim = chance.choice(lists or takers or [screen]) if chance.random() < 0.7 else screen
        region = aim.region.intersection(screen.region)
        width, height = max(region.width, 1), max(region.height, 1)
        return region.offset + Offset(chance.randrange(width), chance.randrange(height))

    def _press(self, key: str, repeats: int = 0) -> Command:
        """Press a key; with repeats, hold it: for what it asks, it asks once."""
        event = self.d.key(key)
        self.taken.append(f"hold {key}" if repeats else key)
        command = of_key(self.d.app, event.key, event.character)
        self.d.app.post_message(event)
        for number in range(repeats):
            self.d.app.post_message(self.d.key(key, 0.033 if number else 0.5))
        return command

    def _open(self) -> Command:
        """Begin again with a connector that can be sent, and an account without failed logins."""
        connector = fuzzed_connector(self.server.token_url, f"svc-{len(self.taken)}")
        app = self.d.app
        elsewhere: dict[str, Callable[[], None]] = {
            "practice": app.begin_practice,
            "lesson": partial(app.begin_lesson, self.chance.choice(LESSONS)),
            "secrets": partial(app.begin_with, Profile(replace(connector, password=Secret("")))),
        }
        if self.chance.random() < 0.2:
            where = self.chance.choice([*elsewhere])
            self.taken.append(f"open {where}")
            elsewhere[where]()
            return Command("open", app.screen)
        self.taken.append("open")
        step = self.chance.choice([*[Step.REVIEW, Step.RESULT, Step.RESULT] * 4, *Step])
        self.d.app.begin(Journey.begin(Profile(connector)), step)
        if step is Step.RESULT:  # from where experiments and the token can be reached
            granted = {"access_token": GRANTED_TOKEN, "token_type": "Bearer", "refresh_token": GRANTED_TOKEN}
            refused = self.chance.choice(REFUSALS)
            answered = (
                attempt(*refused, connector=connector)
                if self.chance.random() < 0.7
                else attempt(200, granted)
            )
            self.d.app.set_record(record(answered, connector=connector))
            if self.chance.random() < 0.7:
                keys = ["t"] if answered.token else ["x", "enter", "enter", "enter"]
                self.d.app.post_message(self.d.key(self.chance.choice(keys)))
        return Command("open", self.d.app.screen)

    def _type(self) -> tuple[Command, Typing | None]:
        """Type a text and, at once, a key that leads away. Where no field has the focus, press a key."""
        app, chance = self.d.app, self.chance
        text = "".join(chance.choices(LETTERS, k=chance.randrange(1, 5)))
        typing = Typing.ahead(app, text)
        keys = [*text] if typing or isinstance(app.focused, Input) else []
        if not typing or (typing.is_in_connector and chance.random() < 0.7):
            keys.append(chance.choice(LEADING_AWAY))
        self.taken.append(f"type {' '.join(keys)!r}")
        last = self.d.key(keys[-1])
        command = of_key(app, last.key, last.character)
        for key in keys:
            app.post_message(self.d.key(" " if key == " " else key, 0.05))
        return command, typing

    async def _rest(self) -> None:
        """Wait until all that was asked for is under way."""
        app = self.d.app

        def is_given() -> bool:
            searches = isinstance(app.screen, CommandPalette) and any(
                not worker.is_finished for worker in app.workers if worker.node is app.screen
            )
            return not app._typed_ahead and app._turning is not app.screen and not searches

        def is_ready() -> bool:
            """Tell whether a key would go to what has the focus now, and not wait for a screen that opens."""
            if is_covered(app) != app.is_covered:
                return False  # the cover comes and goes with the layout
            return app.is_covered or not app._must_wait()

        await self.d.settle()
        while not is_given():
            await self.d.until(is_given, "all keys are given")
            await self.d.settle()
        await self.d.until(is_ready, "the screen is ready")

    def _check_sends(self) -> None:
        """Check that the server got no more than was asked for since it last rested."""
        self._budget -= self.server.connections - self._seen
        self._seen = self.server.connections
        assert self._budget >= 0, "sent unasked"
        is_sending = any(
            worker.group in _SENDING_GROUPS and not worker.is_finished for worker in self.d.app.workers
        )
        if not is_sending and not self._was_sending:
            self._budget = 0
        self._was_sending = is_sending

    @property
    def _revealed(self) -> int:
        """How many of the open screens show their secrets. One that is not mounted yet shows none."""
        return sum(
            screen.is_mounted and getattr(screen, "revealed", False) for screen in self.d.app.screen_stack
        )

    def _check_screen(self) -> None:
        strips = self.d.app.screen._compositor.render_strips()
        text = "".join(segment.text for strip in strips for segment in strip if not segment.control)
        assert plain_line(text) == text, "a control character is on the screen"
        rows = (*self.d.connector.additional_headers, *self.d.connector.additional_request_data)
        unmarked = {row.value for row in rows if not row.is_secret}  # by the user, with m
        if self._revealed:
            return  # by a click on Reveal
        # Nobody knows that a word which the user has pasted there is a secret, if nothing says so.
        pasted = "".join(area.text for area in self.d.app.screen.query(PastedText))
        for number, secret in enumerate(secret for secret in SECRETS if secret not in pasted):
            assert secret in unmarked or secret not in text, f"secret {number} is on the screen"


async def fuzz(seed: int, steps: int) -> tuple[int, int, set[str]]:
    """Take so many steps with a seed; return the sends asked for, the connections made, the screens seen.

    An error names the steps that led there.
    """
    chance = random.Random(seed)
    with RawServer(*hostile_scripts(chance)) as server:
        async with wizard(fuzzed_connector(server.token_url), Step.CLIENT, size=WIDE) as d:
            with patch.object(d.app, "exit") as quits:
                fuzzer = Fuzzer(d, server, chance, quits)
                try:
                    for _ in range(steps):
                        await fuzzer.step()
                except Exception as error:
                    taken = fuzzer.taken
                    error.add_note(f"seed {seed}, step {len(taken)}: {'; '.join(taken[-25:])}")
                    raise
                return fuzzer.sends, server.connections, fuzzer.screens


def main() -> None:
    """Fuzz for some minutes, a seed after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=150)
    arguments = parser.parse_args()
    sends = connections = 0
    screens = set[str]()
    seed, deadline = arguments.seed, time.monotonic() + arguments.minutes * 60
    while time.monotonic() < deadline:
        # Each seed has profiles of its own. A report goes to the current folder, unless another one is typed.
        with tempfile.TemporaryDirectory() as home, chdir(home):
            os.environ["CONNECTOR_DOCTOR_HOME"] = str(Path(home))
            asked, made, seen = asyncio.run(fuzz(seed, arguments.steps))
        sends, connections, seed, screens = sends + asked, connections + made, seed + 1, screens | seen
    print(f"{seed - arguments.seed} seeds of {arguments.steps} steps each found nothing")
    print(f"{sends} acts asked to send; the server saw {connections} connections")
    print(f"{len(screens)} kinds of screens were seen: {', '.join(sorted(screens))}")


if __name__ == "__main__":
    main()
