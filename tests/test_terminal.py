"""The main journeys of a user, with the real program in a real pseudo-terminal."""

from __future__ import annotations

import base64
import re
import socket
from pathlib import Path
from urllib.parse import quote_plus

import pytest

from tests.cli_support import run_program, write_profile
from tests.pseudo_terminal import Terminal
from tests.servers.raw_server import RawServer, answering, http_answer
from tui.oauth2.connector import Connector
from tui.practice.faults import FAULTS
from tui.practice.server import PracticeServer

SECRETS_IN_FILE = 'client_secret = "made-up-secret"\npassword = "made-up-password"'


def assert_unseen(terminal: Terminal, *secrets: str) -> None:
    """Check that no secret was ever written to the terminal, encoded or not."""
    for secret in secrets:
        for written in (secret, quote_plus(secret), base64.b64encode(secret.encode()).decode()):
            assert written.encode() not in terminal.raw


def type_the_connector(terminal: Terminal, connector: Connector) -> None:
    """Type all required fields, from the first step to Review."""
    terminal.sees("Step 1 of 10", "Name")
    terminal.press("typed in a terminal", "enter", "ticket 42", "enter", connector.base_url, "enter")
    terminal.sees("Step 2 of 10", "Client ID")
    terminal.press(connector.client_id, "enter")
    terminal.paste(connector.client_secret.reveal())
    terminal.press("enter")
    terminal.sees("Step 3 of 10", "Password Grant Username")
    terminal.press(connector.username, "enter")
    terminal.paste(connector.password.reveal())
    terminal.press("enter")
    terminal.sees("Step 4 of 10", "Oauth2 Token Url")
    terminal.press(connector.token_url, "enter")
    terminal.sees("Step 5 of 10", "OAuth 2.0 with Request Body")
    terminal.press("enter")
    terminal.sees("Step 8 of 10", "POST /oauth2/token")


def test_from_the_start_screen_to_a_saved_profile_and_back(tmp_path: Path) -> None:
    with PracticeServer() as server:
        connector = server.connector(FAULTS[0])
        secrets = connector.client_secret.reveal(), connector.password.reveal()
        with Terminal(tmp_path) as terminal:
            terminal.sees("No profiles yet.", "New")
            terminal.press("n")
            type_the_connector(terminal, connector)
            terminal.press("enter")
            terminal.sees("Step 9 of 10", "Works with Basic Auth.")
            terminal.press("ctrl+s")
            terminal.sees("Saved")
            terminal.press("ctrl+q")
            assert terminal.ends() == 0
            assert_unseen(terminal, *secrets)
        saved = tmp_path / "profiles" / "typed-in-a-terminal.toml"
        assert saved.stat().st_mode & 0o777 == 0o600
        assert not any(secret in saved.read_text("utf-8") for secret in secrets)

        with Terminal(tmp_path, "typed-in-a-terminal") as terminal:
            terminal.sees("Secrets that are not stored", "Client Secret", "Password Grant Password")
            terminal.paste(secrets[0])
            terminal.press("enter")
            terminal.paste(secrets[1])
            terminal.press("enter")
            terminal.sees("Step 8 of 10", "s Send")
            terminal.press("s")
            terminal.sees("Works with Basic Auth.")
            terminal.press("ctrl+q")
            assert terminal.ends() == 0
            assert_unseen(terminal, *secrets)


def test_an_opened_profile_asks_only_for_what_is_missing(tmp_path: Path) -> None:
    write_profile(tmp_path, "half", "https://127.0.0.1/token", oauth2='client_secret = "kept in the file"')
    with Terminal(tmp_path, "half") as terminal:
        terminal.sees("Secrets that are not stored", "Password Grant Password")
        assert "Client Secret" not in terminal.seen.split("Secrets that are not stored")[1]
        terminal.press("escape")
        terminal.sees("✗ Password Grant Password: This field is")
        terminal.press("ctrl+q")
        assert terminal.ends() == 0


def test_a_paste_with_a_line_break_is_pointed_out_and_trimmed(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.press("n")
        terminal.sees("Step 1 of 10")
        terminal.press("enter", "enter", "enter")
        terminal.sees("Step 2 of 10")
        terminal.paste("abcd-1234\n")
        terminal.sees("It ends with a line break.", "abcd-1234␊")
        terminal.press("ctrl+t", "enter", "enter")
        terminal.sees("abcd-1234", "This field is required.")
        assert "line break" not in terminal.seen
        terminal.press("ctrl+q")
        terminal.sees("changes that are not saved")
        terminal.press("ctrl+q")
        assert terminal.ends() == 0


def test_the_demo_shows_a_fault_and_ends_with_its_server(tmp_path: Path) -> None:
    with Terminal(tmp_path, "demo", size=(100, 30)) as terminal:
        terminal.sees("Practice: Everything works.", "Step 1 of 10", "http://127.0.0.1:")
        port = int(re.findall(r"http://127\.0\.0\.1:(\d+)", terminal.seen)[0])
        terminal.press("ctrl+f")
        terminal.sees("Practice faults", "Wrong Client Secret")
        terminal.press("down", "enter")
        terminal.sees("Practice: Wrong Client Secret.", "Step 8 of 10", "s Send")
        terminal.press("enter")
        terminal.sees("Fails: the server refuses the client.", "401 invalid_client")
        with socket.create_connection(("127.0.0.1", port)):
            pass
        terminal.press("ctrl+q")
        assert terminal.ends() == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_a_held_key_acts_once(tmp_path: Path) -> None:
    with RawServer(answering(http_answer(401, b'{"error": "invalid_client"}'))) as server:
        write_profile(tmp_path, "held", server.token_url, oauth2=SECRETS_IN_FILE)
        with Terminal(tmp_path, "held") as terminal:
            terminal.sees("Step 8 of 10", "s Send")
            terminal.hold("escape")  # back to the start screen, where another Esc would quit
            terminal.sees("Saved profiles")
            terminal.hold("enter")
            terminal.sees("Step 8 of 10")
            assert not server.requests
            terminal.hold("enter")
            terminal.sees("Step 9 of 10", "Fails: the server does not accept the client.")
            assert len(server.requests) == 2
            terminal.press("ctrl+q")
            assert terminal.ends() == 0


def test_a_small_terminal_says_so_and_recovers(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.press("n")
        terminal.sees("Step 1 of 10")
        terminal.press("kept")
        terminal.sees("kept")
        terminal.resize(60, 15)
        terminal.sees("This terminal is too small.", "60 columns by 15 rows", "60 by 20")
        terminal.resize(80, 24)
        terminal.sees("Step 1 of 10", "kept")
        terminal.press("ctrl+q")
        terminal.sees("Unsaved work")
        terminal.press("ctrl+q")
        assert terminal.ends() == 0


def test_a_profile_that_is_not_there_ends_before_any_screen(tmp_path: Path) -> None:
    with Terminal(tmp_path, "nobody") as terminal:
        assert terminal.ends() == 2
        assert "nobody" in terminal.seen
        assert "Traceback" not in terminal.seen
        assert b"\x1b[?1049h" not in terminal.raw


def test_without_a_terminal_the_wizard_points_to_run(tmp_path: Path) -> None:
    ended = run_program(tmp_path)
    assert ended.returncode == 2
    assert "connector-doctor run" in ended.stderr
