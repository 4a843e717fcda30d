"""What the random user of `fuzzing` has: keys, texts, sizes, and a server that answers with anything."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from tests.servers.raw_server import Script, answering, http_answer, resetting, stalling
from tui.oauth2.connector import AdditionalRow, Connector, RequestSettings
from tui.oauth2.secret import Secret

from .samples import CLIENT_SECRET, COMPLETE, PASSWORD, REFUSED_CLIENT
from .test_hostile_words import HOSTILE

GRANTED_TOKEN: Final = "fuzz-t0ken-of-many-letters-4d7e"
SECRETS: Final = (CLIENT_SECRET, PASSWORD, GRANTED_TOKEN, "row-s3cret-7c1d")
KEYS: Final = (
    "tab shift+tab enter enter enter escape up down left right shift+up shift+down "
    "pageup pagedown home end space backspace delete "
    "f1 shift+f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f12 "
    "alt+n ctrl+d ctrl+n ctrl+j ctrl+f ctrl+g ctrl+l ctrl+o ctrl+p ctrl+s ctrl+t ctrl+y ctrl+z "
    "s s a b c d e f g G h i j k l m n o p q r t u v w x y z "
    "0 1 2 3 4 5 6 7 8 9 / + = -"
).split()
NOT_PRESSED: Final = frozenset({"ctrl+q", "ctrl+r"})
"""What quits or reveals secrets: these are asked for."""
ACTS: Final = {"key": 9, "hold": 2, "type": 4, "paste": 1, "click": 5, "resize": 2, "open": 2, "send": 4}
"""What a step can be, and how often it is that."""
LETTERS: Final = "sdgxv1 aK-"
"""What is typed into fields: letters that are commands elsewhere."""
LEADING_AWAY: Final = (
    "tab shift+tab enter escape ctrl+n ctrl+g ctrl+s f1 shift+f1 f2 f3 f4 f5 f6 f7 f8 f9 f10 f12".split()
)
"""What is pressed right behind a text, before anything has answered."""
PASTES: Final = (
    "pasted text",
    "two\rlines\r",
    HOSTILE,
    "x" * 3000,
    "http://127.0.0.1:1/t",
    "\r\n\r\nlate",
)
REFUSALS: Final[Sequence[tuple[int, bytes | dict[str, Any]]]] = (
    (401, REFUSED_CLIENT),
    (401, REFUSED_CLIENT),
    (400, {"error": "invalid_scope"}),
    (400, {"error": "unsupported_grant_type"}),
    (400, {"error": "invalid_request", "error_description": "a parameter is missing"}),
    (403, {"message": "Missing API key, add the header x-api-key"}),
    (200, b"eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln"),
)
"""Answers after which each kind of field is the one to change."""
SIZES: Final = (
    (1, 1),
    (5, 60),
    (60, 5),
    (69, 19),
    (60, 20),
    (80, 24),
    (120, 40),
    (300, 100),
    (40, 40),
    (112, 24),
)


def hostile_scripts(chance: random.Random) -> list[Script]:
    """Return what the server does on each connection, one after the other."""
    echo = f'{{"error": "invalid_grant", "error_description": "{PASSWORD} is wrong", "{HOSTILE[:20]}": 1}}'
    token = json.dumps({"access_token": GRANTED_TOKEN, "token_type": "Bearer", "expires_in": 3600})
    scripts = [
        answering(http_answer(400, echo.encode())),
        answering(http_answer(401, b'{"error": "invalid_client"}')),
        answering(http_answer(200, token.encode())),
        answering(http_answer(200, f'{{"jwt": "{GRANTED_TOKEN}"}}'.encode())),
        answering(http_answer(200, f"<html><title>{HOSTILE}</title>{PASSWORD}</html>".encode())),
        answering(http_answer(302, b"", [("Location", f"https://h/?code=1&password={PASSWORD}")])),
        answering(http_answer(429, b"", [("Retry-After", "Fri, 31 Dec 9999 23:59:59 -0100")])),
        answering(http_answer(500, b"x" * 200_000)),
        answering(b"HTTP/1.1 2" + HOSTILE.encode() + b"\r\n\r\n"),
        resetting(),
        stalling(),
    ]
    return [chance.choice(scripts) for _ in range(200)]


def fuzzed_connector(token_url: str, username: str = "svc") -> Connector:
    """Return the connector to begin with."""
    return replace(
        COMPLETE,
        token_url=token_url,
        base_url=token_url.removesuffix("/oauth2/token"),
        username=username,
        additional_headers=(AdditionalRow("X-Api-Key", Secret("row-s3cret-7c1d")),),
        additional_request_data=(
            AdditionalRow("scope", "tickets.read"),
            AdditionalRow("grant_type", "password"),
            AdditionalRow("tenant", Secret("row-s3cret-7c1d")),
        ),
        request=RequestSettings(timeout=2.0, connect_timeout=2.0),
    )


def working_curl(token_url: str) -> str:
    """Return a request that works, as a customer sends it."""
    data = f"grant_type=password&username=svc&password={PASSWORD}"
    return f"curl -u abcd-1234:{CLIENT_SECRET} -d '{data}' {token_url}"
