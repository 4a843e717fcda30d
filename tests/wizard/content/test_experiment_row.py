"""A row of the table of experiments: its sign and its words, in every width."""

from __future__ import annotations

import pytest

from tests.runs import BASIC, CONNECTOR, answered, failed
from tui.diagnosis.experiments import propose_experiments
from tui.diagnosis.search.trial import Trial
from tui.oauth2.attempt import Attempt, Run
from tui.oauth2.masking.redaction import Redactor
from tui.oauth2.transport_failure import FailureCause
from tui.wizard.content.experiment_row import ExperimentRow, experiment_row

FIRST = answered(BASIC, 401, '{"error":"invalid_client"}')
EXPERIMENT = propose_experiments(CONNECTOR, Run((FIRST,)))[0]
TITLE = "Without the headers Client-Id, Client-Secret, Username, Password"


@pytest.mark.parametrize(
    ("attempt", "words"),
    [
        (FIRST, "✗ With Request Body  401 invalid_client  111 ms"),
        (answered(BASIC, 400, '{"error":"invalid_grant"}'), "≠ With Request Body  400 invalid_grant  111 ms"),
        (answered(BASIC, 200, '{"access_token":"made-up"}'), "✓ With Request Body  200 token  111 ms"),
        (failed(BASIC, FailureCause.REFUSED), "≠ With Request Body  connect"),
    ],
)
def test_the_sign_tells_how_it_ended(attempt: Attempt, words: str) -> None:
    assert str(experiment_row(EXPERIMENT, FIRST, Redactor(()), trial=Trial(EXPERIMENT, attempt))) == words


def test_what_was_not_sent_has_no_time() -> None:
    made = experiment_row(EXPERIMENT, FIRST, Redactor(()), trial=Trial(EXPERIMENT, not_sent="No."))
    assert str(made) == "✗ With Request Body  not sent"
    assert str(experiment_row(EXPERIMENT, FIRST, Redactor(()))) == "· With Request Body"
    assert str(experiment_row(EXPERIMENT, FIRST, Redactor(()), is_running=True)).startswith("… ")
    assert str(experiment_row(EXPERIMENT, FIRST, Redactor(()), is_skipped=True)).endswith("not needed")


def test_in_columns_a_long_title_goes_on_below_itself() -> None:
    row = ExperimentRow("≠", TITLE, "401 invalid_client", "61 ms")
    assert row.content(76).plain.splitlines() == [
        "≠ Without the headers Client-Id,              401 invalid_client       61 ms",
        "  Client-Secret, Username, Password",
    ]


@pytest.mark.parametrize("width", [40, 76])
def test_a_row_named_in_wide_characters_keeps_its_columns(width: int) -> None:
    lines = ExperimentRow("≠", f"Without “{'漢字' * 20}”", "401", "61 ms").content(width).split("\n")
    assert max(line.cell_length for line in lines) <= width


@pytest.mark.parametrize("width", [12, 40, 63, 64, 90, 200])
def test_no_line_is_wider_than_the_list_and_no_word_of_the_title_is_lost(width: int) -> None:
    row = ExperimentRow("≠", TITLE, "401 a-code-of-many-letters-that-nobody-needs", "61 ms")
    lines = row.content(width).plain.splitlines()
    assert all(len(line) <= width for line in lines)
    assert row.get_height({}, width) == len(lines)
    assert all(word in row.content(width).plain for word in ("Without", "headers", "Username"))
