"""Secrets on the screens: masked until revealed, masked again on the next screen, never copied."""

from __future__ import annotations

from dataclasses import replace

from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow
from tui.oauth2.secret import MASK, Secret
from tui.wizard.screens.dialogs.row_dialog import RowDialog

from .driving import WIDE, wizard
from .samples import CLIENT_SECRET, COMPLETE, PASSWORD

ROW_SECRET = "row-s3cret-77"
WITH_ROW = replace(COMPLETE, additional_headers=(AdditionalRow("X-Api-Key", Secret(ROW_SECRET)),))


async def test_a_secret_is_masked_until_revealed_and_masked_again_on_the_next_screen() -> None:
    async with wizard(COMPLETE, Step.CLIENT, size=WIDE) as d:
        await d.sees("•" * len(CLIENT_SECRET), within="#form")
        await d.sees(f"Client-Secret: {MASK}", within="#preview")
        assert CLIENT_SECRET not in d.seen()
        await d.press("ctrl+r")
        await d.sees(CLIENT_SECRET, within="#form")
        await d.sees(f"Client-Secret: {CLIENT_SECRET}", within="#preview")
        await d.press("ctrl+r")
        await d.until(lambda: CLIENT_SECRET not in d.seen(), "masked again")
        await d.press("ctrl+r", "ctrl+n")
        await d.on_step(Step.RESOURCE_OWNER)
        assert PASSWORD not in d.seen()
        assert CLIENT_SECRET not in d.seen()


async def test_nothing_of_a_masked_field_is_copied_or_cut() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.focus_on(d.field("client_secret").input)
        await d.press("end", "shift+home", "ctrl+c")
        await d.sees("Not copied: the value is masked. Ctrl+R reveals it.")
        await d.press("ctrl+x")
        assert d.app.clipboard == ""
        assert d.connector.client_secret == Secret(CLIENT_SECRET)
        await d.press("ctrl+r", "ctrl+c")
        assert d.app.clipboard == CLIENT_SECRET


async def test_what_is_no_secret_is_copied_as_ever() -> None:
    async with wizard(COMPLETE, Step.CLIENT) as d:
        await d.focus_on(d.field("client_id").input)
        await d.press("end", "shift+home", "ctrl+c")
        await d.until(lambda: d.app.clipboard == "abcd-1234", "copied")


async def test_text_selected_with_the_mouse_holds_no_masked_value() -> None:
    async with wizard(WITH_ROW, Step.REVIEW, size=WIDE) as d:
        d.app.screen.text_select_all()
        await d.pilot.pause()
        selected = d.app.screen.get_selected_text() or ""
        assert "Client-Secret" in selected
        for clear in (CLIENT_SECRET, PASSWORD, ROW_SECRET):
            assert clear not in selected


async def test_a_secret_row_is_masked_in_the_list_the_preview_and_the_dialog() -> None:
    async with wizard(WITH_ROW, Step.ADDITIONAL_HEADERS, size=WIDE) as d:
        await d.sees(f"X-Api-Key: {MASK} secret", within="#rows")
        await d.sees(f"X-Api-Key: {MASK}", within="#preview")
        await d.press("e")
        await d.on_screen(RowDialog)
        await d.sees("•" * len(ROW_SECRET))
        assert ROW_SECRET not in d.seen()
        await d.press("ctrl+r")
        await d.sees(ROW_SECRET)
        await d.press("escape")
        await d.on_step(Step.ADDITIONAL_HEADERS)
        assert ROW_SECRET not in d.seen()
        await d.press("ctrl+r")
        await d.sees(f"X-Api-Key: {ROW_SECRET} secret", within="#rows")


async def test_no_screenshot_holds_a_secret() -> None:
    async with wizard(WITH_ROW, Step.REVIEW, size=WIDE) as d:
        await d.sees("Client-Secret", within="#attempts")
        picture = d.app.export_screenshot().replace("&#160;", " ")
        assert "Client-Secret" in picture
        for clear in (CLIENT_SECRET, PASSWORD, ROW_SECRET):
            assert clear not in picture
