"""What an error code proves: how far the request came, and what can't be at fault any more."""

from __future__ import annotations

import json
from typing import Final

import pytest

from tui.diagnosis.rules.bounds import is_possible
from tui.diagnosis.rules.catalogue import built_in_rules, of_the_token
from tui.diagnosis.rules.engine import best_matches, diagnose
from tui.diagnosis.rules.matching import match
from tui.diagnosis.rules.observation import Observation, observe
from tui.diagnosis.rules.rule import Rule
from tui.diagnosis.rules.rule_file import read_catalogue
from tui.oauth2.exchange import HttpResponse

RULES: Final = of_the_token(built_in_rules())


def seen(error: str, said: str = "the marked words", **headers: str) -> Observation:
    body = json.dumps({"error": error, "error_description": said}).encode()
    return observe(HttpResponse(400, "", tuple(headers.items()), body), status=400)


def rule(culprit: str, when: str = 'text = ["the marked words"]') -> Rule:
    text = f"""
        [[rule]]
        id = "test.rule"
        culprits = ["{culprit}", "server_side"]
        title = "A title."
        cause = "A cause."
        fix = "A fix."
        [rule.when]
        {when}
    """
    return read_catalogue(text, "test.toml")[0]


def is_left(error: str, one: Rule) -> bool:
    observation = seen(error, **{"X-Mark": "here"})
    found = match(one, observation)
    assert found is not None
    return is_possible(observation, found)


@pytest.mark.parametrize(
    ("error", "culprit"),
    [
        ("invalid_request", "network"),
        ("invalid_request", "response_format"),
        ("invalid_client", "network"),
        ("invalid_client", "scope"),
        ("invalid_grant", "network"),
        ("invalid_grant", "tls"),
        ("invalid_grant", "token_url"),
        ("unauthorized_client", "tls"),
        ("unsupported_grant_type", "password"),
        ("unsupported_grant_type", "username"),
        ("unsupported_grant_type", "account_state"),
        ("unsupported_grant_type", "mfa_or_policy"),
        ("invalid_scope", "username"),
        ("invalid_scope", "password"),
        ("invalid_scope", "token_url"),
        ("InvalidGrant", "network"),
    ],
)
def test_a_code_rules_out_a_culprit(error: str, culprit: str) -> None:
    assert not is_left(error, rule(culprit))


@pytest.mark.parametrize(
    ("error", "culprit"),
    [
        ("invalid_request", "token_url"),
        ("invalid_request", "tls"),
        ("invalid_client", "client_secret"),
        ("invalid_client", "password"),
        ("invalid_client", "tls"),
        ("invalid_grant", "password"),
        ("invalid_grant", "account_state"),
        ("invalid_grant", "mfa_or_policy"),
        ("unsupported_grant_type", "token_url"),
        ("unsupported_grant_type", "additional_headers"),
        ("invalid_scope", "scope"),
        ("server_error", "network"),
        ("access_denied", "token_url"),
        ("some_code", "network"),
    ],
)
def test_a_code_leaves_a_culprit(error: str, culprit: str) -> None:
    assert is_left(error, rule(culprit))


@pytest.mark.parametrize(
    "when", ['code = ["MARK7"]', 'header = {"x-mark" = "here"}', 'json = {error = "invalid_grant"}']
)
def test_a_vendors_own_mark_outweighs_the_code(when: str) -> None:
    observation = seen("invalid_grant", "MARK7: the marked words", **{"X-Mark": "here"})
    found = match(rule("network", when), observation)
    assert found is not None
    assert is_possible(observation, found)


def test_only_the_first_culprit_counts() -> None:
    later = rule("password")
    assert later.culprits[1] == "server_side"
    assert is_left("invalid_grant", later)


@pytest.mark.parametrize(
    ("error", "said", "not_accused"),
    [
        ("invalid_grant", "The user was not found at this address: not found", "token_url"),
        ("invalid_grant", "Read timeout while we looked for the user", "network"),
        ("unsupported_grant_type", "The password is not supported", "password"),
        ("invalid_scope", "The scope of the user is unknown: unknown user", "username"),
    ],
)
def test_a_sentence_does_not_change_what_the_code_proves(error: str, said: str, not_accused: str) -> None:
    observation = seen(error, said)
    finding = diagnose(observation, RULES)
    assert finding is not None
    assert finding.culprits[0] != not_accused
    assert all(is_possible(observation, found) for found in best_matches(observation, RULES))


@pytest.mark.parametrize(
    ("said", "culprit"), [("Your IP address is locked", "network"), ("No way", "password")]
)
def test_a_server_that_speaks_of_the_callers_address_is_believed(said: str, culprit: str) -> None:
    found = diagnose(seen("invalid_grant", said), RULES)
    assert found is not None
    assert found.culprits[0] == culprit
