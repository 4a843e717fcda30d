"""The guard counts what a server is likely to have counted, for each account."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.runs import BASIC, BODY, CONNECTOR, answered, failed
from tui.diagnosis.login_guard import LoginLedger, is_failed_login
from tui.oauth2.transport_failure import FailureCause

REFUSED = answered(BASIC, 400, '{"error":"invalid_grant"}')
GRANTED = answered(BODY, 200, '{"access_token":"made-up","token_type":"Bearer"}')


@pytest.mark.parametrize(
    "error", ["invalid_client", "unauthorized_client", "invalid_scope", "unsupported_grant_type"]
)
def test_what_ends_before_the_account_is_no_login(error: str) -> None:
    assert not is_failed_login(answered(BASIC, 400, f'{{"error":"{error}"}}'), lockout_risk=True)


def test_invalid_grant_is_a_failed_login() -> None:
    assert is_failed_login(REFUSED)


def test_an_answer_without_a_code_goes_by_the_diagnosis() -> None:
    attempt = answered(BASIC, 401, '{"message":"Bad credentials"}')
    assert is_failed_login(attempt, lockout_risk=True)
    assert not is_failed_login(attempt, lockout_risk=False)


def test_no_answer_is_no_failed_login() -> None:
    assert not is_failed_login(failed(BASIC, FailureCause.WAIT_TIMEOUT), lockout_risk=True)


def test_the_third_is_asked_about() -> None:
    ledger = LoginLedger().after(CONNECTOR, (REFUSED,), lockout_risk=False)
    assert not ledger.should_ask(CONNECTOR)
    ledger = ledger.after(CONNECTOR, (REFUSED,), lockout_risk=False)
    assert ledger.count(CONNECTOR) == 2
    assert ledger.should_ask(CONNECTOR)


def test_each_account_is_counted_for_itself() -> None:
    ledger = LoginLedger().after(CONNECTOR, (REFUSED, REFUSED), lockout_risk=False)
    assert not ledger.should_ask(replace(CONNECTOR, username="another"))
    assert not ledger.should_ask(replace(CONNECTOR, token_url="http://localhost:1/token"))
    assert ledger.should_ask(replace(CONNECTOR, client_id="another", token_url="http://127.0.0.1:9/other"))


def test_a_token_clears_the_account() -> None:
    ledger = LoginLedger().after(CONNECTOR, (REFUSED, REFUSED, GRANTED), lockout_risk=False)
    assert ledger.count(CONNECTOR) == 0


def test_a_url_that_is_none_raises_nothing() -> None:
    broken = replace(CONNECTOR, token_url="http://[")
    assert LoginLedger().after(broken, (REFUSED,), lockout_risk=False).count(broken) == 1
