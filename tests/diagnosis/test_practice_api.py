"""The practice server's API, called for real: each of its faults leads to the finding that names it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.servers.credentials import connector_for
from tui.diagnosis.api.findings import diagnose_api
from tui.diagnosis.api.refresh import diagnose_refresh
from tui.diagnosis.api.rehearsal import diagnose_rehearsal
from tui.diagnosis.finding import Finding
from tui.oauth2.api_run import HeldToken
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import ApiCall, Connector
from tui.practice.faults import API_FAULTS, FAULTS
from tui.practice.server import PracticeServer
from tui.transport import run_connector
from tui.transport.calling import call_api, rehearse_expiry, try_refresh

FAULT = {fault.key: fault for fault in FAULTS}
CALL_AND_REHEARSAL = {
    "none": ("api.works", ["rehearsal.second_works", "rehearsal.both_live"]),
    "first-token-refused": ("api.works", ["api.invalid_token"]),
    "one-token-at-a-time": ("api.works", ["rehearsal.first_ended", "rehearsal.second_works"]),
    "scope-too-small": ("api.insufficient_scope", ["api.insufficient_scope"]),
    "wrong-api-path": ("api.not_found", ["api.not_found"]),
    "short-lived": (
        "api.works",
        ["rehearsal.short_lifetime", "rehearsal.second_works", "rehearsal.both_live"],
    ),
}


@pytest.fixture(scope="module")
def practice() -> Iterator[PracticeServer]:
    with PracticeServer() as server:
        yield server


def at(practice: PracticeServer, key: str) -> Connector:
    practice.fault = FAULT[key]
    return practice.connector(practice.fault)


async def held_by(connector: Connector) -> HeldToken:
    run = await run_connector(connector)
    assert run.working
    return HeldToken(run.working, time.time())


async def called(connector: Connector) -> tuple[Finding, ...]:
    held = await held_by(connector)
    return diagnose_api(connector, await call_api(connector, held), held.attempt)


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.id for finding in findings]


def test_every_fault_after_the_token_is_looked_at() -> None:
    assert set(CALL_AND_REHEARSAL) == {"none", *(fault.key for fault in API_FAULTS)}


@pytest.mark.parametrize("key", CALL_AND_REHEARSAL)
async def test_a_call_and_a_rehearsal_find_each_fault(practice: PracticeServer, key: str) -> None:
    connector = at(practice, key)
    of_the_call, of_the_rehearsal = CALL_AND_REHEARSAL[key]
    assert ids(await called(connector)) == [of_the_call]
    held = await held_by(connector)
    rehearsed = diagnose_rehearsal(connector, await rehearse_expiry(connector, held), held.attempt)
    assert ids(rehearsed)[: len(of_the_rehearsal)] == of_the_rehearsal


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"header_auth_key": "X-Token"}, "api.other_header"),
        ({"header_auth_value_pattern": "%s"}, "api.other_pattern"),
        ({"header_auth_value_pattern": "Bearer %s"}, "api.works"),
        ({"header_auth_key": "Authorization", "header_auth_value_pattern": "bearer %s"}, "api.works"),
        ({"api": ApiCall(path="/nothing/here", method="POST")}, "api.not_found"),
        ({"api": ApiCall(path="https://127.0.0.1:1/x")}, "api.network.refused"),
    ],
)
async def test_a_token_that_is_sent_otherwise(
    practice: PracticeServer, changes: dict[str, object], finding: str
) -> None:
    connector = replace(at(practice, "none"), **changes)  # type: ignore[arg-type]
    assert ids(await called(connector))[0] == finding


async def test_a_refresh_at_a_server_that_rotates_is_compared(django_server: Any) -> None:
    connector = connector_for(django_server.token_url, ClientAuthentication.BASIC)
    held = await held_by(connector)
    run = await try_refresh(connector, held, call=False)
    (finding,) = diagnose_refresh(connector, run, held.attempt)
    assert finding.id == "refresh.works"
    assert "(rotated)" in finding.cause
    (finding,) = diagnose_refresh(connector, await try_refresh(connector, held, call=False), held.attempt)
    assert finding.id == "refresh.refused", "its refresh token was used up"
