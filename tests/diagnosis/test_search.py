"""The plan of a search for what works: its order, what it keeps, what it skips, and where it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.runs import BASIC, BODY, CONNECTOR, answered, failed
from tui.diagnosis.experiments import Experiment
from tui.diagnosis.run_diagnosis import diagnose_run, reading_of
from tui.diagnosis.search.plan import Plan, begun
from tui.diagnosis.search.trial import Trial
from tui.oauth2.attempt import Attempt, Run
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.secret import Secret
from tui.oauth2.transport_failure import FailureCause

PLAIN = replace(CONNECTOR, client_secret=Secret("lettersanddigits1"))
INVALID_CLIENT = (401, '{"error":"invalid_client","error_description":"Client authentication failed."}')
INVALID_GRANT = (400, '{"error":"invalid_grant","error_description":"Invalid password."}')
LOCKED = (400, '{"error":"invalid_grant","error_description":"The user account is locked."}')
BLOCKED = (403, "<html><title>403 Forbidden</title></html>")
TOKEN = (200, '{"access_token":"made-up","token_type":"Bearer"}')
Answer = tuple[int, str]


def planned(connector: Connector, *attempts: Attempt) -> Plan:
    run = Run(attempts)
    readings = [reading_of(connector, attempt) for attempt in attempts if attempt.exchange]
    return begun(connector, run, readings, diagnose_run(connector, run)[0])


def tried(plan: Plan, answer: Answer, experiment: Experiment | None = None) -> Plan:
    """Return the plan after its next experiment, or a given one, was answered."""
    one = experiment or plan.next
    assert one
    attempt = answered(one.method, *answer, connector=one.connector)
    return plan.after(Trial(one, attempt, reading_of(one.connector, attempt)))


def searched(plan: Plan, server: Callable[[Experiment], Answer]) -> Plan:
    """Return the plan once it has come to its end, with what a server answers to each experiment."""
    for _ in range(40):
        if plan.next is None:
            return plan
        plan = tried(plan, server(plan.next))
    raise AssertionError("it never ends")


def ids(plan: Plan) -> list[str]:
    return [one.id for one in plan.left]


def refused_client(connector: Connector = PLAIN) -> Plan:
    return planned(connector, answered(BASIC, *INVALID_CLIENT, connector=connector))


def test_what_can_cost_no_login_comes_before_what_may() -> None:
    plan = refused_client(replace(PLAIN, username="svc.connector "))
    assert ids(plan)[-1] == "trimmed"
    assert {one.costs_login for one in plan.left[:-1]} == {False}


def test_it_ends_with_the_first_token_and_leaves_the_rest() -> None:
    plan = searched(refused_client(), lambda one: TOKEN if one.method is BODY else INVALID_CLIENT)
    assert plan.found
    assert plan.found.experiment.id == "by-request-body"
    assert plan.next is None
    assert plan.left


def test_each_is_made_once_and_then_nothing_is_left() -> None:
    begin = refused_client(replace(PLAIN, additional_headers=(AdditionalRow("X-A", "1"),)))
    plan = searched(begin, lambda _: INVALID_CLIENT)
    assert (plan.next, plan.left, plan.found, plan.kept) == (None, (), None, ())
    assert {*plan.made} == {one.id for one in begin.left}


def test_what_gets_further_is_kept_and_the_rest_is_tried_on_top_of_it() -> None:
    """A firewall stops the headers, and behind it the server wants the credentials in the body."""

    def server(one: Experiment) -> Answer:
        if one.connector.request.credential_headers:
            return BLOCKED
        return TOKEN if one.method is BODY else INVALID_CLIENT

    plan = searched(planned(PLAIN, answered(BASIC, *BLOCKED, connector=PLAIN)), server)
    assert plan.kept == ("Without the headers Client-Id, Client-Secret, Username, Password",)
    assert plan.found
    assert plan.changes_of(plan.found.experiment) == (*plan.kept, "With Request Body")
    kept = plan.found.experiment.connector
    assert (kept.request.credential_headers, kept.client_authentication) == (False, BODY)


def test_what_the_server_has_judged_is_not_tried_again_on_top() -> None:
    spaced = replace(
        PLAIN, password=Secret("pass "), request=replace(PLAIN.request, credential_headers=False)
    )
    plan = refused_client(spaced)
    by = {one.id: one for one in plan.left}
    plan = tried(plan, INVALID_CLIENT, by["by-basic-user"])  # judged: it is about the client
    plan = tried(plan, INVALID_CLIENT, by["trimmed"])  # not judged: the password was never looked at
    plan = tried(plan, INVALID_GRANT, by["by-request-body"])
    assert plan.kept == ("With Request Body",)
    assert ids(plan) == ["trimmed+1"]
    assert all(one.costs_login for one in plan.left)


def test_a_change_that_was_refused_for_its_own_sake_is_not_tried_again() -> None:
    plan = refused_client()
    by = {one.id: one for one in plan.left}
    plan = tried(plan, INVALID_CLIENT, by["by-basic-user"])
    plan = tried(plan, (400, '{"error":"invalid_request"}'), by["without-credential-headers"])
    assert plan.kept == (by["without-credential-headers"].title,)
    assert {*ids(plan)} == {"by-request-body+1", "discovered-token-url+1"}


def test_of_a_run_the_attempt_that_got_furthest_is_varied() -> None:
    spaced = replace(
        PLAIN, password=Secret("pass "), request=replace(PLAIN.request, credential_headers=False)
    )
    plan = planned(
        spaced,
        answered(BASIC, *INVALID_CLIENT, connector=spaced),
        answered(BODY, *INVALID_GRANT, connector=spaced),
    )
    assert plan.kept == ("With Request Body",)
    assert ids(plan) == ["trimmed+1"]
    assert plan.left[0].method is BODY
    assert plan.left[0].connector.client_authentication is BODY


def test_once_the_client_is_accepted_other_ways_to_send_it_are_needless() -> None:
    plan = planned(PLAIN, answered(BASIC, *INVALID_GRANT, connector=PLAIN))
    assert {"by-request-body", "by-basic-user", "discovered-token-url"} <= plan.skipped.keys()
    assert plan.skipped["by-request-body"] == "Not needed: the server accepts the client as it is."
    assert ids(plan) == ["without-credential-headers"]


def test_a_request_that_was_sent_already_is_not_sent_again() -> None:
    one = AdditionalRow("scope", "a")
    twice = replace(PLAIN, additional_request_data=(one, one))
    plan = refused_client(twice)
    row = next(one for one in plan.left if one.id == "without-additional-request-data-1")
    plan = tried(plan, INVALID_CLIENT, row)
    assert plan.skipped["without-additional-request-data-2"] == (
        "Not needed: the same request was sent already."
    )


def test_where_no_token_endpoint_answers_the_credentials_are_not_tried() -> None:
    plan = planned(PLAIN, answered(BASIC, 404, "<html>Not Found</html>", connector=PLAIN))
    assert ids(plan)[0] == "discovered-token-url"
    assert "by-request-body" in plan.skipped


@pytest.mark.parametrize(
    "attempt",
    [
        failed(BASIC, FailureCause.NAME_NOT_FOUND),
        answered(BASIC, *LOCKED),
        answered(BASIC, 429, '{"error":"slow_down"}', [("Retry-After", "60")]),
    ],
    ids=["no request arrives", "the account is locked", "the server asks for a pause"],
)
def test_where_no_change_can_help_nothing_is_made(attempt: Attempt) -> None:
    plan = planned(CONNECTOR, attempt)
    assert plan.next is None
    assert plan.stopped.endswith(".")
    assert plan.left


def test_an_outcome_that_forbids_more_ends_it() -> None:
    plan = tried(refused_client(), LOCKED)
    assert plan.next is None
    assert "locked" in plan.stopped


def test_a_user_who_risks_no_more_logins_ends_it_and_may_go_on_later() -> None:
    plan = refused_client()
    assert plan.next
    held = plan.after(Trial(plan.next, not_sent="Nothing was sent.", is_held=True))
    assert (held.next, held.stopped, held.left) == (None, "Nothing was sent.", plan.left)
    assert held.resumed().next == plan.next


def test_what_can_not_be_sent_is_passed_over() -> None:
    plan = refused_client()
    assert plan.next
    passed = plan.after(Trial(plan.next, not_sent="It can't be sent."))
    assert passed.next == plan.left[1]
