"""Holds JSON documents against the package's schemas: those of a test, and all that the program printed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from tui.interchange.schema.schemas import read_schema

_A_LINE_EACH: Final = {"run", "explain"}


@cache
def validator(name: str) -> Draft202012Validator:
    """Return what validates the documents of a schema."""
    return Draft202012Validator(read_schema(name))


def assert_valid(name: str, document: Any) -> None:
    """Assert that a document is one of a schema. What is wrong with it is said in a line or two."""
    problem = best_match(validator(name).iter_errors(document))
    assert problem is None, f"{name}: {_told(problem)}"


def assert_printed_is_valid(arguments: Sequence[str], stdout: str) -> None:
    """Assert that all JSON which a run of the program printed or wrote is of its schema."""
    for name, text in _printed(arguments, stdout):
        assert_valid(name, json.loads(text))


def _printed(arguments: Sequence[str], stdout: str) -> Iterator[tuple[str, str]]:
    command = arguments[0] if arguments else ""
    is_json = "--json" in arguments or (command == "show" and "json" in arguments)
    if is_json and stdout.strip():
        for text in stdout.splitlines() if command in _A_LINE_EACH else [stdout]:
            yield command, text
    if "--report" in arguments:
        report = Path(arguments[arguments.index("--report") + 1])
        if report.suffix == ".json" and report.is_file():
            yield "report", report.read_text(encoding="utf-8")


def _told(problem: ValidationError | None) -> str:
    return f"{problem.json_path}: {problem.message[:300]}" if problem else ""
