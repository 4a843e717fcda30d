"""Every fault through the transport: named correctly, in time, with nothing left behind.

The faults of a group run at the same time, each with its own servers, so a group takes hardly longer than
its slowest fault.
"""

from __future__ import annotations

import asyncio
import gc
import os
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from time import perf_counter
from typing import Any, Final

import pytest

from tests.garbage import collect_what_was_before
from tests.patience import PATIENCE
from tests.servers.certificates import Certificates
from tests.servers.faults import FAULTS, Broken, Fault, Heard, Site, made_up_names, stop_all
from tests.servers.faults.fault import SHORT
from tests.servers.faults.proxies import PROXY_PASSWORD
from tests.servers.raw_server import RawServer
from tests.transport.support import CONNECTOR, request_to
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connection import Layer
from tui.oauth2.connector import AdditionalRow, RequestSettings
from tui.oauth2.exchange import Exchange
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.transport_failure import FailureCause
from tui.transport import send
from tui.transport.wire.response_body import MAX_BODY

_AT_ONCE: Final = 12
_GRACE: Final = PATIENCE
"""Seconds after its deadline by which an attempt must have ended, on a machine that is busy."""
_SECRETS: Final = (CONNECTOR.client_secret.reveal(), CONNECTOR.password.reveal(), PROXY_PASSWORD)
_BEFORE_SENDING: Final = (Layer.DNS, Layer.CONNECT, Layer.PROXY, Layer.TLS)
_LONGEST_MESSAGE: Final = 4_000


class Leftovers:
    """Notes what is left in an event loop: unhandled errors, generators left to the collector, tasks."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Start taking notes."""
        loop.set_task_factory(self._note_task)
        loop.set_exception_handler(lambda _, context: self.found.append(str(context)))

    def look(self) -> None:
        """Note the tasks that are still running."""
        gc.collect()
        self.found.extend(str(task) for task in asyncio.all_tasks() - {asyncio.current_task()})

    def _note_task(
        self, loop: asyncio.AbstractEventLoop, coroutine: Any, **options: Any
    ) -> asyncio.Task[Any]:
        if "async_generator" in type(coroutine).__name__:
            self.found.append(f"{coroutine} was left to the garbage collector")
        return asyncio.Task(coroutine, loop=loop, **options)


async def meet_all(sites: Mapping[Fault, Site], leftovers: Leftovers) -> dict[Fault, tuple[Exchange, float]]:
    """Send a request to every fault, and return each exchange with the seconds that it took."""
    leftovers.watch(asyncio.get_running_loop())
    turns = asyncio.Semaphore(_AT_ONCE)

    async def meet(fault: Fault, site: Site) -> tuple[Exchange, float]:
        settings = RequestSettings(
            timeout=fault.deadline,
            connect_timeout=fault.deadline,
            trust=site.settings.get("trust", "public"),
            proxy=ProxyUrl(site.settings.get("proxy", "")),
        )
        async with turns:
            began = perf_counter()
            exchange = await send(request_to(site.token_url), settings)
            return exchange, perf_counter() - began

    met = await asyncio.gather(*(meet(fault, site) for fault, site in sites.items()))
    await asyncio.sleep(0)
    leftovers.look()
    return dict(zip(sites, met, strict=True))


def trouble_with(fault: Fault, site: Site, exchange: Exchange, seconds: float) -> Iterator[str]:
    """Yield what is wrong with an exchange."""
    failure, response = exchange.failure, exchange.response
    if failure:
        got: object = Broken(failure.cause, exchange.connection.stopped_at)
        words = [failure.message, *failure.evidence]
        if not all(line.isprintable() for line in words) or sum(map(len, words)) > _LONGEST_MESSAGE:
            yield f"words that are long or not plain: {words!a}"
    elif response:
        got = Heard(response.status, response.body_fault)
        if exchange.connection.stopped_at:
            yield "it stopped, although there is a response"
        if len(response.body) > MAX_BODY:
            yield f"a body of {len(response.body)} bytes"
    else:
        got = None
    if got != fault.outcome:
        yield f"{got}, {failure or response!a:.600}"
    if seconds > fault.deadline + _GRACE:
        yield f"{seconds} seconds"
    said = f"{failure} {exchange.connection} {exchange.peer} {exchange!r}"
    if any(secret in said for secret in _SECRETS):
        yield "a secret is let out"
    if isinstance(fault.outcome, Broken) and fault.outcome.layer in _BEFORE_SENDING and site.server:
        sent = b"".join(site.server.requests)
        if any(secret.encode() in sent for secret in _SECRETS):
            yield "credentials were sent before the way was sure"


@pytest.mark.parametrize("group", FAULTS)
def test_every_fault_is_told_in_time_and_leaves_nothing(group: str, certificates: Certificates) -> None:
    leftovers = Leftovers()
    collect_what_was_before()  # and don't count it
    threads, files = set(threading.enumerate()), open_files()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with ExitStack() as stack:
            stack.enter_context(made_up_names())
            sites = {fault: stack.enter_context(fault.stands(certificates)) for fault in FAULTS[group]}
            met = asyncio.run(meet_all(sites, leftovers))
            stop_all(sites.values())
        gc.collect()
    trouble = [
        f"{fault.name}: {found}"
        for fault, site in sites.items()
        for found in trouble_with(fault, site, *met[fault])
    ]
    assert not trouble, "\n".join(trouble)
    assert leftovers.found == []
    assert [str(warning.message) for warning in caught if warning.category is ResourceWarning] == []
    assert set(threading.enumerate()) <= threads
    assert open_files() <= files


async def test_a_server_that_does_not_take_the_request() -> None:
    rows = (AdditionalRow("long", "x" * 16_000_000),)  # more than the system's own buffers hold
    with RawServer(lambda conversation: conversation.pause(30)) as server:
        connector = replace(CONNECTOR, token_url=server.token_url, additional_request_data=rows)
        request = assemble(connector, ClientAuthentication.REQUEST_BODY)
        exchange = await send(request, RequestSettings(timeout=SHORT))
    assert exchange.failure
    assert exchange.failure.cause is FailureCause.SEND_TIMEOUT
    assert exchange.connection.stopped_at is Layer.SEND


def open_files() -> int:
    """Return how many files and sockets this process has open."""
    return len(os.listdir("/dev/fd"))  # noqa: PTH208 (this folder changes while it is read)
