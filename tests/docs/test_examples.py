"""Every example works: command lines are understood, profiles load, rules speak."""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.interchange.schema.documents import DOCUMENTS, runs
from tests.interchange.schema.test_documents import objects
from tests.json_schemas import assert_valid
from tests.runs import BODY, CONNECTOR, answered, run_of
from tui import __version__
from tui.commands.arguments import command_help, parse_arguments
from tui.diagnosis.rules.catalogue import combined
from tui.diagnosis.rules.rule_file import read_catalogue
from tui.diagnosis.run_diagnosis import diagnose_run
from tui.oauth2.connector import AdditionalRow, ApiCall, Connector
from tui.profiles.reading import load_profile
from tui.profiles.schema import KEYS, SECTIONS
from tui.profiles.secret_sources import FromEnv, FromKeyring, FromPlain, FromPrompt

from .written import ALL, ROOT, blocks, codes, commands

_TELL_OF_OPTIONS = (
    "commands",
    "report",
    "pasted",
    "sides",
    "secrets",
    "certificates",
    "checkup",
    "plain",
    "browser",
    "profile",
)


def test_the_commands_are_found() -> None:
    text = '```sh\nA="$(b c)" x/connector-doctor run a --json | jq . > f\n```\nor `connector-doctor -- run`'
    assert list(commands(text)) == [["run", "a", "--json"], ["--", "run"]]


@pytest.mark.parametrize("name", ALL)
def test_every_command_line_is_understood(name: str) -> None:
    for arguments in commands(ALL[name]):
        parse_arguments(arguments)


@pytest.mark.parametrize("name", ["README.md", *(f"tui/docs/{topic}.md" for topic in _TELL_OF_OPTIONS)])
def test_every_option_exists(name: str) -> None:
    commands = "demo serve run show explain ask certificates import compare checkup help completion".split()
    known = "".join(map(command_help, commands))
    for code in codes(ALL[name]):
        for word in code.split():
            assert not word.startswith("--") or word == "--" or word in f"{known} --help --version", word


def test_the_command_line_lists_the_commands_as_its_help_does() -> None:
    (synopsis,) = blocks(ALL["tui/docs/commands.md"], "text")
    told = [line.split()[1] for line in synopsis.splitlines()]
    assert [word for word in told if command_help(word)] == [
        "demo",
        "serve",
        "run",
        "show",
        "explain",
        "ask",
        "certificates",
        "import",
        "compare",
        "checkup",
        "schema",
        "help",
        "completion",
    ]


@pytest.mark.parametrize("name", ALL)
def test_what_jq_is_asked_for_is_in_the_output(name: str) -> None:
    lines = [line for block in blocks(ALL[name], "sh") for line in block.splitlines() if "| jq " in line]
    lines += [code for code in codes(ALL[name]) if "| jq " in code]
    for line in lines:
        (arguments,) = commands(line if line.startswith("`") else f"```sh\n{line}\n```")
        output, program = next(DOCUMENTS[arguments[0]]()), shlex.split(line.partition("| jq ")[2])[-1]
        for path in re.findall(r"\.[a-z_.0-9\[\]]*", program):
            assert _found(output, path) not in (None, []), f"{path} of {line}"


def _found(value: Any, path: str) -> Any:
    """Return what a path of jq leads to; of a list without an index, to its first item."""
    for key, index in re.findall(r"\.([a-z_]+)|\[([0-9]*)\]", path):
        if key and key not in value:
            return next((held[key] for held in objects(value) if key in held), None)  # within a select
        value = value[key] if key else value[int(index or 0)]
    return value


def test_examples_of_json_are_of_the_schema() -> None:
    found = [json.loads(code) for page in ALL.values() for code in blocks(page, "json")]
    assert found
    for example in found:
        assert_valid("run", next(runs()) | {"secrets": [example]})


@pytest.fixture
def example(tmp_path: Path) -> Path:
    (text,) = blocks(ALL["tui/docs/profile.md"], "toml")
    path = tmp_path / "acme.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_profile_loads_and_shows_the_default_of_every_key(example: Path) -> None:
    profile = load_profile(example)
    shown, default = profile.connector, Connector()
    assert (
        replace(
            shown,
            name="",
            base_url="",
            client_id="",
            username="",
            token_url="",
            additional_headers=(),
            additional_request_data=(),
            api=ApiCall(),
        )
        == default
    )
    assert replace(shown.api, query=(), headers=()) == default.api
    assert profile.source_of("client_secret") == FromPrompt()
    assert profile.source_of("password") == FromEnv("ACME_PASSWORD")
    assert shown.additional_request_data == (AdditionalRow("scope", "useraccount"),)


def test_the_profile_has_every_key(example: Path) -> None:
    lines = example.read_text(encoding="utf-8").splitlines()
    written, section = set(), ""
    for line in lines:
        if line.startswith("["):
            section = line.partition("#")[0].strip().strip("[]")
            written.add(section)
        elif " = " in line:
            written.add(f"{section}.{line.partition(' = ')[0]}".strip("."))
    assert {*KEYS, *SECTIONS} <= written
    rows = {key for key in KEYS if key in {"api.query", "api.headers"} or "additional" in key}
    assert written - {*KEYS, *SECTIONS} == {f"{key}.{part}" for key in rows for part in ("name", "value")}


def test_the_sources_of_secrets_are_understood(tmp_path: Path) -> None:
    (text,) = blocks(ALL["tui/docs/secrets.md"], "toml")
    path = tmp_path / "acme.toml"
    path.write_text(f"schema = 1\n{text}", encoding="utf-8")
    profile = load_profile(path)
    assert profile.source_of("client_secret") == FromPrompt()
    assert profile.source_of("password") == FromEnv("ACME_PASSWORD")
    assert profile.source_of("additional_headers:X-Api-Key") == FromKeyring()
    assert profile.source_of("additional_request_data:tenant") == FromPlain()


def test_the_rule_speaks() -> None:
    (text,) = blocks(ALL["tui/docs/rules.md"], "toml")
    rules = combined(read_catalogue(text, "rules.md"))
    run = run_of(answered(BODY, 403, '{"message": "GX-401: refused"}'))
    finding = diagnose_run(CONNECTOR, run, rules)[0]
    assert finding.id == "globex.tenant_header"
    assert finding.cause.startswith("Globex answers GX-401 ")
    assert finding.vendor == "Globex"


def test_contributors_run_what_is_checked() -> None:
    checks = [line for line in (ROOT / ".ci/run").read_text().splitlines() if line.startswith(".venv/bin/")]
    hooks = (ROOT / ".pre-commit-config.yaml").read_text()
    assert [line.partition("entry: ")[2] for line in hooks.splitlines() if "entry: " in line] == checks
    assert ".ci/run" in (ROOT / ".github/workflows/ci.yml").read_text()
    assert f"## {__version__}" in ALL[".github/CHANGELOG.md"]
    form = (ROOT / ".github/ISSUE_TEMPLATE/unknown-answer.yml").read_text()
    assert "connector-doctor explain answer.txt --json" in form
