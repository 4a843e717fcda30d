"""The texts of fixes in Python code, found in its syntax: each way that a branch can write one."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import tui.diagnosis
from tui.oauth2.form_fields import short_label_of

ROOM: Final = Path(tui.diagnosis.__file__).parent
PLACE: Final = "PLACE"
"""Stands for what is only known when a finding is made."""
_POSITION: Final = {"FailureWords": 3, "Told": 2, "Blame": 2, "_Fault": 2}
"""Where classes take a fix by position. A kind of finding takes it as its fourth."""


class FixText(NamedTuple):
    """One fix, and where it is."""

    place: str
    text: str


@cache
def fixes_in_code() -> tuple[FixText, ...]:
    """Return every fix that Python code of the diagnosis writes."""
    return tuple(dict.fromkeys(_found()))


def _found() -> Iterator[FixText]:
    for path in sorted(ROOM.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        constants = _constants(tree)
        kinds = {name for name, values in constants.items() if _called(values[0]) == "FindingKind"}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for value in _fix_of(node, kinds):
                    for text in _texts(value, constants):
                        yield FixText(f"{path.relative_to(ROOM)}:{node.lineno}", text)


def _constants(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """Return the values that a module gives to each name, whatever the scope."""
    values: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, value = node.targets[0], node.value
        elif isinstance(node, ast.AnnAssign) and node.value:
            target, value = node.target, node.value
        else:
            continue
        if isinstance(target, ast.Name):
            values.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            for name, one in zip(target.elts, value.elts, strict=True):
                if isinstance(name, ast.Name):
                    values.setdefault(name.id, []).append(one)
    return values


def _called(value: ast.AST) -> str:
    return value.func.id if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) else ""


def _fix_of(call: ast.Call, kinds: set[str]) -> Iterator[ast.expr]:
    yield from (keyword.value for keyword in call.keywords if keyword.arg == "fix")
    name = _called(call)
    position = _POSITION.get(name, 3 if name in kinds or name.startswith("odd_") else None)
    if position is not None and len(call.args) > position:
        yield call.args[position]


def _texts(value: ast.expr, constants: Mapping[str, list[ast.expr]]) -> list[str]:
    """Return what an expression can be, every branch of it."""
    match value:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp():
            return _texts(value.body, constants) + _texts(value.orelse, constants)
        case ast.BoolOp():
            return [text for part in value.values for text in _texts(part, constants)]
        case ast.BinOp(op=ast.Add()):
            parts = _texts(value.left, constants), _texts(value.right, constants)
            return [left + right for left in parts[0] for right in parts[1]]
        case ast.JoinedStr():
            texts = [""]
            for part in value.values:
                ends = _texts(part.value if isinstance(part, ast.FormattedValue) else part, constants)
                texts = [start + end for start in texts for end in ends]
            return texts
        case ast.Name() if value.id in constants:
            others = {name: found for name, found in constants.items() if name != value.id}
            return [text for one in constants[value.id] for text in _texts(one, others)]
        case ast.Call(func=ast.Name(id="short_label_of"), args=[ast.Constant(value=str(key))]):
            return [short_label_of(key)]
        case _:
            return [PLACE]
