"""The lists of values: what a field holds is always in its list, in its place."""

from __future__ import annotations

import pytest

from tui.form.choices import CHOICES, choices_for


def test_a_timeout_of_a_file_is_in_its_place_and_the_others_stay() -> None:
    words = [choice.words for choice in choices_for("request.timeout", 7.5)]
    assert words[:3] == ["5 seconds", "7.5 seconds", "10 seconds"]
    assert len(words) == len(CHOICES["request.timeout"]) + 1
    assert choices_for("request.timeout", 3600.0)[-1].value == 3600.0
    assert choices_for("request.timeout", 1.0)[0].value == 1.0


@pytest.mark.parametrize("key", CHOICES)
def test_a_list_stays_as_it_is_where_it_has_the_value(key: str) -> None:
    for choice in CHOICES[key]:
        assert choices_for(key, choice.value) == CHOICES[key]
