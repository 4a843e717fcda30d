"""The tables of the reference, held against the code that they tell of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import pytest

from tui.commands.parsers import help_texts
from tui.diagnosis.finding import CULPRITS
from tui.diagnosis.rules.rule import Rule, When
from tui.exit_status import ExitStatus
from tui.form.steps import Step
from tui.interchange.schema.schemas import SCHEMAS, read_schema
from tui.profiles.secret_sources import SECRET_FIELDS, environment_variable
from tui.screen_size import MINIMUM_HEIGHT, MINIMUM_WIDTH

from .written import PAGES, codes, first_cells, tables

_NOT_WRITTEN = {"file", "needs", "read_when"}
"""Of a rule, what the program adds."""


def test_every_exit_status_is_told_in_the_page_and_by_help() -> None:
    statuses = {str(status.value) for status in ExitStatus}
    assert first_cells(PAGES["tui/docs/exit-status.md"]) == statuses
    lines = help_texts.EXIT_STATUSES.splitlines()[1:-1]
    assert {line.split()[0] for line in lines} == statuses


def test_every_condition_of_a_rule_is_told() -> None:
    conditions, keys = tables(PAGES["tui/docs/rules.md"])
    assert {row[0].strip("`") for row in conditions} - {""} == {field.name for field in fields(When)}
    told = {row[0].strip("`[]").removeprefix("rule.").partition(".")[0] for row in keys} - {""}
    in_example = {"id", "culprits", "title", "cause", "fix", "vendor", "reference"}
    assert told | in_example == {field.name for field in fields(Rule)} - _NOT_WRITTEN


def test_every_culprit_is_told() -> None:
    (_, culprits) = PAGES["tui/docs/rules.md"].split("## Culprits\n")
    assert tuple(codes(culprits)) == CULPRITS


def test_the_variables_of_secrets_are_those_that_are_read() -> None:
    told = [code for code in codes(PAGES["tui/docs/secrets.md"]) if code.startswith("CONNECTOR_DOCTOR_")]
    keys = (*SECRET_FIELDS, "additional_headers:X-Api-Key", "proxy")
    assert told == [environment_variable(key) for key in keys]


def test_the_steps_are_those_of_the_wizard() -> None:
    steps = next(tables(PAGES["tui/docs/wizard.md"]))
    assert [row[0] for row in steps] == [f"{step.number} {step.title}" for step in Step]
    assert f"{MINIMUM_WIDTH} columns by {MINIMUM_HEIGHT} rows" in PAGES["tui/docs/wizard.md"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_of_the_json_is_told(name: str) -> None:
    pages = (PAGES[f"tui/docs/{page}.md"] for page in ("json", "other-json", "checkup"))
    told = {word for page in pages for code in codes(page) for word in code.split()}
    assert {key for key in _keys_in(read_schema(name)) if key not in told} == set()


def _keys_in(part: object) -> Iterator[str]:
    """Yield every key that a schema knows."""
    if isinstance(part, dict):
        properties = part.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for held in part.values():
            yield from _keys_in(held)
    elif isinstance(part, list):
        for held in part:
            yield from _keys_in(held)


def test_every_schema_is_told() -> None:
    (rows,) = (rows for rows in tables(PAGES["tui/docs/json.md"]) if rows[0][0] == "`run`")
    assert {row[0].strip("`"): row[1].strip("`") for row in rows} == dict(SCHEMAS)
