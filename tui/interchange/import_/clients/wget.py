"""Makes requests of wget commands, as GNU wget's manual says what each option sends."""

from __future__ import annotations

import re
from typing import Final

from ..bodies import body_items
from ..request import Item, PastedRequest
from ..shells.arguments import Grammar, arguments_of
from ..shells.finding import find_commands
from ..shells.typography import with_plain_marks
from ..shells.words import CommandLine

_WGET: Final = re.compile(
    r"(?:(?<=[\s;|&($`])|^)(?:[\w./-]{0,100}/)?wget(?:\.exe)?(?=(?:[ \t\xa0]|\\[ \t]*\n|\^[ \t]*\n)+[-\"'$h])"
)
_ALIAS: Final = re.compile(r"(?i)[ \t]-(?:Uri|Method|Body|Headers)\b")
"""Parameters of PowerShell's own command, for which it once had the alias wget."""
_SHORT: Final = {
    "O": "output-document", "o": "output-file", "a": "append-output", "e": "execute", "t": "tries",
    "T": "timeout", "w": "wait", "U": "user-agent", "P": "directory-prefix",
}  # fmt: skip
_TAKES_VALUE: Final = frozenset(
    """
    output-document output-file append-output execute tries timeout wait user-agent directory-prefix
    post-data post-file body-data body-file method header user password http-user http-password
    ca-certificate ca-directory certificate private-key certificate-type connect-timeout read-timeout
    dns-timeout max-redirect secure-protocol referer load-cookies save-cookies
    """.split()
)
_NOTED: Final = {
    "no-check-certificate": "insecure", "ca-certificate": "ca-file", "ca-directory": "ca-file",
    "certificate": "client-certificate", "private-key": "client-certificate",
    "post-file": "file-reference", "body-file": "file-reference",
}  # fmt: skip
_GRAMMAR: Final = Grammar(_SHORT, _TAKES_VALUE)


def wget_requests(text: str) -> list[PastedRequest]:
    """Return the request of each wget command in the text that sends a body or a client."""
    text, notes = with_plain_marks(text, _TAKES_VALUE.__contains__)
    found = [_request(line, notes) for line in find_commands(text, _WGET, _ALIAS)]
    return [request for request in found if request.body or request.client or request.headers]


def _request(line: CommandLine, notes: list[str]) -> PastedRequest:
    notes = [*line.notes, *notes]
    url = method = body = ""
    headers: list[Item] = []
    client = {"user": "", "password": ""}
    for name, value in arguments_of(line.words, _GRAMMAR):
        if name in _NOTED:
            notes.append(_NOTED[name])
        if value is None:
            continue
        text = value.text
        if name in ("post-data", "body-data"):
            body = text
        elif name == "method":
            method = text.upper()
        elif name == "header":
            header, _, rest = text.partition(":")
            headers.append(Item(header.strip(), rest.strip(), "--header"))
        elif name.removeprefix("http-") in client:
            client[name.removeprefix("http-")] = text
        elif name == "execute" and "proxy" in text:
            notes.append("proxy")
        elif not name and not url:
            url = text
        elif name:
            continue
        notes += value.notes
    items, kind = body_items(body, "--post-data")
    pair = (client["user"], client["password"]) if client["user"] else None
    return PastedRequest(
        "wget", url, "the URL", method or ("POST" if body else ""), tuple(headers), tuple(items), kind,
        pair, "--user", notes=tuple(notes),
    )  # fmt: skip
