"""A run of ours becomes a side alike, from its JSON and from memory."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tests.runs import (
    BASIC,
    BODY,
    CONNECTOR,
    PASSWORD,
    TOKEN,
    answered,
    assert_no_secret,
    failed,
    run_of,
    skipped,
)
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.diagnosis.sides.side import Reach
from tui.interchange.ask.run_side import read_runs, side_of_document, side_of_run
from tui.interchange.run_json import run_document
from tui.oauth2.connection import Certificate, Connection, Peer
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.transport_failure import FailureCause

REDACTOR = Redactor.for_connector(CONNECTOR)
REFUSED = answered(
    BASIC, 401, '{"error": "invalid_client"}', [("Content-Type", "application/json; charset=x")]
)
ISSUED = answered(BODY, 200, json.dumps({"access_token": TOKEN, "expires_in": 60}))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["attempts", "verdict", "connection", "peer", "response", "status", "headers", "body",
                         "failure", "failure_cause", "certificates", "findings", "culprits", "addresses"]),
        inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


def test_the_attempt_that_came_furthest_counts() -> None:
    lost = failed(BASIC, FailureCause.CONNECT_TIMEOUT)
    assert side_of_run(run_of(lost, skipped(BODY)), REDACTOR).reach is Reach.CONNECT
    assert side_of_run(run_of(lost, REFUSED), REDACTOR).error == "invalid_client"
    side = side_of_run(run_of(REFUSED, ISSUED), REDACTOR)
    assert side.has_token
    assert_no_secret(repr(side), PASSWORD, TOKEN)


def test_the_way_and_the_certificates_come_along() -> None:
    assert REFUSED.exchange
    certificate = Certificate("CN=a", "CN=b", ("a",), "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "ab12")
    exchange = replace(
        REFUSED.exchange,
        peer=Peer("93.184.216.34", "TLSv1.3", chain=(certificate,), trusted_by="public"),
        connection=Connection(proxy="p.example:3128", addresses=("93.184.216.34",)),
    )
    run = run_of(replace(REFUSED, exchange=exchange))
    side = side_of_run(run, REDACTOR, diagnose_run(CONNECTOR, run))
    assert (side.ip, side.proxy, side.addresses) == ("93.184.216.34", "p.example:3128", ("93.184.216.34",))
    assert side.certificates == (replace(certificate, names=()),)
    assert side.is_trusted is True
    assert side.found
    assert side.culprits[0] in {"client_secret", "client_id"}


@pytest.mark.parametrize("trust", [("public", None, True), ("system", False, False), ("system", None, None)])
def test_the_public_roots_count(trust: tuple[str, bool | None, bool | None]) -> None:
    by, by_public, is_trusted = trust
    document = run_document("", run_of(REFUSED), REDACTOR)
    document["attempts"][0]["peer"] |= {"trusted_by": by, "trusted_by_public": by_public}
    assert side_of_document(document).is_trusted is is_trusted


def test_a_failure_keeps_its_words() -> None:
    side = side_of_run(run_of(failed(BASIC, FailureCause.TLS_INSPECTED, "Zscaler replaces it.")), REDACTOR)
    assert side.failure
    assert (side.failure.cause, side.failure.message) == (FailureCause.TLS_INSPECTED, "Zscaler replaces it.")
    assert side.url == CONNECTOR.token_url


@pytest.mark.parametrize("cause", FailureCause)
def test_every_cause_comes_back_from_the_json(cause: FailureCause) -> None:
    side = side_of_run(run_of(failed(BASIC, cause)), REDACTOR)
    assert side.failure
    assert side.failure.cause is cause


@pytest.mark.parametrize("indent", [None, 2])
def test_a_file_is_read_as_it_was_printed(indent: int | None) -> None:
    document = run_document("acme", run_of(REFUSED), REDACTOR)
    text = "\r\n".join(json.dumps(document, indent=indent) for _ in range(2))
    assert read_runs(f"\ufeff{text}\n") == (side_of_run(run_of(REFUSED), REDACTOR),) * 2
    assert len(read_runs(text + "\n{cut")) == 2


@pytest.mark.parametrize(
    "text", ["", "no", "[]", "{}", '{"attempts": []}', '{"findings": [], "status": 401}', "[" * 9999]
)
def test_what_is_no_run_is_none(text: str) -> None:
    assert read_runs(text) == ()


@given(document=JSON)
@settings(max_examples=examples(25))
def test_whatever_a_file_holds_nothing_raises(document: Any) -> None:
    whole = {"verdict": "fails", "attempts": [document], "findings": [document]}
    (side,) = read_runs(json.dumps(whole))
    assert side.reach in Reach
    read_runs(json.dumps(document))
