"""The other screens: how one gets there, when one can, and what their actions are called.

The actions are those of the page of ids, so a screen's modules are not loaded for its names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from textual.screen import Screen

from ...docs.tables import rows_of
from ...form.steps import Step
from ..keys.keys_now import PAGE, keys_of
from ..screens.doctor_screen import DoctorScreen
from ..screens.steps.wizard_step import WizardStep

if TYPE_CHECKING:
    from ..practicing import Practicing


@dataclass(frozen=True)
class Place:
    """A screen with actions of its own. `groups` are the first words of their ids."""

    name: str
    groups: tuple[str, ...]
    go: Callable[[Practicing], Any]
    is_open_to: Callable[[Practicing], bool]

    def is_here(self, screen: Screen[Any]) -> bool:
        """Tell whether a screen is this one: its own commands stand in the palette then."""
        if isinstance(screen, WizardStep):
            return screen.step.title == self.name
        return isinstance(screen, DoctorScreen) and (screen.place or "Start") == self.name


def _is_open(app: Practicing) -> bool:
    return app.step_screen is not None


def _has_run(app: Practicing) -> bool:
    return _is_open(app) and app.journey.record is not None


def _works(app: Practicing) -> bool:
    record = app.journey.record
    return record is not None and _is_open(app) and record.run.verdict == "works"


def _step(step: Step) -> Callable[[Practicing], None]:
    return lambda app: app.go_to(step)


def _over(step: Step, action: str) -> Callable[[Practicing], None]:
    """Return a way to a screen that an action of a step opens."""

    def go(app: Practicing) -> None:
        app.go_to(step)
        if app.step_screen and app.step_screen.step is step:
            app.step_screen.call_after_refresh(app.step_screen.run_action, action)

    return go


PLACES: Final = (
    Place("Review", ("review",), _step(Step.REVIEW), _is_open),
    Place("Result", ("result",), _step(Step.RESULT), _has_run),
    Place("Token", ("token",), _over(Step.RESULT, "token"), _works),
    Place("Experiments", ("experiments",), _over(Step.RESULT, "experiments"), _has_run),
    Place("Form sheet", ("sheet",), _over(Step.REVIEW, "form_sheet"), _is_open),
    Place("Compare", ("compare",), _over(Step.REVIEW, "compare"), _is_open),
    Place("Paste", ("explain",), _over(Step.REVIEW, "explain"), _is_open),
    Place("Additional headers", ("rows",), _step(Step.ADDITIONAL_HEADERS), _is_open),
    Place("Save profile", ("save",), _step(Step.SAVE), _is_open),
    Place("Start", ("start",), lambda app: app.leave_wizard(), _is_open),
)
"""In the order in which the palette lists them."""
LEFT_OUT: Final = {
    "scroll": "they move what is shown, and run nothing",
    "rail": "each step has a command",
    "step": "they are on every step; from elsewhere, each step has a command",
    "app": "they are always there, by name",
    "fields": "they are for the focused field, and there where it is",
    "secrets": "they are for what the screen shows, and there where it is",
    "api": "they are for rows that only Token shows",
    "jump": "it cancels jump mode",
    "choice": "they open a list of choices",
    "filter": "they move about in a list",
    "card": "they are for the verdict that only Result shows",
    "dialog": "a dialog asks when it is needed",
    "question": "a dialog asks when it is needed",
    "copy": "a dialog asks when it is needed",
    "faults": "a dialog asks when it is needed",
    "lesson": "a lesson shows them when it is needed",
    "lessons": "Practice leads to them",
    "solved": "a lesson shows them when it is needed",
    "help": "Help leads to them",
}
"""The first words of the ids that have no command on other screens, and why."""
_MOVES: Final = frozenset({"back", "list", "leave", "tab_before", "tab_next", "next", "up", "down"})
"""How the ids end that only move about on their screen."""


def actions_of(place: Place) -> Iterator[tuple[str, str, str]]:
    """Yield the id, the name and the keys of each action of a screen."""
    for binding_id, _, name in rows_of(PAGE):
        group, _, own = binding_id.partition(".")
        if group in place.groups and own not in _MOVES:
            yield binding_id, name, ", ".join(keys_of(binding_id))
