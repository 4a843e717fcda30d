"""The files of profiles in plain mode: listed with their last run, copied, renamed, deleted, put back."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from tests.cli_support import SECRETS, write_profile
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.oauth2.connector import Connector
from tui.profiles.drafts import DraftKeeper, find_drafts
from tui.profiles.profile import Profile
from tui.profiles.reading import load_profile
from tui.profiles.trash import trashed_profiles

from .typing_along import Typist

URL = "http://127.0.0.1:1/t"


@pytest.fixture(autouse=True)
def secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


def test_a_profile_is_copied_and_renamed_and_the_list_says_so(typist: Typist, folder: Path) -> None:
    write_profile(folder.parent, "acme", URL)
    typist.runs([], "copy 1", "?", "rename 1", "globex", "rename 9", "")
    assert "✓ Copied to acme-copy.toml." in typist.said
    assert "✓ Renamed. The file is globex.toml." in typist.said
    assert "“rename 2” gives it another name" in typist.said
    assert "No profile has that in its name or host." in typist.said  # there is no ninth
    assert {load_profile(path).connector.name for path in folder.glob("*.toml")} == {"acme", "globex"}


def test_a_deleted_profile_is_put_back_and_one_can_go_for_good(typist: Typist, folder: Path) -> None:
    path = write_profile(folder.parent, "acme", URL)
    typist.runs([], "delete 1", "@Keep it", "delete 1", "@To the trash", "undo", "undo", "1")
    assert "In the trash it can be put back for a week." in typist.said
    assert "✓ Deleted acme.toml. “undo” puts it back." in typist.said
    assert "No saved profiles; “undo” puts back the last one." in typist.said
    assert "✓ acme.toml is back." in typist.said
    assert "No profile was deleted." in typist.said
    assert path.exists()
    typist.runs([], "delete 1", "<", "delete 1", "@Delete it for good")
    assert "Nothing was changed." in typist.said
    assert "✓ Deleted acme.toml for good." in typist.said
    assert not path.exists()
    assert trashed_profiles() == ()


def test_a_name_that_is_taken_is_told_and_changes_nothing(typist: Typist, folder: Path) -> None:
    write_profile(folder.parent, "acme", URL)
    write_profile(folder.parent, "globex", URL)
    typist.runs([], "acme", "rename 1", "globex", "all", "")
    assert "is another profile already. Choose another name." in typist.said
    assert {path.name for path in folder.glob("*.toml")} == {"acme.toml", "globex.toml"}


def test_the_list_says_how_the_last_run_of_each_has_ended(typist: Typist, folder: Path) -> None:
    refused = answering(http_answer(401, b'{"error": "invalid_client"}'))
    with RawServer(refused) as server:
        write_profile(folder.parent, "acme", server.token_url, oauth2='client_authentication = "basic"')
        typist.runs(["acme"], "y")
        typist.runs([], "")
        assert f"  1. acme  {server.token_url}  ✗ just now: Client Secret\n" in typist.said


@pytest.mark.parametrize(
    ("replies", "is_kept"), [(["n"], True), (["d", "n", "n"], True), (["d", "y"], False)]
)
def test_unsaved_work_is_discarded_only_after_a_question(
    replies: list[str], is_kept: bool, typist: Typist
) -> None:
    with contextlib.closing(DraftKeeper()) as keeper:
        keeper.want(Profile(Connector(name="other", token_url=URL)))
        keeper.flush()
    typist.runs([], *replies)
    assert "Continue with it? [Y/n, d discards it]" in typist.said
    assert bool(find_drafts()) is is_kept


def test_another_connector_begins_after_a_question_about_unsaved_work(typist: Typist, folder: Path) -> None:
    write_profile(folder.parent, "acme", URL)
    write_profile(folder.parent, "globex", URL)
    change = ["@Change a field", "@Description", "a note", "n"]
    typist.runs(["acme"], "n", *change, "@Another", "y", "", "@as now", "globex", "1", "n", "quit")
    assert "There is unsaved work. Save it first?" in typist.said
    assert load_profile(folder / "acme.toml").connector.description == "a note"
    assert "Undo" not in typist.said[typist.said.index("Saved profiles:") :]
