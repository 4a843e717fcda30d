"""What an act of the random user asks for: foretold from the screen before it, not from the code that obeys.

act ──> the command that it gives ──> may it send, and how often? may it change the connector, and where?
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from textual.app import App
from textual.command import CommandPalette
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Checkbox, Input, Select, TextArea

from tui.form.field_values import PLACES, value_of
from tui.oauth2.connector import Connector
from tui.oauth2.secret import reveal
from tui.wizard.screens.compare import CompareScreen
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.faults_dialog import FaultsDialog
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.school.lesson_dialog import LessonDialog
from tui.wizard.screens.school.lessons_screen import LessonsScreen
from tui.wizard.screens.school.solved_dialog import SolvedDialog
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.steps.result import ResultStep
from tui.wizard.screens.steps.review import ReviewStep
from tui.wizard.screens.steps.step_form import StepForm
from tui.wizard.screens.steps.step_screen import StepScreen
from tui.wizard.screens.token.token_screen import TokenScreen
from tui.wizard.widgets.choice_list import ChoiceList
from tui.wizard.widgets.deliberate_list import DeliberateList
from tui.wizard.widgets.field import Field
from tui.wizard.widgets.frame.key_footer import KeyFooter
from tui.wizard.widgets.too_small import TooSmall

_TEXT: Final = "(text)"
"""The command of what is typed, pasted or deleted in a field."""
_MENU: Final = "(menu) "
"""The command of what is chosen in the palette, before its title."""
_IN_TURN: Final = 40
"""The most connections of what sends one variation after the other."""
_SENDS: Final[dict[tuple[type[Screen[Any]], str], int]] = {
    (StepScreen, "send"): 2,
    (SecretsDialog, "send"): 2,
    (ReviewStep, "next"): 2,
    (ResultStep, "(try anyway)"): 1,
    (ResultStep, "submit"): 2,
    (ResultStep, "select"): 2,
    (CompareScreen, "try"): _IN_TURN,
    (ExperimentsScreen, "make"): 4,
    (ExperimentsScreen, "(chosen)"): 4,
    (ExperimentsScreen, "find"): _IN_TURN,
    (TokenScreen, "call"): 3,
    (TokenScreen, "rehearse"): 4,
    (TokenScreen, "try_refresh"): 3,
    (TokenScreen, "submit"): 3,
}
"""The most connections that each command may make, on its screen."""
_ANSWERS: Final = 4
"""The most connections after a question was answered with Send."""
_MENU_SENDS: Final = frozenset(
    {"Send", "Send again", "Call the API", "Rehearse the expiry", "Rehearse", "Refresh", "Run it"}
    | {"Find what works", "Try", "Send it anyway"}
)
"""The titles in the palette behind which something is sent."""
_CHANGES: Final = frozenset(
    {"trim", "delete", "move", "toggle_secret", "undo", "undo_change", "accept", "submit", "apply"}
    | {"fill", "take_over"}
)
"""The commands that change the connector where they are given."""
_CHANGES_IN_PLACE: Final = frozenset({"send", "select", "leave", "leave_field"})
"""The commands of Result that put the value into the field on the card, or the one of before."""
_REPLACES: Final = frozenset({"new", "open", "answer", "back", "leave", "start_screen", "(chosen)"})
"""The commands that may lead to another connector, or to none."""

_IN_SCHOOL: Final = FaultsDialog, LessonDialog, LessonsScreen, SolvedDialog
"""Where what is chosen opens another connector."""
_EVERYWHERE: Final = {"ctrl+o": "start_screen", "ctrl+q": "quit"}
"""The keys that work in dialogs, too, whose bindings don't name them."""


def fields_in_place(screen: Screen[Any]) -> frozenset[str]:
    """Return the keys of what the editor on the card may change: two where it moves a row; else none."""
    editor = screen.card.editor if isinstance(screen, ResultStep) and screen.is_mounted else None
    return frozenset(editor.part.values) if editor else frozenset()


