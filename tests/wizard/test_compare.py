"""The Compare screen: what a request that works does otherwise, taken over, undone, and proved."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.widgets import OptionList

from tests.servers.raw_server import RawServer, stalling
from tui.form.steps import Step
from tui.interchange.compare.trial import Outcome
from tui.interchange.curl import curl_command
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.practice.faults import FAULTS
from tui.practice.server import PracticeServer
from tui.wizard.screens.compare import CompareScreen
from tui.wizard.screens.dialogs.dialog import Question
from tui.wizard.screens.dialogs.request_chooser import RequestChooser
from tui.wizard.widgets.pasted.pasted_text import PastedText

from .driving import NARROW, WIDE, Driver, wizard
from .samples import BASIC, BODY, CLIENT_SECRET, COMPLETE, PASSWORD, REFUSED_CLIENT, attempt, record

WRONG = "wr0ng-Secret-57"


def pasted(connector: Connector, method: ClientAuthentication = BASIC) -> str:
    return curl_command(assemble(connector, method), reveal=True)


def screen(d: Driver) -> CompareScreen:
    assert isinstance(d.app.screen, CompareScreen)
    return d.app.screen


@asynccontextmanager
async def comparing(connector: Connector, text: str, size: tuple[int, int] = NARROW) -> AsyncIterator[Driver]:
    async with wizard(connector, Step.REVIEW, size=size) as d:
        await d.press("d")
        await d.on_screen(CompareScreen)
        await d.paste(text)
        await d.until(lambda: screen(d).comparison is not None, "the comparison")
        yield d


async def proved(d: Driver, outcome: Outcome) -> None:
    await d.until(lambda: screen(d).proof is not None, "the proof")
    proof = screen(d).proof
    assert proof
    assert proof.outcome is outcome


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_differences_are_listed_and_one_is_explained(size: tuple[int, int]) -> None:
    connector = replace(
        COMPLETE, client_secret=Secret(WRONG), additional_headers=(AdditionalRow("X-Old", "1"),)
    )
    async with comparing(connector, pasted(COMPLETE), size) as d:
        await d.sees("2 differences, the most telling first.")
        await d.sees("· Client Secret likely", within="#differences")
        await d.sees("Altogether different", within="#difference")
        await d.press("down")
        await d.sees("Only the connector sends this header.", within="#difference")
        shown = d.seen() + d.content("#difference")
        assert not any(secret in shown for secret in (WRONG, CLIENT_SECRET, PASSWORD))


async def test_a_difference_is_taken_over_and_the_same_key_undoes_it() -> None:
    connector = replace(COMPLETE, client_secret=Secret(WRONG))
    async with comparing(connector, pasted(COMPLETE)) as d:
        await d.press("a")
        await d.sees("taken over", within="#differences")
        assert d.connector == COMPLETE
        await d.press("a")
        assert d.connector == connector
        await d.press("enter")
        assert d.connector == COMPLETE
        await d.press("escape")
        await d.on_step(Step.REVIEW)
        assert d.connector == COMPLETE


async def test_a_method_that_changes_the_number_of_attempts_is_shown_on_review() -> None:
    async with comparing(COMPLETE, pasted(COMPLETE, BODY)) as d:
        await d.press("a", "escape")
        await d.on_step(Step.REVIEW)
        await d.sees("1 Request Body")
        assert d.connector.client_authentication is BODY


async def test_from_result_what_was_taken_over_leads_to_review() -> None:
    connector = replace(COMPLETE, client_secret=Secret(WRONG))
    async with wizard(connector, Step.REVIEW, size=NARROW) as d:
        d.app.set_record(record(attempt(401, REFUSED_CLIENT), connector=connector))
        await d.go_to(Step.RESULT)
        await d.press("d")
        await d.on_screen(CompareScreen)
        await d.press("escape")
        await d.on_step(Step.RESULT)
        await d.press("d")
        await d.on_screen(CompareScreen)
        await d.paste(pasted(COMPLETE))
        await d.until(lambda: screen(d).comparison is not None, "the comparison")
        await d.press("a", "escape")
        await d.on_step(Step.REVIEW)
        assert d.connector == COMPLETE


async def test_the_proof_names_the_field_and_applies_it() -> None:
    with PracticeServer() as server:
        good = replace(server.connector(FAULTS[0]), client_authentication=BASIC)
        bad = replace(good, client_secret=Secret(WRONG), additional_headers=(AdditionalRow("X-Old", "1"),))
        async with comparing(bad, pasted(good), WIDE) as d:
            await d.press("t")
            await proved(d, Outcome.PROVED)
            await d.sees("Proved: Client Secret.", within="#difference")
            await d.sees("✓ Client Secret", within="#differences")
            evidence = d.content("#difference")
            assert "Before:" in evidence
            assert "401" in evidence
            assert WRONG not in evidence
            await d.press("p")
            await d.sees("taken over", within="#differences")
            assert d.connector == replace(bad, client_secret=good.client_secret)
            await d.press("escape")
            await d.on_step(Step.REVIEW)


async def test_before_a_login_too_many_it_asks_and_stops() -> None:
    with PracticeServer() as server:
        good = replace(server.connector(FAULTS[0]), client_authentication=BASIC)
        bad = replace(
            good, username="nobody", password=Secret(WRONG), client_secret=Secret(WRONG),
            additional_request_data=(),
        )  # fmt: skip
        async with comparing(bad, pasted(good)) as d:
            d.app.login_guard.ledger.begin(bad)
            d.app.login_guard.ledger.begin(bad)
            await d.press("t")
            await d.on_screen(Question)
            await d.press("escape")
            await d.on_screen(CompareScreen)
            await proved(d, Outcome.STOPPED)
            await d.sees("Stopped.", within="#difference")


async def test_credentials_go_to_another_server_only_if_the_user_agrees() -> None:
    with PracticeServer() as server:
        good = replace(server.connector(FAULTS[0]), client_authentication=BASIC)
        bad = replace(good, token_url=server.closed_url + "/oauth2/token")
        async with comparing(bad, pasted(good)) as d:
            await d.press("t")
            await d.on_screen(Question)
            await d.press("escape")
            await proved(d, Outcome.NOTHING_TO_TRY)
            await d.press("t")
            await d.on_screen(Question)
            await d.click("#reply-send")
            await proved(d, Outcome.PROVED)


async def test_escape_cancels_what_is_sent_and_keeps_what_is_known() -> None:
    with RawServer(stalling()) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with comparing(connector, pasted(replace(connector, username="tug"))) as d:
            await d.press("t")
            await d.until(server.stalled.is_set, "it is sent")
            await d.press("escape")
            await proved(d, Outcome.CANCELED)
            await d.on_screen(CompareScreen)
            assert not screen(d).is_sending


async def test_nothing_of_the_paste_is_kept() -> None:
    async with comparing(COMPLETE, pasted(COMPLETE)) as d:
        await d.sees("No difference that could matter.")
        assert d.app.screen.query_one("#differences", OptionList).option_count == 0
        await d.press("ctrl+l")
        await d.until(lambda: d.focus == "pasted", "the paste box")
        await d.press("ctrl+z")
        assert "curl" not in d.seen("#pasted")
        await d.press("escape")
        await d.on_step(Step.REVIEW)
        assert d.app.pasted.text == ""


async def test_what_is_no_request_stays_and_says_so() -> None:
    async with wizard(COMPLETE, Step.REVIEW, size=NARROW) as d:
        await d.press("d")
        await d.on_screen(CompareScreen)
        await d.paste("Hello, it does not work.")
        await d.sees("No request is recognized in this text.")


async def test_of_several_requests_it_asks_which_one_works() -> None:
    other = replace(COMPLETE, username="heath")
    async with wizard(COMPLETE, Step.REVIEW, size=NARROW) as d:
        await d.press("d")
        await d.on_screen(CompareScreen)
        await d.paste(f"{pasted(COMPLETE)}\n{pasted(other)}")
        await d.on_screen(RequestChooser)
        await d.sees("Which request works?")
        await d.press("escape")
        await d.on_screen(CompareScreen)
        await d.sees("Press Ctrl+N to choose one of the requests.")
        assert screen(d).comparison is None
        await d.press("ctrl+n")
        await d.on_screen(RequestChooser)
        await d.press("down", "enter")
        await d.on_screen(CompareScreen)
        await d.until(lambda: screen(d).comparison is not None, "the comparison")
        await d.sees("Password Grant Username", within="#differences")
        assert not screen(d).query_one("#pasted", PastedText).whole
