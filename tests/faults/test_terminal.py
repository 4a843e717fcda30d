"""Some faults in the app, in a real pseudo-terminal: it stays alive, and nothing raw gets through."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli_support import forget_failed_logins, write_profile
from tests.patience import PATIENCE
from tests.pseudo_terminal import Terminal
from tests.servers.certificates import Certificates
from tests.servers.faults.bodies import gzip_bomb
from tests.servers.faults.refusals import hostile_certificate
from tests.servers.faults.words import HOSTILE, MARKUP, RAW, refusing_with
from tests.servers.raw_server import (
    RawServer,
    answering,
    answering_endlessly,
    closing,
    dripping,
    http_answer,
)

_SECRETS = 'client_secret = "made up"\npassword = "made up too"\nclient_authentication = "request-body"'
_SIZE = (110, 34)
"""Columns and rows."""


def check_raw(terminal: Terminal) -> None:
    """Check that no server text reached the terminal as it was."""
    for raw in RAW:
        assert raw not in terminal.raw


def send(terminal: Terminal, home: Path) -> None:
    """Send; each of these would be a failed login too many."""
    forget_failed_logins(home)
    terminal.press("s")


def test_answers_that_mean_harm_leave_the_app_alive(tmp_path: Path) -> None:
    scripts = (
        answering(refusing_with(HOSTILE)),
        dripping(b'HTTP/1.1 200 OK\r\n\r\n{"\x1b]52;c;ZXZpbA==\x07\x1b[2Jseen": "'),
        answering_endlessly(b"", b"HTTP/1.1 103 Early Hints\r\nLink: \x1b[2Jseen\r\n\r\n" * 100),
        gzip_bomb,
        answering(http_answer(200, json.dumps({"access_token": HOSTILE, "scope": HOSTILE}).encode())),
    )
    with RawServer(*scripts) as server:
        write_profile(tmp_path, "hostile", server.token_url, oauth2=_SECRETS)
        with Terminal(tmp_path, "hostile", size=_SIZE) as terminal:
            terminal.sees("Send (s)")
            send(terminal, tmp_path)
            terminal.sees("Step 9 of 10", "Fails:", "Findings (", "Send again")
            terminal.press("right")
            terminal.sees("Status 400", MARKUP[:-1])  # its last bracket is on the next line
            for _ in "dripping", "interim responses":
                send(terminal, tmp_path)
                terminal.sees("Cancel (Esc)", "of at most 30 s", "receiving the response")
                terminal.press("escape")
                terminal.sees_no_more("Cancel (Esc)")
                assert server.client_left.wait(PATIENCE), "the connection was left open"
                server.client_left.clear()
            send(terminal, tmp_path)
            terminal.sees("longer than 1 MiB", "Send again", "How we know")
            terminal.press("right")
            terminal.sees("Status 200")
            terminal.press("pagedown")
            terminal.sees("␀␀␀␀")
            send(terminal, tmp_path)
            terminal.sees("Works with Request Body.")
            terminal.press("ctrl+q")
            assert terminal.ends() == 0
        check_raw(terminal)


def test_a_certificate_for_another_name_is_told_without_obeying_it(
    certificates: Certificates, tmp_path: Path
) -> None:
    with RawServer(closing, tls=hostile_certificate(certificates)) as server:
        write_profile(tmp_path, "tls", server.token_url, oauth2=_SECRETS)
        with Terminal(tmp_path, "tls", size=_SIZE) as terminal:
            terminal.sees("Send (s)")
            terminal.press("s")
            terminal.sees("Step 9 of 10", "Unreachable: the certificate of", "is for another name")
            terminal.press("right")
            terminal.sees("␛]52;c;ZXZpbA==␇␛[2Jseen.example.com")
            terminal.press("ctrl+q")
            assert terminal.ends() == 0
        check_raw(terminal)
    assert server.requests == []