def is_covered(app: App[None]) -> bool:
    """Tell whether the cover lies over the screen."""
    return any(cover.display for cover in app.screen.query(TooSmall))


def changed_fields(before: Connector, after: Connector) -> set[str]:
    """Return the keys of the fields in which two connectors differ."""
    return {key for key in PLACES if value_of(before, key) != value_of(after, key)}


@dataclass(frozen=True)
class Command:
    """What an act asks for: an action, the screen, and the widget that it is for."""

    action: str
    screen: Screen[Any]
    widget: Widget | None = None
    in_place: frozenset[str] = frozenset()
    """The keys of what is edited on the card."""

    @classmethod
    def chosen_in(cls, palette: CommandPalette) -> Command | None:
        """Return what was chosen in the palette; None if it is open, or was closed otherwise."""
        chosen = palette._selected_command
        if chosen is None or palette in palette.app.screen_stack:
            return None
        return cls(f"{_MENU}{chosen.text}", palette)

    @property
    def is_asked_to_end(self) -> bool:
        """Whether it may quit."""
        is_answer = self.action == "answer" and isinstance(self.screen, Question)
        leaves = self.action == "leave" and isinstance(self.screen, StartScreen)
        return is_answer or leaves or self.action in {"quit", f"{_MENU}Quit"}

    @property
    def is_asked_to_reveal(self) -> bool:
        """Whether it may reveal the secrets of a screen."""
        return self.action in {"reveal", f"{_MENU}Reveal"}

    @property
    def sends(self) -> int:
        """The most connections that it may make."""
        if self.action == "answer" and self.widget and self.widget.id == "reply-send":
            return _ANSWERS
        if self.action.startswith(_MENU):
            return _IN_TURN if self.action.removeprefix(_MENU) in _MENU_SENDS else 0
        kinds = (most for (kind, name), most in _SENDS.items() if self._is_on(kind) and name == self.action)
        return max(kinds, default=0)

    def _is_on(self, kind: type[Screen[Any]]) -> bool:
        return isinstance(self.screen, kind)

    def may_change(self, before: Connector, after: Connector, *, replaced: bool) -> bool:
        """Tell whether the connector may have become another one."""
        changed = changed_fields(before, after)
        if not changed or self.action in _CHANGES or isinstance(self.screen, CommandPalette):
            return True
        if self.action == "(chosen)" and isinstance(self.screen, CompareScreen | LessonDialog):
            return True  # it takes a difference over, or somebody is asked
        if self.action == "send" and isinstance(self.screen, SecretsDialog):
            return True  # the secrets that were typed there
        if replaced and isinstance(self.screen, _IN_SCHOOL):
            return True
        if self.action in _CHANGES_IN_PLACE and changed <= self.in_place:
            return True
        if self.action in _REPLACES and replaced:
            return True
        if isinstance(self.widget, ChoiceList | Checkbox | Select) or self._is_overlay:
            return True
        return self.action == _TEXT and changed <= self._typed_into | self._typed_into_rows

    @property
    def _is_overlay(self) -> bool:
        return self.widget is not None and any(isinstance(node, Select) for node in self.widget.ancestors)

    @property
    def _typed_into(self) -> set[str]:
        parent = self.widget.parent if self.widget else None
        key = parent.key if isinstance(parent, Field) else ""
        return {"api"} if key.startswith("api.") else {key} & set(PLACES)

    @property
    def _typed_into_rows(self) -> frozenset[str]:
        """The rows of the card, where their fields are: those of a dialog wait for its OK."""
        parent = self.widget.parent if self.widget else None
        is_of_row = isinstance(parent, Field) and parent.key.startswith("row.")
        return self.in_place if is_of_row else frozenset()


