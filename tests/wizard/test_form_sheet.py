"""The Form sheet screen: what to type into the form after the diagnosis, to copy or to write to a file."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from tui.form.journey import Journey
from tui.form.steps import Step
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.fingerprint import check_code
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.wizard.screens.dialogs.word_dialog import WordDialog
from tui.wizard.screens.form_sheet import FormSheetScreen

from .driving import WIDE, Driver, wizard
from .samples import BASIC, BODY, CLIENT_SECRET, COMPLETE, GRANTED, PASSWORD, REFUSED_CLIENT, attempt, record
from .test_palette import choose, offered


async def open_sheet(d: Driver) -> None:
    await d.press("f")
    await d.on_screen(FormSheetScreen)
    await d.sees("Form sheet: acme")


async def test_before_a_run_it_shows_what_the_checks_found() -> None:
    async with wizard(replace(COMPLETE, header_auth_key="X"), Step.REVIEW, size=WIDE) as d:
        await open_sheet(d)
        await d.shows(
            "Not sent yet: this is what the checks before sending found.\n1 field to change", "#sheet"
        )
        await d.shows("» Header Auth Key\n    (leave blank)\n", "#sheet")
        assert {"Copy", "Write to a file", "Back"} <= offered(d)
        await d.press("escape")
        await d.on_step(Step.REVIEW)


async def test_after_a_run_it_holds_what_the_diagnosis_proposes_and_no_secret() -> None:
    connector = replace(COMPLETE, client_authentication=ClientAuthentication.BASIC)
    run = record(
        attempt(401, REFUSED_CLIENT, method=BASIC), attempt(200, GRANTED, method=BODY), connector=connector
    )
    async with wizard(connector, Step.REVIEW, size=WIDE) as d:
        d.app.set_record(run)
        await d.go_to(Step.RESULT)
        await choose(d, "what to type into each field")
        await d.on_screen(FormSheetScreen)
        await d.shows("Form sheet: acme\nWorks with Request Body.\n1 field to change", "#sheet")
        await d.shows("» Oauth2 Client Authentication\n    OAuth 2.0 with Request Body\n", "#sheet")
        await d.shows("  Client Secret\n    (••••••••  19 characters: ", "#sheet")
        assert not any(secret in d.content("#sheet") for secret in (CLIENT_SECRET, PASSWORD))
        await d.press("y")
        await d.until(lambda: any("Copied the form sheet" in note for note in d.notes), "the note")
        assert d.app.clipboard == "\n".join(line.rstrip() for line in d.content("#sheet").split("\n"))
        await d.press("escape")
        await d.on_step(Step.RESULT)


async def test_what_was_changed_after_the_run_and_since_the_file_was_opened_is_told() -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        saved = Profile(COMPLETE, path=Path("acme.toml"))
        d.app.set_journey(Journey.begin(saved))
        d.app.set_record(record(attempt(401, REFUSED_CLIENT)))
        d.app.set_value("client_id", "other")
        await open_sheet(d)
        await d.shows("The connector has changed since the last run. Send again", "#sheet")
        await d.shows("» Client ID\n    other\n    » Changed. Before: “abcd-1234”", "#sheet")


async def test_it_is_written_to_a_file_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with wizard(COMPLETE, Step.REVIEW) as d:
        await open_sheet(d)
        await d.press("w")
        await d.until(lambda: any("Written to" in note for note in d.notes), "the note")
        assert str(_only_sheet_in(tmp_path)) in " ".join(d.notes)
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
        await d.press("w")
        await d.until(lambda: any("Not written: " in note for note in d.notes), "the failure")
        await d.click("#back")
        await d.on_step(Step.REVIEW)


def _only_sheet_in(folder: Path) -> Path:
    (path,) = folder.glob("connector-doctor-form-sheet-*.txt")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text(encoding="utf-8").startswith("Form sheet: acme\n")
    return path


async def test_a_word_that_two_people_agree_on_adds_check_codes() -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=WIDE) as d:
        await open_sheet(d)
        await d.press("c")
        await d.on_screen(WordDialog)
        await d.press(*"blue", "enter")
        await d.on_screen(FormSheetScreen)
        await d.shows(f"check code {check_code(Secret(PASSWORD), 'blue')}", "#sheet")
