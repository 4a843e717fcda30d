"""JSON for a terminal: the same document, nothing invisible, and no long text held several times over."""

from __future__ import annotations

import json
import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from tests.oauth2.strategies import ANY_TEXT
from tui.interchange.json_text import json_pieces, json_text
from tui.plain_text import plain_text

LONG = 1024 * 1024
DOCUMENTS = st.dictionaries(
    ANY_TEXT,
    st.recursive(
        st.one_of(ANY_TEXT, st.none(), st.integers()), lambda inner: st.lists(inner, max_size=3), max_leaves=5
    ),
    max_size=4,
)


@given(DOCUMENTS, st.sampled_from([None, 2]), st.sampled_from(["", "x", "\u202e", "ü"]))
def test_it_is_the_same_document_with_or_without_a_long_text(
    document: dict[str, object], indent: int | None, char: str
) -> None:
    document = {**document, "filling": char * 70_000}
    text = json_text(document, indent=indent)
    assert json.loads(text) == json.loads(json.dumps(document))  # which joins surrogates
    assert plain_text(text) == text


def test_a_long_text_is_a_piece_of_its_own_and_a_short_document_is_one() -> None:
    pieces = list(json_pieces({"status": 200, "body": "x" * LONG, "headers": [["A", "b"]]}))
    assert sum(len(piece) > 100 for piece in pieces) == 1
    assert len(list(json_pieces({"status": 200, "body": "x" * 99}))) == 1


def test_writing_a_long_text_takes_little_more_memory_than_the_text() -> None:
    document = {"bodies": [{"body": "x" * LONG} for _ in range(4)]}
    tracemalloc.start()
    for _ in json_pieces(document):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 2.5 * LONG
