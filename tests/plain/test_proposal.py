"""The value that plain mode proposes for the named field: the same one as the wizard's card fills in."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.runs import BASIC, BODY, CONNECTOR, answered, run_of
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.form.field_values import value_of
from tui.form.journey import RunRecord
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.secret import Secret
from tui.plain.console import Console
from tui.plain.conversation import Conversation
from tui.plain.proposal import takes_over_proposal
from tui.wizard.card.card_content import card_content

REFUSED = '{"error": "%s"}'
WITHOUT_HEADERS = replace(CONNECTOR, request=replace(CONNECTOR.request, credential_headers=False))
ONE = replace(WITHOUT_HEADERS, client_authentication=BASIC)
CASES = {
    "a secret with a blank": (replace(ONE, client_secret=Secret("made-up-1 ")), 401, "invalid_client"),
    "a password with a tab": (replace(ONE, password=Secret("\tmade-up-2")), 400, "invalid_grant"),
    "a username with a blank": (
        replace(ONE, username="svc.connector "),
        400,
        'invalid_grant", "error_description": "unknown user',
    ),
    "a grant of its own": (replace(ONE, custom_grant_type="x_grant"), 400, "unsupported_grant_type"),
    "a row with a blank": (
        replace(ONE, additional_request_data=(AdditionalRow("scope", "read "),)),
        400,
        "invalid_scope",
    ),
    "a row to delete": (
        replace(ONE, additional_request_data=(AdditionalRow("grant_type", "x_grant"),)),
        400,
        "unsupported_grant_type",
    ),
    "nothing known": (ONE, 401, "invalid_client"),
}


def record_of(connector: Connector, status: int, error: str) -> RunRecord:
    run = run_of(answered(connector.client_authentication, status, REFUSED % error, connector=connector))
    return RunRecord(connector, run, datetime.now(UTC), diagnose_run(connector, run))


def records() -> dict[str, RunRecord]:
    found = {name: record_of(*case) for name, case in CASES.items()}
    both = run_of(
        answered(BASIC, 401, REFUSED % "invalid_client", connector=WITHOUT_HEADERS),
        answered(BODY, 200, '{"access_token": "tok-1.made-up"}', connector=WITHOUT_HEADERS),
    )
    found["a method"] = RunRecord(
        WITHOUT_HEADERS, both, datetime.now(UTC), diagnose_run(WITHOUT_HEADERS, both)
    )
    return found


@pytest.mark.parametrize("name", records())
def test_plain_mode_and_the_card_propose_the_same_value(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    record = records()[name]
    card = card_content(record, Redactor.for_connector(record.connector, record.run.secrets))
    assert card.key
    assert card.change
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    said: list[str] = []
    talk = Conversation(Console(lambda text: said.append(str(text)), print, lambda paragraphs: None))
    talk.set_connector(record.connector)
    talk.set_journey(talk.journey.with_record(record))
    is_taken_over = takes_over_proposal(talk, card.key)
    talk.close()
    if card.change.value is not None:
        assert is_taken_over
        assert value_of(talk.connector, card.key) == card.change.value
        assert "Proposed: " in "".join(said)
    elif name != "a grant of its own":  # of which the check before sending says that it should be blank
        assert not is_taken_over
        assert talk.connector == record.connector
    assert "made-up" not in "".join(said)


def test_each_kind_of_value_is_proposed() -> None:
    cards = [card_content(each, Redactor.for_connector(each.connector)) for each in records().values()]
    kinds = {type(card.change.value) for card in cards if card.change}
    assert kinds >= {Secret, str, ClientAuthentication, tuple, type(None)}
