"""Driving the wizard as a user does: keys, pastes and clicks in, what stands on the screen out.

Nothing here sleeps for a fixed time: whatever is awaited is looked for until a deadline.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final
from weakref import WeakSet

from textual import events
from textual._context import visible_screen_stack
from textual.css.query import NoMatches
from textual.keys import _character_to_key
from textual.notifications import Notification, Notifications
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static, TabbedContent

from tests.patience import PATIENCE
from tui.form.journey import Journey
from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.practice.server import PracticeServer
from tui.profiles.profile import Profile
from tui.wizard.app import ConnectorDoctorApp
from tui.wizard.screens.drawn_ahead import DrawnAhead
from tui.wizard.screens.steps.step_screen import StepScreen
from tui.wizard.widgets.field import Field

_POLL: Final = 0.02
_HOPS: Final = 14
_QUIET: Final = 4
"""After so many rounds in which no message waited anywhere, none is under way."""
NARROW: Final = (80, 24)
WIDE: Final = (120, 40)
_FRAMES: Final = str.maketrans(dict.fromkeys("▐▕│╭╮╰╯─▔" + "▁▂▃▄▅▆▇" + "▏▎▍▌▋▊▉", " "))
"""Borders, and the ends of a scroll bar's handle, which stand between two lines of a text."""


class _Turns:
    """Counts who has had a turn: by a method, whose parameters Textual looks up once for all turns."""

    def __init__(self, waiting: int) -> None:
        self._waiting = waiting
        self.done = asyncio.Event()

    def came(self) -> None:
        self._waiting -= 1
        if self._waiting == 0:
            self.done.set()


