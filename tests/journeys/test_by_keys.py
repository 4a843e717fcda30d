"""A connector with a wrong secret, typed, sent, corrected and saved by keys alone, in several terminals.

Where TERM is `dumb`, it is plain mode: tests/plain/test_journeys.py goes the same way there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.pseudo_terminal import Terminal
from tests.test_terminal import assert_unseen
from tui.oauth2.client_authentication import ClientAuthentication
from tui.oauth2.connector import Connector
from tui.profiles.reading import load_profile

from .token_server import PASSWORD, RIGHT, SECRETS, WRONG, token_server


@dataclass(frozen=True)
class Kind:
    """A kind of terminal: its name, the bytes of keys that differ, and what it can't show."""

    term: str
    f1: str
    home: str
    more: tuple[tuple[str, str], ...] = ()
    never: str = ""
    """What a program must not write to it."""


COLOR: Final = r"\x1b\[(?:[\d:]*;)*(?:3\d|4\d|9[0-7]|10[0-7])(?:[;:][\d;:]*)?m"
"""Whatever sets a color (SGR, ECMA-48 §8.3.117), also a gray, or the terminal's own."""
KINDS: Final = (
    Kind("xterm-256color", "\x1bOP", "\x1b[H", (("COLORTERM", "truecolor"),)),
    # The Linux console: 16 colors, no mouse, no OSC 52, its own function keys.
    Kind("linux", "\x1b[[A", "\x1b[1~", never=r"\x1b\[[\d;]*[34]8;[25];"),
    Kind("screen", "\x1bOP", "\x1b[1~", (("NO_COLOR", "1"),), never=COLOR),
)


def type_the_connector(terminal: Terminal, token_url: str) -> None:
    """Type what a connector needs, with a wrong secret, from the start screen to Review."""
    terminal.sees("No profiles yet.", "New")
    terminal.press("n")
    terminal.sees("Step 1 of 10", "Name")
    terminal.press("by k")
    terminal.sees("by k")
    lose_room_and_get_it_back(terminal)
    terminal.press("eys", "enter", "enter", "enter")
    terminal.sees("Step 2 of 10", "Client ID")
    terminal.press("abcd-1234", "enter", WRONG, "enter")
    terminal.sees("Step 3 of 10", "Password Grant Username")
    terminal.press("svc.connector", "enter", PASSWORD, "enter")
    terminal.sees("Step 4 of 10", "Oauth2 Token Url")
    terminal.press(token_url, "enter")
    terminal.sees("Step 5 of 10", "(•) (blank)")
    terminal.press("down")
    terminal.sees("▌(•) OAuth 2.0 with Basic Auth")
    terminal.press("enter")
    terminal.sees("Step 8 of 10", "POST /oauth2/token", "Send")


def lose_room_and_get_it_back(terminal: Terminal) -> None:
    """Resize below 60 by 20 in the middle of a word, press keys there, and resize back."""
    terminal.resize(59, 19)
    terminal.sees("This terminal is too small.", "Nothing is lost.")
    terminal.press("x", "enter", "ctrl+q")
    terminal.sees("There is unsaved work. Ctrl+Q again quits.")  # so the keys before it have come, too
    terminal.resize(80, 24)
    terminal.sees("Step 1 of 10", "by k")
    assert "by kx" not in terminal.seen


@pytest.mark.parametrize("kind", KINDS, ids=[kind.term for kind in KINDS])
def test_a_wrong_secret_is_named_changed_in_place_and_what_works_is_saved(kind: Kind, tmp_path: Path) -> None:
    more = {"TERM": kind.term, "COLORTERM": "", **dict(kind.more)}
    with token_server() as server, Terminal(tmp_path, more=more) as terminal:
        type_the_connector(terminal, server.token_url)
        terminal.press(kind.f1)
        terminal.sees("i pages")
        terminal.press("escape")
        terminal.sees_no_more("i pages")
        assert server.requests == []
        terminal.press("enter")
        terminal.sees("Fails: the server does not accept the client.", "Change: Client Secret")
        terminal.sees("Enter changes it here")
        terminal.press("enter")
        terminal.sees("Press Enter to use this value and send", "Leave as it was (Esc)")
        terminal.press("x", kind.home, *("delete",), RIGHT, "enter")
        terminal.sees("Works with Basic Auth.", "Client Secret changed")
        copy_where_nothing_says_whether_it_was(terminal)
        terminal.press("ctrl+s")
        terminal.sees("✓ Saved", "by-keys.toml")
        terminal.press("ctrl+q")
        assert terminal.ends() == 0
        assert len(server.requests) == 2
    saved = load_profile(tmp_path / "profiles" / "by-keys.toml")
    assert saved.missing_secrets() == ("client_secret", "password")
    assert saved.connector == Connector(
        name="by keys",
        client_id="abcd-1234",
        username="svc.connector",
        token_url=server.token_url,
        client_authentication=ClientAuthentication.BASIC,
    )
    assert_unseen(terminal, *SECRETS)
    assert not [seen for seen in terminal.screens if any(secret in seen for secret in SECRETS)]
    assert not (kind.never and re.search(kind.never, terminal.raw.decode()))


def copy_where_nothing_says_whether_it_was(terminal: Terminal) -> None:
    """Copy the findings: a terminal without OSC 52 says nothing, so the way out is told."""
    terminal.press("y")
    terminal.sees("Curl command", "Form sheet", "Copy (Enter)")
    terminal.press("enter")
    terminal.sees("Copied the findings", "If it isn't on the", "write it to a file (Ctrl+S).")
