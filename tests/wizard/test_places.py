"""Every screen and dialog, at every size and in both themes: its frames, contrast and layout, and no secret.

After a change that is meant: `pytest -n 0 tests/wizard/test_places.py tests/wizard/test_states.py
--snapshot-update`, and look at what differs. `CONNECTOR_DOCTOR_DEPTH=4` opens each at each size.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Final

import pytest
from textual import events
from textual.screen import Screen
from textual.widgets import Static

import tui.wizard
from tests.depth import examples
from tests.secrets_search.forms import forms_of, leaks
from tui.form.steps import Step
from tui.practice.server import PracticeServer
from tui.profiles.profile import Profile
from tui.wizard.appearance import remember_theme

from .driving import Driver, wizard
from .looks import SIZES, THEMES, Looks, Size, fixed_surroundings, looks, resize
from .opening import FULL
from .places import PLACES, SECRETS, save_profiles
from .samples import CLIENT_SECRET, PASSWORD

__all__ = ["fixed_surroundings", "looks"]

COVERED: Final = ((1, 1), (10, 3), (59, 19))
"""Below these sizes' cover, a screen is laid out as in its smallest terminal. A screen meets one of them."""
OTHERS: Final = ((79, 31), (111, 32), (112, 31), (300, 100), None)
"""The edges of the layouts, a huge one, any. A screen meets one."""
PRACTICE: Final = frozenset({"Faults", "Lesson", "Solved lesson"})
"""Places that only practice has."""
ECHO: Final = {
    "error": "invalid_client",
    "error_description": f"Client authentication failed with {CLIENT_SECRET}.",
    "echo": [*forms_of(CLIENT_SECRET).values()][::5] + [*forms_of(PASSWORD).values()][::5],
}
"""A response that repeats the credentials."""
KEPT: Final = Path(__file__).parent / "__snapshots__"


class StillPractice(PracticeServer):
    """A practice server that has the same address everywhere. Nothing listens there."""

    base_url = "http://127.0.0.1:49152"
    closed_url = "http://127.0.0.1:49153"

    def start(self) -> None:
        """Start nothing."""


def opened(place: str, size: Size) -> AbstractAsyncContextManager[Driver]:
    practice = StillPractice() if place in PRACTICE else None
    return wizard(profile=Profile(FULL, {}, Path("acme.toml")), at=Step.CLIENT, practice=practice, size=size)


def ways(place: str, chance: random.Random) -> list[list[Size]]:
    """Return the sizes that a place goes through, in each theme: all that have a frame, and a few others."""
    first, second = chance.sample(SIZES, 4), chance.sample(SIZES, 4)
    second.append(chance.choice(OTHERS) or (chance.randint(60, 300), chance.randint(20, 100)))
    if place != "Palette":  # which closes where it can't be seen
        second.insert(0, chance.choice(COVERED))
    return [first, second]


async def press_under_cover(d: Driver) -> None:
    """Press keys where the screen is covered: such keys once asked a list of no height for its lines."""
    size = d.app.size
    await resize(d, COVERED[0])
    for key in ("pageup", "pagedown", "end", "down"):
        d.app.post_message(events.Key(key, None))
    await d.settle()
    await resize(d, (size.width, size.height))


def held(d: Driver) -> str:
    """Return what a screen holds besides what is seen: out of sight, selected, said, copied."""
    widgets = [str(widget.content) for widget in d.app.screen.query(Static)]
    d.app.screen.text_select_all()
    selected = d.app.screen.get_selected_text() or ""
    d.app.screen.clear_selection()
    return "\n".join([selected, d.app.clipboard, d.app.title, *d.notes, *widgets])


@pytest.mark.parametrize("place", PLACES)
async def test_place(place: str, looks: Looks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.wizard.opening.REFUSED_CLIENT", ECHO)
    save_profiles(Path("home/profiles"))
    for number in range(examples(1)):
        chance = random.Random(f"{place} {number}")
        remember_theme(chance.choice(THEMES))
        async with opened(place, SIZES[([*PLACES].index(place) + number) % 4]) as d:
            await PLACES[place](d)
            await d.until(lambda: d.app.screen.focused is not None, "something has the focus")
            await d.drawn()
            screen, focus, connector = d.app.screen, d.app.screen.focused, d.connector
            faults = await looks.faults(d, place, *ways(place, chance))
            if place != "Palette":
                await press_under_cover(d)
            assert d.app.screen is screen
            assert screen.focused is focus
            assert d.connector == connector
            faults += [f"{place} holds {leak}" for leak in leaks(held(d), SECRETS)]
            assert not faults, "\n".join(faults)


def made_by_the_app() -> Iterator[str]:
    """Yield the name of each kind of screen that the app makes."""
    for module in pkgutil.walk_packages(tui.wizard.__path__, "tui.wizard."):
        importlib.import_module(module.name)
    source = "\n".join(path.read_text("utf-8") for path in Path(tui.wizard.__file__).parent.rglob("*.py"))
    for kind in kinds_of(Screen):
        # As a step's screen is: named in a table, and made from there.
        is_made = re.search(rf"(?<!class )\b{kind.__name__}\(", source) or not kind.__subclasses__()
        if kind.__module__.startswith("tui.wizard.") and is_made:
            yield kind.__name__


def kinds_of(root: type[Screen[object]]) -> Iterator[type[Screen[object]]]:
    for kind in root.__subclasses__():
        yield kind
        yield from kinds_of(kind)


def test_each_screen_and_dialog_of_the_app_has_its_frames() -> None:
    framed = {path.read_text("utf-8").split(" ", 1)[0] for path in KEPT.rglob("*.txt")}
    assert framed == {name for name in made_by_the_app() if name != "Ground"}
