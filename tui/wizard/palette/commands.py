"""The commands of the palette, in their order.

    what the screen does now ──> the steps, the start screen, help ──> what other screens do ──> each profile

A command of another screen leads to that screen and does nothing else there: nothing is sent unseen.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual.screen import Screen
from textual.widgets import Button

from ...form.steps import Step
from ...oauth2.form_fields import label_of
from ...plain_text import plain_line
from ...profiles.storage import ProfileEntry
from ..keys.bindings_here import KeyedAction, keyed_actions
from ..keys.key_names import written_key
from ..screens.doctor_screen import DoctorScreen
from ..screens.scrolling import SCROLLING
from ..screens.start import StartScreen
from ..screens.steps.wizard_step import WizardStep
from .words import words_for

if TYPE_CHECKING:
    from ..practicing import Practicing

_WORD: Final = re.compile(r"\w+")
_OFFERED_OTHERWISE: Final = SCROLLING | {"go_to", "choose", "start_screen"}
"""Scrolling is no command, and the ways to other screens have commands with their names."""


@dataclass(frozen=True)
class Command:
    """A command: what it is called, what it does, how to run it, and other words for it."""

    title: str
    explanation: str
    run: Callable[[], Awaitable[Any] | Any]
    words: str = ""

    def is_named(self, query: str) -> bool:
        """Tell whether each word of a query begins a word of the title."""
        return _begin_words(query, self.title)

    def is_called(self, query: str) -> bool:
        """Tell whether each word of a query begins a word of the title, or another word for it."""
        return _begin_words(query, f"{self.title} {self.words}")

    def is_explained(self, query: str) -> bool:
        """Tell whether the explanation has a query in it."""
        return query.casefold() in self.explanation.casefold()


def _begin_words(query: str, text: str) -> bool:
    """Tell whether each word of a query begins a word of a text."""
    parts, words = _WORD.findall(query.casefold()), _WORD.findall(text.casefold())
    return bool(parts) and all(any(word.startswith(part) for word in words) for part in parts)


def commands_of(app: Practicing, screen: Screen[Any]) -> Iterator[Command]:
    """Yield every command but those that open profiles, those of the present screen first."""
    here = [one for one in keyed_actions(screen) if one.node is not app]
    yield from _of_screen(screen, here)
    if isinstance(screen, WizardStep):
        for step in Step:
            fields = " ".join(label_of(key) for key in step.fields)
            title = f"Step {step.number}: {step.title}"
            yield Command(title, step.intro, partial(app.go_to, step), fields)
    if not isinstance(screen, StartScreen):
        title, why = "Start screen", "Open another connector, or begin one"
        yield Command(title, why, app.leave_wizard, words_for("start_screen"))
    yield Command(
        "Help", "For this screen, and all pages", partial(app.run_action, "help"), words_for("help")
    )
    title, why = "Jump", "Show a letter on everything that can take the focus"
    yield Command(title, why, partial(app.run_action, "jump"), words_for("jump"))
    for command in app.practice_commands():
        yield Command(command.title, command.help, command.callback, words_for("practice"))
    if not app.no_color:
        yield Command("Theme", "Change the colors", app.action_change_theme, words_for("theme"))
    yield Command("Quit", "Close connector-doctor", partial(app.run_action, "quit"), words_for("quit"))
    yield from _of_other_screens(app, screen, {one.binding.id or "" for one in here if one.is_offered})


def profile_commands(app: Practicing, profiles: Iterable[ProfileEntry]) -> Iterator[Command]:
    """Yield a command for each profile that can be read. It asks about unsaved work first."""
    for entry in profiles:
        if not entry.error:
            title = f"Open {plain_line(entry.name)}"
            leave = partial(app.open_profile, entry.path)
            run = partial(app.ask_about_unsaved_work, leave, "Open without saving")
            yield Command(title, "A saved profile", run, words_for("profile"))


def _of_screen(screen: Screen[Any], here: Iterable[KeyedAction]) -> Iterator[Command]:
    """Yield what the screen, its focused widget and its buttons offer right now."""
    actions: set[str] = set()
    for one in here:
        binding = one.binding
        if one.name in _OFFERED_OTHERWISE or not binding.description or not one.is_offered:
            continue
        actions.add(binding.action)
        keys = ", ".join(map(written_key, one.keys))
        explanation = f"{binding.tooltip}  ({keys})" if binding.tooltip else f"Key: {keys}"
        run = partial(screen.app.run_action, binding.action, one.node)
        yield Command(binding.description, explanation, run, words_for(binding.action))
    for button in screen.query(Button):
        if button.name and button.name not in actions and button.is_on_screen and not button.disabled:
            label = str(button.label).partition(" (")[0]
            press = partial(screen.run_action, button.name)
            yield Command(label, "A button of this screen", press, words_for(button.name))
    if isinstance(screen, DoctorScreen):
        for title, why, callback, _ in screen.commands():
            yield Command(title, why, callback, words_for("copy") if "opy" in title else "")


def _of_other_screens(app: Practicing, screen: Screen[Any], offered: set[str]) -> Iterator[Command]:
    """Yield what other screens do, as far as one can get there now: each leads to its screen."""
    if app.unfinished or _is_busy(screen):
        return  # to leave would lose what was typed, or cancel what is under way
    # Loaded here: the pages are for those who open the palette.
    from .places import PLACES, actions_of

    for place in PLACES:
        if place.is_here(screen) or not place.is_open_to(app):
            continue
        for binding_id, name, keys in actions_of(place):
            if binding_id not in offered:
                why = f"Leads to {place.name}; there: {keys}"
                words = words_for(binding_id)
                yield Command(f"{place.name}: {name}", why, partial(place.go, app), words)


def _is_busy(screen: Screen[Any]) -> bool:
    """Tell whether something is under way on a screen that lies over a step."""
    over = not isinstance(screen, WizardStep | StartScreen)
    return over and any(worker.is_running and worker.node is screen for worker in screen.app.workers)
