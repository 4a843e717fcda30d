"""What the menu offers after a request that failed: trying variations, and comparing with one that works."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli_support import CLIENT_SECRET, PASSWORD, SECRETS, write_profile
from tests.secrets_search.forms import leaks
from tests.servers.raw_server import RawServer, answering, http_answer, stalling
from tests.test_cli_secrets import at_a_terminal, finish
from tui.plain.console import Console
from tui.plain.conversation import Conversation
from tui.plain.what_works import plan_of

from .typing_along import Typist

GRANTED = answering(http_answer(200, json.dumps({"access_token": "tok-4f1d.made-up"}).encode()))
REFUSED = answering(http_answer(400, b'{"error": "invalid_scope"}'))
DENIED = answering(http_answer(400, b'{"error": "invalid_grant"}'))
ONE_METHOD = 'client_authentication = "basic"'
SCOPE = '[[oauth2.additional_request_data]]\nname = "scope"\nvalue = "tickets"'


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


def test_variations_are_tried_until_one_works_and_it_is_taken_over(typist: Typist, folder: Path) -> None:
    with RawServer(REFUSED, GRANTED, GRANTED) as server:
        write_profile(folder.parent, "acme", server.token_url, oauth2=ONE_METHOD, rest=SCOPE)
        typist.runs(["acme"], "y", "@Find what works", "y", "y", "y")
    assert ". Without the additional request data row “scope”" in typist.said
    assert "Failed logins in the last hour: " in typist.said
    assert "✓ This works: Without the additional request data row “scope”." in typist.said
    assert [b"scope=tickets" in request for request in server.requests] == [True, False, False]
    assert "✓ acme works with Basic Auth." in typist.shown


def test_a_search_goes_on_where_it_was_stopped_and_asks_before_a_login_too_many(
    typist: Typist, folder: Path
) -> None:
    with RawServer(*[DENIED] * 9) as server:
        write_profile(folder.parent, "acme", server.token_url, oauth2=ONE_METHOD, rest=SCOPE, username="svc")
        typist.runs(["acme"], "y", "@Find what works", "y", "n", "@Find what works", "n")
        said = typist.said
        sent = len(server.requests)
    assert said.count("may have had 2 failed logins in the last hour") >= 1
    assert "Stopped. Nothing was sent. This account may have had 2 failed logins" in said
    assert "The menu goes on with that." in said
    assert said.count(". With Request Body") == 1  # what was tried is not tried again
    assert said.count(". Without the additional request data row") == 2
    assert sent == 2


def test_without_a_failure_or_with_nothing_to_try_there_is_no_search(typist: Typist, folder: Path) -> None:
    with RawServer(GRANTED) as server:
        write_profile(folder.parent, "acme", server.token_url, oauth2=ONE_METHOD)
        typist.runs(["acme"], "y")
    assert "Find what works" not in typist.said
    assert "Compare with" not in typist.said
    talk = Conversation(Console(print, print, print))
    assert plan_of(talk) is None
    talk.close()


def test_ctrl_c_cancels_a_search_and_keeps_what_is_known(tmp_path: Path) -> None:
    with RawServer(REFUSED, stalling()) as server:
        write_profile(tmp_path, "acme", server.token_url, oauth2=ONE_METHOD, rest=SCOPE)
        program = at_a_terminal(tmp_path, "acme", "--plain", variables=SECRETS)
        for prompt, line in (("Send? ", "y"), ("4. Find what works", "find"), ("Begin? ", "y")):
            program.expect_exact(prompt)
            program.sendline(line)
        program.expect_exact("Trying: Without")
        program.sendintr()
        program.expect_exact("Canceled. The server may have received")
        program.expect_exact("Number [1]: ")
        program.sendeof()
        written = finish(program)
    assert "Traceback" not in written


def test_what_differs_from_a_request_that_works_is_proved_and_taken_over(
    typist: Typist, folder: Path
) -> None:
    other = "0ther-made-up-secret"
    with RawServer(
        answering(http_answer(401, b'{"error": "invalid_client"}')), REFUSED, GRANTED, GRANTED
    ) as server:
        write_profile(folder.parent, "acme", server.token_url, oauth2=ONE_METHOD)
        curl = (
            f"curl {server.token_url} -u 'abcd-1234:{other}' -d grant_type=password -d username=svc.connector"
        )
        lines = ["@Compare", curl, f" --data-urlencode 'password={PASSWORD}'", ".", "1", "y", "y"]
        typist.runs(["acme"], "y", *lines)
    assert "1. Client Secret" in typist.shown
    assert "Proved: Client Secret." in typist.shown
    assert "✓ acme works with Basic Auth." in typist.shown
    assert (
        leaks(typist.said + typist.shown, {"other": other, "own": CLIENT_SECRET, "password": PASSWORD}) == []
    )


def test_a_difference_can_be_taken_over_by_itself_and_text_without_a_request_is_told(
    typist: Typist, folder: Path
) -> None:
    with RawServer(REFUSED) as server:
        write_profile(folder.parent, "acme", server.token_url, oauth2=ONE_METHOD)
        curl = f"curl {server.token_url} -u 'abcd-1234:x' -d grant_type=password -d username=theirs"
        nothing = ["@Compare", "", "@Compare", "no request", "."]
        lines = [*nothing, "@Compare", curl, ".", "@Take over", "@Password Grant Username", "n"]
        typist.runs(["acme"], "y", *lines)
    assert "No request was recognized in it." in typist.said
    assert "username=theirs" in typist.shown
    assert len(server.requests) == 1
