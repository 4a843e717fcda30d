"""The sending loop: results and errors come back, and what is canceled comes back as far as it got."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from dataclasses import replace

import pytest

from tests.patience import PATIENCE
from tests.runs import CONNECTOR
from tests.servers.raw_server import RawServer, answering, http_answer, stalling
from tui.oauth2.attempt import Attempt
from tui.oauth2.connection import Layer, Progress
from tui.oauth2.token_request import TokenRequest
from tui.oauth2.transport_failure import FailureCause
from tui.profiles.login_ledger import LoginLedger
from tui.transport.apart import apart
from tui.transport.login_guard import LoginGuard
from tui.transport.running import run_connector

GRANTED = answering(http_answer(200, b'{"access_token": "made-up", "token_type": "Bearer"}'))
REFUSED = answering(http_answer(401, b'{"message": "no"}'))


class Follower:
    """Keeps what it is told, and by which thread."""

    def __init__(self) -> None:
        self.ended: list[Attempt] = []
        self.threads: set[threading.Thread] = set()
        self.layers: list[Layer | None] = []
        self.waits = asyncio.Event()

    def attempt_started(self, request: TokenRequest) -> None:
        self.threads.add(threading.current_thread())

    def attempt_progressed(self, progress: Progress) -> None:
        self.threads.add(threading.current_thread())
        self.layers.append(progress.layer)
        if progress.layer is Layer.WAIT:
            self.waits.set()

    def attempt_finished(self, attempt: Attempt) -> None:
        self.threads.add(threading.current_thread())
        self.ended.append(attempt)


async def never_asked(_: object, count: int) -> bool:
    pytest.fail(f"asked after {count} failed logins")


async def test_a_result_and_an_error_come_back_from_another_thread() -> None:
    async def where() -> threading.Thread:
        return threading.current_thread()

    async def breaks() -> None:
        raise ValueError("broken")

    assert await apart(where()) is not threading.current_thread()
    with pytest.raises(ValueError, match="broken"):
        await apart(breaks())


async def test_whoever_follows_is_told_in_its_own_thread() -> None:
    with RawServer(GRANTED) as server:
        follower = Follower()
        await run_connector(replace(CONNECTOR, token_url=server.token_url), observer=follower)
        await asyncio.sleep(0)
    assert follower.threads == {threading.current_thread()}
    assert Layer.WAIT in follower.layers


async def test_a_loop_that_is_busy_computing_is_no_part_of_the_times() -> None:
    """A diagnosis that holds the loop for seconds does not make a fast server slow."""
    seconds = 3.0

    class Computing(Follower):
        def attempt_started(self, request: TokenRequest) -> None:
            asyncio.get_running_loop().call_later(0.001, time.sleep, seconds)

    with RawServer(GRANTED) as server:
        run = await run_connector(replace(CONNECTOR, token_url=server.token_url), observer=Computing())
    assert run.working
    assert run.working.exchange
    total = run.working.exchange.timings.total
    assert total is not None
    assert total < 1000 * seconds * 0.8


async def test_a_canceled_attempt_comes_back_with_how_far_it_got_and_counts() -> None:
    with RawServer(stalling()) as server:
        connector = replace(CONNECTOR, token_url=server.token_url)
        follower, ledger = Follower(), LoginLedger(None)
        running = asyncio.create_task(
            run_connector(connector, observer=follower, guard=LoginGuard(ledger, never_asked))
        )
        # The server may have read it all before the client knows that it has sent it.
        await asyncio.wait_for(follower.waits.wait(), PATIENCE)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert server.client_left.wait(PATIENCE)
    (made,) = follower.ended
    assert made.exchange
    assert made.exchange.failure
    assert made.exchange.failure.cause is FailureCause.CANCELED
    assert made.exchange.connection.stopped_at is Layer.WAIT
    assert ledger.count(connector) == 1


async def test_a_canceled_coroutine_leaves_no_complaint_of_asyncio(caplog: pytest.LogCaptureFixture) -> None:
    begun = threading.Event()

    async def waits() -> None:
        begun.set()
        await asyncio.sleep(60)

    waiting = asyncio.create_task(apart(waits()))
    await asyncio.to_thread(begun.wait)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    del waiting
    gc.collect()
    assert not caplog.records


@pytest.mark.parametrize("yes", [True, False])
async def test_the_third_login_is_asked_about_wherever_attempts_are_made(yes: bool) -> None:
    asked: list[int] = []

    async def ask(_: object, count: int) -> bool:
        asked.append(count)
        return yes

    with RawServer(REFUSED, REFUSED, REFUSED) as server:
        connector = replace(CONNECTOR, token_url=server.token_url)
        guard = LoginGuard(LoginLedger(None), ask)
        first = await run_connector(connector, guard=guard)  # by Basic Auth and in the body
        assert [attempt.outcome for attempt in first.attempts] == ["error", "error"]
        assert asked == []
        second = await run_connector(connector, guard=guard)
        assert asked == ([2, 3] if yes else [2, 2])
        assert server.connections == (4 if yes else 2)
    if not yes:
        assert "2 failed logins in the last hour" in second.attempts[0].skipped_because
        assert second.verdict == "fails"


async def test_attempts_of_one_account_are_made_one_at_a_time() -> None:
    with RawServer(GRANTED, GRANTED, GRANTED) as server:
        connector = replace(CONNECTOR, token_url=server.token_url)
        guard = LoginGuard(LoginLedger(None), never_asked)
        runs = await asyncio.gather(*(run_connector(connector, guard=guard) for _ in range(3)))
    assert [run.verdict for run in runs] == ["works"] * 3
