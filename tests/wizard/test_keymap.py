"""Keys of the user's own: they work and are shown everywhere; what can't be used is said and stops nobody."""

from __future__ import annotations

import json
import os
import string
import tomllib
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.dom import DOMNode

from tui.docs.pages import read_page
from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.profiles.profile_paths import config_file
from tui.wizard.keys.bindings_here import keyed_actions
from tui.wizard.keys.key_names import WrongKeyError, read_keys, written_key
from tui.wizard.keys.keymap import TOGETHER, checked, own_keys, read_keymap
from tui.wizard.keys.own_keys import page_with_own_keys
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.widgets.help_text import TableText

from .driving import WIDE, wizard
from .key_ids import PAGE, page_with, table
from .samples import COMPLETE
from .test_keys import bindings_of, classes_with_bindings, keys_in

FILE: Final = "config.toml"


def test_the_page_lists_every_id_with_its_own_keys() -> None:
    assert PAGE.read_text("utf-8") == page_with(table()), "run python -m tests.wizard.key_ids"
    bound: dict[str, set[str]] = {}
    for kind in classes_with_bindings():
        for binding in bindings_of(kind):
            bound.setdefault(binding.id or "", set()).add(binding.key)
    assert {one: set(keys) for one, keys in own_keys().items()} == bound


@pytest.mark.parametrize("kind", sorted(classes_with_bindings(), key=str))
def test_the_ids_of_one_screen_are_known_to_be_together(kind: type[DOMNode]) -> None:
    ours = [base for base in kind.__mro__ if base.__module__.startswith("tui.wizard.")]
    groups = {(binding.id or "").partition(".")[0] for base in ours for binding in bindings_of(base)}
    assert any(groups <= together for together in TOGETHER), f"not in TOGETHER: {groups}"


async def test_own_keys_work_and_stand_in_footer_help_and_pages(folder: Path) -> None:
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text(
        '[keys]\n"step.next" = "ctrl+b, f11"\n"review.send" = "S"\n"app.help" = "f6"\n"step.6" = "f1"\n'
    )
    async with wizard(COMPLETE, Step.CLIENT, size=WIDE) as d:
        await d.sees("^b Next", "f6 Help", within="KeyFooter")
        await d.press("ctrl+n", "ctrl+b")
        await d.on_step(Step.RESOURCE_OWNER)
        await d.press("f11")
        await d.on_step(Step.TOKEN_ENDPOINT)
        assert "Ctrl+B" in [written_key(key) for one in keyed_actions(d.app.screen) for key in one.keys]
        await d.press("f1")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        await d.press("f6")
        await d.on_screen(HelpDialog)
        await d.sees("Ctrl+B, F11", within="#help-page")
        pages = [page_with_own_keys(one, d.app._keymap) for one in ("keys", "key-ids")]
        assert all("| Ctrl+B, F11 |" in page for page in pages)
        assert "| Ctrl+N " not in pages[0].partition("## Start")[0]
        assert "| step.next | Ctrl+N |" not in pages[1]
        assert d.notes == []


ON_NO_ROW: Final = {"rail.choose", "rail.back"}
"""The ids whose keys do in the list of steps what they do everywhere: the page has no row for them."""


@pytest.mark.parametrize("one", sorted(own_keys()))
def test_each_key_of_ones_own_stands_in_its_rows_and_in_no_others(one: str) -> None:
    before = read_page("keys").text.splitlines()
    after = page_with_own_keys("keys", {one: "f11,f12"}).splitlines()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert bool(changed) == (one not in ON_NO_ROW)
    for old, new in changed:
        if not old.startswith("|"):
            assert {key for key in map(written_key, own_keys()[one]) if f"`{key}`" in old}
            continue
        (gone, does), (came, _) = ([cell.strip() for cell in line.split("|")[1:3]] for line in (old, new))
        assert set(keys_in(gone)) - set(keys_in(came)) <= set(own_keys()[one]), (old, new)
        assert set(keys_in(came)) - set(keys_in(gone)) <= {"f11", "f12"}, (old, new)
        assert {"f11", "f12"} <= set(keys_in(came))
        assert set(keys_in(gone)) & set(own_keys()[one]), (old, new)
        assert ("in the list of steps" in does) == one.startswith("rail."), (old, new)


def test_only_the_key_that_was_changed_is_another_in_a_row_with_several() -> None:
    page = page_with_own_keys(
        "keys",
        {"start.open": "x", "step.tab_before": "f11", "step.6": "f1", "api.header": "b", "rail.up": "z"},
    )
    assert "| x, Enter | open the chosen profile" in page
    assert "| F11, → | the previous tab" in page
    assert "| F2, F3, F4, F5, F1, F7, F8, F9, F10 | go to step" in page
    assert "| b, a | add a row |" in page
    assert "| z, ↓ | in the list of steps" in page
    assert "| ↑, ↓           | the field above, below" in page


SIGNS: Final = "`[_|<\\"
"""What Markdown or Textual's markup would read something in."""


