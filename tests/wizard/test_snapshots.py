"""Pictures of every screen and dialog, at the two sizes that the layout is made for.

After a change that is meant: `pytest -n 0 tests/wizard/test_snapshots.py --snapshot-update`, and look
at the pictures. Nothing in them depends on the machine: no time, port, path or keychain of its own.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from syrupy.assertion import SnapshotAssertion
from textual._compositor import LayoutUpdate
from textual.strip import Strip
from textual.theme import Theme
from textual.widgets import Collapsible, Input, Static, TextArea

from tui.diagnosis.finding import Finding
from tui.form.journey import RunRecord
from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.practice.lessons.lesson import Ask
from tui.practice.lessons.server_lessons import ACCOUNT_LOCKED
from tui.practice.lessons.under_way import LessonUnderWay
from tui.practice.server import PracticeServer
from tui.profiles.memory.lessons import LessonProgress, keep_progress
from tui.profiles.profile import Profile
from tui.profiles.writing import save_profile
from tui.wizard.appearance import remember_theme
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.faults_dialog import FaultsDialog
from tui.wizard.screens.dialogs.field_chooser import FieldChooser
from tui.wizard.screens.dialogs.help_dialog import HelpDialog
from tui.wizard.screens.dialogs.row_dialog import RowDialog
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.jump_mode import JumpMode
from tui.wizard.screens.school.lesson_dialog import LessonDialog
from tui.wizard.screens.school.solved_dialog import SolvedDialog
from tui.wizard.screens.steps.step_screens import screen_of
from tui.wizard.themes import DARK, LIGHT
from tui.wizard.widgets.frame.key_footer import KeyFooter

from .driving import NARROW, WIDE, Driver, wizard
from .samples import (
    COMPLETE,
    GRANTED,
    REFUSED_ACCOUNT,
    attempt,
    put,
    record,
    skipped_attempt,
)

SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=lambda size: "x".join(map(str, size)))
ROWS = replace(
    COMPLETE,
    additional_headers=(AdditionalRow("Accept", "*/*"), AdditionalRow("X-Api-Key", Secret("made up"))),
    additional_request_data=(AdditionalRow("scope", "tickets.read"),),
)
FINDING = Finding(
    id="test.account",
    severity="error",
    culprits=("password", "username"),
    title="The account is not accepted.",
    cause="Made up for a picture: the response names invalid_grant.",
    fix="Type the password again.",
    evidence=("error=invalid_grant",),
    lockout_risk=True,
    reference="RFC 6749 §5.2",
)


@pytest.fixture(autouse=True)
def fixed_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[None]:
    """Keep profiles in a folder of the same name everywhere, and show times in UTC."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", "home")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


class Album:
    """Compares what the app shows with the picture kept of it."""

    def __init__(self, snapshot: SnapshotAssertion, folder: Path) -> None:
        self._snapshot = snapshot.use_extension(SVGImageExtension)
        self._folder = folder

    async def check(self, d: Driver, name: str) -> None:
        for screen in d.app.screen_stack:  # those behind a dialog are seen too
            for field in (*screen.query(Input), *screen.query(TextArea)):
                field.cursor_blink = False
        picture = await still_picture(d)
        path = self._folder / f"{name}.svg"
        path.write_text(picture)
        assert picture == self._snapshot(name=name), f"what was seen is in {path}"


_LOOKS: Final = 2
"""How often a picture has to look the same again to count as still."""
_BETWEEN_LOOKS: Final = 0.05
"""Seconds. Each look paints the whole screen."""
_WAITING: Final = frozenset({"send", "run", "experiment", "life", "proof"})
"""The groups of workers that may wait for a server or for the user. All others make what is to be seen."""


