"""Answers that are proper HTTP, and meant to harm whoever shows or reads them."""

from __future__ import annotations

import json
from typing import Final

from tests.servers.raw_server import answering, http_answer

from .fault import Fault, Heard, serving

ESCAPES: Final = "\x1b]52;c;ZXZpbA==\x07\x1b]0;owned\x07\x1b[2Jseen\x9b2J\x9d52;c;ZXZpbA==\x9c"
"""Writes to the clipboard, sets the title, clears the screen: with ESC, and with the C1 controls."""
HIDDEN: Final = "\u202eevil\u2066\u200b\u200d\ufeff\u2028\U000e0041"
"""Turns the text round, and hides in it."""
MARKUP: Final = "x[/y][$error]b[/][@click=app.bell]c[link='http://evil.example']"
"""What Textual and rich would obey."""
HOSTILE: Final = f"{MARKUP} {ESCAPES} {HIDDEN}"
RAW: Final = (b"\x1b]52", b"\x1b]0;owned", b"\x1b[2Jseen", "\x9b2J".encode(), "\u202e".encode())
"""What must never reach a terminal."""

_DEEP: Final = 100_000


def _refusal(name: str, body: bytes, finding: str, *, status: int = 401, reason: str = "No") -> Fault:
    headers = [("Content-Type", "application/json")]
    return Fault(name, serving(answering(http_answer(status, body, headers, reason))), Heard(status), finding)


def _error(code: str, **more: object) -> bytes:
    # Not escaped, as a server may write it: every character goes over the wire as it is.
    return json.dumps({"error": code, **more}, ensure_ascii=False).encode()


def refusing_with(word: str) -> bytes:
    """Return a refusal that says a word everywhere: reason, header, error, its description and link."""
    body = _error(word, error_description=word, error_uri=word)
    return http_answer(400, body, [("X-Word", word), ("Server", word), ("WWW-Authenticate", word)], word)


WORDS: Final = (
    *(
        Fault(f"{name} in every word", serving(answering(refusing_with(word))), Heard(400), "challenge.other")
        for name, word in {"escapes": ESCAPES, "hidden": HIDDEN, "markup": MARKUP}.items()
    ),
    Fault(
        "hostile words beside a code that is known",
        serving(
            answering(
                http_answer(
                    401,
                    _error("invalid_client", error_description=HOSTILE),
                    [(f"X-{number}", HOSTILE) for number in range(90)],
                    HOSTILE,
                )
            )
        ),
        Heard(401),
        "oauth.invalid_client",
    ),
    Fault(
        "token with escape sequences",
        serving(
            answering(
                http_answer(
                    200,
                    json.dumps(
                        {
                            "access_token": HOSTILE,
                            "token_type": HOSTILE,
                            "scope": HOSTILE,
                            "expires_in": HOSTILE,
                        }
                    ).encode(),
                )
            )
        ),
        Heard(200),
        "",
        gives_a_token=True,
    ),
    _refusal(
        "lone surrogates", rb'{"error": "\ud800", "error_description": "\udfff\u0000"}', "status.unauthorized"
    ),
    _refusal(
        "Infinity and NaN",
        b'{"access_token": NaN, "expires_in": Infinity}',
        "status.success_json",
        status=200,
    ),
    _refusal("empty", b"", "status.success_empty", status=200),
    _refusal("UTF-16", '{"error": "invalid_client"}'.encode("utf-16"), "oauth.invalid_client"),
)

LONG_WORDS: Final = (
    _refusal(
        "description of a megabyte",
        _error("invalid_client", error_description="A" * 1_000_000),
        "oauth.invalid_client",
    ),
    _refusal(
        "description of a megabyte of escapes",
        _error("invalid_client", error_description=HOSTILE * 5_000),
        "oauth.invalid_client",
    ),
    _refusal("code of a megabyte", _error("invalid_" * 125_000), "status.unauthorized"),
    _refusal("deep objects", b'{"error":' * _DEEP + b"1" + b"}" * _DEEP, "status.bad_request", status=400),
    _refusal("deep lists", b"[" * _DEEP + b"]" * _DEEP, "status.bad_request", status=400),
    _refusal("deep objects without an end", b'{"a":' * 200_000, "status.success_json", status=200),
    _refusal("a number of a megabyte", b'{"error": ' + b"9" * 1_000_000 + b"}", "shape.json_number"),
    _refusal(
        "sixty thousand members",
        json.dumps({str(n): n for n in range(60_000)}).encode(),
        "status.success_json",
        status=200,
    ),
    _refusal("a page of a megabyte", b"<html><title>" + b"<b>" * 340_000, "status.server_error", status=500),
)
