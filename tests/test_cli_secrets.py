"""Where the command line gets secrets from: the environment or a prompt that shows nothing, never argv."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pexpect
import pytest

from tests.cli_support import (
    CLIENT_SECRET,
    PASSWORD,
    PROGRAM,
    SECRETS,
    environment,
    run_program,
    write_profile,
)
from tests.patience import PATIENCE
from tests.pseudo_terminal import hear_ctrl_c
from tests.runs import assert_no_secret
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.commands.profile_argument import ask_missing_secrets
from tui.oauth2.connector import Connector
from tui.profiles.profile import Profile
from tui.profiles.secret_sources import FromEnv

GRANTED = http_answer(200, json.dumps({"access_token": "tok-4f1d.made-up"}).encode())
SECRET_ROW = '[[oauth2.additional_headers]]\nname = "X-Key"\nvalue = { from = "prompt" }'


def at_a_terminal(home: Path, *arguments: str, variables: Mapping[str, str] | None = None) -> Any:
    """Start the program in a pseudo-terminal."""
    return pexpect.spawn(
        PROGRAM[0],
        [*PROGRAM[1:], *arguments],
        env=environment(home, variables),
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(24, 200),
        preexec_fn=hear_ctrl_c,
    )


def answer(program: Any, prompt: str, secret: str) -> None:
    program.expect_exact(prompt)
    program.waitnoecho()
    program.sendline(secret)


def finish(program: Any) -> str:
    """Return what the program wrote since the last prompt, and wait for its end."""
    program.expect(pexpect.EOF)
    program.close()
    return str(program.before).replace("\r\n", "\n")


def test_missing_secrets_are_asked_for_at_a_terminal(tmp_path: Path) -> None:
    with RawServer(answering(GRANTED)) as server:
        write_profile(tmp_path, "acme", server.token_url, rest=SECRET_ROW)
        program = at_a_terminal(tmp_path, "run", "acme")
        answer(program, "Client Secret for acme: ", CLIENT_SECRET)
        answer(program, "Password Grant Password for acme: ", PASSWORD)
        answer(program, "Additional header “X-Key” for acme: ", "x-made-up-key")
        written = finish(program)
    assert program.exitstatus == 0
    assert "acme: Basic Auth at 127.0.0.1:" in written
    assert "✓ acme works with Basic Auth." in written
    assert "\x1b" not in written
    assert_no_secret(written, CLIENT_SECRET, PASSWORD, "x-made-up-key")
    request = server.requests[0].decode()
    assert f"Client-Secret: {CLIENT_SECRET}\r\n" in request
    assert f"Password: {PASSWORD}\r\n" in request
    assert "X-Key: x-made-up-key\r\n" in request


def test_all_profiles_are_asked_about_before_the_first_request(tmp_path: Path) -> None:
    with RawServer(answering(GRANTED)) as server:
        for name in ("one", "two"):
            write_profile(tmp_path, name, server.token_url)
        program = at_a_terminal(
            tmp_path, "run", "one", "two", variables={"CONNECTOR_DOCTOR_CLIENT_SECRET": CLIENT_SECRET}
        )
        answer(program, "Password Grant Password for one: ", "first-made-up")
        program.expect_exact("Password Grant Password for two: ")
        assert server.requests == []
        program.waitnoecho()
        program.sendline("second-made-up")
        finish(program)
    assert program.exitstatus == 0
    assert sorted(request.count(b"Password: first-made-up") for request in server.requests) == [0, 1]


def test_an_empty_answer_is_a_problem_and_nothing_is_sent(tmp_path: Path) -> None:
    with RawServer(answering(GRANTED)) as server:
        write_profile(tmp_path, "acme", server.token_url, oauth2='client_secret = "x-made-up"')
        program = at_a_terminal(tmp_path, "run", "acme")
        answer(program, "Password Grant Password for acme: ", "")
        written = finish(program)
        assert "Password Grant Password" in written
        assert "required" in written
    assert (program.exitstatus, server.requests) == (2, [])


@pytest.mark.parametrize(("control", "status"), [("c", 130), ("d", 2)])
def test_a_prompt_can_be_left(tmp_path: Path, control: str, status: int) -> None:
    write_profile(tmp_path, "acme", "http://127.0.0.1:1/t")
    program = at_a_terminal(tmp_path, "run", "acme")
    program.expect_exact("Client Secret for acme: ")
    program.waitnoecho()
    program.sendcontrol(control)
    written = finish(program)
    assert program.exitstatus == status
    assert "Traceback" not in written


def test_a_variable_that_is_not_set_is_named_in_the_prompt(tmp_path: Path) -> None:
    write_profile(
        tmp_path, "acme", "http://127.0.0.1:1/t", oauth2='client_secret = { from = "env", name = "ACME" }'
    )
    program = at_a_terminal(tmp_path, "run", "acme")
    program.expect_exact("Client Secret for acme (ACME is not set): ")
    program.close(force=True)


def test_without_a_terminal_every_missing_secret_names_its_variable(tmp_path: Path) -> None:
    write_profile(
        tmp_path,
        "acme",
        "http://127.0.0.1:1/t",
        oauth2='client_secret = { from = "env", name = "ACME_SECRET" }',
        rest=SECRET_ROW,
    )
    done = run_program(tmp_path, "run", "acme", variables={})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "connector-doctor: Client Secret for acme comes from ACME_SECRET, which is not set. "
        "Set it, or run this at a terminal.",
        "connector-doctor: Password Grant Password for acme is not stored. "
        "Set CONNECTOR_DOCTOR_PASSWORD, or run this at a terminal.",
        "connector-doctor: Additional header “X-Key” for acme is not stored. "
        "Set CONNECTOR_DOCTOR_X_KEY, or run this at a terminal.",
    ]


def test_the_environment_gives_every_secret(tmp_path: Path) -> None:
    variables = {
        "ACME_SECRET": CLIENT_SECRET,
        "CONNECTOR_DOCTOR_PASSWORD": PASSWORD,
        "CONNECTOR_DOCTOR_X_KEY": "x-made-up-key",
    }
    with RawServer(answering(GRANTED)) as server:
        write_profile(
            tmp_path,
            "acme",
            server.token_url,
            oauth2='client_secret = { from = "env", name = "ACME_SECRET" }',
            rest=SECRET_ROW,
        )
        done = run_program(tmp_path, "run", "acme", variables=variables)
    assert done.returncode == 0, done.stderr
    assert f"Client-Secret: {CLIENT_SECRET}\r\n" in server.requests[0].decode()
    assert b"X-Key: x-made-up-key\r\n" in server.requests[0]


def test_a_secret_that_cannot_be_sent_is_reported_without_its_text(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", "http://127.0.0.1:1/t")
    variables = {"CONNECTOR_DOCTOR_CLIENT_SECRET": "made-up\nsecret", "CONNECTOR_DOCTOR_PASSWORD": "made-up "}
    done = run_program(tmp_path, "run", "acme", variables=variables)
    assert done.returncode == 2
    secret, password = done.stderr.splitlines()
    assert secret.startswith("connector-doctor: acme: Client Secret: ")
    assert "a line break" in secret
    assert password.startswith("connector-doctor: acme: Password Grant Password: ")
    assert "ends with a space" in password
    assert "made-up" not in done.stderr


def test_a_proxy_is_asked_for_like_any_secret_and_never_shown(tmp_path: Path) -> None:
    with RawServer(answering(http_answer(407, b"", reason="Not made-up-pass"))) as proxy:
        write_profile(
            tmp_path, "acme", "http://idp.example.com/t", rest='[request]\nproxy = { from = "prompt" }'
        )
        # The request does not contain the proxy, so `show` does not need it.
        shown = run_program(tmp_path, "show", "acme", "--reveal")
        assert (shown.returncode, shown.stderr) == (0, "")
        done = run_program(tmp_path, "run", "acme")
        assert done.returncode == 2
        assert done.stderr == (
            "connector-doctor: Proxy for acme is not stored. "
            "Set CONNECTOR_DOCTOR_PROXY, or run this at a terminal.\n"
        )
        variables = dict(SECRETS)
        program = at_a_terminal(tmp_path, "run", "acme", variables=variables)
        answer(program, "Proxy for acme: ", f"http://me:made-up-pass@{proxy.address}")
        written = finish(program)
        assert "407 Not ••••••••" in written
        assert "made-up-pass" not in written
        assert b"\r\nProxy-Authorization: Basic " in proxy.requests[0]

        variables["CONNECTOR_DOCTOR_PROXY"] = "http://me:made-up/pass@127.0.0.1"
        done = run_program(tmp_path, "run", "acme", "--json", variables=variables)
    assert done.returncode == 2
    assert "acme: Proxy: " in done.stderr
    assert "%2F" in done.stderr
    assert "made-up" not in done.stderr


@pytest.mark.parametrize("form", ["--json", ""])
def test_a_proxy_of_the_environment_is_a_secret_too(form: str, tmp_path: Path) -> None:
    basic = base64.b64encode(b"me:env/pass").decode()
    echo = f"me env/pass env%2Fpass {basic}".encode()
    with RawServer(answering(http_answer(502, echo, reason="No env/pass"))) as proxy:
        write_profile(tmp_path, "acme", "http://idp.example.com/t")
        variables = {**SECRETS, "http_proxy": f"http://me:env%2Fpass@{proxy.address}"}
        done = run_program(tmp_path, "run", *filter(None, [form]), "acme", variables=variables)
        assert f"Proxy-Authorization: Basic {basic}".encode() in proxy.requests[0]
    assert done.returncode == 1, done.stderr
    assert "me •••••••• •••••••• ••••••••" in done.stdout
    assert "No ••••••••" in done.stdout or form
    for clear in ("env/pass", "env%2Fpass", basic):
        assert clear not in done.stdout + done.stderr


def test_closed_streams_are_no_terminal(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", "http://127.0.0.1:1/t")
    command = f"exec {' '.join(PROGRAM)} run acme <&- 2>&-"
    done = os.spawnve(os.P_WAIT, "/bin/sh", ["sh", "-c", command], environment(tmp_path))
    assert done == 2


def test_a_prompt_obeys_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prompts: list[str] = []

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return "made-up"

    connector = Connector(name=f"\x1b[2J{'n' * 100_000}")
    profile = Profile(connector, {"password": FromEnv(f"V\x1b[2J{'v' * 100_000}")})
    monkeypatch.setattr("getpass.getpass", ask)
    monkeypatch.setattr("tui.commands.profile_argument.is_terminal", lambda _: True)
    ask_missing_secrets(profile, profile.missing_secrets())
    assert len(prompts) == 2
    assert all("\x1b" not in prompt for prompt in prompts)
    assert all("␛[2J" in prompt for prompt in prompts)
    assert max(map(len, prompts)) < 1_000


def test_a_file_that_others_can_read_is_warned_of(tmp_path: Path) -> None:
    path = write_profile(tmp_path, "acme", "http://127.0.0.1:9/t", oauth2='password = "made-up"')
    path.chmod(0o644)
    shown = run_program(tmp_path, "show", "acme")
    assert shown.returncode == 0
    assert "Password Grant Password stands in it in plain text. Fix: chmod 600 " in shown.stderr
    assert "made-up" not in shown.stderr + shown.stdout
    assert "Fix: chmod 600 " in run_program(tmp_path, "run", "acme").stderr
    path.chmod(0o600)
    assert run_program(tmp_path, "show", "acme").stderr == ""


def test_without_a_keychain_the_commands_say_why_and_ask(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", "http://127.0.0.1:9/t", oauth2='password = { from = "keyring" }')
    variables = {"CONNECTOR_DOCTOR_CLIENT_SECRET": "made-up"}
    done = run_program(tmp_path, "run", "acme", variables=variables)
    assert done.returncode == 2
    assert "connector-doctor: ! There is no keychain: " in done.stderr
    assert (
        "Password Grant Password for acme is to come from the keychain, which doesn't give it." in done.stderr
    )
    assert "Set CONNECTOR_DOCTOR_PASSWORD, or run this at a terminal." in done.stderr
    curl = "curl -d grant_type=password -u c:made-up -d username=u -d password=pw https://idp.example.com/t"
    saved = run_program(
        tmp_path, "import", "-", "--output", "new", "--secrets", "keyring", stdin=curl, variables=variables
    )
    assert saved.returncode == 0
    assert "! There is no keychain: " in saved.stderr
    assert "were seen and not written. You are asked for them at each run: Client Secret" in saved.stderr
    assert "made-up" not in (tmp_path / "profiles" / "new.toml").read_text()
