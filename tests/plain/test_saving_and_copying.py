"""Saving and copying out in plain mode: nothing is replaced unasked, and secrets go where one says."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli_support import CLIENT_SECRET, PASSWORD, SECRETS, write_profile
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.oauth2.connector import Connector
from tui.profiles.drafts import DraftKeeper, find_drafts
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.secret_sources import FromEnv, FromPlain, FromPrompt

from .typing_along import Typist

GRANTED = answering(http_answer(200, json.dumps({"access_token": "tok-4f1d.made-up"}).encode()))


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[str]:
    """Yield the URL of a server; the secrets are in the environment, and there is a profile `acme`."""
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    with RawServer(GRANTED, GRANTED, GRANTED) as server:
        write_profile(folder.parent, "acme", server.token_url)
        yield server.token_url


@pytest.mark.parametrize(
    ("choice", "source"),
    [
        ("@asked", FromPrompt()),
        ("@in the env", FromEnv("CONNECTOR_DOCTOR_PASSWORD")),
        ("@in the file", FromPlain()),
    ],
)
def test_all_secrets_are_kept_where_the_user_says(
    choice: str, source: object, typist: Typist, url: str, folder: Path
) -> None:
    lines = ["", "", "new", "", "", "abcd", "svc", url, "", "n", "@Save", "", choice]
    typist.runs([], *lines)
    assert load_profile(folder / "new.toml").source_of("password") == source
    assert (json.dumps(PASSWORD)[1:-1] in (folder / "new.toml").read_text()) is (choice == "@in the file")
    assert ("Anyone who can read the file" in typist.said) is (choice == "@in the file")
    assert "connector-doctor run new" in typist.said


@pytest.mark.parametrize("reply", ["n", "y"])
def test_another_file_is_replaced_only_after_a_question(
    reply: str, typist: Typist, url: str, folder: Path
) -> None:
    lines = ["", "", "new", "", "", "abcd", "svc", url, "", "n", "@Save", "acme", "@asked", reply]
    typist.runs([], *lines)
    assert "acme.toml exists already. Replace it?" in typist.said
    assert load_profile(folder / "acme.toml").connector.name == ("new" if reply == "y" else "acme")


@pytest.mark.parametrize(
    ("reply", "in_file"),
    [("@Don't save", "theirs"), ("@Keep mine", "svc.connector"), ("@Take theirs", "theirs")],
)
def test_a_profile_that_somebody_else_changed_is_replaced_only_after_a_question(
    reply: str, in_file: str, typist: Typist, url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "acme.toml"

    def changed_meanwhile(talk: object) -> None:
        path.write_text(path.read_text().replace("svc.connector", "theirs"))

    monkeypatch.setattr("tui.plain.sending.send", changed_meanwhile)
    typist.runs(["acme"], "y", "@Save", "", "@as now", reply, "@Copy", "@The form", "", "quit")
    assert "was changed since you opened it. Nothing was saved yet." in typist.said
    assert "  Password Grant Username: “theirs” in the file, “svc.connector” here" in typist.said
    assert load_profile(path).connector.username == in_file
    assert ("Nothing was saved." in typist.said) is (reply == "@Don't save")
    assert ("theirs" in typist.shown) is (reply == "@Take theirs")


def test_quitting_with_unsaved_work_offers_to_save_it(typist: Typist, url: str, folder: Path) -> None:
    change = ["@Change a field", "@Description"]
    assert typist.runs(["acme"], "n", *change, "a note", "n", "@Quit", "y", "", "@as now") == 0
    assert "There is unsaved work. Save it first?" in typist.said
    assert load_profile(folder / "acme.toml").connector.description == "a note"
    assert typist.runs(["acme"], "n", *change, "another", "n", "@Quit", "n") == 0
    assert load_profile(folder / "acme.toml").connector.description == "a note"
    assert not find_drafts()


def test_form_sheet_curl_and_report_are_printed_or_written(typist: Typist, url: str, tmp_path: Path) -> None:
    typist.runs(
        ["acme"],
        *["y", "@Copy", "@The form", ""],
        *["@Copy", "@The request", "@Basic Auth", "n", ""],
        *["@Copy", "@The request", "@Basic Auth", "y", "c.sh"],
        *["@Copy", "@The report", "report.txt"],
        *["@Copy", "@The report", "report.md"],
        *["@Copy", "@The report", "report.md", "n"],
        *["@Copy", "@The report", ""],
    )
    assert "Form sheet: acme" in typist.shown
    assert "curl" in typist.shown
    assert CLIENT_SECRET not in typist.shown
    curl = tmp_path / "c.sh"
    assert "Qx7!made up" in curl.read_text()
    assert curl.stat().st_mode & 0o777 == 0o600
    assert "✗ The file's name has to end in" in typist.said
    assert "report.md exists already. Replace it?" in typist.said
    assert (tmp_path / "report.md").read_text().startswith("# acme")
    assert "\n# acme" in typist.shown


def test_what_keeps_a_request_from_being_copied_is_said_with_the_way_to_mend_it(
    typist: Typist, url: str
) -> None:
    change = ["@Change a field", "@Oauth2 Token Url", "ftp://x", "", "", ""]
    copies = ["@Copy", "@The form", "", "@Copy", "@The request"]
    assert typist.runs(["acme"], "n", *change, *copies, "@Quit", "n") == 0
    assert "✗ Oauth2 Token Url: The URL begins with ftp://" in typist.said
    assert (
        "So there is no request to copy yet. “Change a field” in the menu leads to what is missing."
        in typist.said
    )
    assert "Form sheet: acme" in typist.shown


def test_a_draft_is_proposed_to_be_saved_in_its_own_file(typist: Typist, url: str, tmp_path: Path) -> None:
    profile = Profile(Connector(name="other", client_id="abcd", username="svc", token_url=url))
    with contextlib.closing(DraftKeeper()) as keeper:
        keeper.want(profile, str(tmp_path / "mine.toml"))
        keeper.flush()
    typist.runs([], "y", "n", "@Save", "", "@asked")
    assert f"File [{tmp_path / 'mine.toml'}]: " in typist.said
    assert load_profile(tmp_path / "mine.toml").connector.name == "other"


@pytest.mark.parametrize(
    "wrong", ['{"password": "x"}', "https://idp.example.com/t", "client_secret: hunter22"]
)
def test_what_is_no_name_of_a_file_is_refused_and_not_repeated(
    wrong: str, typist: Typist, url: str, folder: Path
) -> None:
    typist.runs(["acme"], "n", "@Save", wrong, "-", "", "@as now")
    assert typist.said.count("✗ That is no file's name.") == 1
    assert wrong not in typist.said
    assert "A profile needs a file." in typist.said
    assert f"✓ Saved {folder / 'acme.toml'}" in typist.said
