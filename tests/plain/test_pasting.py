"""What is pasted in plain mode: a response is explained, a request fills the form, and that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_support import CLIENT_SECRET, SECRETS, write_profile
from tests.runs import assert_no_secret
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.plain.console import Console
from tui.plain.conversation import Conversation
from tui.plain.undoing import note_change, undo, undo_words

from .typing_along import Typist

URL = "http://127.0.0.1:1/t"
RESPONSE = ["HTTP/1.1 401 Unauthorized", "", '{"error": "invalid_client"}', "."]
CURL = "curl http://127.0.0.1:2/t -u abcd-1234:0ther-made-up -d grant_type=password -d username=theirs"


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


def test_a_response_is_explained_and_can_be_read_as_one_of_the_api(typist: Typist, folder: Path) -> None:
    write_profile(folder.parent, "acme", URL)
    typist.runs(["acme"], "n", "@Paste", *RESPONSE, "@Read it as a response of the API", "@Go on")
    first, second = typist.shown.split("The paste: ")[1:]
    assert "status 401, response of the token endpoint" in first
    assert "Client Secret" in first
    assert "status 401, response of the API" in second
    assert "Fill the form?" not in typist.said


def test_at_the_start_a_response_is_explained_and_the_next_paste_asked_for(typist: Typist) -> None:
    typist.runs([], *RESPONSE, "", CURL, ".")
    assert typist.said.count("Paste a request that works, a response, or a ticket.") == 2
    assert "status 401, response of the token endpoint" in typist.shown
    assert "Recognized: curl" in typist.said


def test_a_request_fills_the_open_form_says_what_it_replaces_and_is_undone(
    typist: Typist, folder: Path
) -> None:
    write_profile(folder.parent, "acme", URL)
    fill = ["@Paste", CURL, ".", "y"]
    typist.runs(["acme"], "n", *fill, "@Copy", "@The form sheet", "", "@Undo", "@Send", "n", "quit", "n")
    assert "Filling replaces these fields:\n" in typist.said
    assert "  Password Grant Username: svc.connector → theirs\n" in typist.said
    assert "Undo: Client Secret, Password Grant Username, Oauth2 Token Url and 1 more\n" in typist.said
    assert "theirs" in typist.shown[typist.shown.index("Form sheet: acme") :]
    assert "✓ As before: " in typist.said
    assert "Username: svc.connector\n" in typist.shown[typist.shown.rindex("POST /t") :]
    assert_no_secret(typist.said + typist.shown, "0ther-made-up", CLIENT_SECRET)


def test_what_was_changed_beside_what_is_undone_stays() -> None:
    talk = Conversation(Console(print, print, print))
    before = talk.connector
    talk.set_value("client_id", "abcd")
    note_change(talk, before)
    talk.set_value("username", "svc")
    assert undo_words(talk) == "Undo: Client ID"
    undo(talk)
    assert (talk.connector.client_id, talk.connector.username) == ("", "svc")
    assert undo_words(talk) == ""
    talk.close()


def test_before_anything_is_sent_it_can_be_compared_with_a_request_that_works(
    typist: Typist, folder: Path
) -> None:
    write_profile(folder.parent, "acme", URL)
    typist.runs(["acme"], "n", "@Compare", CURL, ".", "@Leave")
    assert "acme against the request that works" in typist.shown


def test_one_variation_is_tried_alone(typist: Typist, folder: Path) -> None:
    refused = answering(http_answer(400, b'{"error": "invalid_scope"}'))
    scope = '[[oauth2.additional_request_data]]\nname = "scope"\nvalue = "tickets"'
    with RawServer(*[refused] * 9) as server:
        method = 'client_authentication = "basic"'
        write_profile(folder.parent, "acme", server.token_url, oauth2=method, rest=scope)
        typist.runs(["acme"], "y", "@Find what works", "99", "2", "@Find what works", "n")
        assert len(server.requests) == 2
    assert typist.said.count("Trying: ") == 1
    assert "Type y, n, or a number from 1 to " in typist.said
    assert "The menu goes on with that." in typist.said


def test_a_choice_is_made_by_words_of_its_line_if_they_say_which(typist: Typist, folder: Path) -> None:
    write_profile(folder.parent, "acme", URL)
    typist.runs(
        ["acme"],
        "n",
        "sa",
        "s",
        "change",
        "additional he",
        "",
        "change a",
        "name",
        "globex",
        "n",
        "QUIT",
        "n",
    )
    assert typist.said.count("or words of a line.") == 2
    assert "Name [acme]: " in typist.said
    assert ": Oauth2 Custom Oauth Request Options Additional Headers:\n" in typist.said
