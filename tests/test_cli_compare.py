"""`compare`: the differences as text and JSON, and --try against real servers, with few failed logins."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

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
from tests.servers.authlib_server import AuthlibServer
from tests.servers.credentials import connector_for
from tests.servers.raw_server import Conversation, RawServer, Script, http_answer, stalling
from tui.interchange.curl import curl_command
from tui.oauth2.assembly import assemble
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import Secret
from tui.profiles.profile import Profile
from tui.profiles.secret_sources import FromPlain, secret_keys
from tui.profiles.writing import save_profile

BODY: Final = ClientAuthentication.REQUEST_BODY
GRANTED: Final = http_answer(200, b'{"access_token": "tok-4f1d.made-up"}')
REFUSED: Final = http_answer(400, b'{"error": "invalid_grant"}')
TWO: Final = """curl https://a.example/t -d 'grant_type=password&username=ferry&password=a-57&client_id=q'
curl https://b.example/t -d 'grant_type=password&username=tug&password=b-57&client_id=q'
"""


def working(url: str, **changes: Any) -> Connector:
    """Return the connector of `write_profile`, as it works."""
    connector = Connector(
        name="acme",
        client_id="abcd-1234",
        client_secret=Secret(CLIENT_SECRET),
        username="svc.connector",
        password=Secret(PASSWORD),
        token_url=url,
        client_authentication=BODY,
        request=RequestSettings(credential_headers=False),
    )
    return replace(connector, **changes)


def paste(tmp_path: Path, connector: Connector) -> str:
    method = connector.client_authentication.methods[0]
    path = tmp_path / "request.txt"
    path.write_text(curl_command(assemble(connector, method), reveal=True), encoding="utf-8")
    return str(path)


def saved(tmp_path: Path, connector: Connector) -> str:
    path = tmp_path / "mine.toml"
    save_profile(Profile(connector, dict.fromkeys(secret_keys(connector), FromPlain())), path)
    return str(path)


def granting(needle: bytes) -> Script:
    """Grant a token to a request that holds something; refuse the account of all others."""

    def script(conversation: Conversation) -> None:
        conversation.send(GRANTED if needle in conversation.read_request() else REFUSED)

    return script


def test_the_differences_come_ranked_and_masked(tmp_path: Path) -> None:
    url = "https://idp.dunes.example/token"
    write_profile(tmp_path, "acme", url + "/")
    request = paste(tmp_path, working(url, additional_request_data=(AdditionalRow("scope", "read"),)))
    done = run_program(tmp_path, "compare", "acme", request)
    assert done.returncode == 0, done.stderr
    assert "acme against " in done.stdout
    assert "4 differences, the most telling first." in done.stdout
    assert "1. Oauth2 Token Url  (likely)" in done.stdout
    assert "2. Additional Request Data: scope  (possible)" in done.stdout
    assert "The same: Client ID, Client Secret, " in done.stdout
    assert_no_secret(done.stdout + done.stderr, CLIENT_SECRET, PASSWORD)


def test_a_secret_that_is_not_known_here_is_no_failure(tmp_path: Path) -> None:
    url = "https://idp.dunes.example/token"
    write_profile(tmp_path, "acme", url)
    request = paste(tmp_path, working(url))
    done = run_program(
        tmp_path, "compare", "acme", "-", "--json", variables={}, stdin=Path(request).read_text()
    )
    document = json.loads(done.stdout)
    assert (document["schema"], document["source"], document["proof"]) == (1, "standard input", None)
    assert [one["field"] for one in document["unknown"]] == ["client_secret", "password"]
    assert "Set CONNECTOR_DOCTOR_CLIENT_SECRET" in document["unknown"][0]["text"]
    assert done.returncode == 0
    tried = run_program(tmp_path, "compare", "acme", request, "--try", variables={})
    assert (tried.returncode, tried.stdout) == (2, "")


def test_of_several_requests_the_first_is_taken_and_it_says_so(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", "https://a.example/t")
    done = run_program(tmp_path, "compare", "acme", "-", stdin=TWO)
    assert "The first one was taken." in done.stderr
    assert "ferry" in done.stdout
    assert "tug" not in done.stdout


@pytest.mark.parametrize("text", ["", "Hello, it does not work."])
def test_what_is_no_request_is_2(tmp_path: Path, text: str) -> None:
    write_profile(tmp_path, "acme", "https://a.example/t")
    done = run_program(tmp_path, "compare", "acme", "-", stdin=text)
    assert (done.returncode, done.stdout) == (2, "")
    assert "No request was recognized" in done.stderr


def test_the_proof_names_the_field_with_both_exchanges(tmp_path: Path) -> None:
    with RawServer(granting(b"&scope=read")) as server:
        write_profile(tmp_path, "acme", server.token_url, oauth2='client_authentication = "request-body"')
        row = (AdditionalRow("scope", "read"),)
        request = paste(tmp_path, working(server.token_url, additional_request_data=row))
        done = run_program(tmp_path, "compare", "acme", request, "--try")
        assert done.returncode == 0, done.stderr
        assert "Proved: Additional Request Data: scope." in done.stdout
        before, after = done.stdout.partition("Before:")[2].split("After:")
        assert "invalid_grant" in before
        assert "scope=read" not in before
        assert "scope=read" in after
        assert len(server.requests) == 3
        assert_no_secret(done.stdout + done.stderr, CLIENT_SECRET, PASSWORD, "tok-4f1d.made-up")


@pytest.mark.parametrize(("most", "sent"), [("1", 1), ("2", 2)])
def test_no_more_logins_fail_than_the_budget_allows(tmp_path: Path, most: str, sent: int) -> None:
    with RawServer(granting(b"never")) as server:
        write_profile(tmp_path, "acme", server.token_url, oauth2='client_authentication = "request-body"')
        rows = tuple(AdditionalRow(name, "1") for name in "abc")
        request = paste(tmp_path, working(server.token_url, additional_request_data=rows))
        done = run_program(
            tmp_path, "compare", "acme", request, "--try", "--json", "--max-failed-logins", most
        )
        assert len(server.requests) == sent
        assert done.returncode == 1
        proof = json.loads(done.stdout)["proof"]
        assert proof["outcome"] == ("stopped" if most == "1" else "not-proved")
        assert len(proof["tried"]) == sent
        again = run_program(tmp_path, "compare", "acme", request, "--try", "--max-failed-logins", most)
        assert again.returncode == 2
        assert "To send anyway, see --max-failed-logins." in again.stderr


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"client_secret": Secret("wr0ng-57")}, "client_secret"),
        ({"client_id": "nobody"}, "client_id"),
        ({"password": Secret("wr0ng-57")}, "password"),
        ({"username": "nobody"}, "username"),
        ({"client_authentication": ClientAuthentication.BASIC}, "client_authentication"),
        ({}, None),
    ],
)
def test_a_real_server_shows_which_field_it_is(
    changes: dict[str, Any], field: str | None, tmp_path: Path, authlib_server: AuthlibServer
) -> None:
    good = connector_for(authlib_server.token_url, BODY, request=RequestSettings(credential_headers=False))
    profile = saved(tmp_path, replace(good, request=RequestSettings(), **changes))
    done = run_program(tmp_path, "compare", profile, paste(tmp_path, good), "--try", "--json")
    assert done.returncode == 0, done.stderr
    proof = json.loads(done.stdout)["proof"]
    assert proof["outcome"] == ("proved" if field else "already-works")
    assert proof["culprits"] == ([field] if field else [])
    assert proof["after"]["response"]["status"] == 200 if field else proof["after"] is None
    assert sum(tried["outcome"] != "token" for tried in proof["tried"]) <= 2


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interrupted_proof_tells_what_was_sent(tmp_path: Path) -> None:
    with RawServer(granting(b"never"), stalling()) as server:
        write_profile(tmp_path, "acme", server.token_url, oauth2='client_authentication = "request-body"')
        request = paste(tmp_path, working(server.token_url, username="tug"))
        running = subprocess.Popen(
            [*PROGRAM, "compare", "acme", request, "--try"],
            env=environment(tmp_path, SECRETS),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert server.stalled.wait(PATIENCE)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130
    assert "Canceled." in out
    assert "✗ The connector's own request (Request Body): 400 invalid_grant" in out
    assert "interrupted." in err
