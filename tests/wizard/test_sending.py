"""Sending: progress while it runs, cancelled at once, and nothing left behind."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest

from tests.patience import PATIENCE
from tests.servers.raw_server import RawServer, answering, http_answer, stalling
from tui.diagnosis.rules.catalogue import built_in_rules
from tui.diagnosis.rules.rule import Rule
from tui.form.steps import Step
from tui.oauth2.connection import Layer
from tui.wizard.screens.start import StartScreen
from tui.wizard.screens.steps import result_sender
from tui.wizard.screens.steps.result import ResultStep
from tui.wizard.screens.steps.step_screens import screen_of

from .driving import NARROW, WIDE, Driver, wizard
from .samples import COMPLETE, GRANTED, attempt, record

UNAUTHORIZED = answering(http_answer(401, b'{"error": "invalid_client"}'))
TOKEN = answering(http_answer(200, b'{"access_token": "made-up-7c1d", "token_type": "Bearer"}'))


def worker_count(d: Driver) -> int:
    return len([worker for worker in d.app.workers if worker.group == "run" and not worker.is_finished])


async def stalled(server: RawServer, d: Driver) -> None:
    """Wait until the server has the request, and until the app knows: that may take longer."""
    await d.until(server.stalled.is_set, "the server holds the request")
    await d.sees("waiting for the first byte", within="#progress")


async def left(server: RawServer, d: Driver) -> None:
    """Wait until the server saw its connection closed, and nothing of the run is left in the app."""
    await d.until(server.client_left.is_set, "the connection is closed")
    await d.until(lambda: worker_count(d) == 0, "no worker is left")

    def is_over() -> bool:
        return not any("run_connector" in task.get_name() for task in asyncio.all_tasks())

    await d.until(is_over, "the run is over")
    assert server.connections == 1


async def test_progress_is_shown_with_the_limit_and_what_ended_already() -> None:
    with RawServer(UNAUTHORIZED, stalling()) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW) as d:
            await d.press("s")
            await d.on_step(Step.RESULT)
            await stalled(server, d)
            await d.sees("✗ Basic Auth 401 invalid_client", within="#progress")
            await d.sees("… Request Body", within="#progress")
            await d.sees(" s of at most 30 s", within="#progress")
            await d.sees(server.token_url, within="#progress")
            await d.sees("✓ TCP", "✓ Send", "Wait", "waiting for the first byte", within="#progress")
            await d.sees("Receive not reached", within="#progress")
            before = d.seen("#progress")
            await d.until(lambda: d.seen("#progress") != before, "the seconds go on")
            await d.focus_is("progress")
            await d.sees("Cancel (Esc)", within="#navigation")


@pytest.mark.parametrize("way", ["escape", "click"])
async def test_a_run_is_cancelled_at_once_and_what_went_out_stays(way: str) -> None:
    with RawServer(stalling()) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW) as d:
            await d.press("s")
            await stalled(server, d)
            await d.focus_is("progress")
            if way == "click":
                await d.click("#cancel-run")
            else:
                await d.press(way)
            await left(server, d)
            await d.until(lambda: bool(d.notes), "a note")
            assert d.notes == ["Canceled. What was already sent may still count as a login."]
            await d.sees("The attempt was canceled", within="#headline")
            await d.on_step(Step.RESULT)
            (made,) = d.app.journey.record.run.attempts if d.app.journey.record else ()
            assert made.exchange
            assert made.exchange.connection.stopped_at is Layer.WAIT
            assert d.app.login_guard.ledger.count(connector) == 1


async def test_a_run_canceled_after_its_first_attempt_keeps_that_response() -> None:
    with RawServer(UNAUTHORIZED, stalling()) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW) as d:
            await d.press("s")
            await stalled(server, d)
            await d.press("escape")
            await d.until(lambda: d.app.journey.record is not None, "the run is kept")
            made = d.app.journey.record.run.attempts if d.app.journey.record else ()
            assert [attempt.outcome for attempt in made] == ["error", "transport_failure"]
            await d.sees("1 Basic Auth 401")


async def test_a_run_canceled_again_and_again_while_the_rules_are_read_keeps_what_went_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    canceled = threading.Event()

    def read_slowly() -> tuple[Rule, ...]:
        canceled.wait(PATIENCE)
        return built_in_rules()

    monkeypatch.setattr(result_sender, "built_in_rules", read_slowly)
    with RawServer(stalling()) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW) as d:
            await d.press("s")
            await stalled(server, d)
            for _ in range(3):
                d.app.workers.cancel_group(d.app.screen, "run")
                await asyncio.sleep(0)
            canceled.set()
            await d.sees("The attempt was canceled", within="#headline")
            assert d.app.login_guard.ledger.count(connector) == 1


async def test_a_run_canceled_before_it_is_painted_leaves_the_screen_free() -> None:
    with RawServer(stalling()) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW) as d:
            await d.go_to(Step.RESULT)
            screen = d.app.screen
            assert isinstance(screen, ResultStep)
            screen.send_all()
            await d.until(lambda: screen.is_sending, "it begins")
            d.app.workers.cancel_group(screen, "run")
            await d.until(lambda: not screen.is_sending, "it has ended")
            await d.press("escape")
            await d.on_step(Step.REVIEW)


async def test_enter_held_on_send_sends_once_and_cancels_nothing() -> None:
    with RawServer(stalling()) as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.REVIEW) as d:
            await d.focus_is("next")
            await d.press("enter", "enter", "enter")
            await stalled(server, d)
            await d.press("enter", "enter", "s")
            assert server.connections == 1
            assert not d.notes


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_double_click_on_send_sends_once_and_cancels_nothing(size: tuple[int, int]) -> None:
    with RawServer(stalling()) as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.REVIEW, size=size) as d:
            place = d.app.screen.query_one("#next").region.center
            await d.click_at(*place, at=1.0)
            await stalled(server, d)
            await d.focus_is("progress")
            await d.click_at(*place, at=1.3)
            await d.settle()
            assert server.connections == 1
            assert not d.notes


async def test_clicking_through_the_steps_does_not_send() -> None:
    with RawServer(stalling()) as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.ADDITIONAL_REQUEST_DATA) as d:
            place = d.app.screen.query_one("#next").region.center
            await d.click_at(*place, at=1.0)
            await d.on_step(Step.REVIEW)
            await d.click_at(*place, at=1.3)
            await d.settle()
            assert server.connections == 0


async def test_leaving_the_screen_while_sending_cancels() -> None:
    with RawServer(stalling()) as server:
        connector = replace(COMPLETE, token_url=server.token_url)
        async with wizard(connector, Step.REVIEW) as d:
            await d.press("s")
            await stalled(server, d)
            await d.press("f2")
            await d.on_step(Step.CLIENT)
            await left(server, d)
            await d.until(lambda: d.app.journey.record is not None, "what went out is kept")


async def test_quitting_while_sending_ends_at_once() -> None:
    with RawServer(stalling()) as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.REVIEW) as d:
            await d.press("s")
            await stalled(server, d)
            await d.press("ctrl+q")
        assert server.client_left.wait(PATIENCE)


async def test_a_second_send_ends_the_first() -> None:
    with RawServer(TOKEN) as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.REVIEW) as d:
            await d.press("s")
            await d.sees("Works with Basic Auth.")
            await d.focus_is("headline")
            await d.press("s")
            await d.until(lambda: server.connections == 2, "sent again")
            await d.sees("Works with Basic Auth.")
            await d.click("#send")
            await d.until(lambda: server.connections == 3, "sent by button")
            await d.sees("Works with Basic Auth.")
            assert len(server.requests) == 3


async def test_leaving_the_wizard_and_coming_back_shows_no_old_run() -> None:
    with RawServer(TOKEN) as server:
        async with wizard(replace(COMPLETE, token_url=server.token_url), Step.REVIEW) as d:
            await d.press("s")
            await d.sees("Works with Basic Auth.")
            await d.press("ctrl+o")
            await d.on_screen(StartScreen)
            await d.press("n")
            await d.on_step(Step.CONNECTOR)
            assert d.app.journey.record is None


async def test_leaving_while_a_result_is_still_being_laid_out_does_no_harm() -> None:
    async with wizard(COMPLETE, Step.CONNECTOR) as d:
        d.app.set_record(record(attempt(200, GRANTED)))
        for turns in (0, 4, 12, 24, 40):
            d.app.show(screen_of(Step.RESULT))
            for _ in range(turns):  # of the loop, each a little further into the layout
                await asyncio.sleep(0)
            d.app.show(screen_of(Step.CLIENT))
        await d.on_step(Step.CLIENT)
        assert d.app._exception is None
