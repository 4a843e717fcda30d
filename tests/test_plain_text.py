"""Foreign text can't control, hide or reverse anything; ordinary text stays as it is."""

from __future__ import annotations

import unicodedata
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.plain_text import plain_line, plain_text, xml_text

ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]),
        st.sampled_from("\r\n\t\x1b"),
    )
)
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def is_harmless(char: str) -> bool:
    return (
        unicodedata.category(char) not in {"Cc", "Cs", "Zl", "Zp"}
        and unicodedata.bidirectional(char) not in BIDI
        and char not in "\xad\u061c\u115f\u1160\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u3164\ufeff\uffa0"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b]52;c;eA==\x07", "␛[31mred␛]52;c;eA==␇"),
        ("a\r\nb\rc\nd\te", "a\nb␍c\nd\te"),
        ("\x00\x08\x7f\x9b", "␀␈␡<U+009B>"),
        ("user\u202egpj.exe", "user<U+202E>gpj.exe"),
        ("a\u200bb\ufeff", "a<U+200B>b<U+FEFF>"),
        ("👩\u200d💻", "👩<U+200D>💻"),
        ("\ud800", "<U+D800>"),
        ("a\u2028b\x85c", "a<U+2028>b<U+0085>c"),
        ("\U000e0041", "<U+E0041>"),
        ("\U0001d173", "<U+1D173>"),
    ],
)
def test_what_is_hidden_becomes_visible(text: str, shown: str) -> None:
    assert plain_text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "Grüße, 世界 😀 ❤️ 🇩🇪 שלום سلام",
        "[b]no markup[/b] $x {y} <z>",
        "“quoted” – a\xa0b",
        "e\u0301",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert plain_text(text) == text
    assert plain_line(text) == text


def test_a_line_is_one_line() -> None:
    assert plain_line("a\r\nb\nc\td\re\r\r\n") == "a␊b␊c␉d␍e␍␊"


@given(ANY_TEXT)
def test_nothing_harmful_is_left(text: str) -> None:
    assert all(char in "\n\t" or is_harmless(char) for char in plain_text(text))
    assert all(is_harmless(char) for char in plain_line(text))
    plain_text(text).encode()


@given(ANY_TEXT)
def test_twice_is_once(text: str) -> None:
    assert plain_text(plain_text(text)) == plain_text(text)
    assert plain_line(plain_line(text)) == plain_line(text)


@given(
    st.text(
        st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u115f\u1160\u3164\uffa0")
    )
)
def test_writing_stays(text: str) -> None:
    assert plain_text(text) == text


def test_every_character_of_unicode() -> None:
    for char in map(chr, range(0x110000)):
        left = plain_text(char)
        assert left in "\n\t" or all(is_harmless(each) for each in left), hex(ord(char))


@given(ANY_TEXT)
def test_a_parser_of_xml_reads_what_xml_text_returns(text: str) -> None:
    shown = xml_text(f"{text}\x00\ufffe\x0b")
    read = ElementTree.fromstring(f"<x>{escape(shown)}</x>").text or ""
    assert read == shown.replace("\r\n", "\n").replace("\r", "\n")
    assert shown.endswith("\ufffd" * 3)
