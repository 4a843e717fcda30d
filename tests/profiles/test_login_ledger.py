"""The ledger counts for everyone who signs in with an account, forgets after an hour, and names nobody."""

from __future__ import annotations

import json
import multiprocessing
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from tests.runs import BASIC, BODY, CONNECTOR, answered
from tui.profiles.login_ledger import LoginLedger

REFUSED = answered(BASIC, 400, '{"error": "invalid_grant"}')
UNKNOWN_CLIENT = answered(BASIC, 400, '{"error": "unsupported_grant_type"}')
GRANTED = answered(BODY, 200, '{"access_token": "made-up", "token_type": "Bearer"}')


class Clock:
    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> LoginLedger:
    return LoginLedger(lambda: tmp_path / "state", clock)


def test_an_attempt_counts_from_before_it_is_sent_until_it_is_proven_harmless(ledger: LoginLedger) -> None:
    entry = ledger.begin(CONNECTOR)
    assert ledger.count(CONNECTOR) == 1
    ledger.end(CONNECTOR, entry, UNKNOWN_CLIENT)
    assert ledger.count(CONNECTOR) == 0
    ledger.end(CONNECTOR, ledger.begin(CONNECTOR), REFUSED)
    assert ledger.count(CONNECTOR) == 1


def test_a_token_clears_the_account(ledger: LoginLedger) -> None:
    for _ in range(3):
        ledger.begin(CONNECTOR)
    ledger.end(CONNECTOR, ledger.begin(CONNECTOR), GRANTED)
    assert ledger.count(CONNECTOR) == 0


def test_it_forgets_after_an_hour(ledger: LoginLedger, clock: Clock) -> None:
    ledger.begin(CONNECTOR)
    clock.now += 3_500
    ledger.begin(CONNECTOR)
    assert ledger.count(CONNECTOR) == 2
    clock.now += 200
    assert ledger.count(CONNECTOR) == 1


def test_an_account_is_a_host_and_a_username(ledger: LoginLedger) -> None:
    ledger.begin(CONNECTOR)
    same = replace(CONNECTOR, client_id="another", username=f" {CONNECTOR.username.upper()} ")
    assert ledger.count(same) == 1
    assert ledger.count(replace(CONNECTOR, username="another")) == 0
    assert ledger.count(replace(CONNECTOR, token_url="http://localhost:1/token")) == 0
    assert ledger.count(replace(CONNECTOR, token_url="http://[", username="half\ud800")) == 0


def test_another_window_sees_it_and_the_file_names_nobody(ledger: LoginLedger, tmp_path: Path) -> None:
    ledger.begin(CONNECTOR)
    other = LoginLedger(lambda: tmp_path / "state", ledger._clock)
    assert other.count(CONNECTOR) == 1
    (file,) = (tmp_path / "state").glob("*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text()
    assert CONNECTOR.username not in text
    assert "127.0.0.1" not in text


def _log_in(folder: Path, times: int) -> None:
    ledger = LoginLedger(lambda: folder)
    for _ in range(times):
        ledger.begin(CONNECTOR)


def test_no_failed_login_of_two_processes_is_lost(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=_log_in, args=(tmp_path, 10)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]
    assert LoginLedger(lambda: tmp_path).count(CONNECTOR) == 20


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"salt": 1}', b'{"salt": "x", "accounts": {"a": {"b": "c"}}}', b"\xff" * 99],
)
def test_a_file_that_is_none_is_begun_anew(ledger: LoginLedger, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "failed-logins.json").write_bytes(content)
    ledger.begin(CONNECTOR)
    assert ledger.count(CONNECTOR) == 1
    assert LoginLedger(lambda: tmp_path / "state", ledger._clock).count(CONNECTOR) == 1


def test_a_disk_that_can_not_be_written_loses_no_count(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    ledger = LoginLedger(lambda: tmp_path / "state")
    ledger.begin(CONNECTOR)
    ledger.begin(CONNECTOR)
    assert ledger.count(CONNECTOR) == 2
    in_memory = LoginLedger(None)
    in_memory.begin(CONNECTOR)
    assert in_memory.count(CONNECTOR) == 1


def test_the_file_stays_small(ledger: LoginLedger, tmp_path: Path, clock: Clock) -> None:
    for number in range(600):
        clock.now += 1
        ledger.begin(replace(CONNECTOR, username=f"user-{number}"))
    kept = json.loads((tmp_path / "state" / "failed-logins.json").read_text())
    assert len(kept["accounts"]) == 500
    assert ledger.count(replace(CONNECTOR, username="user-599")) == 1