async def still_picture(d: Driver) -> str:
    """Return the picture once it no longer changes."""
    screen = d.app.screen
    looks: list[list[Strip]] = []
    last_look = 0.0

    def rests() -> bool:
        nonlocal last_look
        # The footer shows a change a moment later; a button that was pressed looks so for a moment.
        has_footer = all(footer.keys for footer in screen.query(KeyFooter))
        is_made = all(worker.is_finished or worker.group in _WAITING for worker in d.app.workers)
        if not (has_footer and is_made and d.is_quiet) or screen.query("Button.-active"):
            looks.clear()
            return False
        if time.monotonic() < last_look + _BETWEEN_LOOKS:
            return False
        painted = screen._compositor.render_update(full=True, screen_stack=d.app._background_screens)
        assert isinstance(painted, LayoutUpdate)
        looks.append([Strip.join(line) for line in painted.strips])
        last_look = time.monotonic()
        return len(looks) > _LOOKS and all(look == looks[-1] for look in looks[-_LOOKS - 1 :])

    await d.settle()
    await d.until(rests, "the picture rests")
    return d.app.export_screenshot()


@pytest.fixture
def album(snapshot: SnapshotAssertion, tmp_path: Path) -> Album:
    return Album(snapshot, tmp_path)


@SIZES
async def test_form(album: Album, size: tuple[int, int]) -> None:
    async with wizard(ROWS, Step.CONNECTOR, size=size) as d:
        for step in list(Step)[:7]:
            await d.go_to(step)
            await album.check(d, step.name.lower())
        await d.go_to(Step.CLIENT_AUTHENTICATION)
        d.app.screen.query_one("#sending", Collapsible).collapsed = False
        form = d.app.screen.query_one("#form")

        def is_scrolled() -> bool:
            form.scroll_end(animate=False, immediate=True)
            return "Blank: the environment's proxy" in d.seen("#form") and form.is_vertical_scroll_end

        await d.until(is_scrolled, "the end of the form")
        await album.check(d, "client_authentication_unfolded")


@SIZES
async def test_form_with_something_wrong(album: Album, size: tuple[int, int]) -> None:
    async with wizard(Connector(name="acme", client_id=" abcd\u200b"), Step.CLIENT, size=size) as d:
        await d.press("ctrl+n")
        await d.focus_is("client_id")
        await album.check(d, "client")
        await d.go_to(Step.REVIEW)
        await album.check(d, "review")


@SIZES
async def test_review_and_save(album: Album, size: tuple[int, int]) -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=size) as d:
        await d.sees("Directly to idp.example.com:443")
        await album.check(d, "http")
        await d.press("c")
        await d.sees("curl --disable --config -")
        await album.check(d, "curl")
        await d.go_to(Step.SAVE)
        await album.check(d, "save")
        await d.press("enter")
        await d.until(lambda: "✓ Saved" in d.content("#save-outcome"), "it is saved")
        await album.check(d, "saved")


async def tabs_are_there(d: Driver) -> None:
    """Wait for what comes below the verdict once that has been painted."""
    await d.sees("skipped")
    await d.drawn()


@SIZES
async def test_result(album: Album, size: tuple[int, int]) -> None:
    works = record(attempt(200, GRANTED), skipped_attempt())
    refused = record(attempt(400, REFUSED_ACCOUNT), skipped_attempt())
    async with wizard(COMPLETE, Step.CONNECTOR, size=size) as d:
        await d.go_to(Step.RESULT)
        await album.check(d, "nothing_sent")
        for name, shown in (("works", replace(works, findings=())), ("fails", with_finding(refused))):
            await d.go_to(Step.CONNECTOR)
            d.app.set_record(shown)
            await d.go_to(Step.RESULT)
            await tabs_are_there(d)
            await album.check(d, name)
        await d.focus_is("headline")
        await d.press("enter")
        await d.focus_is("password")
        await album.check(d, "in_place")
        await d.press("escape")
        await d.focus_is("headline")
        await d.press("v")
        await d.until(lambda: not d.app.screen.query(Collapsible).last().collapsed, "the evidence")
        await album.check(d, "evidence")
        await d.open_attempt(1)
        await album.check(d, "attempt")
        await d.open_attempt(2)
        await album.check(d, "skipped")
        await d.press("G")
        await d.on_screen(FieldChooser)
        await album.check(d, "go_to_field")


