"""Save and the file on disk: changed or deleted by somebody else, odd names, a keychain that is slow."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from tests.patience import PATIENCE
from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromKeyring, FromPrompt
from tui.profiles.writing import save_profile
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.dialogs.unsaved_work import UnsavedWorkQuestion
from tui.wizard.screens.start import StartScreen

from .driving import WIDE, Driver, wizard
from .samples import CLIENT_SECRET, COMPLETE, PASSWORD

THEIRS = replace(
    COMPLETE, base_url="https://new.example.com", additional_headers=(AdditionalRow("X-New", "theirs"),)
)


def stored(profile: Profile, path: Path) -> Profile:
    path.parent.mkdir(parents=True)
    return save_profile(profile, path)


async def saved(d: Driver) -> None:
    await d.until(lambda: "✓ Saved" in d.content("#save-outcome"), "it is saved")


@pytest.fixture
def opened(folder: Path) -> Profile:
    """Return a saved profile as it was opened, with its secrets; somebody else has changed its file since."""
    stored(Profile(COMPLETE), folder / "acme.toml")
    profile = load_profile(folder / "acme.toml")
    save_profile(Profile(THEIRS), folder / "acme.toml")
    return replace(profile, connector=COMPLETE)


async def asked(d: Driver) -> None:
    await d.fill("description", "mine")
    await d.go_to(Step.SAVE)
    await d.press("ctrl+s")
    await d.on_screen(Question)
    await d.sees(
        "Base Url: “https://new.example.com” in the file, “https://api.example.com” here", within="#dialog"
    )
    await d.sees("Additional Headers, X-New: “theirs” in the file, not here", within="#dialog")


async def test_a_changed_file_is_asked_about_and_mine_replaces_it(opened: Profile) -> None:
    assert opened.path
    async with wizard(profile=opened, at=Step.CONNECTOR, size=WIDE) as d:
        await asked(d)
        await d.press("escape")
        await d.on_step(Step.SAVE)
        assert load_profile(opened.path).connector.base_url == THEIRS.base_url
        await d.press("ctrl+s")
        await d.on_screen(Question)
        await d.press("right", "right", "enter")
        await d.on_step(Step.SAVE)
        await saved(d)
        assert load_profile(opened.path).connector.description == "mine"
        # From now on, this is the version that is known.
        await d.press("ctrl+s")
        await d.settle()
        await d.on_step(Step.SAVE)


async def test_theirs_is_opened_with_the_secrets_that_are_known(opened: Profile) -> None:
    async with wizard(profile=opened, at=Step.CONNECTOR, size=WIDE) as d:
        await asked(d)
        await d.press("right", "right", "right", "enter")
        await d.on_step(Step.REVIEW)
        assert d.connector == THEIRS
        assert not d.app.journey.has_unsaved_work


async def test_another_name_leaves_theirs_as_it_is(opened: Profile, folder: Path) -> None:
    async with wizard(profile=opened, at=Step.CONNECTOR, size=WIDE) as d:
        await asked(d)
        await d.press("right", "enter")
        await d.focus_is("path")
        await d.fill("path", str(folder / "mine.toml"))
        await d.press("ctrl+s")
        await saved(d)
        assert load_profile(folder / "mine.toml").connector.description == "mine"
        assert load_profile(folder / "acme.toml").connector.base_url == THEIRS.base_url


async def test_a_changed_file_that_nobody_understands_is_asked_about_too(opened: Profile) -> None:
    assert opened.path
    opened.path.write_text("not TOML at all")
    async with wizard(profile=opened, at=Step.SAVE, size=WIDE) as d:
        await d.press("ctrl+s")
        await d.on_screen(Question)
        await d.sees("It can't be understood any more.")
        assert "Take theirs" not in d.seen("#dialog-buttons")


async def test_a_deleted_file_is_unsaved_work(folder: Path) -> None:
    profile = stored(Profile(COMPLETE), folder / "acme.toml")
    async with wizard(profile=profile, at=Step.CONNECTOR, size=WIDE) as d:
        profile.path.unlink()  # type: ignore[union-attr]
        await d.go_to(Step.SAVE)
        await d.sees("10 Save profile")
        assert "✓ 10" not in d.seen("#rail")
        assert d.field("path").value == str(profile.path)
        await d.press("ctrl+o")
        await d.on_screen(UnsavedWorkQuestion)
        await d.press("right", "right", "enter")
        await d.on_step(Step.SAVE)
        await d.press("ctrl+s")
        await saved(d)
        assert load_profile(folder / "acme.toml").connector.token_url == COMPLETE.token_url


async def test_a_typed_file_name_is_kept_back_and_forth_until_it_is_saved(
    folder: Path, tmp_path: Path
) -> None:
    async with wizard(COMPLETE, Step.SAVE) as d:
        await d.fill("path", str(tmp_path / "mine.toml"))
        await d.press("f3")
        await d.on_step(Step.RESOURCE_OWNER)
        await d.press("f10")
        await d.on_step(Step.SAVE)
        assert d.field("path").value == str(tmp_path / "mine.toml")
        await d.press("ctrl+s")
        await saved(d)
        await d.press("f3", "f10")
        await d.on_step(Step.SAVE)
        assert d.field("path").value == str(tmp_path / "mine.toml")


async def test_a_file_name_that_cannot_be_is_an_error_in_words() -> None:
    long = f"/tmp/{'a' * 300}.toml"
    async with wizard(COMPLETE, Step.SAVE) as d:
        for name in ("~nosuchuser/x.toml", long, "/tmp/a\0b.toml", "/tmp", "/tmp/", "/dev/null"):
            await d.fill("path", name)
            assert "✗" not in d.content("#save-outcome")
            await d.press("ctrl+s")
            if name == "/dev/null":
                await d.on_screen(Question)
                await d.press("right", "enter")
                await d.on_step(Step.SAVE)
            await d.until(lambda: "✗ Not saved:" in d.content("#save-outcome"), f"it says so of {name!r}")
            assert "Nothing you typed is lost." in d.content("#save-outcome")
            await d.press("f3", "f10")
            await d.on_step(Step.SAVE)
            assert d.field("path").value == name


class SlowKeychain(KeyringBackend):
    """Waits for its password until it is let go."""

    priority = 9.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.opens, self.kept = threading.Event(), dict[tuple[str, str], str]()

    def get_password(self, service: str, username: str) -> str | None:
        self.opens.wait(PATIENCE)
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.opens.wait(PATIENCE)
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.opens.wait(PATIENCE)
        self.kept.pop((service, username), None)


@pytest.fixture
def keychain() -> Iterator[SlowKeychain]:
    before, slow = keyring.get_keyring(), SlowKeychain()
    keyring.set_keyring(slow)
    yield slow
    slow.opens.set()
    keyring.set_keyring(before)


KEYCHAIN = {"client_secret": FromKeyring(), "password": FromKeyring()}


async def test_saving_into_a_slow_keychain_says_so_and_blocks_nothing(
    keychain: SlowKeychain, folder: Path
) -> None:
    async with wizard(profile=Profile(COMPLETE, KEYCHAIN), at=Step.SAVE) as d:
        await d.press("ctrl+s")
        await d.until(lambda: "The keychain may ask for its password" in d.content("#save-outcome"), "a line")
        await d.press("ctrl+s", "shift+f1")  # a second time does nothing
        await d.on_step(Step.CONNECTOR)
        await d.fill("description", "typed meanwhile")
        keychain.opens.set()
        await d.until(lambda: any("✓ Saved" in note for note in d.notes), "it is saved")
        assert d.connector.description == "typed meanwhile"
        assert d.app.journey.has_unsaved_work
        assert load_profile(folder / "acme.toml").connector.description == ""
        assert sorted(keychain.kept.values()) == sorted([CLIENT_SECRET, PASSWORD])


async def test_a_profile_opens_before_its_slow_keychain_and_gets_the_secrets_later(
    keychain: SlowKeychain, folder: Path
) -> None:
    keychain.opens.set()
    stored(Profile(COMPLETE, KEYCHAIN), folder / "acme.toml")
    keychain.opens.clear()
    async with wizard() as d:
        await d.press("o")
        await d.on_step(Step.REVIEW)
        await d.sees("Waiting for the keychain.", within="#problems")
        await d.press("f3")
        await d.on_step(Step.RESOURCE_OWNER)
        await d.fill("username", "typed meanwhile")
        keychain.opens.set()
        await d.until(lambda: d.connector.password == Secret(PASSWORD), "the secrets")
        assert d.connector == replace(COMPLETE, username="typed meanwhile")
        await d.fill("username", COMPLETE.username)
        assert not d.app.journey.has_unsaved_work
        await d.go_to(Step.REVIEW)
        assert "keychain" not in d.seen()


async def test_secrets_that_the_keychain_lacks_are_asked_for(keychain: SlowKeychain, folder: Path) -> None:
    keychain.opens.set()
    stored(Profile(COMPLETE, KEYCHAIN), folder / "acme.toml")
    keychain.kept.clear()
    async with wizard() as d:
        await d.press("o")
        await d.on_screen(SecretsDialog)
        await d.shows("The keychain is locked, or it has no such entry.", "#dialog-intro")


async def test_without_a_keychain_saving_says_that_a_secret_will_be_asked_for(folder: Path) -> None:
    async with wizard(profile=Profile(COMPLETE, KEYCHAIN), at=Step.SAVE, size=WIDE) as d:
        await d.press("ctrl+s")
        await saved(d)
        await d.sees("Client Secret ask each time", "Password Grant Password ask each time", within="#main")
        assert set(load_profile(folder / "acme.toml").sources.values()) == {FromPrompt()}
        assert not d.app.journey.has_unsaved_work


async def test_a_keychain_that_answers_late_gives_nothing_to_another_connector(
    keychain: SlowKeychain, folder: Path
) -> None:
    keychain.opens.set()
    stored(Profile(COMPLETE, KEYCHAIN), folder / "acme.toml")
    keychain.opens.clear()
    async with wizard() as d:
        await d.press("o")
        await d.on_step(Step.REVIEW)
        await d.press("ctrl+o")
        await d.on_screen(StartScreen)
        await d.press("n")
        await d.on_step(Step.CONNECTOR)
        keychain.opens.set()
        await d.until(lambda: not [w for w in d.app.workers if w.group == "open"], "it has answered")
        assert not d.connector.password


async def test_copying_and_deleting_wait_for_the_keychain_without_blocking(
    keychain: SlowKeychain, folder: Path
) -> None:
    keychain.opens.set()
    stored(Profile(COMPLETE, KEYCHAIN), folder / "acme.toml")
    keychain.opens.clear()
    async with wizard() as d:
        await d.press("c", "f12")
        await d.sees("Profiles can be duplicated")
        await d.press("escape")
        keychain.opens.set()
        await d.until(lambda: (folder / "acme-copy.toml").exists(), "it is copied")
        await d.sees("acme copy")
        keychain.opens.clear()
        await d.press("d", "right", "enter")
        await d.on_screen(StartScreen)
        keychain.opens.set()
        await d.until(lambda: len(list(folder.glob("*.toml"))) == 1, "it is deleted")
