"""The practice faults of the API: each shows in API calls as its description says."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from tests.transport.support import told
from tui.oauth2.api_run import ApiRun, HeldToken, Why
from tui.oauth2.connector import Connector
from tui.practice.faults import API_FAULTS, FAULTS
from tui.practice.practice_fault import PracticeFault
from tui.practice.server import PracticeServer
from tui.transport import run_connector
from tui.transport.calling import call_api, rehearse_expiry

NOW = 1_700_000_000.0
FAULT = {fault.key: fault for fault in FAULTS}
Steps = list[tuple[Why, int | str]]
ONE_CALL: Steps = [(Why.CALL, 200)]
RENEWED: Steps = [(Why.CALL, 401), (Why.REFUSED, "token"), (Why.REPEATED, 200)]
EXPECTED: dict[str, Steps] = {
    "none": ONE_CALL,
    "first-token-refused": RENEWED,
    "one-token-at-a-time": ONE_CALL,
    "scope-too-small": [(Why.CALL, 403)],
    "wrong-api-path": [(Why.CALL, 404)],
    "short-lived": ONE_CALL,
}


async def token_of(connector: Connector) -> HeldToken:
    run = await run_connector(connector)
    assert run.working
    return HeldToken(run.working, NOW)


async def calls(connector: Connector, seconds_later: float = 0.0) -> ApiRun:
    return await call_api(connector, await token_of(connector), clock=lambda: NOW + seconds_later)


@pytest.mark.parametrize("fault", [FAULTS[0], *API_FAULTS], ids=lambda fault: fault.key)
async def test_a_call(server: PracticeServer, fault: PracticeFault) -> None:
    server.fault = fault
    connector = server.connector(fault)
    for _ in range(2):  # the second run has to show the same
        assert told(await calls(connector)) == EXPECTED[fault.key]


@pytest.mark.parametrize("fault", API_FAULTS, ids=lambda fault: fault.key)
async def test_what_the_description_names_is_all_that_is_wrong(
    server: PracticeServer, fault: PracticeFault
) -> None:
    server.fault = fault
    right, connector = server.connector(FAULTS[0]), server.connector(fault)
    changes: dict[str, Callable[[], Connector]] = {
        "scope-too-small": lambda: dataclasses.replace(
            connector, additional_request_data=right.additional_request_data
        ),
        "wrong-api-path": lambda: dataclasses.replace(connector, api=right.api),
    }
    if change := changes.get(fault.key):
        assert told(await calls(change())) == ONE_CALL
    else:  # no field of the form is wrong, so the server is
        assert dataclasses.replace(connector, description=right.description) == right


async def test_a_token_of_a_few_seconds_is_renewed_before_it_is_tried(server: PracticeServer) -> None:
    server.fault = FAULT["short-lived"]
    run = await calls(server.connector(server.fault), seconds_later=5)
    assert told(run) == [(Why.EXPIRED, "token"), (Why.CALL, 200)]
    assert [token.expires_in for token in run.tokens] == [5]


@pytest.mark.parametrize(("key", "status"), [("none", 200), ("one-token-at-a-time", 401)])
async def test_a_rehearsal(server: PracticeServer, key: str, status: int) -> None:
    server.fault = FAULT[key]
    connector = server.connector(server.fault)
    run = await rehearse_expiry(connector, await token_of(connector))
    assert told(run) == [
        (Why.CALL, 200),
        (Why.DISCARDED, "token"),
        (Why.REPEATED, 200),
        (Why.OLD_AGAIN, status),
    ]