def of_key(app: App[None], key: str, character: str | None) -> Command:
    """Return what a key asks for."""
    screen, focused = app.screen, app.screen.focused
    if key.startswith("alt+") and len(key) == len("alt+x"):
        key, character = f"ctrl+{key[-1]}", None  # for terminals that keep Ctrl with it for themselves
    if is_covered(app):
        return Command("quit" if key == "ctrl+q" else "", screen)
    if key in _EVERYWHERE:
        return Command(_EVERYWHERE[key], screen)
    if focused and focused.check_consume_key(key, character):
        return Command(_TEXT, screen, focused)
    bound = screen.active_bindings.get(key)
    # What is under way may have ended by the time the key is given, and then it is a command.
    may_end = getattr(screen, "is_sending", False) or getattr(screen, "is_busy", False)
    if bound is None or not (bound.enabled or may_end):
        return Command(_TEXT if isinstance(focused, TextArea) else "", screen, focused)
    taker = bound.node if isinstance(bound.node, Widget) else focused
    action = bound.binding.action.partition("(")[0]
    if isinstance(taker, Button) and action == "press":
        return _of_button(screen, taker)
    if isinstance(taker, Input | TextArea) and action != "submit":
        return Command(_TEXT, screen, taker)
    if isinstance(taker, DeliberateList) and action == "select":
        return Command("(chosen)", screen, taker)
    return Command(action.removeprefix("app."), screen, taker if taker is focused else None)


def of_click(app: App[None], at: Offset, clicked_before: object) -> tuple[Command, object]:
    """Return what a click asks for, and what it would be the second click on.

    Raises:
        NoWidget: nothing is there; the screen is not laid out yet.
    """
    screen = app.screen
    if is_covered(app):
        return Command("", screen), None
    widget, region = screen.get_widget_at(*at)
    if isinstance(widget, KeyFooter):
        key = widget.key_at(at.x - region.x)
        return (of_key(app, key.key, None) if key else Command("", screen)), None
    if isinstance(widget, Button):
        return (Command("", screen) if widget.disabled else _of_button(screen, widget)), None
    if isinstance(widget, DeliberateList):
        option = screen.get_style_at(*at).meta.get("option")
        target = (screen, widget, option)
        return Command("(chosen)" if clicked_before == target else "", screen, widget), target
    return Command("", screen, widget), None


def _of_button(screen: Screen[Any], button: Button) -> Command:
    action = (button.name or "").partition("(")[0].removeprefix("app.")
    return Command("(try anyway)" if button.has_class("try-anyway") else action, screen, button)


@dataclass(frozen=True)
class Typing:
    """A text that is about to be typed into the field in focus, and the value that it makes."""

    field: Field
    value: str
    is_in_connector: bool
    is_in_place: bool = False
    """Whether the field is on the card, where Esc leaves it as it was."""
    row_of: str = ""
    """The key of the rows, if it is a row's on the card."""

    @classmethod
    def ahead(cls, app: App[None], text: str) -> Typing | None:
        """Foretell what a text makes of the field in focus; None if no field of a form has it."""
        screen, focused = app.screen, app.screen.focused
        field = focused.parent if isinstance(focused, Input) else None
        if is_covered(app) or not isinstance(field, Field) or not isinstance(focused, Input):
            return None
        if len(focused.value) > 60_000:  # a field has a limit, and says so
            return None
        start, end = sorted(focused.selection)
        value = f"{focused.value[:start]}{text}{focused.value[end:]}"
        is_in_connector = isinstance(screen, StepForm) and field.key in PLACES
        in_place = fields_in_place(screen)
        if in_place and field.key.startswith("row."):
            assert isinstance(screen, ResultStep)
            assert screen.card.editor
            return cls(field, value, is_in_connector=True, is_in_place=True, row_of=screen.card.editor.key)
        return cls(field, value, is_in_connector, is_in_place=field.key in in_place)

    def is_kept(self, connector: Connector) -> bool:
        """Tell whether the text is where it was typed, and in the connector too."""
        if self.row_of:
            texts = (
                text for row in value_of(connector, self.row_of) for text in (row.name, reveal(row.value))
            )
            return self.value in texts
        if self.is_in_connector:
            value = value_of(connector, self.field.key)
            return str(value.reveal() if hasattr(value, "reveal") else value) == self.value
        return not self.field.is_attached or self.field.value == self.value
