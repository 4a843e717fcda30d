"""What comes next where a response leaves the cause open: the experiment or question that tells most."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from tests.runs import BASIC, BODY, CONNECTOR, answered, run_of
from tui.diagnosis.experiments import propose_experiments
from tui.diagnosis.finding import CULPRITS, Finding
from tui.diagnosis.probes import probes_for
from tui.diagnosis.run_diagnosis import diagnose_response, diagnose_run
from tui.diagnosis.telling_apart import in_order, with_next
from tui.oauth2.connector import AdditionalRow, Connector
from tui.oauth2.exchange import HttpResponse
from tui.oauth2.secret import Secret

PLAIN = replace(CONNECTOR, client_secret=Secret("lettersanddigits1"))
BARE_CLIENT = '{"error": "invalid_client"}'


def finding(*culprits: str, lockout_risk: bool = False) -> Finding:
    return Finding("a.b", "error", culprits, "T.", "C.", "F.", lockout_risk=lockout_risk, confidence="open")


def next_of(*culprits: str, connector: Connector = PLAIN, lockout_risk: bool = False) -> str:
    run = run_of(answered(BASIC, 401, BARE_CLIENT, connector=connector))
    (found,) = with_next([finding(*culprits, lockout_risk=lockout_risk)], propose_experiments(connector, run))
    assert found.next
    return found.next.id or found.next.text


@pytest.mark.parametrize("pair", combinations(CULPRITS, 2))
def test_every_pair_has_a_next_step_whatever_its_order_with_a_run_and_without(pair: tuple[str, str]) -> None:
    run = run_of(answered(BASIC, 401, BARE_CLIENT))
    for culprits in (pair, pair[::-1]):
        for proposed in (None, (), propose_experiments(CONNECTOR, run)):
            (found,) = with_next([finding(*culprits)], proposed)
            assert found.next
            assert found.next.text.endswith(".")
        assert any(not probe.experiments for probe in probes_for(culprits, of_a_call=False))
        assert probes_for(culprits, of_a_call=True)


def test_a_stated_or_a_small_finding_has_none() -> None:
    stated = replace(finding("client_secret"), confidence="stated")
    small = replace(finding("client_secret"), severity="info")
    assert [found.next for found in with_next([stated, small])] == [None, None]


def test_an_experiment_that_the_run_leaves_comes_before_the_question() -> None:
    assert next_of("client_secret", "client_authentication") == "by-request-body"
    assert next_of("token_url", "response_format") == "discovered-token-url"
    assert next_of("client_secret", "client_id").startswith("Ask for a screenshot")


def test_a_value_with_blanks_is_trimmed_before_anybody_is_asked() -> None:
    pasted = replace(PLAIN, client_secret=Secret("made-up \n"))
    assert next_of("client_secret", "client_id", connector=pasted) == "trimmed"


def test_a_locked_account_is_worth_more_than_the_better_test() -> None:
    assert "sign in once" in next_of("password", "username")
    assert "sign-in log" in next_of("password", "username", lockout_risk=True)


def test_basic_auth_as_the_user_is_not_the_other_method() -> None:
    run = run_of(answered(BASIC, 401, BARE_CLIENT), answered(BODY, 401, BARE_CLIENT))
    left = propose_experiments(PLAIN, run)
    assert "by-basic-user" in {experiment.id for experiment in left}
    (found,) = with_next([finding("client_secret", "client_authentication")], left)
    assert found.next
    assert found.next.kind == "question"


def test_without_a_run_it_says_what_to_try() -> None:
    (found,) = with_next([finding("client_secret", "client_authentication")])
    assert found.next
    assert (found.next.kind, found.next.id, found.next.costs_login) == ("experiment", "", False)


def test_the_experiments_are_in_the_order_of_what_they_tell() -> None:
    connector = replace(PLAIN, username=" svc")
    run = run_of(answered(BASIC, 400, '{"error": "invalid_grant"}', connector=connector))
    left = propose_experiments(connector, run)
    about_the_url = in_order(left, finding("token_url", "network"))
    assert about_the_url[0].id in {"discovered-token-url", "without-credential-headers"}
    named = replace(finding("username", "password"), next=None)
    assert in_order(left, named)[0].id == "trimmed"
    assert in_order(left, None) == left


def test_of_equal_experiments_the_free_one_comes_first() -> None:
    connector = replace(PLAIN, username=" svc")
    left = propose_experiments(connector, run_of(answered(BASIC, 401, BARE_CLIENT, connector=connector)))
    assert left[0].costs_login
    costs = [experiment.costs_login for experiment in in_order(left, finding("scope", "rate_limit"))]
    assert costs == sorted(costs)


def test_a_run_and_a_pasted_response_both_say_it() -> None:
    run = run_of(answered(BASIC, 401, BARE_CLIENT, connector=PLAIN))
    pasted = HttpResponse(401, "", (), BARE_CLIENT.encode())
    for first in (diagnose_run(PLAIN, run)[0], diagnose_response(pasted, status=401)[0]):
        assert first.confidence == "open"
        assert first.next
        assert first.document()["next"] == {
            "kind": "question", "id": "", "text": first.next.text, "logins": 0, "costs_login": False,
        }  # fmt: skip


def test_a_row_that_is_quoted_in_an_experiment_is_quoted_once_more_by_other_marks() -> None:
    rows = replace(PLAIN, additional_request_data=(AdditionalRow("account", "1"),))
    run = run_of(answered(BASIC, 401, BARE_CLIENT, connector=rows))
    (found,) = with_next([finding("additional_request_data", "client_id")], propose_experiments(rows, run))
    assert found.next
    assert "“Without the additional request data row ‘account’”" in found.next.text
