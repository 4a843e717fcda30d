"""What the search for what works says before it begins."""

from __future__ import annotations

import pytest

from tui.diagnosis.experiments import Experiment
from tui.interchange.search_text import ready_words
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import Connector

FREE, COSTLY = (
    Experiment("an.id", "Title", "Teaches.", cost, Connector(), ClientAuthentication.BASIC)
    for cost in (False, True)
)


@pytest.mark.parametrize(
    ("waiting", "words"),
    [
        ([FREE], "It tries 1 experiment, which should cost no failed login."),
        ([COSTLY], "It tries 1 experiment, which may cost a failed login."),
        ([FREE, FREE], "It tries 2 experiments, until one works; none should cost a failed login."),
        ([FREE, COSTLY], "It tries 2 experiments, until one works; 1 of them may cost a failed login."),
    ],
)
def test_what_a_search_may_cost_is_said_before(waiting: list[Experiment], words: str) -> None:
    assert ready_words(waiting) == words
