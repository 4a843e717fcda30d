"""A profile's runs are remembered: bounded, masked, for its owner alone, and never at the cost of a run."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.runs import CONNECTOR
from tui.oauth2.connector import AdditionalRow
from tui.oauth2.secret import Secret
from tui.profiles.memory.marks import MARKED, changed_keys, marks_of
from tui.profiles.memory.remembered import MOST_RUNS, RememberedRun
from tui.profiles.memory.store import forget, memory_folder, memory_of, move, remember

WORKED = RememberedRun(1_700_000_000.0, "works", "basic")
FAILED = RememberedRun(1_700_000_100.0, "fails", "", "oauth.invalid_client", "Refused.", "client_secret")


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    return tmp_path / "acme.toml"


def files() -> list[Path]:
    return sorted(memory_folder().glob("*.json"))


def test_a_run_is_remembered_with_the_marks_of_its_fields(profile: Path) -> None:
    assert remember(profile, CONNECTOR, FAILED).last is None
    last = memory_of(profile).last
    assert last is not None
    assert (last.verdict, last.to_change, set(last.marks)) == (
        "fails",
        "client_secret",
        set(marks_of(CONNECTOR, "")),
    )


def test_what_changed_since_it_worked_is_told_field_by_field(profile: Path) -> None:
    remember(profile, CONNECTOR, WORKED)
    rows = (AdditionalRow("X-Tenant", "acme"),)
    changed = replace(CONNECTOR, client_secret=Secret("another"), additional_headers=rows)
    remember(profile, changed, FAILED)
    since = memory_of(profile).since_it_worked(changed)
    assert since is not None
    assert (since.when, since.client_authentication) == (WORKED.when, "basic")
    assert since.changed == ("client_secret", "additional_headers")
    unchanged = memory_of(profile).since_it_worked(CONNECTOR)
    assert unchanged is not None
    assert unchanged.changed == ()


def test_the_last_run_of_what_is_saved_is_no_run_of_what_was_never_saved(profile: Path) -> None:
    tried = replace(CONNECTOR, token_url="https://elsewhere.example/t", client_secret=Secret("another"))
    remember(profile, CONNECTOR, WORKED)
    remember(profile, tried, FAILED)
    memory = memory_of(profile)
    saved = replace(CONNECTOR, client_secret=Secret(""))  # it is asked for
    last = memory.last_with(saved, {"client_secret"})
    assert last is not None
    assert last.verdict == "works"
    assert memory.last_with(saved, ()) is None
    assert memory.last_with(replace(saved, username="another"), {"client_secret"}) is None


def test_the_last_run_that_worked_stays_among_many_failures(profile: Path) -> None:
    remember(profile, CONNECTOR, WORKED)
    for _ in range(MOST_RUNS + 5):
        remember(profile, CONNECTOR, FAILED)
    memory = memory_of(profile)
    assert len(memory.runs) == MOST_RUNS
    assert memory.since_it_worked(CONNECTOR) is not None


def test_the_file_names_neither_the_profile_nor_any_value_and_is_its_owners(profile: Path) -> None:
    remember(profile, CONNECTOR, FAILED)
    (file,) = files()
    text = file.read_text(encoding="utf-8")
    values = [CONNECTOR.client_id, CONNECTOR.username, CONNECTOR.token_url]
    values += [CONNECTOR.client_secret.reveal(), CONNECTOR.password.reveal(), "acme.toml"]
    assert [value for value in values if value in text] == []
    assert "acme" not in file.name
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_profiles_of_the_same_name_have_memories_of_their_own(profile: Path, tmp_path: Path) -> None:
    remember(profile, CONNECTOR, WORKED)
    other = tmp_path / "elsewhere" / profile.name
    assert memory_of(other).last is None
    remember(other, CONNECTOR, FAILED)
    assert [memory_of(path).last.verdict for path in (profile, other)] == ["works", "fails"]  # type: ignore[union-attr]
    salts = {json.loads(file.read_text(encoding="utf-8"))["salt"] for file in files()}
    assert len(salts) == 2


def test_it_is_forgotten_with_its_file_and_moves_with_it(profile: Path, tmp_path: Path) -> None:
    remember(profile, CONNECTOR, WORKED)
    renamed = tmp_path / "renamed.toml"
    move(profile, renamed)
    assert memory_of(profile).last is None
    assert memory_of(renamed).last is not None
    forget(renamed)
    assert files() == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"schema": 1}',
        '{"schema": 2, "salt": "a", "runs": []}',
        '{"schema": 1, "salt": "a", "runs": [{"when": "x", "verdict": "works"}]}',
        '{"schema": 1, "salt": "a", "runs": [{"when": 1, "verdict": "perhaps"}]}',
        '{"schema": 1, "salt": "a", "runs": [{"when": 1, "verdict": "works", "marks": []}]}',
        '{"schema": 1, "salt": "a", "runs": [{"unknown": 1}]}',
        '{"schema": 1, "salt": "a", "runs": 7}',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_no_memory_counts_as_none_and_is_replaced(profile: Path, text: str) -> None:
    remember(profile, CONNECTOR, WORKED)
    files()[0].write_text(text, encoding="utf-8")
    assert memory_of(profile).runs == ()
    remember(profile, CONNECTOR, FAILED)
    assert len(memory_of(profile).runs) == 1


def test_a_disk_that_takes_nothing_is_no_reason_to_fail(profile: Path, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be", encoding="utf-8")
    assert remember(profile, CONNECTOR, WORKED).runs == ()
    assert memory_of(profile).runs == ()


@given(key=st.sampled_from(MARKED), salt=st.text(max_size=8))
def test_each_field_that_is_sent_has_a_mark_of_its_own(key: str, salt: str) -> None:
    marks = marks_of(CONNECTOR, salt)
    assert changed_keys(marks, {**marks, key: "another"}) == (key,)


def test_a_mark_tells_a_secret_from_plain_text_by_its_value_alone() -> None:
    rows = (AdditionalRow("scope", "api"),)
    plain = replace(CONNECTOR, additional_request_data=rows)
    masked = replace(CONNECTOR, additional_request_data=(rows[0].marked(secret=True),))
    assert marks_of(plain, "salt") == marks_of(masked, "salt")
    assert marks_of(plain, "salt") != marks_of(plain, "pepper")
