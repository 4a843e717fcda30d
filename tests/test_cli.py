"""The command line as a user runs it: exit statuses, stdout and stderr, and no secret in either."""

from __future__ import annotations

import base64
import errno
import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

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
from tests.runs import assert_no_secret
from tests.servers.raw_server import (
    Conversation,
    RawServer,
    answering,
    http_answer,
    stalling,
)
from tui.cli import main
from tui.commands.arguments import parser_of
from tui.commands.names import COMMANDS
from tui.crash_report import crash_reports_folder

TOKEN = "tok-4f1d.made_up-access~token"
GRANTED = http_answer(
    200, json.dumps({"access_token": TOKEN, "token_type": "Bearer", "expires_in": 60}).encode()
)
REFUSED = http_answer(401, b'{"error": "invalid_client"}', reason="Unauthorized")


def talk_plainly(conversation: Conversation) -> None:
    """Answer a TLS handshake with plain HTTP."""
    conversation.send(http_answer(400, b"plain HTTP here"))


def echo(conversation: Conversation) -> None:
    """Refuse, and echo the whole request: as it is, in JSON, and in base64."""
    request = conversation.read_request()
    text = request.decode()
    body = f"{text}\n{json.dumps(text)}\n{base64.b64encode(request).decode()}".encode()
    first = next(line for line in text.split("\r\n") if line.startswith("Client-Secret: "))
    conversation.send(http_answer(400, body, [("X-Echo", first), ("Set-Cookie", "s=0123456789")]))


def test_it_works_after_basic_was_refused(tmp_path: Path) -> None:
    with RawServer(answering(REFUSED), answering(GRANTED)) as server:
        write_profile(tmp_path, "acme", server.token_url)
        done = run_program(tmp_path, "run", "acme")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("✓ acme works with Request Body.\n")
    assert "  To:      OAuth 2.0 with Request Body (now blank)\n" in done.stdout
    assert done.stderr == ""
    assert len(server.requests) == 2
    assert_no_secret(done.stdout, TOKEN, CLIENT_SECRET, PASSWORD)


def test_json_is_one_object_on_stdout(tmp_path: Path) -> None:
    with RawServer(answering(GRANTED)) as server:
        path = write_profile(tmp_path, "acme", server.token_url, oauth2='custom_grant_type = "x"')
        done = run_program(tmp_path, "run", str(path), "--json")
    assert done.returncode == 0
    assert done.stderr == ""
    document = json.loads(done.stdout)
    assert (document["schema"], document["profile"], document["verdict"]) == (1, "acme", "works")
    assert [attempt["outcome"] for attempt in document["attempts"]] == ["token", "skipped"]
    assert [finding["id"] for finding in document["findings"]] == [
        "lint.should_be_blank",
        "network.works_from_here",
    ]


def test_all_methods_tries_every_one(tmp_path: Path) -> None:
    with RawServer(answering(GRANTED)) as server:
        write_profile(tmp_path, "acme", server.token_url)
        done = run_program(tmp_path, "run", "acme", "--json", "--all-methods")
    methods = [attempt["client_authentication"] for attempt in json.loads(done.stdout)["attempts"]]
    assert methods == ["basic", "request-body", "basic-user"]
    assert len(server.requests) == 3


def test_warnings_of_the_checks_before_sending_are_findings_of_the_report(tmp_path: Path) -> None:
    with RawServer(answering(REFUSED)) as server:
        write_profile(tmp_path, "acme", server.token_url, oauth2='header_auth_key = "X-Token"')
        done = run_program(tmp_path, "run", "acme")
    assert "\n! Header Auth Key is filled in" in done.stdout
    assert done.stderr == ""


def test_refused_is_1(tmp_path: Path) -> None:
    with RawServer(answering(REFUSED)) as server:
        write_profile(tmp_path, "acme", server.token_url)
        done = run_program(tmp_path, "run", "acme")
    assert (done.returncode, len(server.requests)) == (1, 2)
    assert done.stdout.startswith("✗ acme fails: the server does not accept the client.\n")
    assert "  Seen:    Basic Auth and Request Body: 401 Unauthorized, invalid_client\n" in done.stdout


