"""Which rows two runs differ in, in words: by their names alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.runs import BASIC, CONNECTOR, answered, run_of
from tui.form.changed_rows import changed_rows
from tui.form.journey import RunRecord
from tui.form.outcome import what_changed
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import MASK, Secret

KEY = "additional_request_data"
SCOPE, OTHER = AdditionalRow("scope", "made-up-1"), AdditionalRow("scope", "made-up-2")
TENANT = AdditionalRow("tenant", Secret("made-up-3"))


def record_of(connector: Connector) -> RunRecord:
    return RunRecord(connector, run_of(answered(BASIC, 400, "{}", connector=connector)), datetime.now(UTC))


def with_rows(*rows: AdditionalRow) -> RunRecord:
    return record_of(replace(CONNECTOR, additional_request_data=rows))


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ((), (SCOPE,), "row scope added"),
        ((), (SCOPE, TENANT), "rows scope, tenant added"),
        ((SCOPE, TENANT), (OTHER, TENANT), "row scope changed"),
        ((SCOPE, TENANT), (TENANT,), "row scope deleted"),
        ((SCOPE,), (TENANT,), "row tenant added; row scope deleted"),
        ((SCOPE, TENANT), (TENANT, SCOPE), "Additional Request Data in another order"),
    ],
)
def test_rows_are_told_by_what_was_done_to_them(
    before: tuple[AdditionalRow, ...], now: tuple[AdditionalRow, ...], words: str
) -> None:
    assert changed_rows(KEY, with_rows(*before), with_rows(*now)) == words
    assert what_changed(with_rows(*before), with_rows(*now)) == words


def test_a_secret_in_a_name_is_masked_whatever_is_cut() -> None:
    secret = "made-up-secret-5d1e" * 5
    before = record_of(replace(CONNECTOR, client_secret=Secret(secret)))
    now = record_of(
        replace(
            CONNECTOR, client_secret=Secret(secret), additional_request_data=(AdditionalRow(secret, "1"),)
        )
    )
    assert changed_rows(KEY, before, now) == f"row {MASK} added"


def test_with_another_field_both_are_named_as_fields() -> None:
    now = record_of(replace(CONNECTOR, client_id="other", additional_request_data=(SCOPE,)))
    assert what_changed(record_of(CONNECTOR), now) == "Client ID, Additional Request Data changed"
