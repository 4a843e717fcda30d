"""The token in plain mode: what it is, what to call with it, its expiry, a refresh, and a file of it."""

from __future__ import annotations

import base64
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli_support import SECRETS, run_program, write_profile
from tests.runs import assert_no_secret
from tests.servers.raw_server import RawServer, Script, answering, http_answer, stalling
from tests.test_cli_secrets import at_a_terminal, finish
from tui.profiles.reading import load_profile

from .typing_along import Typist

ONE_METHOD = 'client_authentication = "basic"'
FIRST, SECOND, REFRESH = "tok-first.made-up", "tok-second.made-up", "ref-first.made-up"
FINE = answering(http_answer(200, b"{}"))
REFUSED = answering(http_answer(401, b"{}", [("WWW-Authenticate", 'Bearer error="invalid_token"')]))
THE_TOKEN = "@The token"


def granting(token: str, **members: Any) -> Script:
    document = {"access_token": token, "token_type": "Bearer", "expires_in": 3600, **members}
    return answering(http_answer(200, json.dumps(document).encode()))


def part(document: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


def saved(folder: Path, server: RawServer, api: str = "/me") -> Path:
    """Write a profile that sends to a server, and calls an API there."""
    rest = f'[api]\npath = "{api}"\n' if api else ""
    path = write_profile(folder.parent, "acme", server.token_url, oauth2=ONE_METHOD, rest=rest)
    base = f'base_url = "http://{server.address}"\n[oauth2]'
    path.write_text(path.read_text().replace("[oauth2]", base, 1))
    return path


def test_what_a_token_is_is_said_in_words_its_remaining_life_first_and_the_token_never(
    typist: Typist, folder: Path
) -> None:
    now = int(time.time())
    claims = {"sub": "svc", "iat": now, "exp": now + 7200, "nested": {"a": 1}, "session_secret": "s-made-up"}
    token = f"{part({'alg': 'RS256', 'kid': 'key-1'})}.{part(claims)}.signature"
    with RawServer(granting(token, expires_in=7200, scope="read write")) as server:
        saved(folder, server)
        typist.runs(["acme"], "y", THE_TOKEN)
    told = typist.shown[typist.shown.index("The token: ") :]
    assert re.match(r"The token: ✓ 1 h 59 min left of 2 h until ", told)
    assert "  Token: ••••••••  (JWT, " in told
    assert "  Scope granted: read write\n" in told
    assert "Claims, as the token states them; the signature is not checked:\n" in told
    assert re.search(r"\n  exp: \d{4}-\d\d-\d\d .*  in 1 h 59 min\n", told)
    assert '\n  sub: svc\n  nested: {"a": 1}\n  session_secret: ••••••••\n' in told
    assert "\n  alg: RS256\n  kid: key-1\n" in told
    assert_no_secret(typist.said + typist.shown, token, "s-made-up")


def test_the_expiry_is_rehearsed_step_by_step_and_what_that_shows_is_told(
    typist: Typist, folder: Path
) -> None:
    with RawServer(granting(FIRST), FINE, granting(SECOND), FINE, REFUSED, FINE) as server:
        saved(folder, server)
        lines = ["@Rehearse", "@Call the API", "@Back", "@Copy", "@The report", ""]
        typist.runs(["acme"], "y", THE_TOKEN, *lines)
        sent = [request.split(b" ")[0] for request in server.requests]
        assert f"Authorization: Bearer {SECOND}\r\n".encode() in server.requests[5]
    assert sent == [b"POST", b"GET", b"POST", b"GET", b"GET", b"GET"]
    steps = [line for line in typist.said.split("\n") if re.match(r"[✓✗!] .*(after \d+ ms)$", line)][:4]
    assert [step[0] for step in steps] == ["✓", "✓", "✓", "!"]
    assert "Calling again with the first token, to see whether it still works. 401 after" in steps[-1]
    assert "! The second token ended the first: only the newest one works." in typist.shown
    assert "The second token ended the first" in typist.shown[typist.shown.index("# acme") :]
    assert_no_secret(typist.said + typist.shown, FIRST, SECOND)


def test_a_call_says_whether_the_api_accepts_the_token_and_nothing_of_the_run_again(
    typist: Typist, folder: Path
) -> None:
    answer = answering(http_answer(200, b'{"items": 3}'))
    with RawServer(granting(FIRST), answer, answering(http_answer(404, b"{}")), answer) as server:
        saved(folder, server)
        copies = ["@Back", "@Copy", "@The response", "@Calling the API", ""]
        typist.runs(["acme"], "y", THE_TOKEN, "@Call the API", *copies, THE_TOKEN, "@Call the API")
    before, _, told = typist.shown.partition("✓ The API accepted the token: 200.\n")
    assert before.count("Checked:") == 1
    assert "Checked" not in told
    assert '\n\n{"items": 3}\n' in told
    assert "✗ The API answered 404.\n" in told
    assert "API path" in told[told.index("✗ The API answered 404.") :]


def test_a_rehearsal_that_ends_early_says_what_was_skipped(typist: Typist, folder: Path) -> None:
    refused = answering(http_answer(400, b'{"error": "invalid_grant"}'))
    with RawServer(granting(FIRST), FINE, refused) as server:
        saved(folder, server)
        typist.runs(["acme"], "y", THE_TOKEN, "@Rehearse")
    assert "· Repeating the call once with the new token. Skipped." in typist.shown
    assert "Getting a second token with the same credentials failed." in typist.shown


def test_a_rehearsal_asks_before_a_third_failed_login(typist: Typist, folder: Path) -> None:
    refused = answering(http_answer(400, b'{"error": "invalid_grant"}'))
    with RawServer(granting(FIRST), FINE, refused, FINE, refused, FINE, refused) as server:
        saved(folder, server)
        typist.runs(["acme"], "y", THE_TOKEN, "@Rehearse", "@Rehearse", "@Rehearse", "n")
        assert len(server.requests) == 6
    assert typist.said.count("may have had 2 failed logins in the last hour") == 1


def test_a_refresh_says_how_the_token_differs_and_keeps_the_earlier_refresh_token(
    typist: Typist, folder: Path
) -> None:
    scripts = [granting(FIRST, refresh_token=REFRESH, scope="a"), granting(SECOND, expires_in=60, scope="a")]
    with RawServer(*scripts, FINE, FINE, granting("tok-third.made-up")) as server:
        saved(folder, server)
        typist.runs(["acme"], "y", THE_TOKEN, "@Try the refresh", "@Try the refresh", "?")
        bodies = [request.partition(b"\r\n\r\n")[2] for request in server.requests]
    assert bodies[1].startswith(b"grant_type=refresh_token")
    assert f"refresh_token={REFRESH}".encode() in bodies[4]  # there was no new one
    told = typist.shown[typist.shown.index("The refreshed token:") :]
    assert "  Access token: a new one\n  Lifetime: 60; before: 3600\n  Scope: a, as before\n" in told
    assert "  Refresh token: none issued: the earlier one stays in use\n" in told
    assert "The connector never does this: it uses the user's credentials." in typist.said
    assert_no_secret(typist.said + typist.shown, FIRST, SECOND, REFRESH)


def test_without_a_refresh_token_none_can_be_tried_and_help_says_why(typist: Typist, folder: Path) -> None:
    with RawServer(granting(FIRST)) as server:
        saved(folder, server)
        typist.runs(["acme"], "y", THE_TOKEN, "?")
    assert "Try the refresh token" not in typist.said
    assert "The server issued no refresh token." in typist.said


def test_what_to_call_is_asked_for_shown_masked_and_sent_and_saved(typist: Typist, folder: Path) -> None:
    form = ["@What to call", "@API path", "items", "@API method", "@POST", "@API query", "page", "2", ""]
    header = ["@API headers", "X-Api-Key", "X-Trace", "on", "2", "@It is a secret", ""]
    with RawServer(granting(FIRST), FINE) as server:
        path = saved(folder, server, api="")
        lines = [*form, *header, "@Nothing more", "@Call the API: POST", "@Back", "@Save", "", "@as now"]
        typist.runs(["acme"], "y", THE_TOKEN, *lines, hidden=["key-made-up-1"])
        sent = server.requests[1].decode()
    assert "! POST may change data. It is sent with an empty body." in typist.said
    assert "POST /items?page=2 HTTP/1.1\n" in typist.shown
    assert "X-Api-Key: ••••••••\nX-Trace: ••••••••\n" in typist.shown
    assert sent.startswith("POST /items?page=2 HTTP/1.1\r\n")
    assert "X-Api-Key: key-made-up-1\r\n" in sent
    assert load_profile(path).connector.api.path == "items"
    assert_no_secret(typist.said + typist.shown, FIRST, "key-made-up-1")


def test_without_an_address_the_form_of_the_call_is_offered_first(typist: Typist, folder: Path) -> None:
    with RawServer(granting(FIRST)) as server:
        write_profile(folder.parent, "acme", server.token_url, oauth2=ONE_METHOD)
        typist.runs(["acme"], "y", THE_TOKEN, "1", "@API path", "ftp://x", "", "")
    assert "What to do with the token?\n  1. What to call: path, method, query, headers" in typist.said
    assert "✗ Base Url: This field is required: the API path is appended to it." in typist.said
    assert "Call the API" not in typist.said


@pytest.mark.parametrize("file", ["", "token.txt"])
def test_the_token_goes_to_a_file_and_nowhere_else(
    file: str, typist: Typist, folder: Path, tmp_path: Path
) -> None:
    with RawServer(granting(FIRST)) as server:
        saved(folder, server)
        typist.runs(["acme"], "y", THE_TOKEN, "@Write the token", file)
    assert "Anyone who has the token can use it until it expires." in typist.said
    assert_no_secret(typist.said + typist.shown, FIRST)
    if file:
        assert (tmp_path / file).read_text() == f"{FIRST}\n"
        assert (tmp_path / file).stat().st_mode & 0o777 == 0o600
    else:
        assert "Nothing was written." in typist.said
        assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_a_token_of_earlier_values_says_so(typist: Typist, folder: Path) -> None:
    with RawServer(granting(FIRST)) as server:
        saved(folder, server)
        typist.runs(["acme"], "y", "@Change a", "@Client ID", "other", "n", THE_TOKEN)
    assert "! The token request has changed since the server issued this token. Here, " in typist.said


def test_a_field_that_a_use_of_the_token_names_is_led_to(typist: Typist, folder: Path) -> None:
    bare = answering(http_answer(401, b"{}", [("WWW-Authenticate", "Bearer")]))
    with RawServer(granting(FIRST), bare, granting(SECOND), bare) as server:
        path = saved(folder, server)
        odd = f'{ONE_METHOD}\nheader_auth_value_pattern = "Token %s"'
        path.write_text(path.read_text().replace(ONE_METHOD, odd))
        typist.runs(["acme"], "y", THE_TOKEN, "@Call the API", "")
    assert "  1. Back to the menu, where Header Auth Value Pattern can be changed\n" in typist.said
    assert "What now?\n  1. Change Header Auth Value Pattern\n" in typist.said


def test_ctrl_c_cancels_a_rehearsal_and_the_menu_goes_on(tmp_path: Path) -> None:
    with RawServer(granting(FIRST), FINE, stalling()) as server:
        saved(tmp_path / "profiles", server)
        program = at_a_terminal(tmp_path, "acme", "--plain", variables={**SECRETS, "TERM": "dumb"})
        for prompt, line in (("Send? ", "y"), ("What now?", "the token"), ("What to do", "rehearse")):
            program.expect_exact(prompt)
            program.expect_exact(": ")
            program.sendline(line)
        program.expect_exact("✓ Calling the API with the token. 200 after")
        program.sendintr()
        program.expect_exact("Canceled. What was already sent may still count as a call or a login.")
        program.expect_exact("What to do with the token?")
        program.sendeof()
        written = finish(program)
    assert "Traceback" not in written
    assert program.exitstatus == 0


def test_through_pipes_the_rehearsal_is_the_same_and_its_findings_go_to_stdout(tmp_path: Path) -> None:
    with RawServer(granting(FIRST), FINE, granting(SECOND), FINE, FINE) as server:
        saved(tmp_path / "profiles", server)
        lines = "".join(f"{line}\n" for line in ["y", "the token", "rehearse", "back", "quit"])
        done = run_program(tmp_path, "acme", "--plain", stdin=lines)
    assert done.returncode == 0, done.stderr
    assert "The token: ✓ 59 min" in done.stdout
    assert "The first token still works after the second was issued." in done.stdout
    assert "✓ Treating the token as expired; getting a new one" in done.stderr
    assert "What to do with the token?" not in done.stdout
    assert_no_secret(done.stdout + done.stderr, FIRST, SECOND, *SECRETS.values())
