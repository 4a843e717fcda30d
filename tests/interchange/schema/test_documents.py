"""The schemas and the writers say the same: what is written is valid, and what a schema knows is written."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.json_schemas import assert_valid, validator
from tui.interchange.explain_json import explain_document
from tui.interchange.explained_paste import explain_paste
from tui.interchange.schema.schemas import SCHEMAS, read_schema
from tui.oauth2.masking.redaction import Redactor

from .documents import DOCUMENTS

SHARED = json.loads(files("tui.interchange.schema").joinpath("shared.json").read_text("utf-8"))
EACH = pytest.mark.parametrize("name", SCHEMAS)


@cache
def documents(name: str) -> tuple[Any, ...]:
    return tuple(DOCUMENTS[name]())


def keys_held(schema: dict[str, Any], part: dict[str, Any], value: Any, path: str) -> Iterator[str]:
    """Yield where in a schema the keys of a valid value are defined; not those whose value is null."""
    if reference := part.get("$ref"):
        target = reference.removeprefix("#/")
        yield from keys_held(schema, schema["$defs"][target.partition("/")[2]], value, f"/{target}")
    for number, choice in enumerate(part.get("anyOf", ())):
        if Draft202012Validator({**choice, "$defs": schema["$defs"]}).is_valid(value):
            yield from keys_held(schema, choice, value, f"{path}/anyOf/{number}")
    if isinstance(value, dict):
        for key, held in part.get("properties", {}).items():
            if value.get(key) is not None:
                yield f"{path}/{key}"
                yield from keys_held(schema, held, value[key], f"{path}/{key}")
    if isinstance(value, list) and isinstance(part.get("items"), dict):
        for item in value:
            yield from keys_held(schema, part["items"], item, f"{path}/items")


def keys_known(part: dict[str, Any], path: str) -> Iterator[str]:
    """Yield where in a schema keys are defined, without its definitions."""
    for key, held in part.get("properties", {}).items():
        yield f"{path}/{key}"
        yield from keys_known(held, f"{path}/{key}")
    if isinstance(part.get("items"), dict):
        yield from keys_known(part["items"], f"{path}/items")
    for number, choice in enumerate(part.get("anyOf", ())):
        yield from keys_known(choice, f"{path}/anyOf/{number}")


@EACH
def test_what_is_written_is_valid(name: str) -> None:
    for document in documents(name):
        assert_valid(name, document)


def test_every_key_of_a_schema_can_be_written() -> None:
    """A definition that several schemas share may be filled in a document of any of them."""
    known, held = set[str](), set[str]()
    for name in SCHEMAS:
        schema = read_schema(name)
        own = f"{name}: "
        known |= {f"{own}{key}" for key in keys_known(schema, "")}
        for definition, part in schema["$defs"].items():
            known |= {_named(own, key) for key in keys_known(part, f"/$defs/{definition}")}
        for document in documents(name):
            held |= {_named(own, key) for key in keys_held(schema, schema, document, "")}
    assert known - held == set()


def _named(own: str, key: str) -> str:
    return key if key.split("/")[2:3] and key.split("/")[2] in SHARED else f"{own}{key}"


@given(
    st.sampled_from(
        ["", "HTTP/1.1 401 Unauthorized\n", "HTTP/1.1 099 x\n", "POST /t HTTP/1.1\n", "< HTTP/2 200\n< "]
    ),
    st.text(max_size=60),
    st.dictionaries(
        st.sampled_from(["error", "access_token", "status"]), st.text(max_size=9) | st.integers()
    ),
)
def test_whatever_is_pasted_its_explanation_is_valid(start: str, line: str, body: dict[str, Any]) -> None:
    explained = explain_paste(f"{start}X-Y: {line}\n\n{json.dumps(body)}")
    assert_valid("explain", explain_document(line, explained, Redactor(())))


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects in a document whose keys are ours."""
    if isinstance(value, dict):
        yield value
        for key, held in value.items():
            if key != "claims":
                yield from objects(held)
    elif isinstance(value, list):
        for item in value:
            yield from objects(item)


@EACH
def test_a_key_too_many_or_too_few_is_refused_wherever_it_stands(name: str) -> None:
    checks = validator(name)
    document = copy.deepcopy(documents(name)[0])
    for part in {tuple(part): part for part in objects(document)}.values():  # each kind once
        part["not of ours"] = 1
        assert not checks.is_valid(document)
        del part["not of ours"]
        key, value = next(iter(part.items()))
        del part[key]
        assert not checks.is_valid(document), key
        part[key] = value
    assert checks.is_valid(document)
