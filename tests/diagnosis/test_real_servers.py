"""Against servers that others wrote, and our own: the right field among the first two culprits."""

from __future__ import annotations

import dataclasses
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.servers.credentials import GRANTLESS_CLIENT_ID, connector_for
from tui.diagnosis.finding import Finding
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.diagnosis.verdict import headline
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connector import Connector, RequestSettings
from tui.oauth2.secret import Secret
from tui.practice.faults import API_FAULTS, FAULTS
from tui.practice.server import PracticeServer
from tui.transport import run_connector

BASIC, BODY, BLANK = (
    ClientAuthentication.BASIC,
    ClientAuthentication.REQUEST_BODY,
    ClientAuthentication.BLANK,
)
ENCODINGS = {"authlib_server": BasicEncoding.RAW, "django_server": BasicEncoding.FORM}
"""The Basic encoding that each server takes; the modules of the servers say why."""


@pytest.fixture
def closed_port() -> Iterator[int]:
    with socket.socket() as taken:  # bound and never listening
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture(scope="module")
def practice() -> Iterator[PracticeServer]:
    with PracticeServer() as server:
        yield server


async def diagnosed(connector: Connector) -> tuple[Finding, ...]:
    run = await run_connector(connector)
    findings = diagnose_run(connector, run)
    said = headline(connector, run, findings)
    assert said.works is (run.verdict == "works")
    if not said.works:
        assert findings[0].severity == "error"
        assert findings[0].evidence
    return findings


CASES: dict[str, tuple[dict[str, Any], str]] = {
    "wrong secret": ({"client_secret": Secret("wrong")}, "client_secret"),
    "unknown client": ({"client_id": "nobody"}, "client_id"),
    "wrong password": ({"password": Secret("wrong")}, "password"),
    "unknown user": ({"username": "nobody"}, "username"),
    "forbidden grant": ({"client_id": GRANTLESS_CLIENT_ID}, "grant_not_allowed"),
    "wrong path": ({"token_url": "/oauth/tokens"}, "token_url"),
    "host alone": ({"token_url": ""}, "token_url"),
}


@pytest.mark.parametrize("method", [BLANK, BASIC, BODY], ids=["blank", "basic", "body"])
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("server", ENCODINGS)
async def test_the_right_field_is_among_the_first_two(
    server: str, case: str, method: ClientAuthentication, request: pytest.FixtureRequest
) -> None:
    url = request.getfixturevalue(server).token_url
    changes, culprit = CASES[case]
    if "token_url" in changes:
        changes = {"token_url": "/".join(url.split("/")[:3]) + changes["token_url"]}
    settings = RequestSettings(basic_encoding=ENCODINGS[server])
    connector = connector_for(url, method, request=settings)
    findings = await diagnosed(dataclasses.replace(connector, **changes))
    assert culprit in findings[0].culprits[:2], findings[0]


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_wrong_port_is_the_token_url(scheme: str, closed_port: int) -> None:
    findings = await diagnosed(connector_for(f"{scheme}://127.0.0.1:{closed_port}/oauth/token", BLANK))
    assert findings[0].id == "network.refused"
    assert findings[0].culprits[0] == "token_url"


async def test_tls_on_a_port_without_it_is_the_token_url(practice: PracticeServer) -> None:
    practice.fault = FAULTS[0]
    url = practice.token_url.replace("http:", "https:")
    findings = await diagnosed(connector_for(url, BLANK))
    assert "token_url" in findings[0].culprits[:2]


async def test_a_form_encoded_secret_is_suspected_where_the_server_takes_it_raw(authlib_server: Any) -> None:
    settings = RequestSettings(basic_encoding=BasicEncoding.FORM)
    findings = await diagnosed(connector_for(authlib_server.token_url, BASIC, request=settings))
    assert "comparison.basic_encoding" in [
        finding.id for finding in findings if finding.severity == "warning"
    ]


CULPRIT_OF_FAULT = {
    "wrong-secret": "client_secret",
    "wrong-password": "password",
    "unknown-client": "client_id",
    "grant-not-allowed": "grant_not_allowed",
    "basic-only": "client_authentication",
    "unknown-scope": "scope",
    "account-locked": "account_state",
    "mfa-required": "mfa_or_policy",
    "wrong-path": "token_url",
    "login-page": "token_url",
    "redirect": "token_url",
    "nothing-listens": "token_url",
    "server-error": "server_side",
    "maintenance": "server_side",
    "rate-limit": "rate_limit",
    "other-token-key": "response_format",
    "error-with-200": "password",
}
FAULT = {fault.key: fault for fault in FAULTS}


def test_every_fault_of_the_practice_server_is_looked_at() -> None:
    after_the_token = {fault.key for fault in API_FAULTS}
    others = {"none", "body-only", "slow", "pasted-blank"}
    assert set(FAULT) - set(CULPRIT_OF_FAULT) == others | after_the_token


@pytest.mark.parametrize("key", CULPRIT_OF_FAULT)
async def test_each_practice_fault_is_found(practice: PracticeServer, key: str) -> None:
    practice.fault = FAULT[key]
    findings = await diagnosed(practice.connector(practice.fault))
    # A server that refuses Basic or the body alike can't be told from one that has another secret.
    among = 3 if key == "basic-only" else 2
    assert CULPRIT_OF_FAULT[key] in findings[0].culprits[:among], findings[0]


async def test_a_slow_server_is_a_matter_of_the_network_or_the_server(practice: PracticeServer) -> None:
    practice.fault = FAULT["slow"]
    connector = practice.connector(practice.fault)
    impatient = dataclasses.replace(connector, request=RequestSettings(timeout=1.0))
    findings = await diagnosed(impatient)
    assert findings[0].id == "network.wait_timeout"


async def test_what_works_has_no_error(practice: PracticeServer) -> None:
    practice.fault = FAULT["none"]
    (note,) = await diagnosed(practice.connector(practice.fault))
    assert (note.id, note.severity) == ("network.works_from_here", "info")
    assert "this machine" in note.title
    practice.fault = FAULT["body-only"]
    findings = await diagnosed(practice.connector(practice.fault))
    assert findings[0].id == "comparison.set_client_authentication"
    assert "error" not in {finding.severity for finding in findings}
    assert "set it to “OAuth 2.0 with Request Body”. It" in findings[0].fix