@SIZES
async def test_in_place(album: Album, size: tuple[int, int]) -> None:
    grant = AdditionalRow("grant_type", "x_grant")
    rows = replace(COMPLETE, additional_request_data=(grant, AdditionalRow("api_key", Secret("made up"))))
    token_alone = b"eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln"
    missing = {"error": "invalid_request", "error_description": "a parameter is missing"}
    async with wizard(rows, Step.CONNECTOR, size=size) as d:
        for name, status, answer in (
            ("row_to_add", 400, {"error": "invalid_scope"}),
            ("row_to_delete", 400, {"error": "unsupported_grant_type"}),
            ("row_to_choose", 400, missing),
            ("choice", 200, token_alone),
        ):
            refused = attempt(status, answer, connector=rows)
            await d.go_to(Step.CONNECTOR)
            d.app.set_record(record(refused, skipped_attempt(), connector=rows))
            await d.go_to(Step.RESULT)
            await tabs_are_there(d)
            await d.focus_is("headline")
            await d.press("enter")
            await d.until(lambda: bool(d.app.screen.query(".in-place")), "the editor")
            await album.check(d, name)


def with_finding(shown: RunRecord) -> RunRecord:
    return replace(shown, findings=(FINDING,))


@SIZES
async def test_form_sheet(album: Album, size: tuple[int, int]) -> None:
    refused = with_finding(record(attempt(400, REFUSED_ACCOUNT), skipped_attempt()))
    async with wizard(ROWS, Step.REVIEW, size=size) as d:
        await d.press("f")
        await d.sees("Form sheet: acme")
        await album.check(d, "not_sent")
        await d.press("escape")
        await d.on_step(Step.REVIEW)
        d.app.set_record(replace(refused, connector=ROWS))
        await d.go_to(Step.RESULT)
        await d.press("f")
        await d.sees("Form sheet: acme")
        await d.sees("Fails: the account is not accepted.")
        d.app.screen.query_one("#sheet-part").scroll_to(y=18, animate=False, immediate=True)
        await d.sees("» Password Grant Password")
        await album.check(d, "after_a_run")


@SIZES
async def test_compare(album: Album, size: tuple[int, int]) -> None:
    async with wizard(ROWS, Step.REVIEW, size=size) as d:
        await d.press("d")
        await d.sees("Compare with a request that works")
        await d.paste(
            "curl -k https://idp.example.com/oauth2/token/ -u abcd-1234:CL1ENT/secret+7f3a= "
            "-H 'X-Api-Key: made up' -d 'grant_type=password&username=svc.connector@example.com' "
            "-d 'password={{password}}&resource=tickets'"
        )
        await d.sees("Recognized: curl.")
        await d.press("down", "a")
        await d.sees("taken over", within="#differences")
        await d.sees("Client Secret The same but for upper and lower case.", within="#difference")
        await album.check(d, "differences")


@SIZES
async def test_pasted_request(album: Album, size: tuple[int, int]) -> None:
    async with wizard(size=size) as d:
        await d.press("p")
        await d.paste(
            "curl -k https://idp.example.com/token -u app:made-up -d 'username=svc&password=made-up'"
        )
        await d.sees("Recognized", within="#explained")
        await album.check(d, "pasted-request")


@SIZES
async def test_start(album: Album, size: tuple[int, int]) -> None:
    async with wizard(size=size) as d:
        await d.focus_is("new")
        await album.check(d, "no_profiles")
    for index, name in enumerate(("older", "broken", "newer")):
        path = put(Path("home/profiles") / f"{name}.toml", "schema = 1\n[oauth2]\nclient_idd = 1\n")
        if name != "broken":
            save_profile(Profile(replace(COMPLETE, name=name)), path)
        os.utime(path, (86_400.0 * index, 86_400.0 * index))
    async with wizard(size=size) as d:
        await d.focus_is("profiles")
        await album.check(d, "profiles")
        await d.press("d")
        await d.on_screen(Question)
        await album.check(d, "delete")
        await d.press("escape", "o")
        await d.on_screen(SecretsDialog)
        await d.focus_is("secret.0")
        behind = d.app.screen_stack[-2].query_one("#route", Static)
        await d.until(lambda: "Directly" in str(behind.content), "the way is told behind the dialog")
        await album.check(d, "secrets")