async def test_whatever_sign_a_key_is_it_is_shown_as_it_is(folder: Path) -> None:
    config_file().parent.mkdir(parents=True, exist_ok=True)
    for sign in SIGNS:
        config_file().write_text(f"[keys]\n'start.new' = {json.dumps(sign)}\n")
        async with wizard(size=WIDE) as d:
            await d.sees(f"New ({sign})", f"{sign} New: enter each field")
            await d.press("f1")
            await d.on_screen(HelpDialog)
            await d.sees(f"{sign} New", within="#help-page")
            await d.press("right")
            await d.sees("Every key of the wizard", within="#help-page")
            texts = [str(one.render()) for one in d.app.screen.query(TableText)]
            assert any(line.split()[:2] == [sign, "a"] for text in texts for line in text.splitlines())
            assert d.notes == []


def test_own_keys_stand_in_the_sentences_of_every_page() -> None:
    own = {"copy.write": "ctrl+b", "faults.lessons": "f11", "start.practice": "x", "app.help": "f6"}
    assert "`Ctrl+B` writes it to a file instead" in page_with_own_keys("wizard", own)
    assert "`F11` in the list of the demo's faults" in page_with_own_keys("practice", own)
    assert "`x` on the start screen" in page_with_own_keys("tour", own)
    assert "`F6` in the wizard shows" in page_with_own_keys("fields", own)


async def test_what_cannot_be_used_is_said_and_the_wizard_starts(folder: Path) -> None:
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text('[keys]\n"step.nxt" = "f11"\n"app.quit" = "f9"\n')
    async with wizard(Connector(), Step.CONNECTOR) as d:
        said = [note.message for note in d.app._notifications]
        file = config_file()
        assert said == [
            f'{file}: keys."step.nxt" is the id of no action; did you mean "step.next"? It is left out.',
            f'{file}: keys."app.quit": F9 is the key of "step.9" on the same screen. It is left out.',
        ]
        await d.press("ctrl+q")
        assert d.app._exit


async def test_another_key_to_quit_works_behind_the_cover_too(folder: Path) -> None:
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text('[keys]\n"app.quit" = "f11"\n')
    async with wizard(Connector(), Step.CONNECTOR, size=(40, 10)) as d:
        await d.press("ctrl+q")
        assert not d.app._exit
        await d.press("f11")
        assert d.app._exit


@pytest.mark.parametrize(
    ("entries", "kept", "said"),
    [
        ({"token.copy": "c"}, ["token.copy"], ""),
        ({"token.copy": "`", "start.new": "`, n"}, ["token.copy", "start.new"], ""),
        ({"result.send": "t", "result.token": "s"}, ["result.send", "result.token"], ""),  # changed places
        ({"review.send": "c"}, [], 'c is the key of "review.curl"'),
        ({"review.send": "x", "review.curl": "x"}, ["review.send"], 'x is the key of "review.send"'),
        ({"review.send": "x", "result.send": "z"}, ["review.send", "result.send"], ""),  # other screens
        ({"step.next": "n"}, [], "types text"),
        ({"step.next": "ctrl+k"}, [], "edits text"),
        ({"start.new": "ctrl+i"}, [], "the same for it as for Tab"),
        ({"start.new": "hyper+x"}, [], "none of alt, ctrl, shift"),
        ({"start.new": ""}, [], "it names no key"),
        ({"start.new": ["x"]}, [], "allowed: a string of keys"),
        ({"nothing.like.it": "x"}, [], "connector-doctor help key-ids lists them"),
    ],
)
def test_each_entry_is_checked(entries: dict[str, object], kept: list[str], said: str) -> None:
    keymap = checked(entries, FILE)
    assert [*keymap.keys] == kept
    assert said in "".join(keymap.problems)
    assert len(keymap.problems) == len(entries) - len(kept)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[keys\n", "is not TOML"),
        (b"\xff\xfe", "is not TOML"),
        (b"keys = 1\n", "must be a table of ids and keys. Your own keys are left out."),
        (b"#" * 70_000, "has more than 65,536 bytes"),
        ("ä".encode() * 40_000, "has more than 65,536 bytes"),
        (b"[other]\nx = 1\n", ""),
    ],
)
def test_a_file_that_is_none_is_said(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / FILE
    path.write_bytes(content)
    keymap = read_keymap(path)
    assert keymap.keys == {}
    assert said in "".join(keymap.problems)
    assert bool(said) == bool(keymap.problems)
    assert read_keymap(tmp_path / "none.toml").problems == ()
    assert "can't be read" in read_keymap(tmp_path).problems[0]


@given(st.text(max_size=20))
def test_whatever_is_written_as_a_key_is_read_or_refused_in_words(text: str) -> None:
    try:
        keys = read_keys(text)
    except WrongKeyError as error:
        assert str(error)  # noqa: PT017 (one of the two)
    else:
        assert all(keys)


def test_a_key_that_is_written_is_read_again() -> None:
    for character in set(string.printable) - set(string.whitespace):
        (key,) = read_keys(character)
        assert read_keys(key) == read_keys(written_key(key)) == (key,)
    for key in ("ctrl+n", "G", "n", "f12", "shift+up", "escape", "plus", "alt+left", "pagedown", "shift+f1"):
        assert read_keys(written_key(key)) == (key,)


def test_the_example_of_the_page_can_be_used() -> None:
    example = read_page("key-ids").text.partition("```toml\n")[2].partition("```")[0]
    assert checked(tomllib.loads(example)["keys"], FILE).problems == ()
    assert os.fspath(config_file()).endswith(FILE)
