"""Whole journeys through plain mode, at a real terminal and through pipes, against a real server."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli_support import CLIENT_SECRET, PASSWORD, SECRETS, environment, run_program, write_profile
from tests.forked_program import Start, run_all_forked
from tests.runs import assert_no_secret
from tests.servers.raw_server import RawServer, answering, http_answer, stalling
from tests.test_cli_secrets import answer, at_a_terminal, finish
from tui.profiles.drafts import find_drafts
from tui.profiles.reading import load_profile

from .typing_along import Typist

GRANTED = answering(http_answer(200, json.dumps({"access_token": "tok-4f1d.made-up"}).encode()))
REFUSED = answering(http_answer(401, b'{"error": "invalid_client"}'))
WRONG = "wr0ng-made-up-secret"
ONE_METHOD = 'client_authentication = "basic"'


def say(program: Any, prompt: str, line: str) -> None:
    program.expect_exact(prompt)
    program.sendline(line)


def test_a_new_connector_with_a_wrong_secret_is_corrected_and_saved_at_a_terminal(tmp_path: Path) -> None:
    with RawServer(REFUSED, REFUSED, GRANTED) as server:
        program = at_a_terminal(tmp_path, variables={"TERM": "dumb"})
        program.logfile_read = seen = io.StringIO()
        say(program, "Or press Enter to begin with an empty connector.", "")
        say(program, "Name: ", "acme")
        say(program, "Description: ", "")
        say(program, "Base Url: ", "")
        say(program, "Client ID: ", "?")
        program.expect_exact("exactly as the authorization server issued it.")
        say(program, "Salesforce: App Manager, the connected app, Consumer Key", "abcd-12345")
        answer(program, "Client Secret (not shown): ", WRONG)
        say(program, "Password Grant Username: ", "<")  # back, over the secret, which is kept
        answer(program, "Client Secret [kept] (not shown): ", "<")
        say(program, "Client ID [abcd-12345]: ", "abcd-1234")
        answer(program, "Client Secret [kept] (not shown): ", "")
        say(program, "Password Grant Username: ", "svc.connector")
        answer(program, "Password Grant Password (not shown): ", PASSWORD)
        say(program, "Oauth2 Token Url: ", server.token_url.removeprefix("http://"))
        program.expect_exact("The URL must begin with https://")
        say(program, "]: ", server.token_url)
        say(program, "Numbers, such as 1 3, or Enter for none: ", "")
        say(program, "Send? [Y/n, s shows the request again]: ", "")
        program.expect_exact("✗ acme fails: ")
        say(program, "1. Change Client Secret", "")
        answer(program, "Client Secret [kept] (not shown): ", CLIENT_SECRET)
        say(program, "Send? [Y/n, s shows the request again]: ", "y")
        say(program, "an account after 3 to 5. Send anyway? [y/N]: ", "y")  # two attempts have failed
        program.expect_exact("acme works with Basic Auth.")
        program.expect_exact("Before: ✗ 401 invalid_client. Now: ✓ 200 token. Client Secret changed.")
        say(program, "1. Save the profile", "1")
        say(program, "File [", "")
        say(program, "3. in the file, in plain text", "1")
        program.expect_exact("✓ Saved ")
        say(program, "1. Quit", "1")
        finish(program)
    assert program.exitstatus == 0
    assert "\x1b" not in seen.getvalue()
    assert_no_secret(seen.getvalue(), CLIENT_SECRET, PASSWORD, WRONG)
    last = server.requests[-1].decode()
    assert "Client-Id: abcd-1234\r\n" in last
    assert f"Client-Secret: {CLIENT_SECRET}\r\n" in last
    saved = load_profile(tmp_path / "profiles" / "acme.toml")
    assert saved.connector.client_id == "abcd-1234"
    assert saved.connector.token_url == server.token_url
    assert saved.missing_secrets() == ("client_secret", "password")


def test_the_rest_of_a_paste_neither_sends_nor_gets_lost(tmp_path: Path) -> None:
    with RawServer() as server:
        program = at_a_terminal(tmp_path, "--plain", variables=SECRETS)
        say(program, "Or press Enter to begin with an empty connector.", "\n\nClient ID: abc\n.")
        program.expect_exact("Recognized: ")
        for label, value in (("Username: ", "svc"), ("Token Url: ", f"{server.token_url}\n\n\n\ny\n")):
            say(program, label, value)
        program.expect_exact("Send? [Y/n, s shows the request again]: ")
        program.sendline("n")
        program.expect_exact("1. Send")
        program.sendeof()
        finish(program)
        assert server.connections == 0


def test_the_words_of_a_paste_choose_nothing(tmp_path: Path) -> None:
    with RawServer(GRANTED) as server:
        write_profile(tmp_path, "acme", server.token_url)
        program = at_a_terminal(tmp_path, "acme", "--plain", variables=SECRETS)
        say(program, "Send? ", "n")
        say(program, "Number [1]: ", "quit\nsend\nhello")
        for _ in range(3):
            program.expect_exact("or words of a line.")
        program.expect_exact("Number [1]: ")
        say(program, "", "quit")
        finish(program)
        assert program.exitstatus == 0
        assert server.connections == 0


def test_through_pipes_the_result_goes_to_stdout_and_the_questions_to_stderr(tmp_path: Path) -> None:
    with RawServer(GRANTED) as server:
        fields = ["", "acme", "", "", "abcd-1234", "svc.connector", server.token_url, ""]
        lines = [*fields, "", "save", "", "2", "quit"]
        done = run_program(tmp_path, "--plain", stdin="".join(f"{line}\n" for line in lines))
    assert done.returncode == 0, done.stderr
    assert "Client Secret: taken from CONNECTOR_DOCTOR_CLIENT_SECRET." in done.stderr
    assert "POST /oauth2/token HTTP/1.1" in done.stdout
    assert "✓ acme works with Basic Auth." in done.stdout
    assert "Name: " not in done.stdout
    assert_no_secret(done.stdout + done.stderr, *SECRETS.values())
    assert load_profile(tmp_path / "profiles" / "acme.toml").connector.name == "acme"


def test_a_secret_that_must_be_typed_needs_a_terminal_and_the_work_is_kept(tmp_path: Path) -> None:
    done = run_program(tmp_path, "--plain", stdin="\nacme\n\n\nabcd-1234\n", variables={})
    assert done.returncode == 2
    assert "Client Secret is asked for at a terminal alone" in done.stderr
    assert "Set CONNECTOR_DOCTOR_CLIENT_SECRET." in done.stderr


def test_a_saved_profile_asks_for_its_secrets_alone_and_an_end_while_asking_is_no_fault(
    tmp_path: Path, typist: Typist
) -> None:
    with RawServer(GRANTED) as server:
        write_profile(tmp_path / "home", "acme", server.token_url)
        assert typist.runs(["acme"], "", "", hidden=[CLIENT_SECRET, PASSWORD]) == 0
    assert typist.prompts == ["Client Secret (not shown): ", "Password Grant Password (not shown): "]
    assert "✓ acme works" in typist.shown
    assert typist.runs(["acme"], hidden=[]) == 0
    assert "Traceback" not in typist.said


def test_what_was_typed_is_offered_again_after_the_end_of_the_input(typist: Typist) -> None:
    assert typist.runs([], "", "acme", "a note") == 2
    assert "Unsaved work is kept without its secrets" in typist.said
    assert typist.runs([], "y", hidden=["<"]) == 2
    assert ": acme." in typist.said
    (draft,) = find_drafts()
    assert draft.profile.connector.description == "a note"


def test_a_fault_is_told_with_its_report_and_what_was_typed_is_offered_again(
    typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("tui.plain.sending.show_request", lambda talk: 1 / 0)
        lines = ["", "acme", "", "", "abcd", "svc", "http://127.0.0.1:1/t", ""]
        assert typist.runs([], *lines, hidden=[CLIENT_SECRET, PASSWORD]) == 70
    assert "Unsaved work is kept without its secrets" in typist.said
    assert "internal error: ZeroDivisionError" in typist.said
    assert "crashes" in typist.said
    assert [draft.profile.connector.name for draft in find_drafts()] == ["acme"]


def test_ctrl_c_cancels_what_is_sent_says_so_and_ends_nothing_else(tmp_path: Path) -> None:
    with RawServer(stalling()) as server:
        write_profile(tmp_path, "acme", server.token_url, oauth2=ONE_METHOD)
        program = at_a_terminal(tmp_path, "acme", "--plain", variables=SECRETS)
        say(program, "Send? ", "y")
        program.expect_exact("Ctrl+C cancels")
        program.sendintr()
        program.expect_exact("Canceled. The server may have received")
        program.expect_exact("Number [1]: ")
        program.sendintr()
        written = finish(program)
    assert program.exitstatus == 130
    assert "Traceback" not in written


@pytest.mark.parametrize("reply", ["n", "y"])
def test_a_third_failed_login_is_asked_about(reply: str, tmp_path: Path, typist: Typist) -> None:
    refused = answering(http_answer(400, b'{"error": "invalid_grant"}'))
    with RawServer(*[refused] * 3) as server:
        write_profile(tmp_path / "home", "acme", server.token_url, oauth2=ONE_METHOD)
        sent = ["@Send", "y", "@Send", "y", reply]
        typist.runs(["acme"], "y", *sent, hidden=[CLIENT_SECRET, PASSWORD])
        assert server.connections == (3 if reply == "y" else 2)
    assert "may have had 2 failed logins in the last hour" in typist.said
    assert ("Nothing was sent." in typist.said) is (reply == "n")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork a process")
def test_whatever_becomes_of_a_stream_there_is_no_traceback_and_the_profile_is_saved(tmp_path: Path) -> None:
    lines = "".join(f"{line}\n" for line in ["y", "Save", "", "3"])
    kinds: list[dict[str, Any]] = [{"stdin": "closed"}]
    kinds += [{name: kind} for name in ("stdout", "stderr") for kind in ("closed", "broken", "full")]
    with RawServer(*[GRANTED] * len(kinds)) as server:
        starts = []
        for number, streams in enumerate(kinds):
            write_profile(tmp_path, f"p{number}", server.token_url, username=f"svc-{number}")
            words = ["demo" if number == 0 else f"p{number}", "--plain"]
            starts.append(Start(words, environment(tmp_path, SECRETS), lines, **streams))
        for streams, done in zip(kinds, run_all_forked(starts), strict=True):
            assert "Traceback" not in done.stderr, streams
            assert "internal" not in done.stderr, streams
            assert done.returncode == (2 if streams == {"stdout": "full"} else 0), (streams, done)
    saved = [load_profile(tmp_path / "profiles" / f"p{number}.toml").sources for number in range(1, 7)]
    assert [bool(sources) for sources in saved] == [True, True, False, True, True, True]


def test_what_the_diagnosis_proposes_can_be_taken_over(tmp_path: Path, typist: Typist) -> None:
    refused = answering(http_answer(400, b'{"error": "unsupported_grant_type"}'))
    with RawServer(refused, GRANTED) as server:
        custom = 'custom_grant_type = "client_credentials"'
        write_profile(tmp_path / "home", "acme", server.token_url, oauth2=f"{ONE_METHOD}\n{custom}")
        typist.runs(["acme"], "y", "@Change Oauth2 Custom", "y", "y", hidden=[CLIENT_SECRET, PASSWORD])
    assert "Oauth2 Custom Grant Type now: client_credentials\nProposed: blank\n" in typist.said
    assert b"grant_type=client_credentials" in server.requests[0]
    assert b"grant_type=password" in server.requests[1]


def test_a_secret_that_only_has_to_be_trimmed_is_not_typed_again(typist: Typist) -> None:
    assert typist.runs(["demo"], "n", "@Practice another", "@A space after the Client Secret", "y", "y") == 0
    assert "! Client Secret: it ends with a space." in typist.said
    assert typist.prompts == []
    assert "✓ practice works" in typist.shown
