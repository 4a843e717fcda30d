"""A sentence that the screens and plain mode both say stands once, where both import it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.test_imports import modules, part_of, tree_of

_SHORTEST: Final = 20
"""Characters: shorter ones are parts of sentences that differ."""
_ENDS: Final = (".", "?", ":", ". {}", ": {}")
"""How sentences end. What ends otherwise is a label, as a button and a line of a list may share."""


def docstrings_of(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what is no code's text: docstrings, and the strings below a name that explain it."""
    yield from (node.value for node in ast.walk(tree) if isinstance(node, ast.Expr))


def texts_in(path: Path) -> Iterator[str]:
    """Yield the texts of a module, and the parts of those with values in them."""
    tree = tree_of(path)
    explained = {id(node) for node in docstrings_of(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in explained:
            yield node.value.strip()


def sentences_of(part: str) -> dict[str, str]:
    """Return the sentences of a part of the package, with a file that each stands in."""
    paths = [path for path in modules() if part_of(path) == part]
    found = {text: str(path) for path in paths for text in texts_in(path)}
    return {text: path for text, path in found.items() if len(text) >= _SHORTEST and text.endswith(_ENDS)}


def test_no_sentence_stands_in_plain_mode_and_on_a_screen() -> None:
    here, there = sentences_of("plain"), sentences_of("wizard")
    assert {words: (here[words], there[words]) for words in {*here} & {*there}} == {}
