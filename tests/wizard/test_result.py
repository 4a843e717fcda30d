"""Result: the verdict, each attempt, and the ways on from there."""

from __future__ import annotations

from dataclasses import replace

from textual.widget import Widget

from tests.servers.raw_server import RawServer, answering, http_answer
from tui.form.journey import RunRecord
from tui.form.steps import Step
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.form_fields import label_of
from tui.oauth2.secret import MASK
from tui.oauth2.transport_failure import FailureCause
from tui.wizard.screens.dialogs.field_chooser import FieldChooser
from tui.wizard.screens.steps.step_screen import StepScreen

from .driving import WIDE, Driver, wizard
from .samples import (
    BODY,
    CLIENT_SECRET,
    COMPLETE,
    GRANTED,
    REFUSED_ACCOUNT,
    REFUSED_CLIENT,
    TOKEN,
    attempt,
    failed_attempt,
    record,
    skipped_attempt,
)

WORKS_BY_BODY = record(attempt(401, REFUSED_CLIENT), attempt(200, GRANTED, method=BODY))
REFUSED_PASSWORD = record(attempt(400, REFUSED_ACCOUNT), skipped_attempt())


async def show(d: Driver, shown: RunRecord) -> None:
    """Show a run that has ended."""
    d.app.set_record(shown)
    await d.go_to(Step.RESULT)
    await d.until(lambda: bool(d.content("#headline-title")), "the headline")
    await d.until(lambda: bool(d.app.screen.query("#--content-tab-attempt-1")), "the tabs")
    await d.settle()


def is_focused_in_sight(widget: Widget) -> bool:
    return (
        widget.has_focus and widget.region.height > 0 and widget.screen.region.contains_region(widget.region)
    )


async def test_the_second_method_alone_worked_so_the_value_to_set_is_named() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        await show(d, WORKS_BY_BODY)
        await d.sees(
            "Works with Request Body.",
            "Change: Oauth2 Client Authentication",
            "Now blank To OAuth 2.0 with Request Body",
            within="#headline",
        )
        await d.sees("1 Basic Auth 401 invalid_client 2 Request Body 200 token", within="#attempts-shown")
        await d.sees(
            "Status 200 OK",
            "Time 111 ms",
            f"Token {MASK} (opaque)",
            "Expires in 3600 seconds (60 minutes)",
            "Scope tickets.read",
            "✓ DNS 1.2 ms",
            within="#attempts-shown",
        )
        # What a success does not prove is seen without a key.
        await d.sees("But It works from this machine", "allow-list", within="#headline")
        await d.press("end")
        await d.sees("✓ Receive 0.6 ms", "Response headers Content-Type: application/json")
        await d.sees(f'"access_token": "{MASK}"', within="#attempts-shown")
        assert TOKEN not in d.seen()
        await d.press("ctrl+r")
        await d.sees(f'"access_token": "{TOKEN}"', within="#attempts-shown")
        await d.press("ctrl+n")
        await d.on_step(Step.SAVE)


async def test_a_chosen_method_that_worked_needs_no_advice() -> None:
    connector = replace(COMPLETE, client_authentication=ClientAuthentication.REQUEST_BODY)
    async with wizard(connector, Step.CONNECTOR) as d:
        await show(d, record(attempt(200, GRANTED, method=BODY), connector=connector))
        await d.sees("Works with Request Body.", within="#headline")
        assert "Change:" not in d.seen("#headline")
        await d.focus_is("headline")
        await d.press("enter")
        await d.on_step(Step.SAVE)


async def test_a_refused_account_is_said_plainly_and_leads_to_the_password() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        await show(d, REFUSED_PASSWORD)
        await d.sees("Fails:", within="#headline")
        await d.sees("1 Basic Auth 400 invalid_grant 2 Request Body skipped", within="#attempts-shown")
        await d.sees("Change: Password Grant Password", "2. Password Grant Username:", within="#headline")
        await d.open_attempt(1)
        await d.sees("Description Invalid credentials given.", within="#attempts-shown")
        await d.press("ctrl+g")
        await d.sees("✗ 9 Result to fix", within="#rail")
        await d.press("escape", "g")
        await d.on_step(Step.RESOURCE_OWNER)
        await d.focus_is("password")


