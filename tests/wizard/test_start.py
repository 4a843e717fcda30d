"""The start screen: the saved profiles, and what can be done with them."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Button, OptionList

from tui.form.steps import Step
from tui.oauth2.connector import Connector
from tui.oauth2.secret import Secret
from tui.profiles.memory.remembered import RememberedRun
from tui.profiles.memory.store import remember
from tui.profiles.profile import Profile
from tui.profiles.profile_paths import config_file, state_folder
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromPlain, SecretSource
from tui.profiles.trash import trashed_profiles
from tui.profiles.writing import save_profile
from tui.wizard.appearance import remembered_theme
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.name_dialog import NameDialog
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.start import StartScreen

from .driving import NARROW, WIDE, wizard
from .samples import CLIENT_SECRET, COMPLETE, PASSWORD, put

PLAIN: Mapping[str, SecretSource] = {"client_secret": FromPlain(), "password": FromPlain()}


def save(
    path: Path,
    name: str = "acme",
    sources: Mapping[str, SecretSource] = PLAIN,
    token_url: str = COMPLETE.token_url,
) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    save_profile(Profile(replace(COMPLETE, name=name, token_url=token_url), sources), path)
    return path


async def test_without_profiles_enter_begins_a_new_connector(folder: Path) -> None:
    async with wizard() as d:
        await d.shows(f"No profiles yet. They will be saved in {folder}", "#profiles-title")
        await d.press("o", "c", "d", "delete")  # there is nothing to do them with
        await d.on_screen(StartScreen)
        await d.focus_is("new")
        await d.press("enter")
        await d.on_step(Step.CONNECTOR)
        await d.focus_is("name")


async def test_a_profile_is_opened_at_review(folder: Path) -> None:
    save(folder / "one.toml", "the one")
    async with wizard(size=WIDE) as d:
        await d.sees("the one")
        await d.sees("https://idp.example.com/oauth2/token one.toml")
        await d.press("enter")
        await d.on_step(Step.REVIEW)
        assert d.connector == replace(COMPLETE, name="the one")
        await d.focus_is("next")


async def test_a_copy_gets_a_name_of_its_own_and_is_listed(folder: Path) -> None:
    save(folder / "acme.toml")
    async with wizard(size=WIDE) as d:
        await d.sees("acme")
        await d.press("c")
        await d.sees("acme copy")
        assert load_profile(folder / "acme-copy.toml").connector == replace(COMPLETE, name="acme copy")


async def test_a_profile_is_deleted_only_when_the_user_says_so(folder: Path) -> None:
    path = save(folder / "acme.toml")
    async with wizard(size=WIDE) as d:
        for keys in (["enter"], ["escape"]):
            await d.press("d")
            await d.on_screen(Question)
            await d.sees("it can be put back for a week", within="#dialog")
            assert f"acme({path})" in d.seen("#dialog").replace(" ", "")
            await d.press(*keys)
            await d.on_screen(StartScreen)
            assert path.exists()
        await d.click("#delete")
        await d.on_screen(Question)
        await d.press("right", "enter")
        await d.sees("No profiles yet.", "Deleted acme.toml. Press u to undo it.")
        assert not path.exists()
        await d.press("u")
        await d.sees("acme.toml is back.")
        assert path.exists()
        await d.press("d")
        await d.on_screen(Question)
        await d.press("right", "right", "enter")
        await d.sees("Deleted acme.toml for good.")
        assert trashed_profiles() == ()


async def test_a_key_that_is_a_brace_is_said_when_a_profile_is_deleted(folder: Path) -> None:
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text("[keys]\n'start.undo' = '{'\n")
    path = save(folder / "acme.toml")
    async with wizard(size=WIDE) as d:
        await d.press("d")
        await d.on_screen(Question)
        await d.press("right", "enter")
        await d.sees("Deleted acme.toml. Press { to undo it.")
        assert not path.exists()


async def test_a_broken_profile_shows_what_is_wrong_and_opening_it_says_so(folder: Path) -> None:
    path = put(folder / "broken.toml", 'schema = 1\n[oauth2]\nclient_idd = "x"\n')
    async with wizard(size=WIDE) as d:
        await d.sees("unknown key; did you mean oauth2.client_id?")
        await d.press("enter")
        await d.on_screen(Question)
        await d.sees("The profile can't be opened")
        await d.sees("broken.toml", "client_idd", "client_id", within="#dialog")
        await d.press("c", "enter")
        await d.on_screen(StartScreen)
        # It can be deleted all the same.
        await d.press("d")
        await d.on_screen(Question)
        await d.press("right", "enter")
        await d.sees("No profiles yet.")
        assert not path.exists()


async def test_what_happens_in_the_folder_meanwhile_is_told(folder: Path) -> None:
    path = save(folder / "acme.toml")
    async with wizard(size=WIDE) as d:
        await d.sees("acme")
        path.unlink()
        await d.press("enter")
        await d.on_screen(Question)
        await d.sees("there is no such profile")
        await d.press("enter")
        await d.sees("No profiles yet.")


async def test_a_folder_that_cannot_be_read_is_told_and_no_end_of_the_app(folder: Path) -> None:
    put(folder, "a file in the place of the folder")
    async with wizard(size=WIDE) as d:
        await d.sees("the profiles can't be listed")
        await d.press("n")
        await d.on_step(Step.CONNECTOR)


async def test_the_secrets_that_are_missing_are_asked_for_and_no_others(folder: Path) -> None:
    save(folder / "acme.toml", sources={"client_secret": FromPlain()})
    async with wizard(size=WIDE) as d:
        await d.sees("acme")
        await d.press("o")
        await d.on_screen(SecretsDialog)
        await d.sees("Password Grant Password", within="#dialog")
        assert "Client Secret" not in d.seen("#dialog")
        await d.focus_is("secret.0")
        await d.paste(PASSWORD)
        await d.sees("•" * len(PASSWORD), within="#dialog")
        assert PASSWORD not in d.seen()
        await d.press("ctrl+r")
        await d.sees(PASSWORD, within="#dialog")
        await d.press("enter")
        await d.on_step(Step.REVIEW)
        assert d.connector == COMPLETE
        assert not d.app.journey.has_unsaved_work
        await d.sees("Send (s)")


async def test_secrets_can_be_given_later_and_missing_ones_are_told(folder: Path) -> None:
    save(folder / "acme.toml", sources={})
    async with wizard(size=WIDE) as d:
        await d.sees("acme")
        await d.press("o")
        await d.on_screen(SecretsDialog)
        await d.focus_is("secret.0")
        await d.paste(CLIENT_SECRET)
        await d.press("enter")
        await d.focus_is("secret.1")
        await d.press("enter")
        await d.on_step(Step.REVIEW)
        assert d.connector.client_secret == Secret(CLIENT_SECRET)
        await d.sees("✗ Password Grant Password: This field is required.", within="#problems")


async def test_secrets_come_from_the_environment(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(folder / "acme.toml", sources={})
    monkeypatch.setenv("CONNECTOR_DOCTOR_CLIENT_SECRET", CLIENT_SECRET)
    monkeypatch.setenv("CONNECTOR_DOCTOR_PASSWORD", PASSWORD)
    async with wizard() as d:
        await d.press("o")
        await d.on_step(Step.REVIEW)
        assert d.connector == COMPLETE


async def test_the_newest_profile_comes_first_and_arrows_choose(folder: Path) -> None:
    for name, moment in (("older", 1_000), ("newer", 2_000)):
        os.utime(save(folder / f"{name}.toml", name), (moment, moment))
    async with wizard(size=WIDE) as d:
        await d.sees("older", "newer")
        seen = d.seen("#profiles")
        assert seen.index("newer") < seen.index("older")
        await d.press("down", "enter")
        await d.on_step(Step.REVIEW)
        assert d.connector.name == "older"
        assert isinstance(d.app.screen_stack[1], StartScreen)
        assert d.app.screen_stack[1].query_one("#profiles", OptionList).option_count == 2


async def test_the_highlight_stays_on_its_profile_when_another_window_saves_one(folder: Path) -> None:
    for moment, name in enumerate("abc"):
        os.utime(save(folder / f"{name}.toml", name), (moment + 1_000, moment + 1_000))
    async with wizard(size=WIDE) as d:
        await d.press("down")
        save(folder / "new.toml", "new")
        await d.press("f12", "escape")
        await d.sees("new")
        await d.press("o")
        await d.on_step(Step.REVIEW)
        assert d.connector.name == "b"


async def test_profiles_are_found_by_name_or_host_as_one_types(folder: Path) -> None:
    for name in ("acme servicenow", "beta", "gamma"):
        save(folder / f"{name}.toml", name)
    async with wizard(size=WIDE) as d:
        await d.sees("acme servicenow", "beta", "gamma")
        await d.press("slash", *"serv")
        await d.until(
            lambda: d.app.screen.query_one("#profiles", OptionList).option_count == 1, "one is found"
        )
        await d.press(*"xx")
        await d.sees("No profile has these words")
        await d.press("escape")
        await d.sees("acme servicenow", "beta", "gamma")
        await d.press("slash", *"gam")
        await d.press("enter")
        await d.on_step(Step.REVIEW)
        assert d.connector.name == "gamma"


async def test_a_profile_is_renamed_with_its_file(folder: Path) -> None:
    save(folder / "acme.toml")
    async with wizard(size=WIDE) as d:
        await d.sees("acme")
        await d.press("r")
        await d.on_screen(NameDialog)
        await d.press(*"acme two", "enter")
        await d.sees("Renamed. The file is acme-two.toml.")
        assert load_profile(folder / "acme-two.toml").connector.name == "acme two"


async def test_how_the_last_run_ended_is_listed(folder: Path) -> None:
    now = time.time()
    ended = RememberedRun(now - 7_300, "fails", to_change="client_secret")
    remember(save(folder / "one.toml", "one"), COMPLETE, ended)
    remember(save(folder / "two.toml", "two"), COMPLETE, RememberedRun(now - 90_000, "works", "basic"))
    tried = replace(COMPLETE, token_url="https://elsewhere.example/t")
    remember(save(folder / "two.toml", "two"), tried, ended)  # which was never saved
    remember(save(folder / "three.toml", "three"), tried, replace(ended, when=now - 200_000))
    async with wizard(size=WIDE) as d:
        await d.sees("✗ 2 h ago: Client Secret", "✓ yesterday, Basic Auth")
        await d.sees("✗ 2 days ago: Client Secret, with other values")


async def test_a_long_token_url_takes_one_line_of_the_list(folder: Path) -> None:
    save(folder / "long.toml", token_url=f"https://idp.example.com/{'long/' * 40}token")
    async with wizard(size=WIDE) as d:
        await d.sees("/l… long.toml")


async def test_practice_begins_on_a_server_of_its_own_and_ends_with_leaving_it() -> None:
    async with wizard(size=WIDE) as d:
        await d.press("t", "f")
        await d.on_step(Step.CONNECTOR)
        server = d.app.practice
        assert server
        assert d.connector == server.connector(server.fault)
        await d.press("ctrl+o")
        await d.on_screen(StartScreen)
        await d.until(lambda: d.app.practice is None, "practice ends")
        assert d.connector == Connector()


async def test_the_chosen_theme_is_there_the_next_time() -> None:
    async with wizard() as d:
        before = d.app.theme
        d.app.theme = "nord"
        await d.until(lambda: remembered_theme(d.app.available_themes) == "nord", "it is kept")
    async with wizard() as d:
        assert d.app.theme == "nord" != before
        d.app.theme = before
        await d.until(lambda: remembered_theme(d.app.available_themes) == before, "it is kept")
    (state_folder() / "theme").write_text("no such theme")
    async with wizard() as d:
        assert d.app.theme == before


async def test_notifications_lie_on_no_button(folder: Path) -> None:
    save(folder / "acme.toml")
    for size in (NARROW, WIDE):
        async with wizard(size=size) as d:
            await d.press("c")
            await d.sees("Copied to ")
            await d.pilot.pause()
            for button in (button for button in d.app.screen.query(Button) if button.is_on_screen):
                hit, _ = d.app.screen.get_widget_at(*map(int, button.region.center))
                assert button in hit.ancestors_with_self
        (folder / "acme-copy.toml").unlink()
