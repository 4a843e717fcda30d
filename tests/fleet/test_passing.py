"""What passes between the processes of a fleet, and the ledger that many attempts share."""

from __future__ import annotations

import asyncio
import pickle
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from tests.oauth2.strategies import CONNECTORS
from tests.runs import BASIC, CONNECTOR, answered
from tui.commands.run.many.files import Places
from tui.commands.run.many.in_order import InOrder
from tui.commands.run.many.sender import Gate
from tui.commands.run.many.shared_ledger import SharedLedger
from tui.commands.run.many.told import dumps, loads
from tui.oauth2.connector import Connector
from tui.oauth2.proxy_url import ProxyUrl
from tui.profiles.login_ledger import LoginLedger


@given(CONNECTORS)
def test_a_connector_passes_with_its_secrets(connector: Connector) -> None:
    proxy = ProxyUrl("http://me:made-up@proxy.example.com", is_secret=True)
    connector = replace(connector, request=replace(connector.request, proxy=proxy))
    passed = loads(dumps(connector))
    assert passed == connector
    assert passed.request.proxy.is_secret
    assert passed.password.reveal() == connector.password.reveal()


def test_a_secret_still_refuses_to_be_pickled_by_others() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(CONNECTOR)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    return tmp_path


async def test_many_attempts_are_entered_together_and_on_disk_before_they_are_made(home: Path) -> None:
    ledger, writes = SharedLedger(), 0
    write = ledger._write

    def counted(accounts: dict[str, dict[str, float]]) -> None:
        nonlocal writes
        writes += 1
        write(accounts)

    ledger._write = counted  # type: ignore[method-assign]
    accounts = [replace(CONNECTOR, username=f"user-{number}") for number in range(50)]
    entries = await asyncio.gather(*(ledger.begin_soon(account, below=1) for account in accounts))
    assert len(set(entries)) == 50
    assert writes < 25
    assert {LoginLedger().count(account) for account in accounts} == {1}
    assert await ledger.begin_soon(accounts[0], below=1) == ""
    granted = answered(BASIC, 200, '{"access_token": "made-up"}')
    for account, entry in zip(accounts, entries, strict=True):
        ledger.end(account, entry, granted)
    ledger.close()
    assert {LoginLedger().count(account) for account in accounts} == {0}


async def test_of_many_at_once_as_many_begin_as_may(home: Path) -> None:
    ledger = SharedLedger()
    entries = await asyncio.gather(*(ledger.begin_soon(CONNECTOR, below=2) for _ in range(9)))
    ledger.close()
    assert sum(map(bool, entries)) == 2
    assert LoginLedger().count(CONNECTOR) == 2


def test_a_ledger_sees_what_another_wrote_since_it_read(home: Path) -> None:
    one, other = LoginLedger(), LoginLedger()
    for count in range(1, 4):
        one.begin(CONNECTOR)
        assert (one.count(CONNECTOR), other.count(CONNECTOR)) == (count, count)
        other.end(CONNECTOR, other.begin(CONNECTOR), answered(BASIC, 404, "no"))


async def test_nothing_begins_while_the_loop_is_behind() -> None:
    gate, busy = Gate(), 5

    def compute() -> None:
        nonlocal busy
        time.sleep(0.005)
        busy -= 1
        if busy:
            asyncio.get_running_loop().call_soon(compute)

    asyncio.get_running_loop().call_soon(compute)
    await gate.enter()
    assert busy == 0


async def test_a_place_is_given_up_when_files_run_out_and_waits_for_another() -> None:
    places = Places(3)
    for _ in range(3):
        await places.take()
    assert places.shrink()
    await places.give_back()
    waiting = asyncio.create_task(places.take())
    for _ in range(3):
        await asyncio.sleep(0)
    assert not waiting.done()
    await places.give_back()
    await waiting
    await places.give_back()
    await places.give_back()
    assert not places.shrink()


async def test_profiles_begin_in_their_order_also_past_those_that_leave() -> None:
    order, begun = InOrder(), list[int]()

    async def begin(number: int) -> None:
        await order.reach(number)
        begun.append(number)

    async with asyncio.TaskGroup() as group:
        for number in (3, 1, 4):
            group.create_task(begin(number))
        await asyncio.sleep(0)
        assert begun == []
        order.leave(0)
        order.leave(2)
        order.leave(2)
    assert begun == [1, 3, 4]
