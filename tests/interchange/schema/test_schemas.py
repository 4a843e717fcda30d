"""The form of the schemas: complete, closed, told in sentences, and with the code's own words for values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any, Final, get_args

import pytest
from jsonschema import Draft202012Validator

from tui.checkup.check import SIGNS
from tui.commands.arguments import command_help
from tui.diagnosis.api.findings import ApiOutcome
from tui.diagnosis.certainty import Confidence
from tui.diagnosis.finding import CULPRITS, Severity
from tui.diagnosis.rules.rule import Phase
from tui.diagnosis.sides.side import Reach
from tui.interchange.compare.difference import Kind, Rank
from tui.interchange.compare.trial import Outcome as ProofOutcome
from tui.interchange.explained_paste import ReadBy
from tui.interchange.report.trace_ids import Place
from tui.interchange.schema.schemas import SCHEMAS, read_schema
from tui.interchange.ticket.part import PartKind
from tui.oauth2.api_run import Why
from tui.oauth2.attempt import Outcome, Verdict
from tui.oauth2.client_authentication import BasicEncoding, ClientAuthentication
from tui.oauth2.connection import Layer
from tui.oauth2.http_response import BodyFault
from tui.oauth2.transport_failure import FailureCause, FailureKind

EACH = pytest.mark.parametrize("name", SCHEMAS)
_METHODS: Final = [one.value for one in ClientAuthentication if one.value]
_STATES: Final = list(SIGNS)
VALUES: Final[dict[tuple[str, str], Iterable[Any]]] = {
    ("run", "method"): _METHODS,
    ("run", "basic_encoding"): [*(one.value for one in BasicEncoding), None],
    ("run", "failure_kind"): [*FailureKind, None],
    ("run", "failure_cause"): [*dict.fromkeys(cause.word for cause in FailureCause), None],
    ("run", "response/properties/body_fault"): [*BodyFault, None],
    ("run", "connection/properties/stopped_at"): [*Layer, None],
    ("run", "next_step/properties/kind"): ["experiment", "question"],
    ("run", "finding_keys/properties/severity"): get_args(Severity),
    ("run", "finding_keys/properties/culprits/items"): CULPRITS,
    ("run", "finding_keys/properties/confidence"): get_args(Confidence),
    ("run", "attempt/properties/outcome"): get_args(Outcome),
    ("run", "api/properties/outcome"): get_args(ApiOutcome),
    ("run", "api/properties/steps/items/properties/why"): [why.name.lower() for why in Why],
    ("run", "run_keys/properties/verdict"): get_args(Verdict),
    ("report", "report/properties/report/properties/logs/items/properties/ids/items/properties/in"): get_args(
        Place
    ),
    ("import", "connector/properties/client_authentication"): list(ClientAuthentication),
    ("import", "connector/properties/basic_encoding"): list(BasicEncoding),
    ("explain", "explained/properties/phase"): [*get_args(Phase), None],
    ("explain", "explained/properties/phase_by"): get_args(ReadBy),
    ("explain", "code/properties/findings/items/properties/phase"): get_args(Phase),
    ("explain", "side/properties/reach"): list(Reach),
    ("explain", "part/properties/kind"): get_args(PartKind),
    ("compare", "../properties/differences/items/properties/kind"): list(Kind),
    ("compare", "../properties/differences/items/properties/matters"): list(
        dict.fromkeys(rank.word for rank in Rank)
    ),
    ("compare", "proof/properties/outcome"): list(ProofOutcome),
    ("compare", "proof/properties/tried/items/properties/outcome"): get_args(Outcome),
    ("checkup", "../properties/state"): [state for state in SIGNS if state != "unknown"],
    ("checkup", "../properties/checks/items/properties/state"): _STATES,
}
"""Where a schema lists values (from its $defs on), and the values that the code knows."""
_OWN_WORDS: Final = {"from", "format", "kind", "logins", "outcome"}
"""Keys whose values stand in a writer itself, where no type lists them."""


def parts_of(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object in a schema, with its path."""
    if isinstance(part, dict):
        yield path, part
        for key, held in part.items():
            yield from parts_of(held, f"{path}/{key}")
    elif isinstance(part, list):
        for number, held in enumerate(part):
            yield from parts_of(held, f"{path}/{number}")