def test_no_connection_is_3(tmp_path: Path) -> None:
    with RawServer(answering(GRANTED)) as server:
        url = server.token_url
    write_profile(tmp_path, "acme", url)
    done = run_program(tmp_path, "run", "acme", "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["verdict"] == "unreachable"


def test_tls_with_a_plain_port_is_4(tmp_path: Path) -> None:
    with RawServer(talk_plainly) as server:
        write_profile(tmp_path, "acme", f"https://{server.address}/token")
        done = run_program(tmp_path, "run", "acme", "--json")
    assert done.returncode == 4
    assert json.loads(done.stdout)["attempts"][0]["failure"] == "tls"


def test_interrupted_is_130_and_at_once(tmp_path: Path) -> None:
    # A test runner in the background ignores SIGINT, and its children inherit that.
    start = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from tui.cli import main; sys.exit(main())"
    )
    with RawServer(stalling()) as server:
        write_profile(tmp_path, "acme", server.token_url)
        command = [sys.executable, "-c", start, "run", "acme"]
        with subprocess.Popen(
            command,
            env=environment(tmp_path, SECRETS),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            assert server.stalled.wait(PATIENCE)
            process.send_signal(signal.SIGINT)
            stdout, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert (stdout, stderr) == ("", "connector-doctor: interrupted.\n")


def test_several_profiles_run_at_the_same_time(tmp_path: Path) -> None:
    both_heard = threading.Barrier(2, timeout=PATIENCE)

    def together(reply: bytes) -> Callable[[Conversation], None]:
        def serve(conversation: Conversation) -> None:
            conversation.read_request()
            both_heard.wait()
            conversation.send(reply)

        return serve

    with RawServer(together(REFUSED), answering(REFUSED)) as one, RawServer(together(GRANTED)) as two:
        write_profile(tmp_path, "one", one.token_url)
        write_profile(tmp_path, "two", two.token_url, username="svc.two")
        done = run_program(tmp_path, "run", "one", "two", "--json", "--jobs", "2")
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    verdicts = {document["profile"]: document["verdict"] for document in documents}
    assert verdicts == {"one": "fails", "two": "works"}
    assert done.returncode == 1


def test_one_job_runs_one_profile_after_the_other(tmp_path: Path) -> None:
    order: list[str] = []

    def script(name: str) -> Callable[[Conversation], None]:
        def serve(conversation: Conversation) -> None:
            conversation.read_request()
            order.append(f"{name} asked")
            conversation.pause(0.05)
            order.append(f"{name} answered")
            conversation.send(GRANTED)

        return serve

    with RawServer(script("one")) as one, RawServer(script("two")) as two:
        write_profile(tmp_path, "one", one.token_url)
        write_profile(tmp_path, "two", two.token_url)
        done = run_program(tmp_path, "run", "one", "two", "--jobs", "1")
    assert order == ["one asked", "one answered", "two asked", "two answered"]
    # On a busy machine, a warning that it took long may have another sign.
    assert done.stdout.index("one works") < done.stdout.index("two works")


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_no_secret_that_a_server_echoes_is_written(tmp_path: Path, options: tuple[str, ...]) -> None:
    with RawServer(echo) as server:
        write_profile(tmp_path, "acme", f"{server.token_url}?key=Zk9%22made%5Cup%3Cpassword%3E")
        done = run_program(tmp_path, "run", "acme", "--all-methods", *options)
    assert done.returncode == 1
    written = done.stdout + done.stderr
    assert "••••••••" in written
    assert "0123456789" not in written
    assert_no_secret(
        written, CLIENT_SECRET, PASSWORD, json.dumps(PASSWORD)[1:-1], json.dumps(CLIENT_SECRET)[1:-1]
    )


def test_a_profile_that_cannot_be_sent_leaves_the_others(tmp_path: Path) -> None:
    with RawServer(answering(GRANTED)) as server:
        write_profile(tmp_path, "good", server.token_url)
        write_profile(tmp_path, "bad", "ftp://x.example.com")
        done = run_program(tmp_path, "run", "good", "bad")
    assert (done.returncode, server.connections, done.stderr) == (2, 1, "")
    assert "✗ bad was not sent: this profile can't be used.\n" in done.stdout
    assert "  bad: Oauth2 Token Url: The URL begins with ftp://" in done.stdout
    assert "✓ good works with Basic Auth." in done.stdout


def test_a_single_profile_that_cannot_be_sent_is_a_message(tmp_path: Path) -> None:
    write_profile(tmp_path, "bad", "ftp://x.example.com")
    done = run_program(tmp_path, "run", "bad")
    assert (done.returncode, done.stdout) == (2, "")
    (problem,) = done.stderr.splitlines()
    assert problem.startswith("connector-doctor: bad: Oauth2 Token Url: The URL begins with ftp://")


def test_every_problem_has_its_line(tmp_path: Path) -> None:
    write_profile(tmp_path, "bad", "", rest='[[oauth2.additional_headers]]\nname = "Expect"\nvalue = "x"')
    done = run_program(tmp_path, "show", "bad")
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("connector-doctor: bad: Oauth2 Token Url: ")
    assert "Additional Headers, row 1: " in lines[1]


def test_a_profile_that_is_not_there_is_2_with_the_nearest_name(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme-servicenow", "https://127.0.0.1/t")
    for command in (("run", "acme-servicnow"), ("show", "acme-servicnow"), ("acme-servicnow",)):
        done = run_program(tmp_path, *command)
        assert (done.returncode, done.stdout) == (2, "")
        assert "acme-servicenow" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run",), "PROFILE"),
        (("show", "a", "--as", "hunter22"), "argument --as: choose from 'http', 'curl', 'form', 'json'"),
        (("run", "a", "--jobs", "0"), "argument --jobs: it is not a number from 1 to 1000"),
        (("run", "a", "--jobs", "hunter22"), "it is not a number"),
        (("run", "a", "--jobs"), "argument --jobs: expected one argument"),
        (("run", "a", "--json=hunter22"), "argument --json: the value is not understood"),
        (("run", "a", "-phunter22"), "“-p” is not understood here"),
        (("run", "a", "-u", "svc:hunter22"), "“-u” is not understood here"),
        (("run", "a", "-usvc:hunter22"), "“-u” is not understood here"),
        (("-hhunter22",), "the value is not understood"),
        (("run", "a", "--passwordhunter22"), "“--password” is not understood here"),
        (("run", "a", "--hunter22"), "An option is not understood here"),
        (("run", "a", "--password=hunter22"), "“--password” is not understood here"),
        (("run", "a", "--client-secret", "hunter22"), "“--client-secret” is not understood here"),
        (
            ("demo", "x"),
            "An argument without an option is not understood here; see connector-doctor demo --help",
        ),
        (("acme", "hunter22"), "An argument without an option is not understood here"),
        (("--rev",), "“--rev”"),
        (
            ("run", "a", "--jsn"),
            "“--jsn” is not understood here; see connector-doctor run --help. Did you mean --json?",
        ),
        (("run", "a", "--password=hunter22"), "secrets never come as arguments"),
        (("rnu", "a", "hunter22"), "“rnu” is not a command; did you mean connector-doctor run?"),
        (("shwo", "hunter22", "--json"), "“shwo” is not a command; did you mean connector-doctor show?"),
    ],
)
def test_usage_is_2_and_repeats_no_value(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    done = run_program(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "hunter22" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_word_that_is_no_profile_and_near_a_command_is_told_both(tmp_path: Path) -> None:
    write_profile(tmp_path, "rnux", "https://127.0.0.1/t")
    done = run_program(tmp_path, "rnu")
    assert (done.returncode, done.stdout) == (2, "")
    no_profile, no_command = done.stderr.splitlines()
    assert "there is no such profile; did you mean rnux?" in no_profile
    assert no_command == "connector-doctor: “rnu” is not a command; did you mean connector-doctor run?"
    assert len(run_program(tmp_path, "hunter22").stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_every_command_fits_80_columns_and_has_an_example(command: str) -> None:
    text = parser_of(command).format_help()
    assert max(map(len, text.splitlines())) <= 80
    assert "connector-doctor " in text.partition("examples:")[2] or command == "demo"


def test_help_and_version(tmp_path: Path) -> None:
    done = run_program(tmp_path, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "demo",
        "run PROFILE",
        "show PROFILE",
        "exit status",
        "130",
        "CONNECTOR_DOCTOR_PASSWORD",
        "./run.toml",
    ):
        assert words in done.stdout
    for command in ("demo", "run", "show"):
        done = run_program(tmp_path, command, "--help")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith(f"usage: connector-doctor {command} ")
    assert run_program(tmp_path, "--version").stdout == "connector-doctor 0.1.0\n"


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", "https://127.0.0.1/t")
    for arguments in (("show", "acme"), ("--help",)):
        read_end, write_end = os.pipe()
        os.close(read_end)
        done = subprocess.run(
            [*PROGRAM, *arguments],
            env=environment(tmp_path, SECRETS),
            stdout=write_end,
            stderr=subprocess.PIPE,
            timeout=60,
        )
        os.close(write_end)
        assert (done.returncode, done.stderr) == (0, b"")


class FullDisk(io.StringIO):
    """A stream on a full disk."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fileno(self) -> int:
        return self.descriptor

    descriptor = -1


def test_a_result_that_cannot_be_written_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_profile(tmp_path, "acme", "https://127.0.0.1/t", oauth2='password = "x-made-up"')
    with (tmp_path / "out").open("w") as file, monkeypatch.context() as patch:
        full = FullDisk()
        full.descriptor = file.fileno()
        patch.setattr(sys, "stdout", full)
        assert main(["show", str(path)]) == 2
    reason = os.strerror(errno.ENOSPC)
    assert capsys.readouterr().err == f"connector-doctor: The result can't be written: {reason}.\n"


def test_an_internal_error_is_one_line_without_its_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))

    def fail(*_: object, **__: object) -> int:
        raise ExceptionGroup(PASSWORD, [RuntimeError(PASSWORD)])

    monkeypatch.setattr("tui.commands.show.show", fail)
    assert main(["show", "acme"]) == 70
    written = capsys.readouterr()
    assert written.out == ""
    assert written.err.startswith("connector-doctor: internal error: RuntimeError")
    (report,) = crash_reports_folder().iterdir()
    assert written.err.endswith(f"Please report it, with this file, which holds no secret: {report}\n")
    assert "Where: command line: show" in report.read_text()
    assert written.err.count("\n") == 1
    assert "Zk9" not in written.err + report.read_text()


def test_a_profile_named_like_a_command_can_be_reached(tmp_path: Path) -> None:
    path = write_profile(tmp_path, "run", "https://127.0.0.1/t", oauth2="usernme = 1")
    for arguments in (("--", "run"), (str(path),)):
        done = run_program(tmp_path, *arguments)
        assert done.returncode == 2
        assert "usernme" in done.stderr


def test_without_a_terminal_no_account_is_risked_for_a_third_failed_login(tmp_path: Path) -> None:
    with RawServer(*[answering(http_answer(401, b'{"message": "Bad credentials"}'))] * 9) as server:
        for name in ("one", "two", "three"):
            write_profile(tmp_path, name, server.token_url)
        done = run_program(tmp_path, "run", "one", "two", "three", "--jobs", "3", "--json")
        assert server.connections == 2
        runs = {(told := json.loads(line))["profile"]: told["attempts"] for line in done.stdout.splitlines()}
        skipped = {
            name: sum(made["outcome"] == "skipped" for made in attempts) for name, attempts in runs.items()
        }
        assert skipped == {"one": 0, "two": 2, "three": 2}
        assert "nothing was sent" in done.stderr
        assert "--max-failed-logins" in done.stderr
        assert done.returncode == 2
        # The count is kept for the next process, until the user says otherwise.
        assert run_program(tmp_path, "run", "one").returncode == 2
        assert server.connections == 2
        assert run_program(tmp_path, "run", "one", "--max-failed-logins", "9").returncode == 1
        assert server.connections == 4
