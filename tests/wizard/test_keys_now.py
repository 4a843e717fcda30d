"""Sentences, buttons and notices name keys as they are now: whatever a user changes, no old key stays."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from textual.binding import Binding
from textual.widgets import Static

from tui.practice.faults import FAULTS
from tui.practice.server import PracticeServer
from tui.wizard.app import ConnectorDoctorApp
from tui.wizard.keys.key_names import types_text, written_key
from tui.wizard.keys.keymap import own_keys
from tui.wizard.keys.keys_now import key_of, keys_of, with_keys

from .driving import Driver, wizard
from .places import PLACES, save_profiles, visit

SOURCE: Final = Path(__file__).parent.parent.parent / "tui"
WRITERS: Final = (*sorted((SOURCE / "wizard").rglob("*.py")), *(SOURCE / "practice/lessons").glob("*.py"))
NAMED_BY_HAND: Final = re.compile(
    r"\b(?:Ctrl|Alt|Shift)\+\w|\b[Pp]ress [b-z/+-](?![\w'])|\bEsc\b|\bF\d+\b|\((?:[a-z]|Enter)\)$"
)
"""A key in a text. Enter may be one: lists and buttons have it, whatever a user has changed."""
IDS: Final = re.compile(r"\{([a-z]+\.\w+)\}")
NAMES: Final = "tui/wizard/keys/"
"""What the keys are called stands there."""
OF_BUTTONS_AND_LISTS: Final = {"Copy (Enter)"}


def texts_of(path: Path) -> Iterator[str]:
    """Yield each string of a module that is no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value
        if isinstance(node, ast.Tuple) and [getattr(one, "value", "") for one in node.elts[1:]] == ["bold"]:
            yield f"press {getattr(node.elts[0], 'value', '')}"


@pytest.mark.parametrize("path", WRITERS, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_a_text_names_an_action_by_its_id(path: Path) -> None:
    for text in texts_of(path):
        if NAMES not in path.as_posix() and text not in OF_BUTTONS_AND_LISTS:
            assert not NAMED_BY_HAND.search(text), f"{text!r}: name the {{id.of_the_action}} in with_keys()"
        for one in IDS.findall(text):
            assert one in own_keys(), f"{text!r}: there is no action {one}"


def test_without_keys_of_ones_own_they_are_those_of_the_bindings() -> None:
    assert with_keys("Press {result.send}, {app.quit} or {start.search}.") == "Press s, Ctrl+Q or /."
    assert keys_of("start.delete") == ("d", "Del")
    assert with_keys("{ nothing.here } {}") == "{ nothing.here } {}"
    with pytest.raises(KeyError):
        key_of("no.action")


_LETTERS: Final = [letter for letter in map(chr, range(0x03B1, 0x0600)) if letter.islower()]
OTHERS: Final = {
    one: letter if all(map(types_text, keys)) else f"alt+{letter}"
    for (one, keys), letter in zip(sorted(own_keys().items()), _LETTERS, strict=False)
}
"""A key for each action that no other has, and none had before."""
OLD: Final = re.compile(
    r"\b(?:Ctrl|Shift)\+\w|\b[Pp]ress (?:[b-z/+-])(?![\w'])|\bEsc\b|\bF[1-9]\d?\b|\((?:[a-z]|Ctrl\+\w)\)"
)


def now(d: Driver, key: str) -> str:
    """Return the key that does now what a key did before, for what has the focus."""
    screen = d.app.screen
    for node in screen.focused.ancestors_with_self if screen.focused else (screen, d.app):
        for kind in type(node).__mro__:
            for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", ())):
                if binding.key == key and binding.id in OTHERS and kind.__module__.startswith("tui."):
                    return OTHERS[binding.id]
    return key


async def test_no_screen_names_a_key_that_was_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_profiles(folder)
    monkeypatch.setattr(ConnectorDoctorApp, "_take_users_keys", lambda app: app.set_keymap(OTHERS))
    seen = set[str]()
    with PracticeServer(FAULTS[1]) as server:
        async with wizard(practice=server, size=(200, 60)) as d:
            press = d.press

            async def press_now(*keys: str) -> None:
                for key in keys:
                    await press(now(d, "slash" if key == "/" else key))

            monkeypatch.setattr(d, "press", press_now)
            for place in PLACES:
                await visit(d, place)
                shown = {str(one.content) for one in d.app.screen.query(Static) if one.display}
                texts = {d.seen(), *shown, *d.notes}
                found = {key for text in texts for key in OLD.findall(text)}
                assert not found, (place, found, [text for text in texts if OLD.search(text)])
                seen |= {one for one, key in OTHERS.items() if written_key(key) in " ".join(texts)}
    assert len(seen) > len(OTHERS) // 2, "most of them are named somewhere"
