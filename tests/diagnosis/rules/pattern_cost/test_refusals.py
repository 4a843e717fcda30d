"""Which expressions a user's rule may use: those whose search ends soon, whatever the text is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.docs.written import ALL, blocks
from tui.diagnosis.rules import phrase
from tui.diagnosis.rules.catalogue import built_in_rules
from tui.diagnosis.rules.pattern_cost.cost import LONGEST_WHOLE, SEARCHED, refusal
from tui.diagnosis.rules.rule_file import read_catalogue
from tui.diagnosis.rules.rule_reader import CatalogueError

COUNTLESS = [
    r"^(\w+\s?)*$",
    r"(a+)+$",
    r"(a|a)*b",
    r"(a|ab|b)*c",
    r"(\d+)*x",
    r"(x+x+)+y",
    r"(a*)*b",
    r"(?:a?b?)*c",
    r"(?:\d+\.?)+x",
    r"(?i)(?:k|K)+x",
    r"(?:[a-m]|[k-z])+!",
    r"(?:[\u0400-\u04ff]|\w)+!",
    r"(.*a){30}",
    r"(?:a?){30}a{30}",
    r"x(?=(?:b+)+c)",
    r"(?>(?:a+)+)b",
]
TOO_MANY = [
    r"\w*\w*x",
    r"\w*\s?\w*\w*x",
    r".*foo.*bar.*baz",
    r"^(?:.*,){5}x",
    r"\w+(?!.*x)\w+y",
    "a?" * 20 + "a" * 20,
    "(?:a|a)" * 15 + "x",
]
UNTOLD = [r"(\w+)\1", r"(?P<a>x)(?P=a)", r"(a)?(?(1)b|c)", "(?x)a b"]
ORDINARY = [
    r"\bAADSTS\d{5,7}\b",
    r'error(?:_code)?\s*[:=]\s*"?(\w+)',
    r"(?:foo|bar)+",
    r"(?:\w+\.)+example",
    r"\w+x",
    r"^.*foo.*bar",
    r"foo.*bar",
    r"([a-z]+)@([a-z]+)\.com",
    r'"[^"]*"\s*:\s*"[^"]*"',
    r"^\s*\w+\s*=\s*\w+\s*$",
    r"^(?:[^,]*,){5}x",
    r"(?:(?!end).)*end",
    r"tenant (?P<tenant>[\w.-]+) (?:is )?(?:un)?known",
    r"https?://[^\s/]+/[^\s?]*\?x",
    r"(?i:error)\s+(?-i:x)\w+",
    r"(?#why)[]^\]-]{1,3}\x41\u0041\N{BULLET}\07[a\]]+",
    r"a{,3}b{}c{x}d{2,}?e*+",
    r"(?<!no )(?<=the )(?>token)\Z",
    r"gx-(?P<number>40\d)",
]


def of_catalogue() -> Iterator[tuple[re.Pattern[str], bool]]:
    """Yield the expressions of our own rules, and whether they are searched or match as a whole."""
    for rule in built_in_rules():
        when = rule.when
        lists = (when.text, when.shared, when.all_text, when.without_text, when.body, when.url)
        phrases = [each for phrases in lists for each in phrases]
        phrases += [each for _, each in (*when.json, *when.header)]
        yield from ((each.pattern, True) for each in phrases if each.pattern)
        yield from ((pattern, False) for pattern in when.error)


def found_in(pattern: str) -> str:
    refused = refusal(re.compile(pattern), is_search=True)
    assert refused
    return refused.found


@pytest.mark.parametrize("pattern", COUNTLESS)
def test_a_repeat_with_countless_ways_through_it_is_refused(pattern: str) -> None:
    assert "may never end" in found_in(pattern)


@pytest.mark.parametrize("pattern", TOO_MANY)
def test_parts_that_match_the_same_text_are_refused_where_they_are_many(pattern: str) -> None:
    assert "takes too long" in found_in(pattern)


@pytest.mark.parametrize("pattern", UNTOLD)
def test_what_has_no_cost_that_can_be_told_is_refused(pattern: str) -> None:
    assert "whose cost can't be told" in found_in(pattern)


@pytest.mark.parametrize("pattern", ["(?:ab|cd)?" * 2000, "(?:" * 60 + "a" + "|b)" * 60 + "x" * 2000])
def test_what_is_too_large_to_be_checked_is_refused(pattern: str) -> None:
    assert "too large" in found_in(pattern)


@pytest.mark.parametrize("pattern", ORDINARY)
def test_ordinary_expressions_are_accepted(pattern: str) -> None:
    assert refusal(re.compile(pattern), is_search=True) is None


def test_a_whole_match_costs_less_than_a_search() -> None:
    pattern = re.compile(r".*foo.*bar")
    assert refusal(pattern, is_search=False) is None
    assert refusal(pattern, is_search=True)


def test_all_expressions_of_our_own_rules_are_accepted() -> None:
    distinct = set(of_catalogue())
    assert len(distinct) > 500
    refused = {
        pattern.pattern: why for pattern, kind in distinct if (why := refusal(pattern, is_search=kind))
    }
    assert refused == {}


def test_no_more_text_is_searched_than_the_bound_is_for() -> None:
    assert phrase._SEARCHED <= SEARCHED <= LONGEST_WHOLE


def test_the_reference_tells_what_is_refused_and_what_to_write() -> None:
    (table,) = blocks(ALL["tui/docs/rules.md"], "text")
    rows = [line.split()[:2] for line in table.splitlines()[1:]]
    assert len(rows) == 4
    for refused, allowed in rows:
        assert refusal(re.compile(refused), is_search=True), refused
        assert refusal(re.compile(allowed), is_search=True) is None, allowed


RULE = """
[[rule]]
id = "own.words"
culprits = ["username"]
title = "Words."
cause = "Words."
fix = "Words."
[rule.when]
"""


@pytest.mark.parametrize(
    ("condition", "place"),
    [
        (r"text = ['/^(\w+\s?)*$/']", "text"),
        (r"json = { 'a.b' = '/^(\w+\s?)*$/' }", "json.a.b"),
        (r"error = ['^(\w+\s?)*$']", "error"),
    ],
)
def test_the_error_names_file_rule_key_part_and_what_to_write(condition: str, place: str) -> None:
    with pytest.raises(CatalogueError) as error:
        read_catalogue(RULE + condition, "own.toml")
    assert str(error.value) == (
        f"own.toml: rule “own.words”, when.{place}: found “(\\w+\\s?)*”, which can match one text in "
        "countless ways, so that a search may never end; allowed: a repeat that starts or ends with what the "
        "rest of it can't match, such as (?:\\w+\\s)+."
    )
