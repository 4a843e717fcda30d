"""The table of keys in the reference, held against the bindings: neither has a key that the other lacks."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Final

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import tui.wizard
from tui.docs.pages import read_page
from tui.wizard.app import ConnectorDoctorApp
from tui.wizard.screens.compare import CompareScreen
from tui.wizard.screens.dialogs.copy_dialog import CopyDialog
from tui.wizard.screens.dialogs.dialog import Dialog, FieldsDialog, Question
from tui.wizard.screens.dialogs.faults_dialog import FaultsDialog
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.experiments import ExperimentsScreen
from tui.wizard.screens.explain import ExplainScreen
from tui.wizard.screens.form_sheet import FormSheetScreen
from tui.wizard.screens.jump_mode import JumpMode
from tui.wizard.screens.school.lesson_dialog import LessonDialog
from tui.wizard.screens.school.lessons_screen import LessonsScreen
from tui.wizard.screens.school.solved_dialog import SolvedDialog
from tui.wizard.screens.scrolling import ScrollingScreen
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.steps.result import ResultStep
from tui.wizard.screens.steps.review import ReviewStep
from tui.wizard.screens.steps.rows import RowsStep
from tui.wizard.screens.steps.save import SaveStep
from tui.wizard.screens.steps.step_screen import StepScreen
from tui.wizard.screens.token.token_screen import TokenScreen
from tui.wizard.widgets.drop_down import DropDown
from tui.wizard.widgets.frame.step_rail import StepRail
from tui.wizard.widgets.lists.filtered_list import FilterInput
from tui.wizard.widgets.lists.row_list import RowList
from tui.wizard.widgets.result.in_place_editor import InPlaceEditor
from tui.wizard.widgets.result.verdict_card import VerdictCard
from tui.wizard.widgets.sending_tick_box import SendingTickBox
from tui.wizard.widgets.token.api_rows import ApiRows

CLASSES: Final[dict[str, tuple[type[DOMNode], ...]]] = {
    "Everywhere": (ConnectorDoctorApp, ScrollingScreen),
    "Steps": (StepScreen, StepRail, ResultStep),
    "Start": (StartScreen,),
    "Additional headers, Additional request data, rows of the API call": (RowsStep, RowList, ApiRows),
    "Review": (ReviewStep,),
    "Result": (ResultStep, VerdictCard, InPlaceEditor, SendingTickBox),
    "Copy": (CopyDialog, Dialog),
    "Token": (TokenScreen, ApiRows),
    "Experiments": (ExperimentsScreen,),
    "Compare": (CompareScreen,),
    "Form sheet": (FormSheetScreen,),
    "Paste": (ExplainScreen,),
    "Save profile": (SaveStep,),
    "Practice": (LessonsScreen,),
    "Lesson": (LessonDialog, SolvedDialog, FaultsDialog, Dialog),
    "Lists to choose from": (FilterInput, DropDown),
    "Dialogs": (Dialog, FieldsDialog, SecretsDialog, Question, JumpMode),
    "Help": (HelpDialog, Dialog),
}
"""Each section of the page, and the classes whose keys it tells of."""
TEXTUALS_OWN: Final = {
    "Everywhere": {"tab", "shift+tab"},
    "Start": {"enter"},
    "Copy": {"enter", "up", "down"},
    "Experiments": {"enter"},
    "Compare": {"enter"},
    "Practice": {"enter"},
    "Lesson": {"enter"},
    "Lists to choose from": {"enter"},
    "Dialogs": {"enter"},
    "Help": {"up", "pageup", "pagedown", "home", "end"},
}
"""Keys that stand in the table and are bound by Textual's widgets."""
_NAMES: Final = {
    "esc": "escape",
    "del": "delete",
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "/": "slash",
    "+": "plus",
    "=": "equals_sign",
    "-": "minus",
}
_SAY_NOTHING: Final = {"the", "to", "of", "in", "or", "and", "for", "it", "what", "none"}
_CAPITAL: Final = re.compile(r"shift\+[a-z]")
_RANGE: Final = re.compile(r"(F?)(\d+) … F?(\d+)")