async def test_g_leads_where_the_card_says_and_shift_g_to_the_other_fields() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        await show(d, REFUSED_PASSWORD)
        await d.click("#go-to-field")
        await d.focus_is("password")
        await d.press("escape")
        await d.on_step(Step.RESULT)
        await d.press("G")
        await d.on_screen(FieldChooser)
        await d.sees(
            "1. Password Grant Password look here first 2. Password Grant Username Name Description",
            within="#dialog",
        )
        await d.press("down", "enter")
        await d.focus_is("username")


async def test_every_kind_of_field_can_be_gone_to() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        for key, step in (
            ("client_authentication", Step.CLIENT_AUTHENTICATION),
            ("request.trust", Step.CLIENT_AUTHENTICATION),
            ("response.type", Step.CLIENT_AUTHENTICATION),
            ("additional_request_data", Step.ADDITIONAL_REQUEST_DATA),
        ):
            await d.go_to(Step.RESULT)
            await d.press("g")  # no run names a field
            await d.on_screen(FieldChooser)
            await d.paste(label_of(key))
            await d.press("enter")
            await d.on_step(step)
            screen = d.app.screen
            assert isinstance(screen, StepScreen)
            wanted = screen.input_of(key) or screen.query_one("#next")
            await d.until(lambda widget=wanted: is_focused_in_sight(widget), f"{key} in focus")  # type: ignore[misc]


async def test_an_unreachable_server_says_where_and_why() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        gone = failed_attempt(FailureCause.NAME_NOT_FOUND, "There is no host idp.example.com.")
        await show(d, record(gone, skipped_attempt()))
        await d.sees("Unreachable:")
        await d.sees("1 Basic Auth dns 2 Request Body skipped", within="#attempts-shown")
        await d.open_attempt(1)
        await d.sees("Failed dns: There is no host idp.example.com.", within="#attempts-shown")


async def test_a_changed_field_makes_the_result_stale_until_it_is_sent_again() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        await show(d, WORKS_BY_BODY)
        assert "have changed" not in d.seen("#headline")
        await d.go_to(Step.RESOURCE_OWNER)
        await d.fill("username", "somebody.else")
        await d.sees("· 9 Result", within="#rail")
        await d.press("f9")
        await d.on_step(Step.RESULT)
        await d.sees("The fields have changed since this run", within="#headline")


async def test_a_skipped_attempt_says_why_and_can_be_made_anyway() -> None:
    refused = answering(http_answer(400, b'{"error": "invalid_grant"}'))
    granted = answering(http_answer(200, b'{"access_token": "made-up-7c1d", "token_type": "Bearer"}'))
    with RawServer(refused, granted) as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.REVIEW, size=WIDE) as d:
            await d.press("s")
            await d.sees("Fails:", within="#headline")
            assert server.connections == 1
            await d.until(lambda: bool(d.app.screen.query("#--content-tab-attempt-2")), "the tabs")
            await d.click("#--content-tab-attempt-2")
            await d.sees("Skipped. The server accepted the client but refused the account")
            await d.click(".try-anyway")
            await d.sees("Works with Request Body.", within="#headline")
            assert len(server.requests) == 2
            assert b"client_secret=" in server.requests[1]
            await d.sees("Status 200", within="#attempts-shown")
            await d.sees("1 Basic Auth 400 invalid_grant 2 Request Body 200 token")


async def test_sending_again_with_something_missing_leads_to_its_field() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        await show(d, WORKS_BY_BODY)
        d.app.set_value("client_id", "")
        await d.press("s")
        await d.focus_is("client_id")
        await d.sees("Nothing was sent", "Client ID: This field is required.")


async def test_a_secret_that_the_server_echoes_is_masked_in_every_part() -> None:
    echo = {"error": "invalid_request", "error_description": f"bad secret {CLIENT_SECRET}"}
    async with wizard(COMPLETE, Step.CONNECTOR, size=WIDE) as d:
        await show(d, record(attempt(400, echo, headers=(("X-Echo", CLIENT_SECRET),))))
        assert CLIENT_SECRET not in d.seen()
        await d.open_attempt(1)
        await d.sees(f"Description bad secret {MASK}", within="#attempts-shown")
        await d.sees(f"X-Echo: {MASK}", within="#attempts-shown")
        assert CLIENT_SECRET not in d.app.export_screenshot()


async def test_a_token_under_another_key_leads_to_the_folded_field() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        await show(d, record(attempt(200, {"accessToken": TOKEN})))
        await d.sees("Fails:", within="#headline")
        await d.press("g")
        await d.on_step(Step.CLIENT_AUTHENTICATION)
        await d.focus_is("response.access_token_key")
        await d.sees("Json Access Token Key", within="#form")