def schemas_in(part: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema in a schema: each of its objects, but no list of names."""
    names = ("properties", "$defs", "dependentRequired")
    yield from ((path, one) for path, one in parts_of(part) if path.rpartition("/")[2] not in names)


@EACH
def test_a_schema_is_one_and_names_its_version_without_a_host(name: str) -> None:
    schema = read_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:connector-doctor:schema:1:{name}"
    assert schema["title"] == f"connector-doctor {SCHEMAS[name]}"


@EACH
def test_a_schema_is_complete_in_itself_and_defines_nothing_in_vain(name: str) -> None:
    schema = read_schema(name)
    named = {one["$ref"] for _, one in parts_of(schema) if isinstance(one.get("$ref"), str)}
    assert named == {f"#/$defs/{one}" for one in schema["$defs"]}


def test_every_shared_definition_serves_a_schema_and_hides_none_of_its_own() -> None:
    shared = json.loads(files("tui.interchange.schema").joinpath("shared.json").read_text("utf-8"))
    assert set(shared) == set().union(*(read_schema(name)["$defs"] for name in SCHEMAS)) & set(shared)
    for name in SCHEMAS:
        own = json.loads(files("tui.interchange.schema").joinpath(f"{name}.json").read_text("utf-8"))
        assert set(own.get("$defs", {})) & set(shared) == set()


def test_there_is_a_file_for_each_schema_and_help_names_it() -> None:
    names = {file.name for file in files("tui.interchange.schema").iterdir() if file.name.endswith(".json")}
    assert names == {f"{name}.json" for name in (*SCHEMAS, "shared")}
    told = command_help("schema").partition("schemas:\n")[2].partition("\n\n")[0]
    assert [line.split()[0] for line in told.splitlines()] == list(SCHEMAS)


@EACH
def test_every_key_is_told_in_a_sentence(name: str) -> None:
    schema = read_schema(name)
    untold = [
        f"{path}/{key}"
        for path, one in parts_of(schema)
        for key, held in (one.get("properties") or {}).items()
        if path.rpartition("/")[2] != "properties" and not _is_told(held, schema)
    ]
    assert untold == []


def _is_told(held: dict[str, Any], schema: dict[str, Any]) -> bool:
    words = held.get("description") or schema["$defs"][held["$ref"].rpartition("/")[2]]["description"]
    return words[0].isupper() and words.endswith(".") and len(words.split()) > 1


@EACH
def test_every_object_is_closed_but_those_that_servers_fill(name: str) -> None:
    """Only the keys of a composed object are open: where it is used, it is closed."""
    schema = read_schema(name)
    open_ones = [
        path
        for path, one in schemas_in(schema)
        if one.get("type") == "object"
        and one.get("additionalProperties", one.get("unevaluatedProperties", True))
    ]
    expected = {"/$defs/request_keys", "/$defs/finding_keys", "/$defs/run_keys"}
    assert {path for path in open_ones if not path.endswith("/claims")} <= expected
    for path, one in schemas_in(schema):
        if str(one.get("$ref", "")).endswith("_keys"):
            assert one.get("unevaluatedProperties") is False, path


@pytest.mark.parametrize(("name", "place"), VALUES)
def test_the_values_are_those_of_the_code(name: str, place: str) -> None:
    part: Any = read_schema(name)["$defs"] if not place.startswith("../") else read_schema(name)
    for key in place.removeprefix("../").split("/"):
        part = part[key]
    assert part["enum"] == list(VALUES[name, place])


def test_every_list_of_values_is_held_against_the_code() -> None:
    held = {(name, f"/$defs/{place}".replace("/$defs/../", "/")) for name, place in VALUES}
    shared = {place for _, place in held}
    for name in SCHEMAS:
        for path, one in parts_of(read_schema(name)):
            if isinstance(one.get("enum"), list) and path.rpartition("/")[2] not in _OWN_WORDS:
                assert path in shared, f"{name}{path}"