def keys_in(cell: str) -> Iterator[str]:
    """Yield Textual's names of the keys in a cell of the table: `F1 … F10`, `d, Del`, `Shift+↑`."""
    for written in cell.split(", "):
        if found := _RANGE.fullmatch(written):
            letter, first, last = found.groups()
            yield from (f"{letter.lower()}{number}" for number in range(int(first), int(last) + 1))
        else:
            parts = [written] if written in _NAMES else written.lower().split("+")
            name = "+".join(_NAMES.get(part, part) for part in parts)
            yield name[-1].upper() if _CAPITAL.fullmatch(name) else name


def sections() -> dict[str, list[tuple[set[str], str]]]:
    """Return the rows of each section of the page: its keys, and what they do."""
    found: dict[str, list[tuple[set[str], str]]] = {}
    for part in read_page("keys").text.split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        cells = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in rest.splitlines() if "|" in line
        ]
        found[title] = [
            (set(keys_in(keys)), does) for keys, does in cells if keys != "Key" and not keys.startswith("---")
        ]
    return found


def bindings_of(kind: type[DOMNode]) -> list[Binding]:
    """Return the bindings that a class itself adds, one for each key."""
    return list(Binding.make_bindings(kind.__dict__.get("BINDINGS", [])))


def classes_with_bindings() -> set[type[DOMNode]]:
    for module in pkgutil.walk_packages(tui.wizard.__path__, "tui.wizard."):
        importlib.import_module(module.name)
    found: set[type[DOMNode]] = set()
    waiting: list[type[DOMNode]] = [DOMNode]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("tui.wizard.") and bindings_of(kind):
            found.add(kind)
    return found


def words(text: str) -> set[str]:
    """Return the words of a text or an action, without their endings: `toggl`, `evide` of toggle_evidence."""
    return {word[:5] for word in re.findall(r"[a-z]{2,}", text.lower())} - _SAY_NOTHING


def test_every_class_with_keys_has_a_section() -> None:
    assert list(sections()) == list(CLASSES)
    told = {kind for kinds in CLASSES.values() for kind in kinds}
    assert classes_with_bindings() == told & classes_with_bindings()


@pytest.mark.parametrize("kind", sorted(classes_with_bindings(), key=str))
def test_every_binding_stands_in_the_table_with_what_it_does(kind: type[DOMNode]) -> None:
    rows = [row for title, kinds in CLASSES.items() if kind in kinds for row in sections()[title]]
    for binding in bindings_of(kind):
        said = [does for keys, does in rows if binding.key in keys]
        assert said, f"{kind.__name__}: {binding.key} ({binding.description}) is missing in docs/keys.md"
        meant = words(f"{binding.description} {binding.tooltip} {binding.action.partition('(')[0]}")
        assert any(words(does) & meant for does in said), (
            f"{kind.__name__}: {binding.key} does “{binding.action}”; docs/keys.md says {said}"
        )


@pytest.mark.parametrize("title", CLASSES)
def test_every_key_of_the_table_is_bound(title: str) -> None:
    bound = {binding.key for kind in CLASSES[title] for binding in bindings_of(kind)}
    told = [key for keys, _ in sections()[title] for key in keys]
    assert set(told) - bound == TEXTUALS_OWN.get(title, set())
    assert len(told) == len(set(told)), "a key stands in two rows"


@pytest.mark.parametrize("kind", sorted(classes_with_bindings(), key=str))
def test_every_binding_has_an_id_which_stands_for_one_action(kind: type[DOMNode]) -> None:
    for binding in bindings_of(kind):
        assert binding.id, f"{kind.__name__}: {binding.key} has no id"
        assert ACTIONS.setdefault(binding.id, binding.action) == binding.action, binding.id


ACTIONS: Final = dict[str, str]()
"""The action of each id seen so far."""
