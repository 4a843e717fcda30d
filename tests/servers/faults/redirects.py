"""Answers that send the token request on: to another host, to https, to a login page, to itself, nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from tests.servers.certificates import Certificates
from tests.servers.raw_server import Conversation, RawServer, answering, http_answer

from .fault import Fault, Heard, Site, serving

_TARGETS: Final = {
    "to another host": (302, "https://other.example.com/oauth2/token"),
    "to a login page": (302, "https://idp.example.com/login?returnTo=%2Foauth2%2Ftoken"),
    "permanently": (308, "/oauth2/token/"),
    "with a malformed host": (302, "http://["),
    "with a malformed port": (307, "http://a:b/"),
    "to a script": (302, "javascript:alert(1)"),
    "to a file": (301, "file:///etc/passwd"),
    "with escape sequences": (303, "https://x/\x1b]52;c;ZXZpbA==\x07\x1b[2Jseen"),
    "with markup": (302, "https://[bold red]x[/y]/[@click=app.bell]"),
    "with credentials": (302, "https://me:made-up@other.example.com/"),
    "to a very long place": (302, "https://other.example.com/" + "x" * 60_000),
    "to nowhere": (302, ""),
    "among several choices": (300, "https://other.example.com/"),
}


@contextmanager
def _to_itself(_: Certificates) -> Iterator[Site]:
    def script(conversation: Conversation) -> None:
        conversation.read_request()
        conversation.send(http_answer(307, b"", [("Location", server.token_url)], "Temporary Redirect"))

    with RawServer(script) as server:
        yield Site(server.token_url, server=server)


@contextmanager
def _to_https(_: Certificates) -> Iterator[Site]:
    def script(conversation: Conversation) -> None:
        conversation.read_request()
        target = server.token_url.replace("http:", "https:")
        conversation.send(http_answer(301, b"", [("Location", target)], "Moved"))

    with RawServer(script) as server:
        yield Site(server.token_url, server=server)


REDIRECTS: Final = (
    *(
        Fault(
            f"redirect {name}",
            serving(answering(http_answer(status, b"", [("Location", target)] if target else []))),
            Heard(status),
            "answer.redirect",
        )
        for name, (status, target) in _TARGETS.items()
    ),
    Fault("redirect to itself", _to_itself, Heard(307), "answer.redirect"),
    Fault("redirect to https", _to_https, Heard(301), "answer.redirect"),
)
