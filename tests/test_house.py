"""The house in order: folders one can look through, functions one can take in, modules that say why."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path
from typing import Final

from tests.test_imports import PACKAGE, modules, tree_of

_MOST_MODULES: Final = 24
_LONGEST_FUNCTION: Final = 50
"""Lines, its docstring among them."""
_SHORTEST_PURPOSE: Final = 5
"""Words in which a module can say what it is for."""

_BUILT: Final = frozenset({"build", "dist", "snapshot_report.html"})
"""What .gitignore names."""


def test_no_folder_holds_more_modules_than_one_can_look_through() -> None:
    held = Counter(path.parent for path in modules() if path.name != "__init__.py")
    assert {str(folder): count for folder, count in held.items() if count > _MOST_MODULES} == {}


def test_the_top_level_holds_nothing_that_a_test_or_a_build_left_there() -> None:
    found = {path.name for path in PACKAGE.parent.iterdir() if not path.name.startswith(".")}
    assert found - _BUILT == {"pyproject.toml", "tui", "tests", "screenshots", "README.md"}


def test_no_function_is_longer_than_one_can_take_in() -> None:
    functions = (
        (path.relative_to(PACKAGE), node)
        for path in modules()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    lengths = {f"{path} {node.name}": (node.end_lineno or 0) - node.lineno + 1 for path, node in functions}
    assert {name: length for name, length in lengths.items() if length > _LONGEST_FUNCTION} == {}


def test_every_module_begins_with_what_it_is_for() -> None:
    purposes = {str(path.relative_to(PACKAGE)): _purpose_of(path) for path in modules()}
    assert {path: words for path, words in purposes.items() if not _is_a_purpose(words)} == {}


def _purpose_of(path: Path) -> str:
    return (ast.get_docstring(tree_of(path)) or "").partition("\n")[0]


def _is_a_purpose(words: str) -> bool:
    return len(words.split()) >= _SHORTEST_PURPOSE and words[-1] in ".:"
