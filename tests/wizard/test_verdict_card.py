"""The verdict card: one field to change, opened in place, sent again, and compared with the run before."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from tests.patience import PATIENCE
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.form.journey import RunRecord
from tui.form.steps import Step
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.report_dialog import ReportDialog
from tui.wizard.screens.steps import result_view
from tui.wizard.screens.steps.result import ResultStep
from tui.wizard.widgets.choice_list import ChoiceList
from tui.wizard.widgets.frame.key_footer import KeyFooter
from tui.wizard.widgets.result.in_place_editor import InPlaceEditor

from .driving import NARROW, WIDE, Driver, wizard
from .samples import (
    BASIC,
    BODY,
    CLIENT_SECRET,
    COMPLETE,
    GRANTED,
    PASSWORD,
    REFUSED_ACCOUNT,
    REFUSED_CLIENT,
    TOKEN,
    attempt,
    failed_attempt,
    record,
    skipped_attempt,
)

ONE_METHOD = replace(COMPLETE, client_authentication=BASIC, request=RequestSettings(credential_headers=False))
REFUSING = answering(http_answer(401, b'{"error": "invalid_client"}'))
GRANTING = answering(http_answer(200, b'{"access_token": "made-up-7c1d", "token_type": "Bearer"}'))
REFUSED = record(attempt(401, REFUSED_CLIENT, connector=ONE_METHOD), connector=ONE_METHOD)
NEW_SECRET = "n3w/Secret-5b1c="


async def show(d: Driver, shown: RunRecord) -> None:
    """Show a run that has ended, and wait until the card has the focus."""
    d.app.set_record(shown)
    await d.go_to(Step.RESULT)
    await d.until(lambda: bool(d.app.screen.query("#--content-tab-attempt-1")), "the tabs")
    await d.focus_is("headline")
    await d.settle()


def footer(d: Driver) -> list[str]:
    return [key.label for key in d.app.screen.query_one(KeyFooter).keys if key.enabled]


def at(server: RawServer, connector: Connector = ONE_METHOD) -> tuple[Connector, RunRecord]:
    """Return a connector for a server, and a run in which it was refused."""
    connector = replace(connector, token_url=server.token_url)
    return connector, record(attempt(401, REFUSED_CLIENT, connector=connector), connector=connector)


async def test_at_80x24_all_that_matters_is_seen_without_scrolling() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=NARROW) as d:
        await show(d, record(attempt(401, REFUSED_CLIENT), skipped_attempt()))
        await d.sees(
            "Fails: the server does not accept the client.",
            "Change: Client Secret Enter changes it here",
            "Now •••••••• (19 characters) To the client's current secret",
            "Why The response speaks of the client's credentials",
            "Steps 1. Client Secret: copy the value again",
            "4. Oauth2 Token Url:",
            "Next Try",
            "Findings (2) 1 Basic Auth 401 2 Request Body skipped",
        )
        assert d.app.screen.query_one("#verdict-sign").region.size == (7, 3)
        assert d.app.screen.query_one("#headline").region.width >= 76
        await d.until(lambda: footer(d)[:1] == ["Change"], "the footer says what Enter does")
        assert CLIENT_SECRET not in d.app.export_screenshot()


@pytest.mark.parametrize("width", [60, 80, 120, 200])
async def test_no_tab_is_cut(width: int) -> None:
    long = {"error": "an_error_code_of_many_more_letters_than_any"}
    async with wizard(COMPLETE, Step.CONNECTOR, size=(width, 24)) as d:
        await show(d, record(attempt(401, long), attempt(400, long, method=BODY)))
        await d.drawn()
        tabs = d.app.screen.query_one("#attempts-shown Tabs")
        last = d.app.screen.query_one("#--content-tab-attempt-2")
        assert last.region.right <= tabs.region.right
        assert last.region.width == last.virtual_region.width
        beside = d.app.screen.query_one("#headline").region.right <= tabs.region.x
        assert beside == (width == 200)


async def test_enter_opens_the_field_in_place_with_its_text_selected_and_enter_sends_again() -> None:
    with RawServer(GRANTING) as server:
        connector, refused = at(server)
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, refused)
            await d.press("enter")
            await d.focus_is("client_secret")
            field = d.field("client_secret").input
            assert (field.value, field.selected_text) == (CLIENT_SECRET, CLIENT_SECRET)
            assert isinstance(d.app.screen, ResultStep)
            await d.paste(NEW_SECRET)
            assert NEW_SECRET not in d.app.export_screenshot()
            assert server.connections == 0
            await d.press("enter")
            await d.sees("Works with Basic Auth.", within="#headline")
            await d.sees(
                "before: ✗ 401 invalid_client now: ✓ 200 token Client Secret changed", within="#headline"
            )
            await d.focus_is("headline")
            assert server.connections == 1
            assert d.connector == replace(connector, client_secret=Secret(NEW_SECRET))
            assert not d.app.screen.query(".in-place")
            # Sent again as it is, it still tells what has changed; with another field, no longer.
            await d.press("s")
            await d.until(lambda: server.connections == 2, "sent again")
            await d.sees("before: ✗ 401 invalid_client now: ✓ 200 token", within="#headline")
            d.app.set_value("username", "somebody.else")
            await d.until(lambda: "before:" not in d.seen("#headline"), "no longer compared")
            await d.sees("The fields have changed since this run.", within="#headline")


async def test_what_is_typed_right_behind_enter_goes_into_the_field_and_commands_nothing() -> None:
    async with wizard(ONE_METHOD, Step.CONNECTOR) as d:
        await show(d, REFUSED)
        for key in ("enter", *"sgvxt"):
            d.app.post_message(d.key(key, 0.2))
        await d.until(lambda: d.focus == "client_secret", "the field")
        await d.until(lambda: d.field("client_secret").value == "sgvxt", "all of it")
        assert isinstance(d.app.screen, ResultStep)


async def test_escape_leaves_the_value_as_it_was_and_sends_nothing() -> None:
    with RawServer(GRANTING) as server:
        connector, refused = at(server)
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, refused)
            await d.press("enter")
            await d.focus_is("client_secret")
            await d.paste(NEW_SECRET)
            await d.until(lambda: d.connector.client_secret == Secret(NEW_SECRET), "it counts at once")
            await d.press("escape")
            await d.focus_is("headline")
            assert d.connector == connector
            await d.press("enter")
            await d.focus_is("client_secret")
            await d.paste(NEW_SECRET)
            await d.click(".in-place-leave")
            await d.focus_is("headline")
            assert d.connector == connector
            assert not d.app.screen.query(".in-place")
            await d.until(lambda: "have changed" not in d.seen("#headline"), "nothing has changed")
            assert server.connections == 0


async def test_what_was_typed_in_place_is_kept_by_who_leaves_for_another_step() -> None:
    async with wizard(ONE_METHOD, Step.CONNECTOR) as d:
        await show(d, REFUSED)
        await d.press("enter")
        await d.focus_is("client_secret")
        await d.paste(NEW_SECRET)
        await d.press("f2")
        await d.on_step(Step.CLIENT)
        assert d.field("client_secret").value == NEW_SECRET


async def test_enter_without_a_change_sends_nothing_and_says_so() -> None:
    with RawServer(GRANTING) as server:
        connector, refused = at(server)
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, refused)
            await d.press("enter")
            await d.focus_is("client_secret")
            await d.press("enter")
            await d.sees("Nothing was changed, so nothing was sent.")
            await d.focus_is("client_secret")
            assert server.connections == 0


async def test_sending_by_another_key_takes_what_was_typed_in_place_along() -> None:
    with RawServer(GRANTING) as server:
        connector, refused = at(server)
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, refused)
            await d.press("enter")
            await d.focus_is("client_secret")
            await d.paste(NEW_SECRET)
            await d.press("ctrl+j")
            await d.sees("Client Secret changed", within="#headline")
            assert not d.app.screen.query(".in-place")
            assert d.connector.client_secret == Secret(NEW_SECRET)


async def test_a_value_that_can_not_be_sent_stays_open_with_the_reason() -> None:
    async with wizard(ONE_METHOD, Step.CONNECTOR) as d:
        await show(d, REFUSED)
        await d.press("enter")
        await d.focus_is("client_secret")
        await d.press("backspace", "enter")
        await d.sees("✗ This field is required.")
        await d.focus_is("client_secret")


async def test_the_third_failed_login_is_asked_about_before_the_value_is_sent() -> None:
    with RawServer(REFUSING) as server:
        connector, refused = at(server)
        async with wizard(connector, Step.CONNECTOR) as d:
            for _ in range(2):
                d.app.login_guard.ledger.begin(connector)
            await show(d, refused)
            for answer, count in (("escape", 0), ("right", 1)):
                await d.press("enter")
                await d.focus_is("client_secret")
                await d.paste(f"{NEW_SECRET}{count}")
                await d.press("enter")
                await d.on_screen(Question)
                assert server.connections == 0
                await d.press(answer, *(["enter"] if count else []))
                await d.on_step(Step.RESULT)
                assert d.connector.client_secret == Secret(f"{NEW_SECRET}{count}")
            await d.until(lambda: server.connections == 1, "sent")


async def test_the_method_is_chosen_from_the_list_which_begins_with_the_proposed_one() -> None:
    with RawServer(GRANTING) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        refused = attempt(401, REFUSED_CLIENT, connector=connector)
        works = attempt(200, GRANTED, method=BODY, connector=connector)
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, record(refused, works, connector=connector))
            await d.press("enter")
            await d.focus_is("in-place-choices")
            assert d.app.screen.query_one(ChoiceList).value == ClientAuthentication.REQUEST_BODY
            assert d.connector == connector
            await d.press("up", "escape")
            await d.focus_is("headline")
            assert d.connector == connector
            await d.press("enter")
            await d.focus_is("in-place-choices")
            await d.press("enter")
            await d.until(lambda: len(server.requests) == 1, "sent")
            assert b"client_secret=" in server.requests[0]
            assert d.connector.client_authentication is ClientAuthentication.REQUEST_BODY


async def test_a_value_that_follows_from_the_connector_is_filled_in_and_told_without_the_secret() -> None:
    with RawServer(GRANTING) as server:
        connector, _ = at(server, replace(ONE_METHOD, client_secret=Secret(f"{CLIENT_SECRET} ")))
        refused = record(attempt(401, REFUSED_CLIENT, connector=connector), connector=connector)
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, refused)
            await d.sees("(20 characters; it ends with a space)", "To ••••••••, the same", within="#headline")
            await d.press("enter")
            await d.sees("The proposed value is filled in.")
            assert d.field("client_secret").value == CLIENT_SECRET
            assert d.connector == connector
            await d.press("enter")
            await d.sees("Works with Basic Auth.", within="#headline")
            assert d.connector.client_secret == Secret(CLIENT_SECRET)


@pytest.mark.parametrize(
    ("shown", "chip", "key"),
    [
        (
            record(attempt(400, {"error": "invalid_grant", "error_description": "Account is locked"})),
            "Ask: the server's administrator Enter writes a report to attach",
            "Report",
        ),
        (record(attempt(500, b"oops")), "Ask: the server's owner Enter writes a report", "Report"),
        (
            record(failed_attempt(FailureCause.BLOCKED_HERE, "The firewall forbids it."), skipped_attempt()),
            "Change: nothing in the form Enter writes a report",
            "Report",
        ),
    ],
    ids=["locked", "server error", "network"],
)
async def test_where_no_field_can_be_changed_here_the_chip_and_the_footer_say_what_enter_does(
    shown: RunRecord, chip: str, key: str
) -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        await show(d, shown)
        await d.sees(chip, within="#headline")
        await d.until(lambda: footer(d)[:1] == [key], f"the footer says {key}")
        await d.press("enter")
        await d.on_screen(ReportDialog)


async def test_an_unreachable_host_is_changed_in_place() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        gone = failed_attempt(FailureCause.NAME_NOT_FOUND, "There is no host idp.example.com.")
        await show(d, record(gone, skipped_attempt()))
        await d.sees("Change: Oauth2 Token Url", f"Now {COMPLETE.token_url}", within="#headline")
        await d.press("enter")
        await d.focus_is("token_url")


async def test_a_run_that_works_says_what_worked_how_long_and_the_keys_for_what_comes_next() -> None:
    async with wizard(ONE_METHOD, Step.CONNECTOR) as d:
        await show(d, record(attempt(200, GRANTED, connector=ONE_METHOD), connector=ONE_METHOD))
        await d.sees(
            "Works with Basic Auth.",
            "Worked Basic Auth: 200 in 111 ms",
            "Token type Bearer, expires in 3600 s, scope tickets.read",
            "Keys t inspects the token and calls the API, Ctrl+S saves, y copies.",
            within="#headline",
        )
        assert TOKEN not in d.app.export_screenshot()
        await d.until(lambda: footer(d)[:1] == ["Save"], "the footer says what Enter does")
        await d.press("enter")
        await d.on_step(Step.SAVE)


async def test_a_click_on_the_chip_opens_the_field_but_not_the_second_click_of_two() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        await show(d, record(attempt(400, REFUSED_ACCOUNT)))
        place = d.app.screen.query_one("#chip").region.center
        await d.click_at(*place, at=1.0)
        await d.focus_is("password")
        await d.press("escape")
        await d.focus_is("headline")
        await d.click_at(*place, at=1.2)
        await d.settle()
        assert not d.app.screen.query(".in-place")
        assert PASSWORD not in d.app.export_screenshot()


@pytest.mark.parametrize("step", [Step.RESULT, Step.REVIEW])
async def test_every_key_that_scrolls_does_so_from_where_the_focus_lands(step: Step) -> None:
    refused = record(attempt(401, {**REFUSED_CLIENT, "trace": [f"line {n}" for n in range(60)]}))
    rows = tuple(AdditionalRow(f"X-{number}", "made up") for number in range(12))
    connector = replace(COMPLETE, additional_headers=rows)
    async with wizard(connector, Step.CONNECTOR, size=(100, 20)) as d:
        d.app.set_record(refused)
        await d.go_to(step)
        await d.until(lambda: step is Step.REVIEW or bool(d.app.screen.query("AttemptView")), "the tabs")
        await d.drawn()

        def scrolled() -> int:
            return sum(part.scroll_offset.y for part in d.app.screen._parts())  # type: ignore[attr-defined]

        for key, back in (("down", "up"), ("pagedown", "pageup"), ("end", "home")):
            await d.press(key)
            await d.until(lambda: scrolled() > 0, f"{key} scrolls")
            await d.press(back)
            await d.until(lambda: scrolled() == 0, f"{back} scrolls back")


async def test_on_a_wide_screen_the_details_stand_beside_the_card_and_nothing_jumps_on_the_way() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        await show(d, record(attempt(401, REFUSED_CLIENT)))
        card, details = d.app.screen.query_one("#headline"), d.app.screen.query_one("#attempts-shown")
        for size, is_beside in ((WIDE, False), ((160, 40), True), ((200, 50), True), ((60, 20), False)):
            await d.pilot.resize_terminal(*size)
            await d.until(lambda size=size: d.app.screen.size == size, f"{size}")  # type: ignore[misc]
            await d.drawn()
            assert (details.region.x >= card.region.right) == is_beside
            assert (details.region.y >= card.region.bottom) != is_beside
        await d.sees("✗ Fails: the server does not accept the client.")  # the small sign


async def test_enter_is_kept_for_a_card_that_is_not_filled_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    made, may_end = result_view._made_card, threading.Event()

    def slow(*arguments: Any) -> Any:
        may_end.wait(PATIENCE)
        return made(*arguments)

    monkeypatch.setattr(result_view, "_made_card", slow)
    async with wizard(ONE_METHOD, Step.CONNECTOR) as d:
        d.app.set_record(REFUSED)
        d.app.go_to(Step.RESULT)
        await d.until(lambda: d.focus == "headline", "the card")
        d.app.post_message(d.key("enter"))
        await d.settle()
        assert not d.app.screen.query(InPlaceEditor)
        may_end.set()
        await d.focus_is("client_secret")


async def test_a_change_that_comes_after_its_editor_was_closed_changes_nothing() -> None:
    async with wizard(ONE_METHOD, Step.CONNECTOR) as d:
        await show(d, REFUSED)
        await d.press("enter")
        await d.focus_is("client_secret")
        editor = d.app.screen.query_one(InPlaceEditor)
        await d.press("escape")
        await d.focus_is("headline")
        d.app.screen.post_message(InPlaceEditor.Changed(editor))
        await d.settle()
        assert d.connector == ONE_METHOD
