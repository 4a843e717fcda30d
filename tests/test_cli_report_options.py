"""What a report shows is the user's choice: -q, -v, --severity, --color; and values for one run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli_support import (
    CLIENT_SECRET,
    PASSWORD,
    SECRETS,
    forget_failed_logins,
    run_program,
    write_profile,
)
from tests.runs import assert_no_secret
from tests.servers.raw_server import Conversation, RawServer, answering, http_answer
from tests.test_cli_secrets import at_a_terminal, finish
from tui.profiles.memory.store import memory_of
from tui.profiles.profile_paths import HOME_VARIABLE

GRANTED: Final = http_answer(200, b'{"access_token": "tok-4f1d.made-up", "token_type": "Bearer"}')
REFUSED: Final = http_answer(401, b'{"error": "invalid_client"}', reason="Unauthorized")
BASIC: Final = 'client_authentication = "basic"'
ODD: Final = f'{BASIC}\nheader_auth_key = "X-Token"'


def ran(home: Path, *options: str, oauth2: str = ODD, answer: bytes = REFUSED) -> Any:
    """Run a profile with options against a server that gives one answer; return also what was sent."""
    forget_failed_logins(home)
    with RawServer(answering(answer), answering(answer)) as server:
        path = write_profile(home, "acme", server.token_url, oauth2=oauth2)
        done = run_program(home, "run", str(path), *options)
    return done, [request.decode() for request in server.requests]


def test_quiet_is_one_line_for_each_profile(tmp_path: Path) -> None:
    with RawServer(answering(REFUSED)) as bad, RawServer(answering(GRANTED)) as good:
        write_profile(tmp_path, "bad", bad.token_url, oauth2=ODD)
        write_profile(tmp_path, "good", good.token_url, username="other")
        done = run_program(tmp_path, "run", "bad", "good", "--quiet")
    assert sorted(done.stdout.splitlines()) == [
        "✓ good works with Basic Auth.",
        "✗ bad fails: the server does not accept the client.",
    ]
    assert (done.returncode, done.stderr) == (1, "")


def test_verbose_adds_every_byte_and_no_secret(tmp_path: Path) -> None:
    done, _ = ran(tmp_path, "-v")
    assert "\n  > POST /oauth2/token HTTP/1.1\n" in done.stdout
    assert '\n  < {"error": "invalid_client"}\n' in done.stdout
    assert_no_secret(done.stdout, CLIENT_SECRET, PASSWORD)


@pytest.mark.parametrize(
    ("answer", "severity", "signs"),
    [
        (REFUSED, "error", "✗"),
        (REFUSED, "warning", "✗!"),
        (GRANTED, "error", "✓"),
        (GRANTED, "warning", "✓!"),
        (GRANTED, "info", "✓!i"),
    ],
    ids=["✗", "✗!", "✓", "✓!", "✓!i"],
)
def test_severity_hides_lesser_findings_and_changes_no_verdict(
    tmp_path: Path, answer: bytes, severity: str, signs: str
) -> None:
    done, _ = ran(tmp_path, "--severity", severity, answer=answer)
    assert "".join(dict.fromkeys(re.findall(r"^(✓|✗|!|i) ", done.stdout, re.MULTILINE))) == signs
    assert done.returncode == (1 if answer is REFUSED else 0)


def test_json_has_everything_that_is_severe_enough_whatever_else_is_said(tmp_path: Path) -> None:
    whole, _ = ran(tmp_path, "--json")
    for option in ("-q", "-v", "--color=always"):
        again, _ = ran(tmp_path, "--json", option)
        assert set(json.loads(again.stdout)) == set(json.loads(whole.stdout))
        assert "\x1b" not in again.stdout
    severities = [finding["severity"] for finding in json.loads(whole.stdout)["findings"]]
    assert set(severities) == {"error", "warning"}
    errors, _ = ran(tmp_path, "--json", "--severity", "error")
    assert {finding["severity"] for finding in json.loads(errors.stdout)["findings"]} == {"error"}
    assert errors.returncode == 1


def test_color_is_for_terminals_unless_the_user_wants_it(tmp_path: Path) -> None:
    for options, variables, is_colored in (
        ((), {"TERM": "xterm"}, True),
        ((), {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (("--color", "always"), {"TERM": "dumb", "NO_COLOR": "1"}, True),
    ):
        with RawServer(answering(GRANTED)) as server:
            write_profile(tmp_path, "acme", server.token_url, oauth2=BASIC)
            program = at_a_terminal(tmp_path, "run", "acme", *options, variables={**SECRETS, **variables})
            written = finish(program)
        assert ("\x1b[32m✓\x1b[0m" in written) is is_colored, (options, variables)
        assert ("\x1b" in written) is is_colored
    assert "\x1b" not in ran(tmp_path)[0].stdout
    assert "\x1b[1;31m✗\x1b[0m" in ran(tmp_path, "--color=always")[0].stdout


def test_quiet_and_verbose_exclude_each_other(tmp_path: Path) -> None:
    done, sent = ran(tmp_path, "-q", "-v")
    assert (done.returncode, done.stdout, sent) == (2, "", [])
    assert "not allowed with argument" in done.stderr


def test_explain_takes_the_same_options(tmp_path: Path) -> None:
    file = tmp_path / "answer.txt"
    file.write_text('HTTP/1.1 401 Unauthorized\n\n{"error": "invalid_client"}', encoding="utf-8")
    quiet = run_program(tmp_path, "explain", str(file), "invalid_client", "-q").stdout
    assert len(quiet.splitlines()) == 2
    assert quiet.startswith(f"✗ {file}: ")
    assert "\x1b[1;31m✗\x1b[0m" in run_program(tmp_path, "explain", str(file), "--color", "always").stdout
    shown = json.loads(run_program(tmp_path, "explain", str(file), "--json", "--severity", "error").stdout)
    assert {finding["severity"] for finding in shown["findings"]} == {"error"}


def test_values_of_this_run_are_sent_and_said_and_the_file_stays(tmp_path: Path) -> None:
    done, (sent,) = ran(
        tmp_path, "--client-authentication", "request-body", "--set", "client_id=other",
        "--set", "additional_request_data.scope=a b", "--timeout", "20",
    )  # fmt: skip
    assert sent.endswith("&client_id=other&client_secret=Qx7%21made+up%2Fsecret%2B%C3%A9%26%3D&scope=a+b")
    assert done.stdout.startswith("✗ acme (not as saved) fails: ")
    for words in (
        "Oauth2 Client Authentication is request-body (--client-authentication)",
        "Client ID is other (--set)",
        "Additional Request Data, row scope is a b (--set)",
        "Timeout is 20 (--timeout)",
    ):
        assert f"! For this run alone: {words}\n" in done.stdout
    text = (tmp_path / "profiles" / "acme.toml").read_text(encoding="utf-8")
    assert "other" not in text
    assert 'client_authentication = "basic"' in text


def test_a_value_that_is_the_saved_one_changes_nothing(tmp_path: Path) -> None:
    done, _ = ran(tmp_path, "--client-authentication", "basic", "--set", "client_id=abcd-1234")
    assert done.stdout.startswith("✗ acme fails: ")
    assert "For this run alone" not in done.stdout


def test_a_run_with_other_values_is_not_remembered_for_the_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    path = tmp_path / "profiles" / "acme.toml"
    ran(tmp_path, answer=GRANTED)
    ran(tmp_path, "--set", "client_id=other")
    assert [run.verdict for run in memory_of(path).runs] == ["works"]
    ran(tmp_path, "--set", "client_id=abcd-1234")
    assert [run.verdict for run in memory_of(path).runs] == ["works", "fails"]


def test_programs_and_tickets_are_told_too_that_a_run_was_not_as_saved(tmp_path: Path) -> None:
    done, _ = ran(tmp_path, "--json", "--set", "client_id=other", "--report", str(tmp_path / "t.md"))
    assert "connector-doctor: acme: not as saved: Client ID is other (--set)\n" in done.stderr
    assert json.loads(done.stdout)["profile"] == "acme"
    assert "For this run alone, Client ID is other (--set)." in (tmp_path / "t.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--timeout", "0"), "--timeout: request.timeout: found a number, 0.0. It must be above 0"),
        (("--client-authentication", "bsic"), "allowed: "),
        (("--set", "password=made-up-3"), "Set CONNECTOR_DOCTOR_PASSWORD for this run instead."),
        (("--set", "additional_request_data.client_secret=made-up-3"), "is a secret"),
        (("--token-url", "ftp://127.0.0.1"), "acme: Oauth2 Token Url: The URL begins with ftp://"),
    ],
)
def test_a_value_that_is_not_allowed_is_2_and_nothing_is_sent(
    tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    done, sent = ran(tmp_path, *options)
    assert (done.returncode, done.stdout, sent) == (2, "", [])
    assert words in done.stderr
    assert "made-up-3" not in done.stderr


def test_progress_is_taken_back_and_the_report_fits_the_terminal(tmp_path: Path) -> None:
    def slow(conversation: Conversation) -> None:
        conversation.read_request()
        conversation.send(REFUSED)

    with RawServer(slow) as server:
        write_profile(tmp_path, "acme", server.token_url, oauth2=BASIC)
        program = at_a_terminal(tmp_path, "run", "acme", variables={**SECRETS, "COLUMNS": "60"})
        written = finish(program)
    progress, _, report = written.rpartition("\r")
    assert "acme: Basic Auth at 127.0.0.1:" in progress
    assert report.startswith("✗ acme fails: ")
    assert max(map(len, report.splitlines())) <= 60
