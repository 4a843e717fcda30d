"""Ctrl+S from any step: it saves at once where there is a name, says where, and never replaces unasked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tui.form.journey import Journey
from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, Connector
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromEnv
from tui.profiles.storage import list_profiles
from tui.profiles.writing import save_profile
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.steps.step_screen import StepScreen

from .driving import Driver, wizard
from .samples import CLIENT_SECRET, COMPLETE, PASSWORD, put


async def saved(d: Driver, path: Path, times: int = 1) -> None:
    """Wait until it is said that the profile was saved, and where."""

    def is_said() -> bool:
        return [f"✓ Saved {path}" in note for note in d.notes].count(True) == times

    await d.until(is_said, f"it is saved in {path}")


def step_of(d: Driver) -> Step:
    assert isinstance(d.app.screen, StepScreen)
    return d.app.screen.step


async def test_a_named_connector_is_saved_from_where_the_user_is_and_then_again(folder: Path) -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.press("ctrl+s")
        await saved(d, folder / "acme.toml")
        assert "Asked for each time: Client Secret, Password Grant Password." in d.notes[0]
        text = (folder / "acme.toml").read_text()
        assert CLIENT_SECRET not in text
        assert PASSWORD not in text
        assert not d.app.journey.has_unsaved_work
        await d.fill("client_id", "another")
        await d.press("ctrl+s")
        await saved(d, folder / "acme.toml", times=2)
        assert load_profile(folder / "acme.toml").connector.client_id == "another"
        await d.focus_is("client_id")
        assert step_of(d) is Step.CLIENT


async def test_without_a_name_it_is_asked_for(folder: Path) -> None:
    async with wizard(Connector(client_id="abcd"), Step.CLIENT) as d:
        await d.press("ctrl+s")
        await d.on_step(Step.SAVE)
        await d.focus_is("name")
        assert not list_profiles()
        await d.paste("new")
        await d.press("ctrl+s")
        await d.until(lambda: "✓ Saved" in d.content("#save-outcome"), "it is saved")
        assert load_profile(folder / "new.toml").connector.client_id == "abcd"


async def test_a_name_that_is_taken_replaces_nothing(folder: Path) -> None:
    theirs = put(folder / "acme.toml", "somebody else's")
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.press("ctrl+s")
        await d.on_step(Step.SAVE)
        await d.focus_is("name")
        assert "already" in d.notes[0]
        assert theirs.read_text() == "somebody else's"
        # The name is selected, so another one takes its place.
        await d.press("x", "ctrl+s")
        await d.until(lambda: "✓ Saved" in d.content("#save-outcome"), "it is saved")
        assert theirs.read_text() == "somebody else's"
        assert load_profile(folder / "x.toml").connector.client_id == COMPLETE.client_id


@pytest.mark.parametrize("answer", ["escape", "ours", "other"])
async def test_a_file_that_was_changed_meanwhile_is_asked_about(folder: Path, answer: str) -> None:
    path = put(folder / "acme.toml", "")
    opened = save_profile(Profile(COMPLETE), path)
    theirs = replace(COMPLETE, additional_headers=(AdditionalRow("X-New", "theirs"),))
    save_profile(Profile(theirs), path)
    async with wizard(profile=replace(opened, connector=COMPLETE), at=Step.TOKEN_ENDPOINT) as d:
        await d.fill("token_url", "https://idp.example.com/mine")
        await d.press("ctrl+s")
        await d.on_screen(Question)
        await d.sees("The file was changed")
        assert load_profile(path).connector.token_url == COMPLETE.token_url
        if answer == "escape":
            await d.press("escape")
            await d.on_step(Step.TOKEN_ENDPOINT)
            assert load_profile(path).connector.additional_headers == theirs.additional_headers
        elif answer == "ours":
            await d.click("#reply-ours")
            await saved(d, path)
            assert load_profile(path).connector.token_url == "https://idp.example.com/mine"
        else:
            await d.click("#reply-other")
            await d.on_step(Step.SAVE)
            await d.focus_is("path")
            assert load_profile(path).connector.additional_headers == theirs.additional_headers


async def test_a_file_name_that_was_typed_is_where_it_goes(folder: Path) -> None:
    async with wizard(COMPLETE, Step.SAVE) as d:
        await d.fill("path", "elsewhere")
        await d.go_to(Step.CLIENT)
        await d.press("ctrl+s")
        await saved(d, folder / "elsewhere.toml")
        assert not (folder / "acme.toml").exists()


async def test_a_variable_that_cannot_be_is_not_saved(folder: Path) -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        profile = Profile(COMPLETE, {"client_secret": FromEnv("not a name")})
        d.app.set_journey(Journey(profile, Profile(COMPLETE)))
        await d.press("ctrl+s")
        await d.on_step(Step.SAVE)
        assert not list_profiles()