class Driver:
    """A wizard that runs without a terminal."""

    def __init__(self, app: ConnectorDoctorApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self._clock = time.monotonic()
        self._drawn = WeakSet[Screen[object]]()
        self._add_note = app._notifications.add
        app._notifications.add = self._keep_note  # type: ignore[method-assign]
        self.notes = list[str]()
        """The texts of the notifications so far. Textual forgets each a few seconds later, read or not."""

    def _keep_note(self, notification: Notification) -> Notifications:
        self.notes.append(notification.message)
        return self._add_note(notification)

    # In

    def key(self, key: str, seconds: float = 2.0) -> events.Key:
        """Return a key, pressed so many seconds after the one before: with less, it could be a repeat."""
        character = " " if key == "space" else key if len(key) == 1 else None
        event = events.Key(_character_to_key(key) if len(key) == 1 and not key.isalnum() else key, character)
        self._clock += seconds
        event.time = self._clock
        return event

    async def hold(self, key: str, repeats: int = 20) -> None:
        """Hold a key: it comes at once, then after a while, then thirty times a second."""
        self.app.post_message(self.key(key))
        for number in range(repeats):
            self.app.post_message(self.key(key, 0.033 if number else 0.5))
        await self.settle()
        await self._given("all keys are given")

    async def press(self, *keys: str) -> None:
        """Press keys, by Textual's names or the characters themselves."""
        for key in keys:
            self.app.post_message(self.key(key))
            await self.settle()
        await self._given("all keys are given")

    async def paste(self, text: str) -> None:
        """Paste into whatever has the focus, as a terminal with bracketed paste does."""
        self.app.post_message(events.Paste(text))
        await self.settle()
        await self._given("the paste is given")

    async def fill(self, key: str, text: str) -> None:
        """Paste a field's value over what is there, and wait until the connector has it."""
        field = self.field(key)
        await self.focus_on(field.input)
        field.input.select_all()
        await self.paste(text)
        await self.until(lambda: field.value == text, f"{key} is filled")

    async def focus_on(self, widget: Widget) -> None:
        """Give a widget the focus, and wait until it keeps it: a tab that opens takes it, too."""

        def has_it() -> bool:
            if not widget.has_focus:
                widget.focus()
            return widget.has_focus

        for _ in range(2):
            await self.settle()
            await self.until(has_it, f"the focus on {widget}")

    async def click(self, selector: str) -> None:
        """Click on a widget, once it is where a click on it hits it."""

        def can_be_hit() -> bool:
            found = self.app.screen.query(selector)
            # Textual's buttons take no click while they show that they were pressed.
            if not found or not found[0].region or found[0].has_class("-active"):
                return False
            x, y = found[0].region.center
            hit, _ = self.app.screen.get_widget_at(int(x), int(y))
            return found[0] in hit.ancestors_with_self

        await self.until(can_be_hit, f"{selector} can be hit")
        await self.pilot.pause()  # until the layout rests: a button that moves is not hit
        await self.pilot.click(selector)
        await self.settle()

    async def click_at(self, x: float, y: float, at: float) -> None:
        """Click on a place as a terminal does, at a time in seconds.

        Textual counts these clicks, and not those of its pilot.
        """
        for kind in (events.MouseDown, events.MouseUp):
            event = kind(None, int(x), int(y), 0, 0, 1, False, False, False)
            event.time = at
            self.app.post_message(event)
            await self.settle()

    async def go_to(self, step: Step) -> None:
        self.app.go_to(step)
        await self.on_step(step)

    async def open_attempt(self, number: int) -> None:
        """Bring an attempt's tab to the front, on the Result screen."""
        name = f"attempt-{number}"

        def is_open() -> bool:
            found = self.app.screen.query("ResultTabs TabbedContent").results(TabbedContent)
            for tabs in found:
                if tabs.query(f"#--content-tab-{name}") and tabs.active:
                    tabs.active = name
                    return tabs.query_one(f"#{name}").display
            return False

        await self.until(is_open, "the tabs")
        await self.settle()
        await self.until(is_open, "the tab")  # as they are built, tabs open the first of them

    # Out

    @property
    def connector(self) -> Connector:
        return self.app.journey.connector

    def field(self, key: str) -> Field:
        return self.app.screen.query_one(f"#field-{key.replace('.', '-').replace('_', '-')}", Field)

    def seen(self, selector: str = "") -> str:
        """Return the text that stands on the screen, or in a widget's part of it, wrapped lines joined."""
        screen = self.app.screen
        found = screen.query(selector) if selector else [screen]
        if not found:
            return ""  # not composed yet
        region = found[0].region
        strips = self.lines()[region.y : region.bottom]
        lines = (strip.crop(region.x, region.right).text.translate(_FRAMES) for strip in strips)
        return " ".join(word for line in lines for word in line.split())

    def lines(self) -> list[Strip]:
        """Return the lines of what is seen, drawn from the widgets: a dialog, and what it lies on."""
        screen = self.app.screen
        self._drawn.add(screen)
        visible_screen_stack.set(self.app._background_screens)
        return screen._compositor.render_strips()

    def draw(self) -> None:
        """Draw the screen unless it was looked at, so that one which can't be drawn is found."""
        if self.app.screen not in self._drawn:
            self.seen()

    def content(self, selector: str) -> str:
        """Return all the text of a widget, also what is scrolled out of sight; nothing when it is hidden."""
        widget = self.app.screen.query_one(selector, Static)
        return str(widget.content) if widget.display else ""

    @property
    def focus(self) -> str:
        """What has the focus: a field's key, or a widget's id."""
        focused = self.app.screen.focused
        parent = focused.parent if focused else None
        return parent.key if isinstance(parent, Field) else (focused.id or "") if focused else ""

    # Waiting

    async def settle(self) -> None:
        """Wait until what is under way has gone through the queues: from the app to a widget and back up.

        The pilot's own way is to wait until the processor rests, which says nothing on a busy machine.
        """
        quiet = 0
        for _ in range(_HOPS):
            await self._take_turns()
            quiet = quiet + 1 if self.is_quiet else 0
            if quiet == _QUIET:
                break

    @property
    def is_quiet(self) -> bool:
        """Whether no message waits for the app, or for anything on its screen."""
        pumps = (self.app, *self.app.screen.walk_children(with_self=True))
        return not any(pump.message_queue_size or pump._next_callbacks for pump in pumps)

    @property
    def is_drawn(self) -> bool:
        """Whether nothing is about to be laid out, drawn or scrolled on the screen."""
        screen = self.app.screen
        asked = screen._layout_required or screen._scroll_required or screen._repaint_required
        is_under_way = isinstance(screen, DrawnAhead) and screen.is_under_way
        return not (asked or screen._dirty_widgets or screen._callbacks or is_under_way)

    async def _given(self, what: str) -> None:
        """Wait until the app holds back nothing that was typed, and until what that led to is over."""
        if self.app._typed_ahead:
            await self.until(lambda: not self.app._typed_ahead, what)
            await self.settle()

    async def _take_turns(self) -> None:
        """Wait until the focused widget and all above it have handled what is in their queues."""
        screen = self.app.screen
        path = (screen.focused or screen).ancestors_with_self
        turns = _Turns(len(path))
        for node in path:
            if not node.call_later(turns.came):
                turns.came()
        await asyncio.wait_for(turns.done.wait(), PATIENCE)

    async def drawn(self) -> None:
        """Wait until all that was asked for has been laid out and drawn, scrolling too."""
        for _ in range(2):  # what scrolls once it is laid out is drawn once more
            await self.settle()
            done = asyncio.Event()
            self.app.screen.call_after_refresh(done.set)
            await asyncio.wait_for(done.wait(), PATIENCE)

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until something holds; fail with what stands on the screen when it never does.

        What asks for a widget that isn't there yet, or is just being replaced, doesn't hold.
        """

        def holds() -> bool:
            try:
                return condition()
            except NoMatches:
                return False

        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, f"never: {what}; on the screen: {self.seen()}"
            await asyncio.sleep(_POLL)

    async def sees(self, *texts: str, within: str = "") -> None:
        """Wait until texts are seen, in any order."""
        missing = [*texts]

        def all_were_seen() -> bool:
            seen = self.seen(within)
            missing[:] = [text for text in missing if text not in seen]
            return not missing

        await self.until(all_were_seen, " ".join(f"“{text}” is seen" for text in texts))

    async def shows(self, text: str, widget: str) -> None:
        """Wait until a text is a widget's, in sight or not: where words are broken at the line's end."""
        await self.until(lambda: text in self.content(widget), f"“{text}” in {widget}")

    async def on_step(self, step: Step) -> None:
        """Wait until a step's screen is there, and something on it has the focus."""

        def is_there() -> bool:
            screen = self.app.screen
            return isinstance(screen, StepScreen) and screen.step is step and screen.focused is not None

        await self.until(is_there, f"step {step.title}")
        await self.settle()

    async def on_screen(self, kind: type[Widget]) -> None:
        await self.until(lambda: isinstance(self.app.screen, kind), f"the screen {kind.__name__}")
        await self.settle()

    async def focus_is(self, key: str) -> None:
        await self.until(lambda: self.focus == key, f"the focus on {key} (it is on {self.focus})")


@asynccontextmanager
async def wizard(
    connector: Connector | None = None,
    at: Step | None = None,
    *,
    profile: Profile | None = None,
    practice: PracticeServer | None = None,
    size: tuple[int, int] = NARROW,
) -> AsyncIterator[Driver]:
    """Run the wizard: at its start screen; with a connector (never saved) or profile, at a step or Review."""
    if connector is not None:
        profile = Profile(connector)
    app = ConnectorDoctorApp(profile or (Profile(Connector()) if at else None), practice)
    app.animation_level = "none"
    if at and not practice:
        _open_at(app, at)
    async with app.run_test(size=size, notifications=True) as pilot:
        driver = Driver(app, pilot)
        if at and practice:  # which opens its own form first
            app.set_journey(Journey.begin(profile or Profile(Connector())))
            await driver.go_to(at)
        elif at:
            await driver.on_step(at)
        elif profile and not profile.missing_secrets():
            await driver.on_step(Step.REVIEW)
        yield driver
        if app.is_running:
            driver.draw()


def _open_at(app: ConnectorDoctorApp, step: Step) -> None:
    """Let an app open its profile at a step, not at Review: the start screen below is then never laid out."""

    def begin_at_step(profile: Profile) -> None:
        vars(app).pop("begin_with")
        app.set_journey(Journey.begin(profile))
        app.go_to(step)

    app.begin_with = begin_at_step  # type: ignore[method-assign]
