"""Every key that a sentence of the pages names is the key of the action that it stands for."""

from __future__ import annotations

import pytest

from tui.docs.named_keys import NAMED, NAMED_KEY, NO_ACTION
from tui.docs.pages import TOPICS, read_page
from tui.wizard.keys.key_names import read_keys
from tui.wizard.keys.keymap import own_keys


@pytest.mark.parametrize("topic", TOPICS)
def test_the_keys_of_a_page_are_those_of_their_actions(topic: str) -> None:
    named = [found[1] for found in NAMED_KEY.finditer(read_page(topic).text)]
    assert len(named) == len(NAMED.get(topic, ())), f"docs/named_keys.py, for each of {named}"
    for shown, one in zip(named, NAMED.get(topic, ()), strict=True):
        if one != NO_ACTION:
            assert read_keys(shown)[0] in own_keys()[one], f"{topic}.md: `{shown}` is no key of {one}"
