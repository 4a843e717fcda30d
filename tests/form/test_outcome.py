"""What a report of a journey is about: the last run, and what was corrected until it worked."""

from __future__ import annotations

from dataclasses import replace

from tests.wizard.samples import COMPLETE, GRANTED, REFUSED_CLIENT, attempt, record
from tui.form.journey import Journey, RunRecord
from tui.form.outcome import case_of
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile

CORRECTED = replace(COMPLETE, client_secret=Secret("made-up-another"), name="renamed")
REFUSED = record(attempt(401, REFUSED_CLIENT))
WORKS = record(attempt(200, GRANTED, connector=CORRECTED), connector=CORRECTED)


def corrected(*records: RunRecord) -> tuple[str, ...]:
    journey = Journey.begin(Profile(COMPLETE))
    for one in records:
        journey = journey.with_record(one)
    case = case_of(journey)
    assert case
    return case.corrected


def test_what_was_changed_between_a_failure_and_a_token_was_corrected() -> None:
    assert corrected(REFUSED, WORKS) == ("Client Secret",)


def test_where_nothing_failed_or_nothing_works_nothing_was_corrected() -> None:
    again = replace(REFUSED, connector=CORRECTED)
    works_as_it_was = record(attempt(200, GRANTED))
    assert corrected(WORKS) == corrected(REFUSED, again) == corrected(works_as_it_was, WORKS) == ()
