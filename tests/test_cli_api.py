"""`run --api` as a user runs it: what is called, where the token may go, and exit status 5."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.cli_support import CLIENT_SECRET, PASSWORD, SECRETS, write_profile
from tests.json_schemas import assert_printed_is_valid
from tests.pseudo_terminal import Terminal
from tests.runs import assert_no_secret
from tests.servers.raw_server import RawServer, Script, answering, closing, http_answer
from tui.cli import main

FIRST: Final = "tok-4f1d.made_up-first~token"
SECOND: Final = "tok-9a2b.made_up-second~token"
INVALID: Final = ("WWW-Authenticate", 'Bearer error="invalid_token"')
OK: Final = answering(http_answer(200, b'{"name": "made up"}', [("Content-Type", "application/json")]))
REFUSED: Final = answering(http_answer(401, f"no {FIRST} {SECOND}".encode(), [INVALID]))
EXPIRED: Final = answering(http_answer(401, b"", [INVALID]))
UNKNOWN: Final = answering(http_answer(401, b'{"error": "invalid_client"}'))


def giving(token: str, expires_in: int = 3600) -> Script:
    document = {"access_token": token, "token_type": "Bearer", "expires_in": expires_in}
    return answering(http_answer(200, json.dumps(document).encode()))


def profile(home: Path, server: RawServer, api: str = 'path = "/v1/me"', *, name: str = "acme") -> Path:
    path = write_profile(
        home,
        name,
        server.token_url,
        oauth2='client_authentication = "request-body"',
        rest=f"[api]\n{api}",
    )
    path.write_text(f'base_url = "http://{server.address}"\n' + path.read_text("utf-8"), "utf-8")
    return path


class Done(NamedTuple):
    """Exit status and output of the program."""

    returncode: int
    stdout: str
    stderr: str


Program = Callable[..., Done]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    """Return the command line, run in this process, with its profiles in a folder of the test."""
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str) -> Done:
        status = main(arguments)
        out, err = capsys.readouterr()
        assert_printed_is_valid(arguments, out)
        assert_no_secret(out + err, FIRST, SECOND, CLIENT_SECRET, PASSWORD)
        return Done(status, out, err)

    return run


def called(
    program: Program,
    home: Path,
    *scripts: Script,
    options: tuple[str, ...] = (),
    api: str = 'path = "/v1/me"',
) -> tuple[Done, RawServer]:
    with RawServer(*scripts) as server:
        profile(home, server, api)
        return program("run", "acme", "--api", *options), server


def test_the_token_is_used_and_it_works(program: Program, tmp_path: Path) -> None:
    done, server = called(program, tmp_path, giving(FIRST), OK)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("✓ acme works with Request Body, and the API accepts the token.\n")
    _, call = server.requests
    assert call.startswith(b"GET /v1/me HTTP/1.1\r\n")
    assert f"\r\nAuthorization: Bearer {FIRST}\r\n".encode() in call


def test_a_refused_token_is_renewed_once_and_the_refusal_is_5(program: Program, tmp_path: Path) -> None:
    done, server = called(
        program, tmp_path, giving(FIRST), REFUSED, giving(SECOND), REFUSED, options=("--json",)
    )
    document = json.loads(done.stdout)
    assert (done.returncode, document["verdict"], len(server.requests)) == (5, "works", 4)
    api = document["api"]
    assert (api["status"], api["reacquired"], api["outcome"]) == (401, True, "refused")
    assert [step["why"] for step in api["steps"]] == ["call", "refused", "repeated"]
    severities = [finding["severity"] for finding in document["findings"]]
    assert document["findings"][0]["id"] == "api.invalid_token"
    assert severities == sorted(severities, key=["error", "warning", "info"].index)


def test_an_expired_token_costs_a_second_login_before_the_call(program: Program, tmp_path: Path) -> None:
    done, _ = called(program, tmp_path, giving(FIRST, expires_in=0), giving(SECOND), OK, options=("--json",))
    document = json.loads(done.stdout)
    assert (done.returncode, document["api"]["reacquired"]) == (0, True)
    assert [step["why"] for step in document["api"]["steps"]] == ["expired", "call"]


def test_an_unreachable_api_is_5_too(program: Program, tmp_path: Path) -> None:
    done, _ = called(program, tmp_path, giving(FIRST), closing, options=("--json",))
    document = json.loads(done.stdout)
    assert done.returncode == 5
    assert (document["api"]["status"], document["api"]["failure"]) == (None, "reset")
    assert document["findings"][0]["id"] == "api.network.closed"


def test_without_a_token_nothing_is_called(program: Program, tmp_path: Path) -> None:
    done, server = called(program, tmp_path, UNKNOWN, options=("--json",))
    assert (done.returncode, json.loads(done.stdout)["api"], len(server.requests)) == (1, None, 1)


def test_without_the_option_nothing_is_called(program: Program, tmp_path: Path) -> None:
    with RawServer(giving(FIRST), OK) as server:
        profile(tmp_path, server)
        done = program("run", "acme", "--json")
    assert (done.returncode, json.loads(done.stdout)["api"], len(server.requests)) == (0, None, 1)


def test_a_secret_of_the_call_is_needed_only_for_the_call(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = 'path = "/v1/me"\n[[api.headers]]\nname = "X-Api-Key"\nvalue = { from = "prompt" }'
    with RawServer(giving(FIRST)) as server:
        profile(tmp_path, server, row)
        assert program("run", "acme").returncode == 0
    refused, server = called(program, tmp_path, giving(FIRST), OK, api=row)
    assert (refused.returncode, server.connections) == (2, 0)
    assert "API header “X-Api-Key” for acme is not stored. Set CONNECTOR_DOCTOR_X_API_KEY" in refused.stderr
    monkeypatch.setenv("CONNECTOR_DOCTOR_X_API_KEY", "made-up-key")
    done, server = called(program, tmp_path, giving(FIRST), OK, api=row)
    assert done.returncode == 0
    assert b"X-Api-Key: made-up-key\r\n" in server.requests[1]
    assert b"made-up-key" not in server.requests[0]
    assert_no_secret(done.stdout + done.stderr, "made-up-key")


def test_without_a_path_base_url_itself_is_called_and_named(program: Program, tmp_path: Path) -> None:
    done, server = called(program, tmp_path, giving(FIRST), answering(http_answer(404, b"")), api="")
    assert done.returncode == 5
    assert server.requests[1].startswith(b"GET / HTTP/1.1\r\n")
    assert "there is nothing at Base Url itself" in done.stdout


@pytest.mark.parametrize(
    ("api", "words"),
    [
        ('path = "https://h/a b"', "api.path: The URL contains a space"),
        ('path = "/a b"', "api.path: The URL contains a space"),
        ('path = "https://other.example.com/me"', "api.path: It leads to https://other.example.com"),
    ],
)
def test_a_bad_api_path_is_a_usage_error_with_file_and_key(
    program: Program, tmp_path: Path, api: str, words: str
) -> None:
    done, server = called(program, tmp_path, giving(FIRST), OK, api=api)
    assert (done.returncode, done.stdout, server.connections) == (2, "", 0)
    assert f"{tmp_path}/profiles/acme.toml: {words}" in done.stderr


def test_a_missing_base_url_is_reported_before_anything_is_sent(program: Program, tmp_path: Path) -> None:
    with RawServer(giving(FIRST)) as server:
        path = write_profile(tmp_path, "acme", server.token_url)
        done = program("run", "acme", "--api")
    assert (done.returncode, server.connections) == (2, 0)
    assert f"{path}: base_url: This field is required" in done.stderr


def test_a_pattern_without_a_place_for_the_token_names_its_table(program: Program, tmp_path: Path) -> None:
    with RawServer(giving(FIRST)) as server:
        path = profile(tmp_path, server)
        text = path.read_text("utf-8").replace("[oauth2]", '[oauth2]\nheader_auth_value_pattern = "Bearer"')
        path.write_text(text, "utf-8")
        done = program("run", "acme", "--api")
    assert (done.returncode, server.connections) == (2, 0)
    assert f"{path}: oauth2.header_auth_value_pattern: " in done.stderr


def test_the_largest_status_of_several_profiles_counts(program: Program, tmp_path: Path) -> None:
    with RawServer(giving(FIRST), OK) as good, RawServer(giving(FIRST), EXPIRED, UNKNOWN) as bad:
        profile(tmp_path, good, name="good")
        profile(tmp_path, bad, name="bad")
        with RawServer(UNKNOWN) as worst:
            profile(tmp_path, worst, name="worst")
            done = program("run", "bad", "good", "worst", "--api", "--json", "--jobs", "1")
    lines = sorted(map(json.loads, done.stdout.splitlines()), key=lambda line: str(line["profile"]))
    assert done.returncode == 5
    outcomes = [line["api"] and line["api"]["outcome"] for line in lines]
    assert outcomes == ["refused", "works", None]
    assert lines[0]["findings"][0]["id"] == "api.no_second_token"


@pytest.mark.parametrize(("answer", "status"), [("y", 0), ("n", 2)])
def test_at_a_terminal_the_token_goes_elsewhere_only_after_a_yes(
    tmp_path: Path, answer: str, status: int
) -> None:
    with RawServer(giving(FIRST)) as server, RawServer(OK) as other:
        profile(tmp_path, server, f'path = "http://{other.address}/me"')
        secrets = {"CONNECTOR_DOCTOR_CLIENT_SECRET": "made-up-secret", "CONNECTOR_DOCTOR_PASSWORD": "made-up"}
        with Terminal(tmp_path, "run", "acme", "--api", size=(140, 40), more=secrets) as terminal:
            terminal.sees("Send the token for acme there? [y/N]")
            assert server.connections == 0
            terminal.press(answer, "enter")
            terminal.sees("calling the API at" if status == 0 else "Nothing was sent.")
            assert terminal.ends() == status
    assert other.connections == (1 if status == 0 else 0)
    assert FIRST.encode() not in terminal.raw


def test_help_explains_the_option_and_its_exit_status(program: Program) -> None:
    done = program("run", "--help")
    assert "--api" in done.stdout
    (status,) = [line for line in done.stdout.splitlines() if line.startswith("  5  ")]
    assert "API" in status
