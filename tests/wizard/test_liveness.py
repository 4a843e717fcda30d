"""The app comes round to a key whatever a server sends: no answer keeps it longer than a small one does.

Not the clock is read but the time that the app's own thread computed, so that a busy machine changes
nothing. How long the stalls are is told by tests/benchmarks/wizard_liveness.py.
"""

from __future__ import annotations

import asyncio
import gc
import json
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pytest

from tests.processor_time import LOOKS
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.form.steps import Step
from tui.oauth2.client_authentication import ClientAuthentication
from tui.profiles.login_ledger import LoginLedger
from tui.transport.login_guard import LoginGuard
from tui.wizard.screens.steps.result import ResultStep

from .driving import Driver, wizard
from .samples import COMPLETE, REFUSED_CLIENT

_TIMES_AS_LONG: Final = 3
"""Five times, where the loop itself diagnosed; a hundred, where it laid all of a body out."""
_LARGE: Final = {
    "lines": b"\n" * 500_000,
    "one line": b'{"error": "invalid_client", "error_description": "' + b"\xe2\x80\xae" * 300_000 + b'"}',
    "words": json.dumps({**REFUSED_CLIENT, "trace": list(range(150_000))}).encode(),
}


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Keep the garbage of the tests before this one from being looked through."""
    before = gc.get_threshold()
    gc.set_threshold(0)  # not gc.disable, which Textual undoes when something scrolls
    yield
    gc.set_threshold(*before)


class Heart:
    """Beats in the app's loop, and keeps the longest time computed between two beats."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def beat(self) -> None:
        while True:
            before = time.thread_time()
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, time.thread_time() - before)


async def longest_stall(d: Driver, server: RawServer) -> float:
    """Send, look at the answer from all sides, and return the longest stall in seconds."""
    heart, sent = Heart(), len(server.requests)
    beating = asyncio.create_task(heart.beat())
    await d.press("s")

    def is_answered() -> bool:
        screen = d.app.screen
        is_sending = isinstance(screen, ResultStep) and screen.is_sending
        return (
            len(server.requests) > sent and not is_sending and bool(screen.query("#--content-tab-attempt-1"))
        )

    await d.until(is_answered, "the answer")
    await d.open_attempt(1)
    await d.press("ctrl+r", "ctrl+r")
    view = d.app.screen.query_one("AttemptView")
    for scroll in (view.scroll_page_down, view.scroll_end, view.scroll_home):
        scroll(animate=False)
        await d.settle()
    beating.cancel()
    return heart.longest


@pytest.mark.usefixtures("no_collector")
async def test_no_answer_holds_the_interface_up() -> None:
    # Whatever else runs only adds to the longest stall, so the best of several looks counts.
    for _ in range(LOOKS):
        stalls = await stalls_by_body()
        if max(stalls.values()) < _TIMES_AS_LONG:
            return
    pytest.fail(f"times as long as usual: {stalls}")


async def stalls_by_body() -> dict[str, float]:
    """Return how many times as long as with a usual answer the interface is held up by each large one."""
    bodies = [json.dumps(REFUSED_CLIENT).encode(), *_LARGE.values()]
    scripts = [answering(http_answer(401, body)) for body in bodies]
    with RawServer(scripts[0], *scripts) as server:
        connector = replace(
            COMPLETE,
            token_url=server.token_url,
            client_authentication=ClientAuthentication.REQUEST_BODY,
        )
        async with wizard(connector, Step.REVIEW) as d:
            d.app.login_guard = LoginGuard(LoginLedger(None), d.app.may_log_in, most=100)
            await longest_stall(d, server)  # the first time, modules are loaded
            usual = await longest_stall(d, server)
            stalls = {name: await longest_stall(d, server) / usual for name in _LARGE}
            assert len(server.requests) == 2 + len(_LARGE)
            return stalls
