"""All checks together: whatever the environment, nothing raises, shows a secret, or goes over the network."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli_support import environment
from tests.depth import examples
from tests.json_schemas import assert_valid
from tui.checkup import checkup, clock, keychain, trust
from tui.checkup.check import SIGNS, Check, guarded
from tui.checkup.checkup import Family, check_machine, worst
from tui.checkup.document import checkup_document
from tui.checkup.text import checkup_text
from tui.oauth2.own_fault import RAISE_VARIABLE
from tui.plain_text import plain_text
from tui.terminal.wrapping import plain_lines

from .support import NOW, machine, profile

SECRET = "s3cr3t.made-up"
NAMES = "TERM TERM_PROGRAM COLORTERM TMUX SSL_CERT_FILE SSL_CERT_DIR HTTPS_PROXY no_proxy".split()
WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=examples(8))
@given(
    st.dictionaries(st.sampled_from(NAMES), WORDS),
    WORDS,
    st.tuples(st.integers(0, 500), st.integers(0, 500)),
    st.booleans(),
    WORDS,
)
def test_whatever_the_surroundings_every_check_says_something(
    environ: dict[str, str], encoding: str, size: tuple[int, int], is_terminal: bool, url: str
) -> None:
    odd = machine(profile(url), environ=environ, encoding=encoding, size=size, writes_terminal=is_terminal)
    with pytest.MonkeyPatch.context() as patched:  # what takes long is the same each time
        patched.setattr(trust, "distributed_roots", frozenset)
        patched.setattr(keychain, "keychain_problem", lambda **_: "There is none.")
        families = tuple(check_machine(odd))
    assert_valid("checkup", json.loads(json.dumps(checkup_document(families, NOW, url))))
    text = "\n".join(plain_lines(checkup_text(families)))
    assert plain_text(text) == text
    assert all(check.found for family in families for check in family.checks)


def test_a_check_that_fails_says_so_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(RAISE_VARIABLE)

    def broken(given: object) -> object:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(checkup, "clock_checks", broken)
    families = {family.title: family.checks for family in check_machine(machine())}
    (failed,) = families["Clock"]
    assert (failed.state, SECRET in failed.found) == ("unknown", False)
    assert "This check failed: RuntimeError" in failed.found
    assert families["Terminal"]


def test_the_others_of_its_family_go_on_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(RAISE_VARIABLE)

    def broken(path: Path) -> object:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(clock, "memory_of", broken)
    given = machine(profile("https://idp.example/t", path=tmp_path / "acme.toml"))
    assert [(check.id, check.state) for check in clock.clock_checks(given)] == [
        ("clock.server", "unknown"),
        ("clock.zone", "ok"),
    ]


def test_what_the_system_refuses_is_told_in_its_words() -> None:
    def refused() -> list[Check]:
        raise PermissionError(13, "Permission denied")

    (check,) = guarded("x", "X", refused)
    assert (check.state, check.found) == ("unknown", "This can't be checked: Permission denied.")


def test_the_worst_counts_and_what_is_unknown_does_not() -> None:
    def of(*states: str) -> str:
        return worst([Family("F", tuple(Check("x", "X", state, "f") for state in states))])  # type: ignore[arg-type]

    assert of("ok", "unknown") == "ok"
    assert of("ok", "warning", "unknown") == "warning"
    assert of("problem", "warning") == "problem"
    assert of() == "ok"


def test_the_text_has_a_sign_for_each_check_and_the_fix_below() -> None:
    checks = tuple(Check("x", state, state, "found", "" if state == "ok" else "do it") for state in SIGNS)
    lines = list(plain_lines(checkup_text([Family("F", checks)])))
    assert lines == [
        "This machine: 1 problem, 1 warning.",
        "",
        "F",
        "  ✓ ok: found",
        "  ! warning: found",
        "    Fix: do it",
        "  ✗ problem: found",
        "    Fix: do it",
        "  – unknown: found",
        "    Fix: do it",
    ]


WATCHED = """
import json, sys
sent = []
def watch(event, arguments):
    if event in {"socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"}:
        sent.append(event)
    if event == "socket.connect" and arguments[0].type != 2 and isinstance(arguments[1], tuple):
        sent.append(f"{event} {arguments[1]}")
sys.addaudithook(watch)
from tui.cli import main
status = main(["checkup", "--json"])
heavy = [name for name in sys.modules if name.partition(".")[0] in HEAVY]
print(json.dumps([status, sent, heavy]), file=sys.stderr)
"""


def test_nothing_is_sent_and_nothing_heavy_is_loaded(tmp_path: Path) -> None:
    """In a process without a home, in the C locale, with a proxy whose password nobody is to see."""
    given_ = environment(
        tmp_path, {"LANG": "C", "LC_ALL": "C", "https_proxy": f"http://me:{SECRET}@proxy.example:1"}
    )
    del given_["HOME"], given_["PYTHONUTF8"], given_["CONNECTOR_DOCTOR_HOME"]
    script = WATCHED.replace("HEAVY", '{"textual", "rich", "httpx"}')
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**given_, "XDG_CONFIG_HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    status, sent, heavy = json.loads(done.stderr)
    assert (status in {0, 1}, sent, heavy) == (True, [], [])
    assert SECRET not in done.stdout
    assert_valid("checkup", json.loads(done.stdout))
