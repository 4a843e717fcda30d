"""A pattern that is compiled late finds what `re.compile` would find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.depth import examples
from tui.oauth2.lean.lazy_pattern import LazyPattern

MODULES = """
diagnosis.evidence.phrases diagnosis.evidence.words diagnosis.lint.mixups diagnosis.lint.systems
diagnosis.lint.token_url_shape diagnosis.lint.values oauth2.masking.decoded_text oauth2.masking.value_shapes
""".split()
ALPHABET = st.characters(codec="ascii") | st.sampled_from("ſıK：é")


def found_in(thing: object) -> Iterator[LazyPattern]:
    if isinstance(thing, LazyPattern) and (thing.needs or thing.words):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from found_in(part)


NEEDY = sorted(
    {
        lazy.pattern: lazy
        for name in MODULES
        for thing in vars(import_module(f"tui.{name}")).values()
        for lazy in found_in(thing)
    }.values(),
    key=lambda lazy: lazy.pattern,
)


def without_possessives(lazy: LazyPattern) -> re.Pattern[str]:
    """Return an expression that matches no less: hypothesis knows no possessive repetition."""
    greedy = re.sub(r"(?<=[+*}])\+", "", lazy.pattern)
    return re.compile(greedy, lazy.compiled.flags)


@pytest.mark.parametrize("lazy", NEEDY, ids=lambda lazy: lazy.pattern[:40])
@settings(max_examples=examples(8), deadline=None)
@given(data=st.data())
def test_every_match_holds_what_its_pattern_needs(lazy: LazyPattern, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(without_possessives(lazy), alphabet=ALPHABET))
    if lazy.compiled.search(text):
        assert lazy.search(text), lazy.pattern


def test_there_are_patterns_to_look_at() -> None:
    assert len(NEEDY) > 30


@given(text=st.text("aA1 =ſ", max_size=8))
@pytest.mark.parametrize(("needs", "words"), [((), ()), (("=",), ()), ((), ("a=", "s="))])
def test_it_finds_what_the_compiled_expression_finds(
    needs: tuple[str, ...], words: tuple[str, ...], text: str
) -> None:
    lazy = LazyPattern("[as]+(=)", re.IGNORECASE, needs=needs, words=words)
    compiled = re.compile("[as]+(=)", re.IGNORECASE)

    def spans(pattern: LazyPattern | re.Pattern[str]) -> list[object]:
        matches = pattern.search(text, 1), pattern.match(text), pattern.fullmatch(text)
        return [
            *(match and match.span() for match in (*matches, *pattern.finditer(text, 2))),
            pattern.findall(text),
            pattern.split(text, 1),
            pattern.sub("!", text, 1),
        ]

    assert spans(lazy) == spans(compiled)


def test_nothing_is_compiled_before_it_is_needed() -> None:
    lazy = LazyPattern("(", needs=("=",))
    assert lazy.search("a text without the sign") is None
    with pytest.raises(re.error):
        lazy.search("=")
