"""Whatever is piped or typed into plain mode, no secret of it comes out again in any spelling."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.cli_support import run_program, write_profile
from tests.secrets_search.echoes import (
    CLIENT_SECRET,
    PASSWORD,
    ROW,
    ROW_SECRET,
    SECRETS,
    VARIABLES,
)
from tests.secrets_search.forms import leaks
from tests.servers.raw_server import RawServer, answering, http_answer

from .typing_along import Typist

REFUSED = answering(http_answer(401, b'{"error": "invalid_client"}'))
QUOTED_SECRET, QUOTED_PASSWORD = quote(CLIENT_SECRET, safe=""), quote(PASSWORD, safe="")
CURL = (
    f"curl 'URL?api_key={ROW_SECRET}' -u 'abcd-1234:{CLIENT_SECRET}' -H 'X-Api-Key: {ROW_SECRET}'"
    f" -d grant_type=password -d username=svc -d password={QUOTED_PASSWORD}"
)
LABELS = (
    f"Client ID: abcd-1234\nclient_secret: {ROW_SECRET}\nUsername: svc\npassword: {ROW_SECRET}\n"
    f"Token URL: URL?client_secret={ROW_SECRET}\nX-Api-Key: {ROW_SECRET}"
)
DOCUMENT = json.dumps(
    {
        "client_id": "abcd-1234",
        "client_secret": CLIENT_SECRET,
        "username": "svc",
        "password": PASSWORD,
        "token_url": "URL",
        "api_key": ROW_SECRET,
    }
)
TICKET = (
    f'On 2026-11-03 10:12 we sent\n\n{CURL}\n\nand got\n\nHTTP/1.1 401 No\n\n{{"password": "{ROW_SECRET}"}}'
)
PASTES = {"curl": CURL, "labels": LABELS, "JSON": DOCUMENT, "ticket": TICKET}
MENU = [
    *["2", "<", "3", "n", "4", "y", "n"],
    *["5", *CURL.replace("URL", "http://127.0.0.1:1/t").split("\n"), ".", "2", "1", "n"],
    *["4", "3", "", "4", "5", "1", "n", "", "4", "1", "", "4", "2", "", "4", "4", "word", ""],
    *["4", "8", "5", *TICKET.replace("URL", "http://127.0.0.1:1/t").split("\n"), ".", "1", "n"],
    *["2", "5", "n", "6"],
]
"""What these choose after a failure: something is asked, tried, compared, copied out, pasted and changed."""


def found_in(home: Path, lines: Iterable[str], *reached: str) -> list[str]:
    """Return what leaks when lines are piped into plain mode. `reached` is said where they lead to."""
    stdin = "".join(f"{line}\n" for line in lines)
    done = run_program(home, "--plain", stdin=stdin, variables=VARIABLES)
    assert "Traceback" not in done.stderr
    missed = [words for words in reached if words not in done.stderr + done.stdout]
    assert missed == []
    return [
        f"{name}: {leak}"
        for name, text in (("stdout", done.stdout), ("stderr", done.stderr))
        for leak in leaks(text, SECRETS)
    ]


@pytest.mark.parametrize("kind", PASTES)
def test_a_piped_paste_is_not_repeated(kind: str, tmp_path: Path) -> None:
    with RawServer(REFUSED) as server:
        paste = PASTES[kind].replace("URL", server.token_url)
        lines = [*paste.split("\n"), ".", "y", *MENU]
        compared = ("Trying: ", "against the request that works")
        copied = ("Form sheet: ", "curl ", "## ", "Check codes are made with", "Attempt 1, ", "taken from")
        reached = (*compared, *copied, "Fill the form?", "As before: ")
        assert found_in(tmp_path, lines, *reached) == []


@pytest.mark.parametrize("kind", PASTES)
def test_a_paste_that_answers_other_questions_is_not_repeated(kind: str, tmp_path: Path) -> None:
    """Its lines come one too early or too late: at the fields, rows, lists and files."""
    with RawServer(REFUSED) as server:
        lines = PASTES[kind].replace("URL", server.token_url).split("\n")
        fields = ["", "acme", *lines, "abcd-1234", "?", server.token_url, "2 3"]
        rows = [*lines, "", "X-Api-Key", *lines, "", "", "y"]
        menu = ["4", "1", *lines, "6", *lines, "6", "", *lines, "2", *lines, *MENU]
        assert found_in(tmp_path, [*fields, *rows, *menu], "Client Secret: taken from") == []


def test_a_saved_profile_whose_values_hold_secrets_shows_none(tmp_path: Path) -> None:
    with RawServer(REFUSED) as server:
        url = f"{server.token_url}?api_key={ROW_SECRET}"
        write_profile(
            tmp_path,
            "acme",
            url,
            rest=f"{ROW}\n[[oauth2.additional_request_data]]\nname = "
            f"'pin_code'\nvalue = 'x'\n[[oauth2.additional_request_data]]\nname = 'note'\n"
            f"value = 'password={ROW_SECRET}'",
        )
        write_profile(tmp_path, "userinfo", f"http://svc:{QUOTED_SECRET}@127.0.0.1:1/t")
        for lines in (
            ["acme", "1", "y", *MENU],
            ["userinfo", "1", "?", "", "", "y", *MENU],
            [f"x {PASSWORD}", ""],
        ):
            assert found_in(tmp_path, lines) == []


def test_at_a_terminal_no_question_repeats_a_secret(typist: Typist, folder: Path) -> None:
    url = f"http://127.0.0.1:1/t?client_secret={ROW_SECRET}"
    write_profile(folder.parent, "acme", url)
    change = [
        "@Change",
        "@Oauth2 Token Url",
        "?",
        "",
        "@Change",
        "@Oauth2 Custom Oauth Request Options Additional R",
    ]
    rows = ["note", f"password={ROW_SECRET}", "X-Pin", "2", "1", ""]
    typist.runs(["acme"], "n", *change, *rows, "n", hidden=[CLIENT_SECRET, PASSWORD, ROW_SECRET, "-"])
    assert "Oauth2 Token Url [http://127.0.0.1:1/t?client_secret=••••" in typist.said
    assert "1. note: password=••••" in typist.said
    assert leaks(typist.said + typist.shown, SECRETS) == []
