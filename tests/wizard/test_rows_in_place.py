"""Rows on the verdict card: one to add, to change, to choose or to delete, checked as elsewhere."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

from textual.events import Paste

from tests.secrets_search.forms import leaks
from tests.servers.raw_server import RawServer
from tui.form.journey import RunRecord
from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.steps.result import ResultStep
from tui.wizard.widgets.choice_list import ChoiceList
from tui.wizard.widgets.result.in_place_rows import RowsPart
from tui.wizard.widgets.row_fields import RowFields

from .driving import Driver, wizard
from .looks import resize
from .samples import CLIENT_SECRET, attempt, record
from .test_verdict_card import GRANTING, ONE_METHOD, REFUSING, footer, show

SCOPE_REFUSED = {"error": "invalid_scope"}
GRANT_REFUSED = {"error": "unsupported_grant_type"}
OTHER_GRANT = {
    "error": "unsupported_grant_type",
    "error_description": 'Use "authorization_code" or "client_credentials" or "refresh_token".',
    "error_uri": "https://developer.salesforce.com/docs",
}
KEY_MISSING = {"error": "invalid_request", "error_description": "a parameter is missing"}
ROW_SECRET = "r0w/S3cret-2f6a="
TENANT = AdditionalRow("tenant", Secret(ROW_SECRET))


def refused_by(
    server: RawServer | None, answer: dict[str, str], *rows: AdditionalRow, status: int = 400
) -> tuple[Connector, RunRecord]:
    """Return a connector with rows of request data, and a run in which it was refused."""
    url = server.token_url if server else ONE_METHOD.token_url
    connector = replace(ONE_METHOD, token_url=url, additional_request_data=rows)
    return connector, record(attempt(status, answer, connector=connector), connector=connector)


def body_of(request: bytes) -> dict[str, str]:
    return dict(parse_qsl(request.partition(b"\r\n\r\n")[2].decode()))


async def open_in_place(d: Driver, shown: RunRecord, focus: str) -> None:
    await show(d, shown)
    await d.press("enter")
    await d.focus_is(focus)


async def test_a_missing_row_is_added_with_the_name_that_the_finding_gives() -> None:
    with RawServer(GRANTING) as server:
        connector, refused = refused_by(server, SCOPE_REFUSED)
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, refused)
            await d.sees("Now no row scope To with the row scope", within="#headline")
            await d.until(lambda: footer(d)[:1] == ["Change"], "the footer says what Enter does")
            await d.press("enter")
            await d.focus_is("row.value")
            assert d.field("row.name").value == "scope"
            assert d.connector == connector
            await d.press("enter")
            await d.sees("Nothing was changed, so nothing was sent.")
            assert server.connections == 0
            await d.paste("tickets.read")
            await d.until(
                lambda: d.connector.additional_request_data == (AdditionalRow("scope", "tickets.read"),),
                "it counts at once",
            )
            await d.press("enter")
            await d.sees("now: ✓ 200 token row scope added", within="#headline")
            assert body_of(server.requests[0])["scope"] == "tickets.read"
            assert server.connections == 1


async def test_a_row_that_is_proposed_on_a_condition_is_sent_as_it_is_shown() -> None:
    with RawServer(GRANTING) as server:
        connector, refused = refused_by(server, OTHER_GRANT)
        async with wizard(connector, Step.CONNECTOR) as d:
            await open_in_place(d, refused, "row.value")
            assert d.field("row.value").value == "client_credentials"
            await d.press("enter")
            await d.sees("row grant_type added", within="#headline")
            assert body_of(server.requests[0])["grant_type"] == "client_credentials"


async def test_the_row_that_is_named_opens_with_its_value_selected_and_esc_leaves_it() -> None:
    with RawServer(GRANTING) as server:
        scope = AdditionalRow("scope", "tickets.raed")
        connector, refused = refused_by(server, SCOPE_REFUSED, TENANT, scope)
        async with wizard(connector, Step.CONNECTOR) as d:
            await open_in_place(d, refused, "row.value")
            assert isinstance(d.app.screen, ResultStep)
            await d.sees("Now scope = tickets.raed", within="#headline")
            assert d.field("row.value").input.selected_text == "tickets.raed"
            await d.paste("tickets.read")
            await d.until(lambda: d.connector != connector, "it counts at once")
            await resize(d, (60, 20))
            await d.until(lambda: d.field("row.value").value == "tickets.read", "it is there after resizing")
            await d.press("escape")
            await d.focus_is("headline")
            assert d.connector == connector
            await d.press("enter")
            await d.focus_is("row.value")
            await d.paste("tickets.read")
            await d.press("ctrl+z")
            await d.until(lambda: d.field("row.value").value == "tickets.raed", "undone")
            await d.paste("-as-typed")
            await d.press("f7")
            await d.on_step(Step.ADDITIONAL_REQUEST_DATA)
            await d.sees("scope = tickets.raed-as-typed")
            assert server.connections == 0


async def test_a_changed_row_is_sent_by_enter_held_once_and_told_beside_the_run_before() -> None:
    with RawServer(GRANTING) as server:
        connector, refused = refused_by(server, SCOPE_REFUSED, TENANT, AdditionalRow("scope", "tickets.raed"))
        async with wizard(connector, Step.CONNECTOR) as d:
            await open_in_place(d, refused, "row.value")
            await d.paste("tickets.read")
            await d.hold("enter")
            await d.sees("row scope changed", within="#headline")
            assert server.connections == 1
            assert body_of(server.requests[0])["scope"] == "tickets.read"
            assert d.connector.additional_request_data == (TENANT, AdditionalRow("scope", "tickets.read"))


async def test_a_row_to_delete_is_ticked_for_it_and_a_deletion_is_undone_with_ctrl_z() -> None:
    with RawServer(GRANTING) as server:
        grant = AdditionalRow("grant_type", "client_credentials")
        connector, refused = refused_by(server, GRANT_REFUSED, grant, TENANT)
        async with wizard(connector, Step.CONNECTOR) as d:
            await open_in_place(d, refused, "in-place-delete")
            await d.sees("[x] Delete the row grant_type", "To without the row grant_type", within="#headline")
            await d.until(lambda: footer(d)[:1] == ["Send again"], "the footer says what Enter does")
            assert d.connector == connector
            await d.press("space")
            await d.sees("Press Enter to use this row and send again.")
            assert d.field("row.value").value == "client_credentials"
            assert d.connector == connector
            await d.press("space")
            await d.until(lambda: d.connector.additional_request_data == (TENANT,), "it counts at once")
            await d.press("space")
            await d.until(lambda: d.connector == connector, "and is taken back")
            await d.click("#in-place-delete")
            await d.until(lambda: d.connector.additional_request_data == (TENANT,), "by a click, too")
            assert server.connections == 0
            await d.press("enter")
            await d.sees("row grant_type deleted", within="#headline")
            assert body_of(server.requests[0])["grant_type"] == "password"
            assert any("Deleted the row grant_type." in note for note in d.notes)
            await d.press("ctrl+z")
            await d.until(lambda: d.connector == connector, "the row is back")
            assert not d.app.journey.deleted


async def test_a_deletion_that_is_left_for_another_step_can_be_undone_there() -> None:
    connector, refused = refused_by(None, GRANT_REFUSED, AdditionalRow("grant_type", "x"), TENANT)
    async with wizard(connector, Step.CONNECTOR) as d:
        await open_in_place(d, refused, "in-place-delete")
        await d.press("space", "space")
        await d.until(lambda: d.connector.additional_request_data == (TENANT,), "it counts at once")
        await d.press("f7")
        await d.on_step(Step.ADDITIONAL_REQUEST_DATA)
        await d.press("u")
        await d.until(lambda: d.connector == connector, "the row is back")


async def test_enter_held_on_the_chip_opens_a_deletion_and_sends_nothing() -> None:
    with RawServer(GRANTING) as server:
        connector, refused = refused_by(server, GRANT_REFUSED, AdditionalRow("grant_type", "x_grant"))
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, refused)
            await d.hold("enter")
            await d.focus_is("in-place-delete")
            await d.settle()
            assert (server.connections, d.connector) == (0, connector)
            d.app.post_message(Paste("\r"))
            await d.settle()
            assert (server.connections, d.connector) == (0, connector)


async def test_a_row_in_the_wrong_table_is_moved_to_the_other_one() -> None:
    with RawServer(GRANTING) as server:
        wanted = {"error": "invalid_request", "error_description": "audience is required"}
        audience = AdditionalRow("audience", "https://api.example.com")
        connector, _ = refused_by(server, wanted, TENANT)
        connector = replace(connector, additional_headers=(audience,))
        refused = record(attempt(400, wanted, connector=connector), connector=connector)
        async with wizard(connector, Step.CONNECTOR) as d:
            await open_in_place(d, refused, "in-place-delete")
            await d.sees("[x] Move the row audience to Additional Request Data", within="#headline")
            await d.press("space", "space")
            await d.until(lambda: not d.connector.additional_headers, "it counts at once")
            await d.press("escape")
            await d.focus_is("headline")
            assert d.connector == connector
            await d.press("enter")
            await d.focus_is("in-place-delete")
            await d.press("enter")
            await d.sees("Additional Headers, Additional Request Data changed", within="#headline")
            assert body_of(server.requests[0])["audience"] == "https://api.example.com"
            assert d.connector.additional_request_data == (TENANT, audience)


async def test_where_no_row_is_named_one_is_chosen_and_what_was_typed_in_another_stays() -> None:
    with RawServer(GRANTING) as server:
        account = AdditionalRow("account", "4711")
        connector, refused = refused_by(server, KEY_MISSING, account, TENANT)
        async with wizard(connector, Step.CONNECTOR) as d:
            await open_in_place(d, refused, "in-place-rows")
            await d.sees("( ) account = 4711 ( ) tenant = •••••••• (•) A new row", within="#headline")
            assert ROW_SECRET not in d.app.export_screenshot()
            await d.press("up", "up")
            await d.until(lambda: d.app.screen.query_one(ChoiceList).value == "0", "the first row")
            await d.press("enter")
            await d.focus_is("row.value")
            assert d.field("row.value").input.selected_text == "4711"
            await d.paste("4712")
            await d.press("shift+tab", "shift+tab", "down")
            await d.until(lambda: d.field("row.name").value == "tenant", "the second row")
            assert d.field("row.value").input.password
            assert ROW_SECRET not in d.app.export_screenshot()
            await d.press("enter")
            await d.focus_is("row.value")
            await d.press("enter")
            await d.sees("row account changed", within="#headline")
            assert body_of(server.requests[0])["account"] == "4712"
            assert body_of(server.requests[0])["tenant"] == ROW_SECRET


async def test_a_secret_of_the_connector_is_masked_in_the_list_of_rows_too() -> None:
    connector, refused = refused_by(None, KEY_MISSING, AdditionalRow("account", f"a:{CLIENT_SECRET}"))
    async with wizard(connector, Step.CONNECTOR) as d:
        await open_in_place(d, refused, "in-place-rows")
        await d.sees("( ) account = a:••••••••", within="#headline")
        assert not leaks(d.seen(), {"client_secret": CLIENT_SECRET})


async def test_a_secret_row_stays_masked_and_its_name_marks_a_new_one() -> None:
    connector, refused = refused_by(None, KEY_MISSING)
    async with wizard(connector, Step.CONNECTOR) as d:
        await open_in_place(d, refused, "row.name")
        await d.press("enter")
        await d.sees("✗ The name is missing.")
        await d.paste("api_key")
        await d.press("enter")
        await d.focus_is("row.value")
        await d.paste(ROW_SECRET)
        await d.until(
            lambda: d.connector.additional_request_data == (AdditionalRow("api_key", Secret(ROW_SECRET)),),
            "it is kept as a secret",
        )
        assert ROW_SECRET not in d.app.export_screenshot()
        await d.press("ctrl+r")
        await d.sees(ROW_SECRET)


async def test_a_row_that_can_not_be_sent_stays_open_with_the_reason() -> None:
    with RawServer(GRANTING) as server:
        wanted = {"message": "Missing API key"}
        connector, refused = refused_by(server, wanted, status=403)
        connector = replace(connector, additional_headers=(AdditionalRow("x-api-key", Secret("0ld")),))
        refused = record(attempt(403, wanted, connector=connector), connector=connector)
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, refused)
            await d.sees("Additional Headers Enter changes it here", within="#headline")
            await d.press("enter")
            await d.focus_is("in-place-rows")
            await d.press("up", "enter")
            await d.focus_is("row.value")
            assert d.field("row.name").value == "x-api-key"
            await d.paste("bad\nvalue")
            await d.press("enter")
            await d.sees("which a header can't carry. Trim it.")
            assert server.connections == 0
            assert isinstance(d.app.screen, ResultStep)


async def test_the_third_failed_login_is_asked_about_before_a_row_is_sent() -> None:
    with RawServer(REFUSING) as server:
        connector, refused = refused_by(server, SCOPE_REFUSED, AdditionalRow("scope", "a"))
        async with wizard(connector, Step.CONNECTOR) as d:
            for _ in range(2):
                d.app.login_guard.ledger.begin(connector)
            await open_in_place(d, refused, "row.value")
            await d.paste("b")
            await d.press("enter")
            await d.on_screen(Question)
            await d.press("escape")
            await d.on_step(Step.RESULT)
            assert server.connections == 0
            assert d.connector.additional_request_data == (AdditionalRow("scope", "b"),)


async def test_a_click_on_the_chip_opens_the_row_and_no_click_in_it_sends() -> None:
    with RawServer(GRANTING) as server:
        connector, refused = refused_by(server, SCOPE_REFUSED, AdditionalRow("scope", "a"))
        async with wizard(connector, Step.CONNECTOR) as d:
            await show(d, refused)
            await d.click("#chip")
            await d.focus_is("row.value")
            for part in ("#field-row-name Input", "#field-row-value Input", ".row-secret"):
                await d.click(part)
            await d.until(
                lambda: d.connector.additional_request_data == (AdditionalRow("scope", Secret("a")),),
                "the click has marked it as a secret",
            )
            await d.click(".in-place-leave")
            await d.focus_is("headline")
            assert d.connector == connector
            assert server.connections == 0


async def test_rows_that_are_chosen_faster_than_they_are_shown_lose_nothing() -> None:
    rows = [AdditionalRow(f"account{number}", str(number)) for number in range(3)]
    connector, refused = refused_by(None, KEY_MISSING, *rows)
    async with wizard(connector, Step.CONNECTOR) as d:
        await open_in_place(d, refused, "in-place-rows")
        choices, part = d.app.screen.query_one(ChoiceList), d.app.screen.query_one(RowsPart)
        choices.highlighted = 0
        await d.until(lambda: d.field("row.name").value == "account0", "the first row")
        fields = d.app.screen.query_one(RowFields)
        d.field("row.value").input.value = "4711"
        for number in (1, 2, 1):
            choices.highlighted = number
        await d.until(lambda: d.field("row.name").value == "account1", "the second row")
        # What fields told as they went may come only now.
        part.post_message(RowFields.Changed(fields))
        part.post_message(RowFields.Submitted(fields))
        await d.settle()
        assert d.connector.additional_request_data == (AdditionalRow("account0", "4711"), *rows[1:])
