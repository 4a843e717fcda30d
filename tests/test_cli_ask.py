"""`ask` and `explain --beside` as people use them: the script, what it printed, and a run of ours."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli_support import CLIENT_SECRET, PASSWORD, run_program, write_profile
from tests.interchange.ask.outputs import ANSWER, printed
from tests.servers.ports import closed_port
from tests.servers.raw_server import RawServer, answering, http_answer

SHELLS = ("sh", "cmd", "powershell")
URL = "https://idp.example.com/oauth2/token"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_all_that_goes_to_stdout(shell: str, tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", f"{URL}?client_secret=made-up-in-query")
    ended = run_program(tmp_path, "ask", "acme", "--shell", shell)
    assert ended.returncode == 0
    assert "connector-doctor ask 1" in ended.stdout
    for hidden in (CLIENT_SECRET, PASSWORD, "abcd-1234", "svc.connector", "made-up-in-query"):
        assert hidden not in ended.stdout + ended.stderr
    assert "explain FILE --beside RUN" in ended.stderr


def test_it_needs_no_secret_and_no_terminal(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", URL)
    assert run_program(tmp_path, "ask", "acme", "--shell", "sh", variables={}).returncode == 0


@pytest.mark.parametrize("shell", SHELLS)
def test_a_file_has_the_line_ends_of_its_system(shell: str, tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", URL)
    file = tmp_path / "script"
    ended = run_program(tmp_path, "ask", "acme", "--shell", shell, "--output", str(file))
    assert (ended.returncode, ended.stdout) == (0, "")
    lines = file.read_bytes().split(b"\n")
    assert {line.endswith(b"\r") for line in lines[:-1]} == {shell != "sh"}
    again = run_program(tmp_path, "ask", "acme", "--shell", shell, "--output", str(file))
    assert again.returncode == 2
    assert "exists already and was not replaced" in again.stderr


@pytest.mark.parametrize(
    "url", ["https://a.example/x y", 'https://a.example/"', "https://a.example/`id`", "ftp://a/"]
)
def test_a_url_that_cannot_be_sent_makes_no_script(url: str, tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", url.replace('"', '\\"'))
    ended = run_program(tmp_path, "ask", "acme", "--shell", "sh")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Oauth2 Token Url: " in ended.stderr


def test_the_shell_must_be_named(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", URL)
    assert "required: --shell" in run_program(tmp_path, "ask", "acme").stderr
    wrong = run_program(tmp_path, "ask", "acme", "--shell", "fish")
    assert "choose from 'sh', 'cmd', 'powershell'" in wrong.stderr


@pytest.mark.skipif(not (shutil.which("sh") and shutil.which("curl")), reason="sh or curl is missing")
def test_both_halves(tmp_path: Path) -> None:
    """The whole way, with a server that answers the customer's side, and none at the time of our run."""
    answer = http_answer(400, b'{"error":"invalid_request"}', [("Content-Type", "application/json")])
    with RawServer(answering(answer)) as server:
        write_profile(tmp_path, "acme", server.token_url)
        run_program(tmp_path, "ask", "acme", "--shell", "sh", "--output", str(tmp_path / "ask.sh"))
        told = subprocess.run(["sh", str(tmp_path / "ask.sh")], capture_output=True, text=True, timeout=60)
    (tmp_path / "mail.txt").write_text(f"Hi,\n\n> {told.stdout.replace(chr(10), chr(10) + '> ')}\nJo\n")
    (tmp_path / "run.json").write_text(run_program(tmp_path, "run", "acme", "--json").stdout)
    ended = run_program(
        tmp_path, "explain", str(tmp_path / "mail.txt"), "--beside", str(tmp_path / "run.json"), "--json"
    )
    document = json.loads(ended.stdout)
    assert (ended.returncode, document["status"], document["error"]) == (0, 400, "invalid_request")
    assert document["findings"][0]["id"] == "ask.inside", "127.0.0.1 is an address for nobody else"
    assert document["ask"][0]["there"]["reach"] == "server"
    assert document["ask"][0]["here"]["reach"] == "connect"
    assert document["findings"] == document["ask"][0]["findings"]


def test_alone_it_says_how_to_compare(tmp_path: Path) -> None:
    (tmp_path / "printed.txt").write_text(printed())
    ended = run_program(tmp_path, "explain", str(tmp_path / "printed.txt"))
    assert ended.returncode == 0
    told = " ".join(ended.stdout.split())
    assert "The way from there to idp.example.com is free" in told
    assert "--beside RUN compares it with a run" in told
    assert "The response is empty" not in told
    assert "there: status 400, invalid_request" in told


def test_beside_other_messages_of_a_ticket_both_are_explained(tmp_path: Path) -> None:
    refused = 'HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"error":"invalid_client"}'
    (tmp_path / "ticket.txt").write_text(f"They sent:\n\n{refused}\n\nand\n\n{printed()}\n")
    told = " ".join(run_program(tmp_path, "explain", str(tmp_path / "ticket.txt")).stdout.split())
    assert "The way from there to idp.example.com is free" in told
    assert "status 401" in told.partition("is free")[2].partition("ticket.txt")[2]


def test_of_several_runs_that_of_the_same_server_counts(tmp_path: Path) -> None:
    for name, url in (
        ("a", f"http://127.0.0.1:{closed_port()}/t"),
        ("b", f"http://127.0.0.1:{closed_port()}/t"),
    ):
        write_profile(tmp_path, name, url)
    runs = run_program(tmp_path, "run", "a", "b", "--json").stdout
    (tmp_path / "runs.jsonl").write_text(runs)
    url = json.loads(runs.splitlines()[1])["attempts"][0]["request"]["url"]
    (tmp_path / "printed.txt").write_text(printed(asked=f"url: {url}", certificates="", request=ANSWER))
    ended = run_program(
        tmp_path, "explain", "--json", str(tmp_path / "printed.txt"), "--beside", str(tmp_path / "runs.jsonl")
    )
    assert json.loads(ended.stdout)["ask"][0]["here"]["url"] == url


def test_beside_needs_both(tmp_path: Path) -> None:
    (tmp_path / "printed.txt").write_text(printed())
    (tmp_path / "response.txt").write_text('{"error":"invalid_grant"}')
    (tmp_path / "run.json").write_text('{"schema": 1, "verdict": "fails", "attempts": []}')

    def said(file: str, run: str) -> str:
        ended = run_program(tmp_path, "explain", str(tmp_path / file), "--beside", str(tmp_path / run))
        assert (ended.returncode, ended.stdout) == (2, "")
        return ended.stderr

    assert "No FILE holds that" in said("response.txt", "run.json")
    assert "holds no run" in said("printed.txt", "response.txt")
    assert "can't be read" in said("printed.txt", "none.json")


def test_other_files_are_explained_as_ever(tmp_path: Path) -> None:
    (tmp_path / "printed.txt").write_text(printed())
    (tmp_path / "response.txt").write_text('{"error":"invalid_grant"}')
    ended = run_program(
        tmp_path, "explain", "--json", *(str(tmp_path / f"{name}.txt") for name in ("printed", "response"))
    )
    first, second = (json.loads(line) for line in ended.stdout.splitlines())
    assert "ask" in first
    assert "ask" not in second
    assert second["error"] == "invalid_grant"
