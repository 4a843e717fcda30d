"""The way by the mouse in a real terminal that reports each click: a connector, saved and opened again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.pseudo_terminal import Terminal
from tests.test_terminal import assert_unseen
from tui.profiles.reading import load_profile

from .token_server import PASSWORD, RIGHT, SECRETS, WRONG, token_server

FIELD: Final = "▌"
"""Where a field begins."""


def fill(terminal: Terminal, step: str, *values: str) -> None:
    """Click on each field of a step and type into it, then click on Next."""
    terminal.sees(step)
    for number, value in enumerate(values, start=1):
        terminal.click(FIELD, number)
        terminal.press(value)
    terminal.click("Next", 2)  # the first one is in the footer


def send_change_and_save(terminal: Terminal) -> None:
    """Send, change the field on its card, send again, and save."""
    terminal.sees("Step 8 of 10", "POST /oauth2/token")
    terminal.click("Send (s)")
    terminal.sees("Fails: ", "Enter changes it here")
    terminal.click("Change: Client Secret")
    terminal.sees("Leave as it was (Esc)")
    terminal.press(RIGHT)
    terminal.click("Send again")
    terminal.sees("Works with Request Body.", "Client Secret changed", "Save")
    terminal.click("Save", 2)
    terminal.sees("Step 10 of 10", "Where to keep the secrets")
    terminal.click("  Save  ")
    terminal.sees("✓ Saved")


def test_by_reports_of_the_mouse(tmp_path: Path) -> None:
    with token_server() as server, Terminal(tmp_path) as terminal:
        terminal.sees("No profiles yet.")
        terminal.click("New (n)")
        fill(terminal, "Step 1 of 10", "by mouse")
        fill(terminal, "Step 2 of 10", "abcd-1234", WRONG)
        fill(terminal, "Step 3 of 10", "svc", PASSWORD)
        fill(terminal, "Step 4 of 10", server.token_url)
        terminal.sees("Step 5 of 10")
        terminal.click("OAuth 2.0 with Request Body")
        terminal.sees("(•) OAuth 2.0 with Request Body")
        terminal.click("Review", 2)
        send_change_and_save(terminal)
        terminal.click("Menu")
        terminal.sees("Search for commands")
        terminal.press("start screen")
        terminal.sees("Open another connector, or begin one")
        terminal.click("Open another connector")
        terminal.sees("Saved profiles", "Open (o)")
        terminal.click("Help")
        terminal.sees("i pages")
        terminal.click("Close")
        terminal.sees_no_more("i pages")
        terminal.click("by mouse")
        terminal.sees("Saved profiles")
        terminal.click("by mouse")
        terminal.sees("Secrets that are not stored")
        terminal.click("Later")
        terminal.sees("Step 8 of 10")
        terminal.click("Back")
        terminal.sees("Saved profiles")
        terminal.click("Quit")
        assert terminal.ends() == 0
        assert len(server.requests) == 2
    assert load_profile(tmp_path / "profiles" / "by-mouse.toml").connector.token_url == server.token_url
    assert_unseen(terminal, *SECRETS)
    assert not [seen for seen in terminal.screens if any(secret in seen for secret in SECRETS)]
