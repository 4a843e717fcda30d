"""How the wizard starts what runs beside it, unasked."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import tui.wizard

ROOT = Path(tui.wizard.__file__).parent
ASKED_FOR = {"self._open_with_keychain", "self._saved", "_copied"}
"""What the user has just asked for, and waits for: the app doesn't end before it begins."""


def begun(tree: ast.AST) -> Iterator[str]:
    """Yield what each worker is to run, up to its arguments; for a name, what the name was given."""
    given = {
        ast.unparse(target): node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("run_worker"):
            work = ast.unparse(node.args[0])
            yield ast.unparse(given[work]) if work in given else work


def test_a_worker_that_nobody_asked_for_is_no_coroutine() -> None:
    """If the app ends before its turn, Python says on the user's screen that nobody awaited a coroutine."""
    works = [work for path in ROOT.rglob("*.py") for work in begun(ast.parse(path.read_text("utf-8")))]
    assert works
    called = {name for name, has_arguments, _ in (work.partition("(") for work in works) if has_arguments}
    assert called - ASKED_FOR == {"partial"}
