"""Blank and invisible characters in a paste are named, and trimming removes nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.oauth2.strategies import ANY_TEXT
from tui.oauth2.text_faults import character_name, find_text_faults, is_invisible, trimmed, trimmed_ends


@pytest.mark.parametrize(
    ("value", "sentences"),
    [
        ("", []),
        ("plain value", []),
        ("value ", ["ends with a space"]),
        ("  value", ["begins with 2 spaces"]),
        ("\tvalue\r\n", ["begins with a tab", "ends with a line break"]),
        ("value\xa0", ["ends with a no-break space"]),
        ("va\u200blue", ["contains a zero-width space"]),
        ("\ufeffvalue", ["begins with a byte order mark"]),
        ("va\xadl\xadue", ["contains 2 soft hyphens"]),
        ("a\u202eb", ["contains a right-to-left override (U+202E)"]),
        ("a\x9bb", ["contains a U+009B"]),
        ("a\x9b\x9bb", ["contains 2 characters (U+009B)"]),
        ("   ", ["contains 3 spaces"]),
        ("value\n\t", ["ends with 2 blank or invisible characters (line break, tab)"]),
        (" a\nb ", ["begins with a space", "ends with a space", "contains a line break"]),
    ],
)
def test_faults_in_words(value: str, sentences: list[str]) -> None:
    assert [fault.sentence for fault in find_text_faults(value)] == sentences


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("value", "value"),
        (" two words\r\n", "two words"),
        ("two\xa0words", "two words"),
        ("one\r\nline", "oneline"),
        ("one\u2028li\u2029ne", "oneline"),
        ("\u200bva\ufefflue\u2060", "value"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200d", ""),
        (" \n\t", ""),
    ],
)
def test_trimmed(value: str, expected: str) -> None:
    assert trimmed(value) == expected


@pytest.mark.parametrize("value", ["👩\u200d💻", "می\u200cخواهم"])
def test_a_joiner_between_visible_characters_is_writing(value: str) -> None:
    assert find_text_faults(value) == ()


@pytest.mark.parametrize(
    ("character", "name"),
    [
        (" ", "space"),
        ("\xa0", "no-break space"),
        ("\u3000", "ideographic space (U+3000)"),
        ("\x01", "U+0001"),
    ],
)
def test_names(character: str, name: str) -> None:
    assert character_name(character) == name


def test_what_is_invisible() -> None:
    assert all(is_invisible(char) for char in "\n\x00\xa0\u200b\u2028\u202e\ufeff")
    assert not any(is_invisible(char) for char in " aé😀<")


@given(ANY_TEXT)
def test_trimming_leaves_nothing_to_trim(value: str) -> None:
    result = trimmed(value)
    assert trimmed(result) == result
    assert find_text_faults(result) == ()


@given(ANY_TEXT)
def test_only_what_is_unseen_is_taken_away(value: str) -> None:
    def visible(text: str) -> str:
        return "".join(char for char in text if not char.isspace() and not is_invisible(char))

    assert visible(trimmed(value)) == visible(value)
    assert trimmed_ends(value) in value
    assert bool(find_text_faults(value)) or trimmed(value) == value


@given(ANY_TEXT)
def test_every_fault_has_words(value: str) -> None:
    for fault in find_text_faults(value):
        assert fault.where in {"begins", "ends", "holds"}
        assert fault.characters in value or fault.where == "holds"
        assert fault.sentence.startswith(("begins with ", "ends with ", "contains "))
        assert fault.sentence.isprintable()
