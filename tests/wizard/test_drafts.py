"""Unsaved work survives the end of the program as a draft without secrets, and is offered again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret
from tui.practice.server import PracticeServer
from tui.profiles.drafts import drafts_folder, find_drafts
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromPlain
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.dialogs.unsaved_work import UnsavedWorkQuestion
from tui.wizard.screens.start import StartScreen

from .driving import Driver, wizard
from .samples import CLIENT_SECRET, COMPLETE, PASSWORD
from .test_start import save

SECRETS = (CLIENT_SECRET, PASSWORD, "row-s3cret", "proxy-s3cret")
FULL = replace(
    COMPLETE,
    additional_headers=(AdditionalRow("X-Api-Key", Secret("row-s3cret")), AdditionalRow("X-Tenant", "acme")),
    request=RequestSettings(proxy=ProxyUrl("http://me:proxy-s3cret@proxy:3128")),
)


def drafts() -> list[Path]:
    """Return the files of all drafts, of living sessions too."""
    return sorted(drafts_folder().glob("*.json")) if drafts_folder().exists() else []


async def crash(d: Driver) -> None:
    """End the app by a fault of ours, as a user sees it."""

    def fail() -> None:
        raise ZeroDivisionError

    d.app.call_later(fail)
    await d.until(lambda: d.app.return_code is not None, "it ends")


async def typed_and_crashed(profile: Profile | None = None, file: str = "") -> None:
    """Type into a connector that was never saved, or into a profile and Save's file name, and crash."""
    with suppress(ZeroDivisionError):
        async with wizard(profile=profile or Profile(FULL), at=Step.CONNECTOR) as d:
            if profile is None:
                d.app.set_journey(replace(d.app.journey, baseline=Profile(Connector())))
            await d.fill("description", "typed last")
            if file:
                await d.go_to(Step.SAVE)
                await d.fill("path", file)
            await crash(d)


async def test_a_crash_leaves_a_draft_without_secrets_that_only_the_owner_reads() -> None:
    await typed_and_crashed()
    (path,) = drafts()
    text = path.read_text()
    assert "typed last" in text
    assert not [secret for secret in SECRETS if secret in text]
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


async def test_it_is_offered_at_the_start_and_continued_with_the_secrets_asked_for() -> None:
    await typed_and_crashed()
    async with wizard() as d:
        await d.sees("acme", "Your last connector was not saved. Press Enter to continue.")
        await d.press("enter")
        await d.on_screen(SecretsDialog)
        await d.press("escape")
        await d.on_step(Step.REVIEW)
        assert d.connector == replace(
            FULL,
            description="typed last",
            client_secret=Secret(),
            password=Secret(),
            additional_headers=(AdditionalRow("X-Api-Key", Secret()), FULL.additional_headers[1]),
            request=RequestSettings(),
        )
        assert d.app.journey.has_unsaved_work
        # It is this session's draft now, and nobody else's.
        assert len(drafts()) == 1
        assert not find_drafts()
        await d.press("f10")
        await d.on_step(Step.SAVE)
        await d.press("ctrl+s")
        await d.until(lambda: "✓ Saved" in d.content("#save-outcome"), "it is saved")
        await d.until(lambda: not drafts(), "saved: the draft is gone")


async def test_a_draft_is_written_soon_after_a_change_and_once_for_many() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        assert not drafts()
        await d.paste("acme")
        await d.until(lambda: len(drafts()) == 1, "the draft")
        # A second window doesn't offer it: the first one still has it.
        assert not find_drafts()
        await d.fill("name", "")
        await d.until(lambda: not drafts(), "nothing is unsaved any more")


async def test_what_is_deliberately_discarded_leaves_no_draft() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        await d.paste("acme")
        await d.until(lambda: len(drafts()) == 1, "the draft")
        await d.press("escape")
        await d.on_screen(UnsavedWorkQuestion)
        await d.press("right", "enter")
        await d.on_screen(StartScreen)
        assert not drafts()
        await d.press("n")
        await d.on_step(Step.CONNECTOR)
        await d.paste("another")
        await d.press("ctrl+q")
        await d.on_screen(UnsavedWorkQuestion)
        await d.press("right", "enter")
        await d.until(lambda: d.app.return_code is not None, "it quits")
    assert not drafts()
    assert not list(drafts_folder().iterdir())


async def test_an_offered_draft_can_be_discarded_after_a_question() -> None:
    await typed_and_crashed()
    async with wizard() as d:
        await d.sees("Your last connector was not saved.")
        await d.press("d")
        await d.on_screen(Question)
        await d.sees("Discard the draft?")
        await d.press("right", "enter")
        await d.on_screen(StartScreen)
        await d.until(lambda: not drafts(), "it is gone")
        await d.sees("No profiles yet.")


async def test_the_draft_of_a_saved_profile_goes_on_with_its_file(folder: Path) -> None:
    path = save(folder / "acme.toml", sources={"password": FromPlain()})
    opened = replace(load_profile(path), connector=COMPLETE)
    await typed_and_crashed(opened, str(folder / "other.toml"))
    assert PASSWORD not in drafts()[0].read_text()
    async with wizard() as d:
        await d.press("home", "enter")
        await d.on_screen(SecretsDialog)
        await d.press("escape")
        await d.on_step(Step.REVIEW)
        profile = d.app.journey.profile
        assert profile.path == folder / "acme.toml"
        assert profile.source_of("password") == FromPlain()
        assert profile.version == load_profile(folder / "acme.toml").version
        await d.go_to(Step.SAVE)
        assert d.field("path").value == str(folder / "other.toml")


async def test_the_demo_keeps_no_draft() -> None:
    with PracticeServer() as practice:
        async with wizard(practice=practice) as d:
            await d.on_step(Step.CONNECTOR)
            await d.paste("typed")
            d.app.keep_draft()
    assert not drafts()


async def test_a_draft_that_cannot_be_read_is_not_offered_and_a_disk_that_refuses_is_no_fault(
    folder: Path,
) -> None:
    await typed_and_crashed()
    drafts()[0].write_text('{"profile": 1}')
    drafts_folder().joinpath("folder.json").mkdir()
    async with wizard(Connector(), Step.CONNECTOR) as d:
        assert not find_drafts()
        d.app.keep_draft()
        for path in drafts_folder().glob("*.lock"):
            path.unlink()
        drafts_folder().joinpath("folder.json").rmdir()
        drafts()[0].unlink()
        drafts_folder().rmdir()
        drafts_folder().write_text("in the way")
        await d.paste("typed")
        d.app.keep_draft()
        await d.until(lambda: d.connector.name == "typed", "typing goes on")
