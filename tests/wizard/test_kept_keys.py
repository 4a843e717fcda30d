"""Keys that terminals keep for themselves: each has a twin, and something to click on.

A browser keeps Ctrl+N, Ctrl+T and Ctrl+W, an editor's terminal Ctrl+P, Ctrl+R, Ctrl+F, F1 and others, tmux
Ctrl+B and screen Ctrl+A. No list of them is complete, so a key with Ctrl, or a function key, counts as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest
from textual import events
from textual.binding import Binding
from textual.dom import DOMNode
from textual.widgets import Button

from tui.form.steps import Step
from tui.practice.server import PracticeServer
from tui.wizard.keys.bindings_here import keyed_actions
from tui.wizard.keys.twin_keys import read_alt_as_ctrl
from tui.wizard.screens.dialogs.dialog import Dialog, Question
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.jump_mode import JumpMode
from tui.wizard.screens.scrolling import SCROLLING
from tui.wizard.widgets.frame.key_footer import KeyFooter

from .driving import NARROW, Driver, wizard
from .places import PLACES, save_profiles, visit
from .samples import COMPLETE
from .test_keys import bindings_of, classes_with_bindings

SMALLEST: Final = (60, 20)
_CONTROL: Final = re.compile(r"ctrl\+[a-z]")
_KEPT: Final = re.compile(r"ctrl\+.+|(shift\+)?f\d+")
"""What some terminal, editor, browser or desktop may keep."""
_COMMANDS: Final = {"app.practice": "Practice faults"}
"""What is called otherwise in the palette than in the footer."""
_PREFIXES: Final = {"ctrl+a": "screen", "ctrl+b": "tmux", "ctrl+c": "whoever wants to copy"}


def every_binding() -> Iterable[tuple[type[DOMNode], Binding]]:
    for kind in sorted(classes_with_bindings(), key=str):
        yield from ((kind, binding) for binding in bindings_of(kind))


def kept(bindings: Iterable[Binding]) -> dict[str, Binding]:
    """Return the bindings, by id, of those actions that have no key but those that may be kept."""
    by_id = dict[str, list[Binding]]()
    for binding in bindings:
        by_id.setdefault(binding.id or binding.action, []).append(binding)
    return {
        one: several[0]
        for one, several in by_id.items()
        if all(_KEPT.fullmatch(each.key) for each in several)
    }


def test_each_key_with_ctrl_has_its_twin_with_alt_which_nothing_else_has() -> None:
    for kind, binding in every_binding():
        assert binding.key not in _PREFIXES, f"{kind.__name__}: {_PREFIXES[binding.key]} takes {binding.key}"
        assert not binding.key.startswith("alt+"), f"{kind.__name__}: {binding.key} is a twin's"
        if binding.key.startswith("ctrl+"):
            assert _CONTROL.fullmatch(binding.key), f"{kind.__name__}: {binding.key} has no twin"
            twin = events.Key(binding.key.replace("ctrl", "alt"), None)
            read_alt_as_ctrl(twin, ())
            assert twin.key == binding.key


def test_what_a_dialog_does_by_a_kept_key_stands_in_its_footer() -> None:
    dialogs = [kind for kind in classes_with_bindings() if issubclass(kind, Dialog)]
    assert len(dialogs) > 5
    for kind in dialogs:
        for binding in kept(bindings_of(kind)).values():
            assert binding.show, (
                f"{kind.__name__}: {binding.key} ({binding.description}) is a key and no more"
            )


async def test_whatever_has_but_a_kept_key_can_be_clicked_in_the_smallest_terminal(folder: Path) -> None:
    save_profiles(folder)
    checked = set[str]()
    with PracticeServer() as server:
        async with wizard(COMPLETE, Step.CONNECTOR, size=SMALLEST, practice=server) as d:
            for place in PLACES:
                if place != "Palette":  # which is what is clicked
                    await visit(d, place)
                    checked |= assert_all_can_be_clicked(d, place)
    assert checked >= {"app.help", "fields.trim", "fields.undo", "secrets.reveal", "step.next", "token.save"}


def assert_all_can_be_clicked(d: Driver, place: str) -> set[str]:
    """Look for a button, a key in the footer or a command of the palette, and return the ids looked for."""
    screen = d.app.screen
    buttons = {button.name for button in screen.query(Button) if button.display}
    (footer,) = screen.query(KeyFooter)
    in_footer = {key.binding_id for key in footer.shown}
    assert {"app.help", "app.palette"} <= in_footer, place
    commands = {command.title.rpartition(": ")[2] for command in d.app.get_system_commands(screen)}
    offered = [
        one
        for one in keyed_actions(screen)
        if one.is_offered
        and one.name not in SCROLLING
        and not (screen.is_modal and one.node is d.app and not one.binding.priority)  # works in no dialog
    ]
    wanted = kept(one.binding.with_key(key) for one in offered for key in one.keys)
    for one, binding in wanted.items():
        is_command = _COMMANDS.get(one, binding.description) in commands
        can_be_clicked = binding.action in buttons or one in in_footer or is_command
        assert can_be_clicked or (place, one) == ("Start", "app.start"), (place, one)
    return {*wanted}


async def click_key(d: Driver, binding_id: str) -> None:
    """Click on a key of the footer."""
    footer = d.app.screen.query_one(KeyFooter)
    await d.until(lambda: binding_id in {key.binding_id for key in footer.shown}, binding_id)
    columns = range(footer.size.width)
    column = next(x for x in columns if (key := footer.key_at(x)) and key.binding_id == binding_id)
    await d.pilot.click(KeyFooter, offset=(column, 0))
    await d.settle()


@pytest.mark.parametrize("size", [SMALLEST, NARROW])
async def test_the_mouse_alone_trims_undoes_reveals_and_closes_in_a_dialog(size: tuple[int, int]) -> None:
    async with wizard(COMPLETE, Step.ADDITIONAL_HEADERS, size=size) as d:
        await d.click("#add")
        await d.on_screen(RowDialog)
        name = d.field("row.name")
        await d.paste("X-Api-Key  ")
        await d.until(lambda: name.value == "X-Api-Key  ", "the name")
        await click_key(d, "fields.trim")
        await d.until(lambda: name.value == "X-Api-Key", "it is trimmed")
        await click_key(d, "fields.undo")
        await d.until(lambda: name.value == "X-Api-Key  ", "that is undone")
        value = d.field("row.value").input
        await d.until(lambda: value.password, "its value is a secret")
        await click_key(d, "secrets.reveal")
        await d.until(lambda: not value.password, "the value is revealed")
        await click_key(d, "app.help")
        await d.on_screen(HelpDialog)
        await click_key(d, "dialog.cancel")
        await d.on_screen(RowDialog)
        await click_key(d, "app.palette")
        await d.sees("Search for commands")
        await d.press("escape")
        await click_key(d, "app.jump") if size == NARROW else await d.press("ctrl+d")
        await d.on_screen(JumpMode)
        await d.click("#jump-hint")
        await d.on_screen(RowDialog)
        await click_key(d, "dialog.cancel")
        await d.on_screen(Question)
        await d.click("#reply-discard")
        await d.on_step(Step.ADDITIONAL_HEADERS)


async def test_the_users_own_keys_of_the_app_stand_in_the_footer_of_a_dialog(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    (folder.parent / "config.toml").write_text('[keys]\n"app.help" = "f11"\n"fields.trim" = "shift+f11"\n')
    async with wizard(COMPLETE, Step.CLIENT) as d:
        d.app.push_screen(SecretsDialog(d.app.journey.profile, ["password"]))
        await d.on_screen(SecretsDialog)
        await d.sees("f11 Help", "Trim", within="KeyFooter")
