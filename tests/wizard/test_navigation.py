"""The way through the steps: nothing typed is lost, each step is one key or click away, jumps explain."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Checkbox, Collapsible, OptionList, Select

from tui.form.steps import Step
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.steps.step_screens import screen_of
from tui.wizard.screens.token.token_screen import TokenScreen
from tui.wizard.widgets.choice_list import ChoiceList
from tui.wizard.widgets.field import Field
from tui.wizard.widgets.result.run_progress import RunProgress
from tui.wizard.widgets.token.life_steps import LifeSteps

from .driving import Driver, wizard
from .samples import COMPLETE, GRANTED, attempt, record


def values_on_screen(d: Driver) -> dict[str, object]:
    """Return all that a step shows as typed or chosen."""
    screen = d.app.screen
    shown: dict[str, object] = {field.key: field.value for field in screen.query(Field)}
    shown |= {str(select.name): select.value for select in screen.query(Select)}
    shown |= {str(box.id): box.value for box in screen.query(Checkbox)}
    shown |= {str(choices.id): choices.value for choices in screen.query(ChoiceList)}
    for rows in screen.query("#rows").results(OptionList):
        shown |= {f"row {index}": str(option.prompt) for index, option in enumerate(rows.options)}
    return shown


async def test_back_and_forth_through_all_steps_loses_nothing() -> None:
    """Everything is changed on its screen, wrong values too, and found again there."""
    typed = {
        "name": " Acme: [b]东[/b] ",
        "description": "a\nb",
        "client_id": "id with blanks ",
        "client_secret": "s3cret\u200b",
        "username": "svc",
        "password": "\tp",
        "token_url": "not a url",
        "header_auth_key": "X-Key",
        "custom_grant_type": "client_credentials",
        "response.access_token_key": "token",
        "request.trust": "system",
        "request.proxy": "not a proxy",
    }
    rows = (AdditionalRow("X-Tenant", "acme").marked(secret=True), AdditionalRow("bad name", "x"))
    async with wizard(at=Step.CONNECTOR) as d:
        seen: dict[Step, dict[str, object]] = {}
        for step in list(Step)[:7]:
            if step is not Step.CONNECTOR:
                d.app.show(screen_of(step))  # what is wrong keeps Next from going on
                await d.on_step(step)
            for folded in d.app.screen.query(Collapsible):
                folded.collapsed = False
            for key in [field.key for field in d.app.screen.query(Field) if field.key in typed]:
                await d.fill(key, typed[key])
            if step is Step.CLIENT_AUTHENTICATION:
                await d.focus_on(d.app.screen.query_one(ChoiceList))
                await d.press("down", "down", "down")
                await d.focus_on(d.app.screen.query_one("#credential-headers"))
                await d.press("space")
                for select in d.app.screen.query(Select):
                    if select.name == "request.basic_encoding":
                        select.value = BasicEncoding.RAW
                    elif select.name == "response.expires_in_format":
                        select.value = "date"
                await d.until(lambda: d.connector.response.expires_in_format == "date", "the format is kept")
            if step in {Step.ADDITIONAL_HEADERS, Step.ADDITIONAL_REQUEST_DATA}:
                d.app.set_value(step.fields[0], rows)
            seen[step] = values_on_screen(d)
        before = d.connector
        for step in reversed(list(Step)[:7]):
            d.app.show(screen_of(step))
            await d.on_step(step)
            assert values_on_screen(d) == seen[step], step
        assert d.connector == before
        assert before.client_authentication is ClientAuthentication.REQUEST_BODY
        assert not before.request.credential_headers
        assert before.request.basic_encoding is BasicEncoding.RAW
        assert {key: seen[step][key] for step in seen for key in typed if key in seen[step]} == typed


async def test_next_and_back_by_key_and_button_and_out_of_the_first_step() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        await d.press("ctrl+n")
        await d.on_step(Step.CLIENT)
        await d.click("#next")
        await d.on_step(Step.RESOURCE_OWNER)
        await d.press("escape")
        await d.on_step(Step.CLIENT)
        await d.click("#back")
        await d.on_step(Step.CONNECTOR)
        await d.press("escape")
        await d.on_screen(StartScreen)


async def test_each_completed_step_is_one_key_away() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        for step in (Step.CONNECTOR, Step.ADDITIONAL_REQUEST_DATA, Step.RESULT, Step.SAVE):
            await d.press("shift+f1" if step is Step.CONNECTOR else f"f{step.number}")
            await d.on_step(step)
        await d.press("ctrl+g", "2")
        await d.on_step(Step.CLIENT)
        assert d.focus != "rail"
        await d.press("ctrl+g", "0")
        await d.on_step(Step.SAVE)


async def test_without_a_run_the_result_says_that_nothing_was_sent() -> None:
    async with wizard(COMPLETE, Step.RESULT) as d:
        await d.sees("Nothing has been sent yet. Press s to send.", within="#headline")
        await d.press("ctrl+n")
        await d.on_step(Step.SAVE)


async def test_the_rail_takes_clicks_and_arrows_and_gives_the_focus_back() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        await d.pilot.click("#rail", offset=(8, 3))
        await d.on_step(Step.TOKEN_ENDPOINT)
        await d.press("ctrl+g")
        await d.focus_is("rail")
        await d.press("up", "enter")
        await d.on_step(Step.RESOURCE_OWNER)
        await d.press("ctrl+g", "ctrl+g")
        await d.focus_is("username")


async def test_review_and_result_have_all_columns_and_the_list_of_steps_is_a_key_away() -> None:
    async with wizard(COMPLETE, Step.REVIEW) as d:
        for step in (Step.REVIEW, Step.RESULT):
            await d.go_to(step)
            await d.sees(f"Step {step.number} of 10: {step.title}", within="#header")
            assert not d.app.screen.query("#rail")
            assert d.app.screen.query_one("#main").region.width == d.app.size.width
            before = d.focus
            for back in ("escape", "ctrl+g"):
                await d.press("ctrl+g")
                await d.focus_is("rail")
                await d.sees("✓ 2 Client", within="#rail")
                await d.press(back)
                await d.focus_is(before)
                await d.until(lambda: not d.app.screen.query("#rail"), "the list is gone")
            assert d.app.screen.query_one("#main").region.width == d.app.size.width
        await d.press("ctrl+g", "2")
        await d.on_step(Step.CLIENT)
        await d.sees("✓ 3 Resource owner", within="#rail")


async def test_the_rail_says_what_is_complete_missing_and_to_mend() -> None:
    connector = replace(COMPLETE, username="", token_url="idp")
    async with wizard(connector, Step.CONNECTOR) as d:
        await d.sees(
            "✓ 1 Connector",
            "✓ 2 Client",
            "○ 3 Resource owner missing",
            "✗ 4 Token endpoint to fix",
            "· 6 Additional headers",
            within="#rail",
        )
        await d.go_to(Step.CLIENT)
        await d.fill("client_id", "")
        await d.sees("○ 2 Client missing", within="#rail")


async def test_a_refused_jump_says_what_comes_first() -> None:
    async with wizard(Connector(client_id="abcd"), Step.CONNECTOR) as d:
        for count, jump in enumerate((["f4"], ["ctrl+g", "6"], ["f9"]), start=1):
            await d.press(*jump)
            await d.until(lambda count=count: len(d.notes) == count, "a note")  # type: ignore[misc]
            assert d.notes[-1] == "Client Secret: This field is required."
            await d.sees("First fix step 2, Client")
            await d.on_step(Step.CONNECTOR)


async def test_review_save_and_steps_before_can_be_reached_with_a_half_filled_connector() -> None:
    async with wizard(Connector(), Step.CONNECTOR) as d:
        for key, step in (("f8", Step.REVIEW), ("f3", Step.RESOURCE_OWNER), ("ctrl+s", Step.SAVE)):
            await d.press(key)
            await d.on_step(step)
        assert d.notes == []


async def test_the_command_palette_offers_each_step_and_quitting() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        names = [command.title for command in d.app.get_system_commands(d.app.screen)]
        assert [name for name in names if name.startswith("Step ")] == [
            f"Step {step.number}: {step.title}" for step in Step
        ]
        assert {"Quit", "Help", "Reveal"} <= set(names)
        assert "Practice faults" not in names
        await d.press("ctrl+p", *"step 4")
        await d.sees("Step 4: Token endpoint Where the token request goes.")
        await d.settle()
        await d.press("enter")
        await d.on_step(Step.TOKEN_ENDPOINT)


async def test_help_lists_the_keys_and_closes() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        await d.press("f12")
        await d.sees("Reveal or mask the secrets on this screen")
        await d.press("f12", "enter")
        await d.on_step(Step.CONNECTOR)


async def test_an_idle_screen_rests() -> None:
    """No layout while nothing happens: else the app would keep a processor busy for nothing."""
    async with wizard(COMPLETE, Step.CLIENT) as d:
        layouts: list[object] = []
        d.app.screen.screen_layout_refresh_signal.subscribe(d.app.screen, layouts.append, immediate=True)
        await d.press("x")
        await d.until(lambda: d.connector.client_id.endswith("x"), "x is typed")
        await d.pilot.pause(0.3)
        assert len(layouts) < 5


async def test_no_timer_ticks_where_nothing_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks: list[object] = []
    for kind in (RunProgress, LifeSteps):
        monkeypatch.setattr(kind, "_tick", ticks.append)
    async with wizard(COMPLETE, Step.REVIEW) as d:
        d.app.set_record(record(attempt(200, GRANTED)))
        for key in ("f9", "t"):
            await d.press(key)
            rested: list[bool] = []
            # Twice as long as between two ticks.
            d.app.set_timer(0.2, lambda rested=rested: rested.append(True))
            await d.until(lambda rested=rested: bool(rested), "it rests")  # type: ignore[misc]
        assert isinstance(d.app.screen, TokenScreen)
        assert ticks == []
