"""Save profile: no secret unless asked for, nothing lost when it fails, nothing replaced unasked."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from textual.widgets import Select

from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromEnv, FromPlain, FromPrompt
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.steps import Step

from .driving import WIDE, Driver, wizard
from .samples import CLIENT_SECRET, COMPLETE, PASSWORD, put

SECRET_ROW = replace(
    COMPLETE,
    additional_headers=(AdditionalRow("X-Api-Key", Secret("row-s3cret")),),
    request=RequestSettings(proxy=ProxyUrl("http://me:proxy-s3cret@proxy:3128")),
)


def choose(d: Driver, key: str, source: object) -> None:
    """Choose where a secret is kept."""
    select = next(select for select in d.app.screen.query(Select) if select.name == key)
    select.value = source


async def saved(d: Driver) -> None:
    await d.on_step(Step.SAVE)
    await d.until(lambda: "✓ Saved" in d.content("#save-outcome"), "it is saved")


async def test_by_default_no_secret_is_in_the_file_and_only_its_owner_reads_it(folder: Path) -> None:
    async with wizard(SECRET_ROW, Step.SAVE, size=WIDE) as d:
        await d.focus_is("next")
        labels = ("Client Secret", "Password Grant Password", "Additional header “X-Api-Key”", "Proxy")
        for label in labels:
            await d.sees(f"{label} ask each time", within="#main")
        await d.press("enter")
        await saved(d)
        assert "To run it without the wizard: connector-doctor run acme" in d.content("#save-outcome")
        text = (folder / "acme.toml").read_text()
        for clear in (CLIENT_SECRET, PASSWORD, "row-s3cret", "proxy-s3cret"):
            assert clear not in text
        assert (folder / "acme.toml").stat().st_mode & 0o777 == 0o600
        loaded = load_profile(folder / "acme.toml")
        assert loaded.connector == replace(
            SECRET_ROW,
            client_secret=Secret(),
            password=Secret(),
            additional_headers=(AdditionalRow("X-Api-Key", Secret()),),
            request=RequestSettings(),
        )
        assert loaded.missing_secrets()[-1] == "proxy"
        assert not d.app.journey.has_unsaved_work
        await d.sees("✓ 10 Save profile", within="#rail")
        await d.until(lambda: "●" not in d.seen("#header"), "no mark of unsaved work")


async def test_a_variable_or_the_file_itself_may_hold_a_secret_when_the_user_says_so(folder: Path) -> None:
    async with wizard(COMPLETE, Step.SAVE, size=WIDE) as d:
        variable = FromEnv("CONNECTOR_DOCTOR_CLIENT_SECRET")
        choose(d, "client_secret", variable)
        assert d.content("#source-warning") == ""
        choose(d, "password", FromPlain())
        await d.sees(
            "! In plain text in the file: Password Grant Password. "
            "Anyone who can read the file has this secret."
        )
        await d.press("ctrl+n")
        await saved(d)
        document = tomllib.loads((folder / "acme.toml").read_text())
        assert document["oauth2"]["client_secret"] == {"from": "env", "name": variable.name}
        assert document["oauth2"]["password"] == PASSWORD
        assert load_profile(folder / "acme.toml").sources == {
            "client_secret": variable,
            "password": FromPlain(),
        }


async def test_a_source_that_the_profile_names_is_offered_and_kept(folder: Path) -> None:
    path = folder / "acme.toml"
    profile = Profile(COMPLETE, {"client_secret": FromEnv("ACME_SECRET"), "password": FromPrompt()}, path)
    async with wizard(profile=profile, at=Step.SAVE, size=WIDE) as d:
        await d.sees("Client Secret environment variable ACME_SECRET", within="#main")
        await d.press("ctrl+n")
        await saved(d)
        assert load_profile(path).sources == profile.sources


async def test_the_path_follows_the_name_until_it_is_typed(folder: Path) -> None:
    async with wizard(Connector(), Step.SAVE) as d:
        await d.focus_is("name")
        await d.paste("Acme: Service/Now")
        await d.until(
            lambda: d.field("path").value == str(folder / "acme-service-now.toml"), "the path follows"
        )
        await d.press("tab")
        await d.fill("path", str(folder / "mine.toml"))
        await d.fill("name", "another")
        await d.pilot.pause()
        assert d.field("path").value == str(folder / "mine.toml")
        await d.press("ctrl+n")
        await saved(d)
        assert load_profile(folder / "mine.toml").connector.name == "another"


async def test_a_half_filled_connector_can_be_saved(folder: Path) -> None:
    async with wizard(Connector(name="half", token_url="not yet a URL"), Step.SAVE) as d:
        await d.press("ctrl+n")
        await saved(d)
        assert load_profile(folder / "half.toml").connector.token_url == "not yet a URL"


async def test_another_file_is_replaced_only_when_the_user_says_so(folder: Path) -> None:
    other = put(folder / "acme.toml", "somebody else's")
    async with wizard(COMPLETE, Step.SAVE, size=WIDE) as d:
        await d.press("enter")
        await d.on_screen(Question)
        await d.sees("already exists. Replace it with this profile?")
        await d.press("enter")
        await d.on_step(Step.SAVE)
        assert other.read_text() == "somebody else's"
        await d.press("ctrl+n")
        await d.on_screen(Question)
        await d.press("right", "enter")
        await saved(d)
        assert load_profile(other).connector.name == "acme"
        # The profile's own file is replaced without a question.
        await d.press("ctrl+n")
        await d.on_step(Step.SAVE)


async def test_a_path_that_cannot_be_written_says_why_and_keeps_everything(tmp_path: Path) -> None:
    put(tmp_path / "a-file", "")
    async with wizard(COMPLETE, Step.SAVE, size=WIDE) as d:
        for path, reason in (
            (tmp_path / "no-such-folder" / "x.toml", "no-such-folder"),
            (tmp_path / "a-file" / "x.toml", "a-file"),
        ):
            await d.fill("path", str(path))
            await d.press("ctrl+n")
            await d.until(lambda reason=reason: reason in d.content("#save-outcome"), "it says why")  # type: ignore[misc]
            assert "✗ Not saved:" in d.content("#save-outcome")
            assert "Nothing you typed is lost." in d.content("#save-outcome")
        assert d.connector == COMPLETE
        assert d.app.journey.profile.path is None
        await d.fill("path", "")
        await d.press("ctrl+n")
        await d.sees("A file name is required.")
        await d.focus_is("path")


async def test_what_cannot_be_saved_says_why(folder: Path) -> None:
    async with wizard(replace(COMPLETE, description="half \ud800"), Step.SAVE) as d:
        await d.press("ctrl+n")
        await d.until(lambda: "✗ Not saved:" in d.content("#save-outcome"), "it says why")
        assert "half of a character" in d.content("#save-outcome")
        assert not (folder / "acme.toml").exists()
