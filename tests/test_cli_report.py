"""`run --report`: what is wrong with its file is told before anything is sent, and the file is private."""

from __future__ import annotations

import html
import json
import stat
from pathlib import Path

import pytest

from tests.cli_support import CLIENT_SECRET, PASSWORD, run_program, write_profile
from tests.runs import assert_no_secret
from tests.servers.raw_server import Conversation, RawServer, answering, http_answer

TOKEN = "tok-4f1d.made_up-access~token"
GRANTED = http_answer(200, json.dumps({"access_token": TOKEN, "token_type": "Bearer"}).encode())
REFUSED = http_answer(
    401, b'{"error": "invalid_client"}', [("X-Request-ID", "req-42")], reason="Unauthorized"
)


def echo(conversation: Conversation) -> None:
    """Refuse, and echo the whole request."""
    conversation.send(http_answer(400, conversation.read_request()))


@pytest.mark.parametrize("suffix", [".md", ".html", ".json"])
def test_a_report_is_written_beside_the_usual_output(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"ticket{suffix}"
    path.write_text("an older one", encoding="utf-8")
    path.chmod(0o644)
    with RawServer(answering(REFUSED)) as server:
        write_profile(tmp_path, "acme", server.token_url, oauth2='client_authentication = "basic"')
        done = run_program(tmp_path, "run", "acme", "--report", str(path))
    assert done.returncode == 1
    assert done.stdout.startswith("✗ acme fails: ")
    assert f"Report: {path}" in done.stderr
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text(encoding="utf-8")
    assert "req-42" in text
    assert "127.0.0.1" in text
    assert "an older one" not in text
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_several_profiles_have_a_part_each_and_no_secret_gets_out(tmp_path: Path) -> None:
    path = tmp_path / "all.html"
    with RawServer(echo) as bad, RawServer(answering(GRANTED)) as good:
        write_profile(tmp_path, "one", bad.token_url)
        write_profile(tmp_path, "two", good.token_url, username="other")
        done = run_program(tmp_path, "run", "one", "two", "--json", "--report", str(path))
    assert {json.loads(line)["profile"] for line in done.stdout.splitlines()} == {"one", "two"}
    text = path.read_text(encoding="utf-8")
    assert text.count("<article") == 2
    for shown in (text, html.unescape(text)):
        assert_no_secret(shown, CLIENT_SECRET, PASSWORD, TOKEN)


def test_a_report_as_json_is_what_json_prints_and_more(tmp_path: Path) -> None:
    path = tmp_path / "ticket.json"
    with RawServer(answering(REFUSED)) as server:
        write_profile(tmp_path, "acme", server.token_url)
        done = run_program(tmp_path, "run", "acme", "--json", "--report", str(path))
    document = json.loads(path.read_text(encoding="utf-8"))
    added = document.pop("report")
    assert document == json.loads(done.stdout)
    (first, second) = added["logs"]
    assert first["ids"] == [{"name": "X-Request-ID", "value": "req-42", "in": "header"}]
    assert first["started"] <= second["started"]
    assert first["source"].startswith("127.0.0.1:")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ticket.pdf", "has to end in .md, .html or .json, and it ends in “.pdf”"),
        ("ticket", "it ends in nothing"),
        ("no-such-folder/ticket.md", "There is no folder "),
        ("folder.md", "It is a folder."),
        ("https://x.example/a.md", "It is not the name of a file."),
    ],
)
def test_a_file_that_can_not_be_is_told_and_nothing_is_sent(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "folder.md").mkdir()
    with RawServer(answering(REFUSED)) as server:
        write_profile(tmp_path, "acme", server.token_url)
        given = name if "://" in name else str(tmp_path / name)
        done = run_program(tmp_path, "run", "acme", "--report", given)
        assert server.requests == []
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Nothing was sent." in done.stderr
