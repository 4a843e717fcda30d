"""How plain mode comes about and begins: by itself, with a saved profile, with what there is to warn of."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli_support import SECRETS, write_profile
from tests.servers.raw_server import RawServer, answering, http_answer
from tests.test_cli_secrets import at_a_terminal, finish
from tui.commands.wizard import _places_text
from tui.profiles.drafts import DraftKeeper
from tui.profiles.reading import load_profile

from .typing_along import Typist

URL = "http://127.0.0.1:1/t"


def test_a_python_without_curses_takes_every_terminal_to_be_able(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setitem(sys.modules, "curses", None)
    assert _places_text()


@pytest.fixture
def many(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Save 33 profiles; their secrets are in the environment."""
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    for number in range(33):
        write_profile(folder.parent, f"acme-{number:02}", f"http://host-{number:02}.example.com/t")


@pytest.mark.usefixtures("many")
def test_what_a_long_list_leaves_out_is_counted_and_found_by_typing(typist: Typist) -> None:
    typist.runs([], "99", "nothing-like-it", "HOST-07 acme", "1")
    assert "  30. acme-" in typist.said
    assert "  31. acme-" not in typist.said
    assert "and 3 more. Type a part of a name or host to find one of all 33." in typist.said
    assert "Type a number from 1 to 30." in typist.said
    assert "No profile has that in its name or host." in typist.said
    assert "Host: host-07.example.com" in typist.shown


@pytest.mark.parametrize("arguments", [["acme"], []])
def test_a_profile_that_others_can_read_is_warned_of_however_it_is_opened(
    arguments: list[str], typist: Typist, folder: Path
) -> None:
    write_profile(folder.parent, "acme", URL).chmod(0o644)
    typist.runs(arguments, *([] if arguments else ["1"]))
    assert "! Others can read this file, which holds no secret in plain text. Fix: chmod 600" in typist.said
    assert "Saving the profile here does that, too." in typist.said


def test_a_draft_of_a_profile_that_others_can_read_is_warned_of_too(typist: Typist, folder: Path) -> None:
    path = write_profile(folder.parent, "acme", URL)
    profile = load_profile(path)
    changed = replace(profile, connector=replace(profile.connector, description="a note"))
    with contextlib.closing(DraftKeeper()) as keeper:
        keeper.want(changed, "")
        keeper.flush()
    path.chmod(0o644)
    typist.runs([], "y")
    assert "! Others can read this file" in typist.said


def test_a_keychain_that_is_needed_and_missing_is_told_of(
    typist: Typist, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.plain.files.saved_profiles.keychain_problem", lambda: "There is no keychain.")
    write_profile(folder.parent, "acme", URL, oauth2='client_secret = { from = "keyring" }')
    typist.runs([], "1")
    assert "! There is no keychain." in typist.said
    assert typist.prompts == ["Client Secret (the keychain doesn't give it) (not shown): "]


def test_going_back_while_secrets_are_asked_for_goes_to_the_one_before(tmp_path: Path) -> None:
    refused = answering(http_answer(401, b'{"error": "invalid_client"}'))
    with RawServer(refused) as server:
        write_profile(tmp_path, "acme", server.token_url, oauth2='client_authentication = "basic"')
        program = at_a_terminal(tmp_path, "acme", "--plain")
        for prompt, typed in (
            ("Client Secret (not shown): ", "<"),
            (
                "There is no question before this one to go back to.\r\nClient Secret (not shown): ",
                "wr0ng-one",
            ),
            ("Password Grant Password (not shown): ", "<"),
            ("Client Secret [kept] (not shown): ", "right-one-1"),
            ("Password Grant Password (not shown): ", "pass-word-1"),
        ):
            program.expect_exact(prompt)
            program.waitnoecho()
            program.sendline(typed)
        program.expect_exact("Send? ")
        program.sendline("y")
        program.expect_exact("Number [1]: ")
        program.sendeof()
        finish(program)
        assert b"Client-Secret: right-one-1\r\n" in server.requests[0]


def test_going_back_from_an_optional_field_goes_to_the_one_before(typist: Typist, folder: Path) -> None:
    fields = ["", "acme", "", "", "abcd", "svc", URL, "1"]
    typist.runs([], *fields, "2", "<", "3", "2", "n", "@Save", "", "@asked", hidden=["client-s", "pass-word"])
    assert typist.said.count("What can be added or changed:") == 1
    connector = load_profile(folder / "acme.toml").connector
    assert not connector.request.credential_headers
    assert connector.client_authentication.value == "basic-user"
    typist.runs([], "", *fields, "<", "", hidden=["client-s", "pass-word"])
    assert typist.said.count("What can be added or changed:") == 2
