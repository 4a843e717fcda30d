"""Opening the wizard from the command line: only at a terminal, and only with a readable profile."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_support import SECRETS, run_program, write_profile
from tests.test_cli_secrets import at_a_terminal, finish
from tui.cli import main
from tui.profiles.profile import Profile

URL = "https://idp.example.com/oauth2/token"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Profile | str | None]:
    """Pretend to be at a terminal, and collect what is opened instead of showing screens."""
    seen: list[Profile | str | None] = []

    def wizard(profile: Profile | None) -> int:
        seen.append(profile)
        return 0

    def demo() -> int:
        seen.append("demo")
        return 0

    def run_plain(*_: object) -> int:
        seen.append("plain")
        return 0

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr("tui.commands.wizard.is_terminal", lambda stream: True)
    monkeypatch.setattr("tui.wizard.app.run_wizard", wizard)
    monkeypatch.setattr("tui.wizard.app.run_demo", demo)
    monkeypatch.setattr("tui.plain.session.run_plain", run_plain)
    return seen


@pytest.mark.parametrize("arguments", [(), ("demo",), ("acme",)])
def test_without_a_terminal_it_names_the_command_that_needs_none(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    write_profile(tmp_path, "acme", URL)
    done = run_program(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "connector-doctor run PROFILE" in done.stderr


def test_a_bad_profile_is_reported_before_any_screen(tmp_path: Path) -> None:
    write_profile(tmp_path, "acme", URL, oauth2="usernme = 1")
    program = at_a_terminal(tmp_path, "acme")
    written = finish(program)
    assert program.exitstatus == 2
    assert "usernme" in written
    assert "\x1b" not in written


def test_it_opens_empty_or_with_a_profile_and_the_secrets_it_can_find(
    tmp_path: Path, opened: list[Profile | str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_profile(tmp_path, "acme", URL)
    monkeypatch.setenv("CONNECTOR_DOCTOR_HOME", str(tmp_path))
    monkeypatch.setenv("CONNECTOR_DOCTOR_PASSWORD", SECRETS["CONNECTOR_DOCTOR_PASSWORD"])
    assert [main([]), main(["acme"]), main(["--", str(path)]), main(["demo"])] == [0, 0, 0, 0]
    nothing, by_name, by_path, demo = opened
    assert nothing is None
    assert demo == "demo"
    for profile in (by_name, by_path):
        assert isinstance(profile, Profile)
        assert profile.missing_secrets() == ("client_secret",)
        assert profile.path == path


@pytest.mark.parametrize(
    ("variables", "is_plain"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "a-terminal-that-nobody-knows"}, False),
        ({"TERM": "dumb"}, True),
        ({"TERM": ""}, True),
        ({"TERM": "ansi-m-no-such", "CONNECTOR_DOCTOR_PLAIN": "1"}, True),
        ({"TERM": "xterm", "CONNECTOR_DOCTOR_PLAIN": "0"}, False),
    ],
)
def test_prompts_take_the_place_of_screens_where_the_terminal_or_the_user_needs_them(
    variables: dict[str, str],
    is_plain: bool,
    opened: list[Profile | str | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CONNECTOR_DOCTOR_PLAIN", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert [main([]), main(["demo"]), main(["--plain"]), main(["demo", "--plain"])] == [0, 0, 0, 0]
    assert opened == (["plain"] * 4 if is_plain else [None, "demo", "plain", "plain"])


def test_a_terminal_without_cursor_addressing_gets_prompts(
    opened: list[Profile | str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "tty33")
    monkeypatch.setattr("curses.setupterm", lambda term: None)
    monkeypatch.setattr("curses.tigetstr", {"cup": None}.get)
    assert main([]) == 0
    assert opened == ["plain"]
