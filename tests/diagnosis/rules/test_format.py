"""The formatter of the catalogue: one layout, the same content."""

from __future__ import annotations

import tomllib

import pytest

from tests.catalogue_format import formatted

from .catalogue_files import FILES, read

RULE = """
[[rule]]
title = "T."
id = "acme.locked"
culprits = ["account_state"]
cause = "C."
fix = 'F.'
[rule.when]
text = ["locked", '/lo(?:ck)+ed/']
[[rule.near_miss]]
body = "{\\"a\\": \\"it's b\\"}"
[[rule.wins]]
culprit = "account_state"
headers = { "X-A" = "1" }
"""


@pytest.mark.parametrize("name", FILES)
def test_every_file_has_the_layout_and_formatting_changes_no_content(name: str) -> None:
    better = formatted(FILES[name])
    assert better == FILES[name] or tomllib.loads(better) == read(name)
    assert better == FILES[name], "run: python -m tests.catalogue_format"


def test_keys_are_put_in_order_and_comments_above_a_rule_stay() -> None:
    text = f'source = "x"\nsubject = "Acme"\n# Why.{RULE}'
    better = formatted(text)
    assert tomllib.loads(better) == tomllib.loads(text)
    assert better.startswith(
        'subject = "Acme"\nsource = "x"\n\n# Why.\n[[rule]]\nid = "acme.locked"\nculprits'
    )
    assert formatted(better) == better
    assert better.index("rule.wins") < better.index("rule.near_miss")


def test_a_comment_that_would_be_lost_is_an_error() -> None:
    with pytest.raises(ValueError, match="above"):
        formatted(f'subject = "Acme"\n{RULE.replace("[rule.when]", "# inside" + chr(10) + "[rule.when]")}')
