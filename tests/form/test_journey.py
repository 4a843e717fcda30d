"""The wizard's state: what the rail says of each step, and what counts as unsaved work."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.wizard.samples import COMPLETE, GRANTED, REFUSED_CLIENT, attempt, failed_attempt, record
from tui.form.journey import Journey, StepState
from tui.form.steps import Step
from tui.oauth2.connector import AdditionalRow, ApiCall, Connector, RequestSettings, ResponseSettings
from tui.oauth2.proxy_url import ProxyUrl
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause
from tui.profiles.profile import Profile
from tui.profiles.secret_sources import FromEnv, FromPlain, FromPrompt

EMPTY = Journey.begin(Profile(Connector()))
FULL = Journey.begin(Profile(COMPLETE))
SAVED = Journey.begin(Profile(COMPLETE, {"client_secret": FromPrompt()}, Path("acme.toml")))


def changed(journey: Journey, **fields: Any) -> Journey:
    return journey.with_connector(replace(journey.connector, **fields))


def test_at_the_beginning_the_required_steps_are_missing_and_the_others_open() -> None:
    states = {step: EMPTY.state_of(step) for step in Step}
    missing = {Step.CLIENT, Step.RESOURCE_OWNER, Step.TOKEN_ENDPOINT}
    assert states == {step: StepState.MISSING if step in missing else StepState.OPEN for step in Step}


def test_a_filled_step_is_complete_whether_it_was_seen_or_not() -> None:
    for step in (Step.CONNECTOR, Step.CLIENT, Step.RESOURCE_OWNER, Step.TOKEN_ENDPOINT):
        assert FULL.state_of(step) is StepState.COMPLETE, step


@pytest.mark.parametrize(
    "step",
    [Step.CONNECTOR, Step.CLIENT_AUTHENTICATION, Step.ADDITIONAL_HEADERS, Step.ADDITIONAL_REQUEST_DATA],
)
def test_an_optional_step_is_complete_once_it_was_seen(step: Step) -> None:
    assert EMPTY.state_of(step) is StepState.OPEN
    assert EMPTY.with_visited(step).state_of(step) is StepState.COMPLETE


@pytest.mark.parametrize(
    ("fields", "step", "state"),
    [
        ({"base_url": "ftp://example.com"}, Step.CONNECTOR, StepState.INVALID),
        ({"client_id": ""}, Step.CLIENT, StepState.MISSING),
        ({"client_id": " x "}, Step.CLIENT, StepState.INVALID),
        ({"client_id": "", "client_secret": Secret(" x")}, Step.CLIENT, StepState.INVALID),
        ({"password": Secret()}, Step.RESOURCE_OWNER, StepState.MISSING),
        ({"token_url": "idp"}, Step.TOKEN_ENDPOINT, StepState.INVALID),
        ({"request": RequestSettings(proxy=ProxyUrl("x"))}, Step.CLIENT_AUTHENTICATION, StepState.INVALID),
        (
            {"response": ResponseSettings(access_token_key="")},
            Step.CLIENT_AUTHENTICATION,
            StepState.MISSING,
        ),
        ({"additional_headers": (AdditionalRow("", ""),)}, Step.ADDITIONAL_HEADERS, StepState.INVALID),
        (
            {"additional_request_data": (AdditionalRow("", "x"),)},
            Step.ADDITIONAL_REQUEST_DATA,
            StepState.INVALID,
        ),
    ],
)
def test_what_keeps_a_step_open_is_missing_or_to_mend(
    fields: dict[str, Any], step: Step, state: StepState
) -> None:
    journey = changed(FULL, **fields)
    assert journey.state_of(step) is state
    assert journey.first_incomplete(before=Step.REVIEW) is step
    assert journey.first_incomplete(before=step) is None


def test_nothing_before_a_step_that_comes_first_is_in_the_way() -> None:
    assert EMPTY.first_incomplete(before=Step.CONNECTOR) is None
    assert EMPTY.first_incomplete(before=Step.REVIEW) is Step.CLIENT
    assert FULL.first_incomplete(before=Step.SAVE) is None


def test_review_and_result_follow_the_last_run_while_it_is_current() -> None:
    works = FULL.with_record(record(attempt(200, GRANTED)))
    assert works.state_of(Step.REVIEW) is works.state_of(Step.RESULT) is StepState.COMPLETE
    refused = FULL.with_record(record(attempt(401, REFUSED_CLIENT)))
    assert refused.state_of(Step.RESULT) is StepState.INVALID
    unreachable = FULL.with_record(record(failed_attempt(FailureCause.NAME_NOT_FOUND, "No such host.")))
    assert unreachable.state_of(Step.RESULT) is StepState.INVALID

    stale = changed(works, username="somebody else")
    assert not stale.record_is_current
    assert stale.state_of(Step.REVIEW) is stale.state_of(Step.RESULT) is StepState.OPEN
    assert changed(stale, username=COMPLETE.username).record_is_current


def test_what_is_done_with_the_token_is_no_part_of_the_request_that_gave_it() -> None:
    journey = FULL.with_record(record(attempt(200, GRANTED)))
    use = {"base_url": "https://b.example.com", "header_auth_key": "X-Token", "api": ApiCall(path="/me")}
    assert changed(journey, name="other", **use).record_is_current
    for other in ({"token_url": "https://b.example.com"}, {"response": ResponseSettings("text")}):
        assert not changed(journey, **other).record_is_current


def test_save_is_complete_once_saved_and_until_the_next_change() -> None:
    assert FULL.state_of(Step.SAVE) is StepState.OPEN
    assert SAVED.state_of(Step.SAVE) is StepState.COMPLETE
    edited = changed(SAVED, description="changed")
    assert edited.state_of(Step.SAVE) is StepState.OPEN
    assert edited.with_saved(edited.profile).state_of(Step.SAVE) is StepState.COMPLETE


def test_a_new_connector_is_unsaved_work_from_the_first_letter_on() -> None:
    assert not EMPTY.has_unsaved_work
    assert changed(EMPTY, name="a").has_unsaved_work
    assert changed(EMPTY, password=Secret("typed")).has_unsaved_work
    assert not changed(changed(EMPTY, name="a"), name="").has_unsaved_work


def test_of_a_saved_profile_what_the_file_would_not_hold_is_no_unsaved_work() -> None:
    assert not SAVED.has_unsaved_work
    assert not changed(SAVED, client_secret=Secret("typed again")).has_unsaved_work
    assert changed(SAVED, username="another").has_unsaved_work
    row = AdditionalRow("X-Tenant", "acme")
    assert changed(SAVED, additional_headers=(row,)).has_unsaved_work


def test_a_secret_that_the_file_holds_is_unsaved_work() -> None:
    plain = Journey.begin(Profile(COMPLETE, {"password": FromPlain()}, Path("acme.toml")))
    assert changed(plain, password=Secret("another")).has_unsaved_work
    assert not changed(plain, client_secret=Secret("another")).has_unsaved_work


def test_another_place_for_a_secret_is_unsaved_work() -> None:
    sources = {"client_secret": FromEnv("ACME_SECRET")}
    journey = replace(SAVED, profile=replace(SAVED.profile, sources=sources))
    assert journey.has_unsaved_work


def test_signs_and_words_tell_the_states_apart_without_colour() -> None:
    assert len({state.sign for state in StepState}) == len(StepState)
    assert StepState.MISSING.word == "missing"
    assert StepState.INVALID.word == "to fix"


def test_no_secret_is_in_the_repr() -> None:
    journey = FULL.with_record(record(attempt(200, GRANTED)))
    for clear in (COMPLETE.password.reveal(), COMPLETE.client_secret.reveal()):
        assert clear not in repr(journey)
