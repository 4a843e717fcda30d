"""What has changed since a connector worked is named field by field; if nothing has, the form is cleared."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tui.diagnosis.since_it_worked import NOTHING_CHANGED, SINCE_IT_WORKED, since_finding
from tui.oauth2.form_fields import FORM_FIELDS, SETTING_LABELS
from tui.time_words import ago

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
YESTERDAY = NOW.timestamp() - 90_000


def test_the_changed_fields_are_named_in_their_order() -> None:
    found = since_finding(
        ("client_secret", "token_url"), when=YESTERDAY, client_authentication="basic", now=NOW
    )
    assert found.id == SINCE_IT_WORKED
    assert found.title == "It worked yesterday. Changed since then: Client Secret and Oauth2 Token Url."
    assert found.fields == ("Client Secret", "Oauth2 Token Url")
    assert found.evidence == ("it worked at 2026-03-03 11:00 UTC with Basic Auth",)


def test_many_changes_are_counted_and_each_is_still_a_field() -> None:
    found = since_finding(tuple(FORM_FIELDS)[:7], when=YESTERDAY, client_authentication="", now=NOW)
    assert "3 more" in found.title
    assert len(found.fields) == 7


def test_a_setting_of_ours_is_named_and_is_no_field_of_the_form() -> None:
    found = since_finding(("request.trust",), when=YESTERDAY, client_authentication="", now=NOW)
    assert SETTING_LABELS["request.trust"] in found.title
    assert found.fields == ()


def test_where_nothing_changed_the_form_is_not_the_cause() -> None:
    found = since_finding((), when=YESTERDAY, client_authentication="", now=NOW)
    assert (found.id, found.fields, found.severity) == (NOTHING_CHANGED, (), "info")
    assert "2026-03-03 11:00 UTC" in found.fix


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 min ago"),
        (3_599, "59 min ago"),
        (7_200, "2 h ago"),
        (86_400, "yesterday"),
        (172_800, "2 days ago"),
    ],
)
def test_how_long_ago_is_said_in_few_words(seconds: float, words: str) -> None:
    assert ago(seconds) == words
