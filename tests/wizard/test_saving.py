"""Save profile: no secret unless asked for, nothing lost when it fails, nothing replaced unasked."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from textual.widgets import Select

from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret
from tui.profiles.memory.store import memory_of
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromEnv, FromKeyring, FromPlain, FromPrompt
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.widgets.secret_source import Kind, SecretSourceRow, kinds_offered

from .driving import WIDE, Driver, wizard
from .samples import CLIENT_SECRET, COMPLETE, GRANTED, PASSWORD, REFUSED_CLIENT, attempt, put, record

SECRET_ROW = replace(
    COMPLETE,
    additional_headers=(AdditionalRow("X-Api-Key", Secret("row-s3cret")),),
    request=RequestSettings(proxy=ProxyUrl("http://me:proxy-s3cret@proxy:3128")),
)


def row(d: Driver, key: str) -> SecretSourceRow:
    return next(row for row in d.app.screen.query(SecretSourceRow) if row.key == key)


async def choose(d: Driver, key: str, kind: Kind) -> None:
    """Choose where a secret is kept."""
    row(d, key).kind = kind
    await d.settle()


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


async def test_a_run_before_the_first_save_is_remembered_with_the_file(folder: Path) -> None:
    file = folder / "acme.toml"
    async with wizard(COMPLETE, Step.SAVE) as d:
        d.app.set_record(record(attempt(200, GRANTED)))
        await d.press("ctrl+s")
        await saved(d)
        await d.until(lambda: memory_of(file).last is not None, "the run is remembered")
        d.app.set_record(record(attempt(401, REFUSED_CLIENT)))
        d.app.set_value("description", "changed")
        await d.press("ctrl+s")  # over the file that it has by now
        await d.until(lambda: not d.app.journey.has_unsaved_work, "it is saved again")
        assert [run.verdict for run in memory_of(file).runs] == ["works"]


async def test_a_variable_or_the_file_itself_may_hold_a_secret_when_the_user_says_so(folder: Path) -> None:
    async with wizard(COMPLETE, Step.SAVE, size=WIDE) as d:
        variable = FromEnv("CONNECTOR_DOCTOR_CLIENT_SECRET")
        await choose(d, "client_secret", "env")
        assert d.content("#source-warning") == ""
        await choose(d, "password", "plain")
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
        await d.sees("Client Secret in the environment", within="#main")
        assert row(d, "client_secret").variable.value == "ACME_SECRET"
        await d.press("ctrl+n")
        await saved(d)
        assert load_profile(path).sources == profile.sources


async def test_a_variable_can_be_named_and_is_never_the_secret_itself(folder: Path) -> None:
    async with wizard(COMPLETE, Step.SAVE, size=WIDE) as d:
        assert not row(d, "client_secret").variable.display
        await choose(d, "client_secret", "env")
        for typed, words in (
            ("", "Type the name of the environment variable"),
            (f" {CLIENT_SECRET}", "This is the secret itself."),
            ("${ACME_SECRET}", "Type the name alone"),
            ("2 b", "begins with no digit"),
        ):
            row(d, "client_secret").variable.input.value = typed
            await d.press("ctrl+n")
            await d.focus_is("variable.0")
            await d.sees(words, within="#form")
        assert not (folder / "acme.toml").exists()
        await d.fill("variable.0", "ACME_SECRET")
        await d.press("ctrl+n")
        await saved(d)
        assert "Not set yet: ACME_SECRET." in d.content("#save-outcome")
        assert load_profile(folder / "acme.toml").sources["client_secret"] == FromEnv("ACME_SECRET")


async def test_one_choice_serves_all_secrets(folder: Path) -> None:
    async with wizard(SECRET_ROW, Step.SAVE, size=WIDE) as d:
        together = d.app.screen.query_one("#source-all", Select)
        assert together.value == "prompt"
        await choose(d, "password", "env")
        await d.until(lambda: together.is_blank(), "they differ")
        assert row(d, "client_secret").kind == "prompt"
        together.value = "plain"
        await d.until(lambda: all(r.kind == "plain" for r in d.app.screen.query(SecretSourceRow)), "all")
        assert together.value == "plain"
        await d.sees("Proxy. Anyone who can read the file has these secrets.")
        await d.press("ctrl+n")
        await saved(d)
        assert set(load_profile(folder / "acme.toml").sources.values()) == {FromPlain()}


async def test_without_a_keychain_it_is_not_offered_and_why_is_said(folder: Path) -> None:
    async with wizard(COMPLETE, Step.SAVE, size=WIDE) as d:
        assert d.content("#source-note") == "There is no keychain: none for the tests."
        assert "keyring" not in kinds_offered([FromPrompt()], has_keychain=False)
        assert "keyring" in kinds_offered([FromPrompt()], has_keychain=True)
    named = Profile(COMPLETE, {"password": FromKeyring("acme/password/1")})
    async with wizard(profile=named, at=Step.SAVE, size=WIDE) as d:
        await d.sees("You will be asked each time for: Password Grant Password.")
        assert row(d, "password").source == FromKeyring()


async def test_a_file_that_others_can_read_is_warned_of_and_saving_ends_that(folder: Path) -> None:
    path = put(folder / "acme.toml", "[oauth2]\nclient_secret = 'made-up'\npassword = 'made-up-too'\n")
    path.chmod(0o644)
    async with wizard() as d:
        await d.press("o")
        await d.on_step(Step.REVIEW)
        await d.until(lambda: any("Fix: chmod 600" in note for note in d.notes), "the warning")
        await d.go_to(Step.SAVE)
        await d.shows("Saving makes it readable for you alone.", "#source-warning")
        await d.press("ctrl+s")
        await saved(d)
        assert path.stat().st_mode & 0o777 == 0o600
        assert "Saving makes it readable" not in d.content("#source-warning")


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
