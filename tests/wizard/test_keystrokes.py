"""The five commonest jobs, and how many keys beside the text itself each takes: not one more than this."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.servers.raw_server import RawServer, answering, http_answer
from tui.form.steps import Step
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromPlain
from tui.profiles.writing import save_profile
from tui.wizard.screens.dialogs.copy_dialog import CopyDialog
from tui.wizard.screens.dialogs.secrets_dialog import SecretsDialog
from tui.wizard.screens.explain import ExplainScreen

from .driving import Driver, wizard
from .samples import COMPLETE, GRANTED, attempt, put, record

REFUSED = answering(http_answer(400, b'{"error": "invalid_grant"}'))
WORKS = answering(http_answer(200, json.dumps(GRANTED).encode()))
PASTED = "curl {url} -u quay:r0pe-made-up -d grant_type=password -d username=ferry -d password=t!de-made-up"


@dataclass
class Typist:
    """Types text, which is free, and presses keys, which are counted."""

    d: Driver
    keys: list[str] = field(default_factory=list)

    async def text(self, text: str) -> None:
        """Type a text into what has the focus, its first letter as a key."""
        await self.d.press(text[0])
        await self.d.paste(text[1:])

    async def press(self, *keys: str) -> None:
        self.keys += keys
        await self.d.press(*keys)

    def took(self, most: int) -> None:
        told = f"{len(self.keys)} keys: {' '.join(self.keys)}; it took {most}"
        assert len(self.keys) <= most, told
        assert len(self.keys) == most, f"{told}. Fewer: lower the bound, so that it stays there."


async def is_told(d: Driver, verdict: str) -> None:
    """Wait until a run has ended, and the card with its verdict has the focus."""
    await d.sees(verdict, within="#headline")
    await d.focus_is("headline")


async def is_copied(d: Driver, what: str) -> None:
    await d.until(lambda: any(f"Copied the {what} (" in note for note in d.notes), f"{what} is copied")


async def saved(d: Driver, path: Path) -> None:
    await d.until(lambda: any(f"✓ Saved {path}" in note for note in d.notes), "it is said where it is saved")


@pytest.mark.parametrize(
    ("whole", "most"), [pytest.param(False, 10, id="required"), pytest.param(True, 12, id="all")]
)
async def test_a_new_connector_typed_by_hand_corrected_once_and_saved(
    folder: Path, *, whole: bool, most: int
) -> None:
    """With the fields that every token request needs, and with the description and the Base Url too."""
    with RawServer(REFUSED, WORKS) as server:
        async with wizard() as d:
            t = Typist(d)
            await t.press("n")
            await t.d.on_step(Step.CONNECTOR)
            await t.text("acme")
            if whole:
                await t.press("enter")
                await t.text("ticket 4711")
                await t.press("enter")
                await t.text("https://api.example.com")
                await t.press("enter")
            else:
                await t.press("ctrl+n")
            for text in ("abcd-1234", "made-up-secret", "svc@example.com", "made-up-wrong"):
                await t.text(text)
                await t.press("enter")
            await t.d.on_step(Step.TOKEN_ENDPOINT)
            await t.text(server.token_url)
            await t.press("ctrl+j")
            await is_told(t.d, "Fails")
            await t.press("enter")
            await t.d.focus_is("password")
            await t.text("made-up-right")
            await t.press("enter")
            await is_told(t.d, "Works")
            await t.press("ctrl+s")
            await saved(t.d, folder / "acme.toml")
            assert len(server.requests) == 2
            assert load_profile(folder / "acme.toml").connector.token_url == server.token_url
            t.took(most)


async def test_a_curl_command_is_pasted_and_sent_and_the_verdict_read() -> None:
    with RawServer(REFUSED) as server:
        async with wizard() as d:
            t = Typist(d)
            await t.press("p")
            await t.d.on_screen(ExplainScreen)
            await t.d.paste(PASTED.format(url=server.token_url))
            await t.d.sees("Recognized: curl.", within="#explained")
            await t.press("ctrl+n")
            await t.d.on_step(Step.REVIEW)
            await t.press("enter")
            await is_told(t.d, "Fails")
            t.took(3)


async def test_a_saved_profile_is_opened_its_secret_entered_and_it_is_sent(folder: Path) -> None:
    with RawServer(WORKS) as server:
        put(folder / "acme.toml", "")
        profile = Profile(replace(COMPLETE, token_url=server.token_url), {"client_secret": FromPlain()})
        save_profile(profile, folder / "acme.toml")
        async with wizard() as d:
            t = Typist(d)
            await t.d.focus_is("profiles")
            await t.press("enter")
            await t.d.on_screen(SecretsDialog)
            await t.text("made-up-password")
            await t.press("ctrl+j")
            await is_told(t.d, "Works")
            t.took(2)


async def test_report_and_form_sheet_are_copied_the_named_field_is_changed_and_it_is_sent_again() -> None:
    with RawServer(WORKS) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW) as d:
            refused = attempt(400, {"error": "invalid_grant"}, connector=connector)
            d.app.set_record(record(refused, connector=connector))
            await d.go_to(Step.RESULT)
            await is_told(d, "Fails")
            for words, what in (("rep", "report"), ("sheet", "form sheet")):
                t = Typist(d)
                await t.press("y")
                await d.on_screen(CopyDialog)
                await t.text(words)
                await t.press("enter")
                await is_copied(d, what)
                t.took(2)
            t = Typist(d)
            await is_told(d, "Fails")
            await t.press("enter")
            await d.focus_is("password")
            await t.text("made-up-right")
            await t.press("enter")
            await is_told(d, "Works")
            t.took(2)
