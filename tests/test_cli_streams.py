"""Standard streams that are full, closed or no file, and Ctrl+C at any moment: a message, never a fault."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli_support import PROGRAM, SECRETS, environment, run_program, write_profile
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.cli import main
from tui.interchange import explained_paste
from tui.interchange.pasted_response import read_pasted_response
from tui.oauth2.own_fault import RAISE_VARIABLE

GRANTED = http_answer(200, b'{"access_token": "tok-4f1d.made-up"}')
FULL = Path("/dev/full")


def start(home: Path, *arguments: str, variables: Mapping[str, str] | None = None, **streams: Any) -> Any:
    given = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, **streams}
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=environment(home, {**SECRETS, **(variables or {})}),
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        **given,
    )


@pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize(
    "command", [("run", "acme"), ("run", "acme", "acme", "--json"), ("--help",), ("help",)]
)
def test_a_full_disk_is_2_and_told(tmp_path: Path, command: tuple[str, ...]) -> None:
    with RawServer(answering(GRANTED), answering(GRANTED)) as server:
        write_profile(tmp_path, "acme", server.token_url)
        with FULL.open("w") as full:
            done = start(tmp_path, *command, stdout=full)
    assert done.returncode == 2
    assert "The result can't be written: " in done.stderr
    assert "internal" not in done.stderr


def test_a_closed_standard_input_is_2_and_told(tmp_path: Path) -> None:
    done = start(tmp_path, "explain", "-", stdin=None, preexec_fn=lambda: os.close(0))
    assert (done.returncode, done.stdout) == (2, "")
    assert "Standard input is closed" in done.stderr


@pytest.mark.parametrize("command", ["--help", "schema"])
def test_an_output_that_is_closed_or_closes_early_is_no_fault(tmp_path: Path, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    early = start(tmp_path, command, stdout=writer)
    os.close(writer)
    closed = start(tmp_path, command, stdout=None, preexec_fn=lambda: os.close(1))
    assert [(done.returncode, done.stderr) for done in (early, closed)] == [(0, ""), (0, "")]


@pytest.mark.parametrize("module", ["argparse", "json", "tomllib"])
def test_ctrl_c_while_the_program_loads_is_one_line(tmp_path: Path, module: str) -> None:
    (tmp_path / f"{module}.py").write_text("raise KeyboardInterrupt\n")
    paths = os.pathsep.join([str(tmp_path), str(Path(__file__).parent.parent)])
    done = start(tmp_path, "show", "acme", variables={"PYTHONPATH": paths})
    assert (done.returncode, done.stderr) == (130, "connector-doctor: interrupted.\n")


def test_a_response_that_fails_us_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(RAISE_VARIABLE)

    def read(text: str) -> object:
        if "418" in text:
            raise RuntimeError(text)
        return read_pasted_response(text)

    monkeypatch.setattr(explained_paste, "read_pasted_response", read)
    bad, good = tmp_path / "bad", tmp_path / "good"
    bad.write_text("HTTP/1.1 418 hunter22\n\n")
    good.write_text('HTTP/1.1 400 Bad Request\n\n{"error": "invalid_client"}')
    assert main(["explain", str(bad), str(good), "--json"]) == 70
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert [finding["id"] for finding in first["findings"]] == ["doctor.internal_fault"]
    assert "hunter22" not in json.dumps(first)
    assert second["findings"][0]["id"] == "oauth.invalid_client"


def test_what_is_no_file_name_is_not_echoed(tmp_path: Path) -> None:
    token = '{"access_token": "tok-4f1d.made-up"}'
    done = run_program(tmp_path, "explain", token)
    assert done.returncode == 2
    assert "tok-4f1d" not in done.stderr
    url = "https://svc:hunter22@host.example/token"
    for command in (("explain", url), ("run", url), ("show", url), (url,), ("help", url)):
        done = run_program(tmp_path, *command)
        assert done.returncode == 2
        assert "hunter22" not in done.stderr


def test_a_name_of_a_million_characters_makes_a_short_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["run"], ["show"], ["explain"], ["help"], []):
        assert main([*command, "x" * 1_000_000]) == 2
        assert len(capsys.readouterr().err) < 5_000
    sys.stdout.flush()


@pytest.mark.parametrize(
    "where", ["tui.commands.run.many.dispatch.run_connector", "tui.commands.run.result.run_document"]
)
def test_a_profile_that_fails_us_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    monkeypatch.delenv(RAISE_VARIABLE)
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    module, _, name = where.rpartition(".")
    real = getattr(importlib.import_module(module), name)

    def fail_on_bad(first: Any, *rest: Any, **named: Any) -> Any:
        is_of_bad = "bad" in {first, getattr(first, "name", "")}
        is_told_instead = bool(rest) and getattr(rest[0], "attempts", None) == ()
        if is_of_bad and not is_told_instead:
            raise RuntimeError("hunter22")
        return real(first, *rest, **named)

    monkeypatch.setattr(where, fail_on_bad)
    with RawServer(*[answering(GRANTED)] * 3) as server:
        for profile in ("a", "bad", "z"):
            secrets = 'client_secret = "c-made-up"\npassword = "p-made-up"'
            write_profile(tmp_path, profile, server.token_url, oauth2=secrets)
        assert main(["run", "a", "bad", "z", "--json"]) == 70
    written = capsys.readouterr()
    documents = {(document := json.loads(line))["profile"]: document for line in written.out.splitlines()}
    verdicts = {name: document["verdict"] for name, document in documents.items()}
    assert verdicts == {"a": "works", "bad": "fails", "z": "works"}
    assert documents["bad"]["findings"][0]["id"] == "doctor.internal_fault"
    assert "hunter22" not in written.out + written.err


def test_names_in_a_profile_of_a_million_characters_make_a_short_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "stdin", None)
    long = "x" * 100_000
    path = tmp_path / "long.toml"
    rows = f'[[oauth2.additional_headers]]\nname = "{long}"\nvalue = {{ from = "prompt" }}\n'
    path.write_text(
        f'name = "{long}"\n[oauth2]\nclient_id = "a\\nb"\nusername = "u"\ntoken_url = "{long}"\n{rows}'
    )
    for command in ("run", "show"):
        assert main([command, str(path)]) == 2
        assert len(capsys.readouterr().err) < 5_000
    path.write_text(f'name = "{long}"\n[oauth2]\n{long} = 1\n"{long} {long}" = 2\n')
    assert main(["show", str(path)]) == 2
    assert len(capsys.readouterr().err) < 5_000