@SIZES
async def test_dialogs(album: Album, size: tuple[int, int]) -> None:
    async with wizard(Connector(), Step.CONNECTOR, size=size) as d:
        await d.press("f12")
        await d.on_screen(HelpDialog)
        await album.check(d, "help")
        await d.press("slash")
        await d.paste("client secret")
        await d.sees("The fields of the form › Client Secret")
        await album.check(d, "help_search")
        await d.press("escape", "escape")
        await d.on_step(Step.CONNECTOR)
        await d.press("ctrl+d")
        await d.on_screen(JumpMode)
        await album.check(d, "jump_mode")
        await d.press("escape")
        await d.on_step(Step.CONNECTOR)
        await d.paste("acme")
        await d.press("escape")
        await d.on_screen(Question)
        await album.check(d, "unsaved_work")
        await d.press("escape")
        d.app.show(screen_of(Step.ADDITIONAL_HEADERS))
        await d.on_step(Step.ADDITIONAL_HEADERS)
        await d.press("a")
        await d.on_screen(RowDialog)
        await d.paste("x-api")
        await d.press("tab")
        await d.paste("bad\n")
        await d.press("enter")
        await d.focus_is("row.value")
        await album.check(d, "row")


@SIZES
async def test_practice_faults(album: Album, size: tuple[int, int]) -> None:
    async with wizard(size=size) as d:
        d.app.push_screen(FaultsDialog(PracticeServer().fault))
        await d.on_screen(FaultsDialog)
        await album.check(d, "faults")


@SIZES
async def test_lessons(album: Album, size: tuple[int, int]) -> None:
    keep_progress(LessonProgress(frozenset({"new-secret", "copied-id"}), frozenset({"copied-id", "moved"})))
    async with wizard(size=size) as d:
        await d.press("t")
        await d.sees("2 of 12 solved")
        await album.check(d, "lessons")
        # Over the list: the step below would show the server's port.
        d.app.lesson = LessonUnderWay(ACCOUNT_LOCKED).with_hint().with_asked(Ask.ACCOUNT_STATE)
        d.app.push_screen(LessonDialog(d.app.lesson, begins=False))
        await d.on_screen(LessonDialog)
        await d.sees("Hint:")
        await album.check(d, "lesson")
        d.app.pop_screen()
        d.app.push_screen(SolvedDialog(d.app.lesson, d.app.progress))
        await d.on_screen(SolvedDialog)
        await d.sees("What you learned")
        await album.check(d, "lesson-solved")


async def test_too_small(album: Album) -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=(60, 15)) as d:
        await d.sees("This terminal is too small.")
        # Where the focused field had itself scrolled to, sooner or later.
        d.app.screen.scroll_end(animate=False, immediate=True)
        await album.check(d, "too_small")


OTHER_LOOKS = [
    *(pytest.param(LIGHT, size, id=f"light-{size[0]}") for size in ((60, 20), NARROW, WIDE, (200, 50))),
    *(pytest.param(DARK, size, id=f"dark-{size[0]}") for size in ((60, 20), (200, 50))),
]
"""The looks that the other pictures don't have: those are dark, at the two usual sizes."""


@pytest.mark.parametrize(("theme", "size"), OTHER_LOOKS)
async def test_in_both_themes_at_all_sizes(album: Album, theme: Theme, size: tuple[int, int]) -> None:
    remember_theme(theme.name)
    refused = with_finding(record(attempt(400, REFUSED_ACCOUNT), skipped_attempt()))
    async with wizard(COMPLETE, Step.CLIENT, size=size) as d:
        await album.check(d, "client")
        await d.go_to(Step.CLIENT_AUTHENTICATION)
        await album.check(d, "client_authentication")
        await d.go_to(Step.REVIEW)
        await d.sees("Directly to idp.example.com:443")
        await album.check(d, "review")
        d.app.set_record(refused)
        await d.go_to(Step.RESULT)
        await tabs_are_there(d)
        await album.check(d, "fails")
