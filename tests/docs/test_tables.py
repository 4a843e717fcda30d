"""The tables of the reference, held against the code that they tell of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from tests.diagnosis.api.api_runs import API, FIRST, called, given, run_of_steps
from tests.runs import BASIC, answered, run_of
from tui.commands import help_texts
from tui.diagnosis.codes.meaning import meaning_of
from tui.diagnosis.finding import CULPRITS
from tui.diagnosis.rules.catalogue import built_in_rules
from tui.diagnosis.rules.rule import Rule, When
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.exit_status import ExitStatus
from tui.interchange.code_text import code_document
from tui.interchange.explain_json import explain_document
from tui.interchange.explained_paste import explain_paste
from tui.interchange.request_json import show_document
from tui.interchange.run_json import run_document
from tui.oauth2.api_run import TokenStep, Why
from tui.oauth2.assembly import assemble_all
from tui.oauth2.connection import AddressTrial, Certificate, Connection, Peer
from tui.oauth2.masking.redaction import Redactor
from tui.profiles.secret_sources import SECRET_FIELDS, environment_variable
from tui.wizard.steps import Step
from tui.wizard.widgets.too_small import MINIMUM_HEIGHT, MINIMUM_WIDTH

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


def keys_of(value: Any, *, but: tuple[str, ...] = ("claims",)) -> Iterator[str]:
    """Yield every key in a JSON value, but of those that a server names."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield key
            if key not in but:
                yield from keys_of(held)
    elif isinstance(value, list):
        for item in value:
            yield from keys_of(item)


def run_with_all() -> dict[str, Any]:
    """Return the document of a run in which every part is there."""
    first = answered(BASIC, 401, '{"error": "invalid_client"}')
    peer = Peer("192.0.2.1", "TLSv1.3", "AES", (Certificate("CN=a", "CN=b"),))
    way = Connection(addresses=("192.0.2.1",), trials=(AddressTrial("192.0.2.1", "refused"),))
    assert first.exchange
    first = replace(first, exchange=replace(first.exchange, peer=peer, connection=way))
    token = given(FIRST, expires_in=3600)
    steps = run_of_steps(called(401), TokenStep(Why.REFUSED, token), called(200, why=Why.REPEATED))
    run = run_of(first, token)
    return run_document("acme", run, Redactor.for_connector(API), diagnose_run(API, run), steps)


@pytest.mark.parametrize("command", ["run", "explain", "show"])
def test_every_key_of_the_json_is_told(command: str) -> None:
    if command == "run":
        document = run_with_all()
        assert None not in (document["attempts"][0]["peer"], document["token"], document["api"])
        assert document["findings"]
    elif command == "explain":
        explained = explain_paste("HTTP/1.1 401 Unauthorized\n\n{}")
        document = explain_document("-", explained, Redactor(()))
        document |= code_document(meaning_of("invalid_client", built_in_rules()))
    else:
        document = show_document(assemble_all(API), Redactor.for_connector(API))
    told = {word for code in codes(PAGES["tui/docs/json.md"]) for word in code.split()}
    assert {key for key in keys_of(document) if key not in told} == set()
