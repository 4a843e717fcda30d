"""Network, clock, keychain and files: each is told as it is, with the fix where it is not all right."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from tui.checkup import keychain
from tui.checkup.check import Check
from tui.checkup.clock import clock_checks
from tui.checkup.folders import folder_checks
from tui.checkup.keychain import keychain_checks
from tui.checkup.machine import Machine
from tui.checkup.network import network_checks
from tui.profiles.memory.remembered import RememberedRun
from tui.profiles.memory.store import remember
from tui.profiles.secret_sources import FromKeyring

from .support import NOW, machine, only, profile

URL = "https://idp.acme.example/token"


def network(
    tmp_path: Path, sources: dict[str, str], text: str | None = "nameserver 192.0.2.53\n"
) -> list[Check]:
    resolver = tmp_path / "resolv.conf"
    if text is not None:
        resolver.write_text(text, encoding="utf-8")
    return list(network_checks(machine(platform="linux"), lambda kind: sources.get(kind, ""), resolver))


def test_one_kind_of_address_is_enough(tmp_path: Path) -> None:
    checks = network(tmp_path, {"IPv4": "192.0.2.7"})
    assert [check.state for check in checks] == ["ok", "unknown", "ok"]
    assert "192.0.2.7" in checks[0].found


def test_no_route_at_all_is_a_problem_unless_a_proxy_is_set(tmp_path: Path) -> None:
    assert {check.state for check in network(tmp_path, {})[:2]} == {"problem"}
    behind = machine(platform="linux", environ={"HTTPS_PROXY": "http://proxy.example:1"})
    assert {check.state for check in network_checks(behind, lambda kind: "")} == {"unknown", "ok"}


@pytest.mark.parametrize(
    ("text", "state", "found"),
    [
        ("; c\nnameserver 192.0.2.53\nnameserver 2001:db8::53\n", "ok", "192.0.2.53, 2001:db8::53"),
        ("search dunes.example\n", "warning", "names no server"),
        (None, "warning", "there is no"),
    ],
)
def test_the_name_servers_are_told(tmp_path: Path, text: str | None, state: str, found: str) -> None:
    check = only(network(tmp_path, {"IPv4": "192.0.2.7"}, text), "network.resolver")
    assert (check.state, found in check.found) == (state, True)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_keep_their_name_servers_to_themselves(platform: str) -> None:
    checks = network_checks(machine(platform=platform), lambda kind: "192.0.2.7")
    assert only(checks, "network.resolver").state == "unknown"


def clock(home: Path, monkeypatch: pytest.MonkeyPatch, **runs: float | None) -> Check:
    """Return the check after a run of each profile saw a difference, an hour apart, the last one newest."""
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(home))
    profiles = [profile(f"https://{name}.example/token", path=home / f"{name}.toml") for name in runs]
    for number, (one, seen) in enumerate(zip(profiles, runs.values(), strict=True)):
        assert one.path
        when = NOW.timestamp() - 3_600 * (len(runs) - number)
        remember(one.path, one.connector, RememberedRun(when, "fails", clock=seen))
    return only(clock_checks(machine(*profiles)), "clock.server")


def test_the_clock_is_compared_with_the_newest_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = clock(tmp_path, monkeypatch, old=900.0, new=1.5)
    assert (check.state, check.found) == ("ok", "it agrees with that of new.example (1 h ago)")
    assert check.details == ("it was 15 minutes behind that of old.example (2 h ago)",)


def test_a_clock_that_is_wrong_is_told_with_its_fix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check = clock(tmp_path, monkeypatch, acme=-600.0)
    assert (check.state, check.found) == (
        "warning",
        "it was 10 minutes ahead of that of acme.example (1 h ago)",
    )
    assert "NTP" in check.fix


def test_a_clock_that_no_run_has_seen_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert clock(tmp_path, monkeypatch, acme=None).state == "unknown"
    assert only(clock_checks(machine()), "clock.zone").found == "CEST, UTC+02:00; it is 2026-07-01 12:00 here"


def test_a_keychain_that_a_profile_needs_has_to_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    needing = replace(profile(URL, path=Path("acme.toml")), sources={"password": FromKeyring()})
    (without,) = keychain_checks(machine(profile(URL)))
    (needed,) = keychain_checks(machine(needing))
    assert (without.state, needed.state) == ("unknown", "problem")
    assert needed.details == ("needed by acme.toml",)
    monkeypatch.setattr(keychain, "keychain_problem", lambda **_: "")
    monkeypatch.setattr(keychain, "keychain_name", lambda: "made-up chain")
    (there,) = keychain_checks(machine(needing))
    assert (there.state, there.found) == ("ok", "made-up chain")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    for name in ("profiles", "state"):
        tmp_path.joinpath(name).mkdir(mode=0o700)
    return tmp_path


def of_folder(given: Machine | None = None) -> Check:
    return only(folder_checks(given or machine()), "folder.profiles")


def test_folders_of_ones_own_are_all_right(home: Path) -> None:
    assert {check.state for check in folder_checks(machine()) if check.id.startswith("folder.")} == {"ok"}
    (home / "profiles").rmdir()
    assert of_folder().state == "ok"
    assert "doesn't exist yet" in of_folder().found


@pytest.mark.skipif(os.name != "posix", reason="the mode says nothing there")
def test_folders_and_files_that_are_open_to_others_are_told_with_chmod(home: Path) -> None:
    (home / "profiles").chmod(0o755)
    (home / "profiles" / "a b.toml").touch(0o644)
    (home / "profiles" / "own.toml").touch(0o600)
    assert (of_folder().state, "chmod 700" in of_folder().fix) == ("warning", True)
    files = only(folder_checks(machine()), "folder.files")
    assert (files.state, len(files.details)) == ("warning", 1)
    assert files.fix.startswith("chmod 600 '")


def test_a_folder_that_cannot_be_used_is_a_problem(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "profiles").rmdir()
    (home / "profiles").touch()
    assert (of_folder().state, "is no folder" in of_folder().found) == ("problem", True)
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(home / "profiles"))
    assert of_folder().state == "problem"


def test_a_disk_without_room_is_a_problem(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1_000))
    assert (of_folder().state, "0 MiB free" in of_folder().found) == ("problem", True)


def test_a_folder_without_rights_or_of_somebody_else_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: -1, raising=False)
    assert (of_folder().state, "belongs to user" in of_folder().found) == ("warning", True)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert of_folder().state == "problem"


@pytest.mark.usefixtures("home")
def test_profiles_that_cannot_be_read_are_listed() -> None:
    check = only(folder_checks(machine(unreadable=("a.toml: no TOML",))), "profiles.unreadable")
    assert (check.state, check.found, check.details) == (
        "warning",
        "1 profile can't be read",
        ("a.toml: no TOML",),
    )
