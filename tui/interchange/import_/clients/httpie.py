"""Makes requests of HTTPie's and xh's commands, as HTTPie's documentation says what each item sends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from ..bodies import body_items
from ..request import BodyKind, Item, PastedRequest
from ..shells.arguments import Grammar, arguments_of
from ..shells.finding import find_commands
from ..shells.typography import with_plain_marks
from ..shells.words import CommandLine, Word

_HTTPIE: Final = re.compile(
    r"(?:(?<=[\s;|&($`])|^)(?P<name>https?|xhs?)(?=(?:[ \t\xa0]|\\[ \t]*\n)+"
    r"(?:-{1,2}[a-z]|(?:POST|GET|PUT)\s|['\"]?https?://|[\w.-]+\.[\w.-]+[:/]|localhost|:\d|\$|\{\{))"
)
_NOTHING: Final = re.compile(r"(?!)")
_SHORT: Final = {
    "a": "auth", "A": "auth-type", "o": "output", "p": "print", "s": "style", "f": "form", "j": "json",
    "x": "compress", "h": "headers", "b": "body", "v": "verbose", "F": "follow", "m": "multipart",
}  # fmt: skip
_TAKES_VALUE: Final = frozenset(
    """
    auth auth-type output print style timeout proxy verify cert cert-key session session-read-only raw
    max-redirects ssl pretty boundary default-scheme cert-key-pass ciphers bearer
    """.split()
)
_FLAGS: Final = frozenset("form json multipart follow verbose ignore-stdin headers body".split())
_ITEM: Final = re.compile(
    r"(?P<name>(?:[^\\:=@;]|\\.)+)(?P<mark>:=@|=@|:=|==|=|:|@|;$)(?P<value>.*)", re.DOTALL
)
_METHOD: Final = re.compile(r"[A-Za-z]{3,7}")
_GRAMMAR: Final = Grammar(_SHORT, _TAKES_VALUE)


@dataclass
class _Draft:
    url: str = field(default="", repr=False)
    method: str = ""
    client: tuple[str, str] | None = None
    headers: list[Item] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)
    query: list[str] = field(default_factory=list, repr=False)
    raw: str | None = field(default=None, repr=False)
    kind: BodyKind = BodyKind.JSON
    notes: list[str] = field(default_factory=list)


def httpie_requests(text: str) -> list[PastedRequest]:
    """Return the request of each command of HTTPie or xh in the text that sends something."""
    text, notes = with_plain_marks(text, lambda name: name in _TAKES_VALUE or name in _FLAGS)
    found = []
    for line in find_commands(text, _HTTPIE, _NOTHING):
        request = _request(line, notes)
        if request.body or request.client or "?" in request.url:
            found.append(request)
    return found


def _request(line: CommandLine, notes: list[str]) -> PastedRequest:
    draft = _Draft(raw=line.here_document, notes=[*line.notes, *notes])
    for name, value in arguments_of(line.words, _GRAMMAR):
        if name:
            _take_option(draft, name, value)
        elif value:
            _take_argument(draft, value)
    url = _full_url(draft.url, "https" if line.program in ("https", "xhs") else "http")
    if draft.query:
        url += ("&" if "?" in url else "?") + "&".join(draft.query)
    body, kind = draft.body, draft.kind
    if draft.raw and not body:
        body, kind = body_items(draft.raw, "--raw")
    return PastedRequest(
        "HTTPie", url, "the URL", draft.method or ("POST" if body else "GET"), tuple(draft.headers),
        tuple(body), kind if body else BodyKind.NONE, draft.client, "-a", notes=tuple(draft.notes),
    )  # fmt: skip


def _take_option(draft: _Draft, name: str, value: Word | None) -> None:
    text = value.text if value else ""
    if name == "form":
        draft.kind = BodyKind.FORM
    elif name == "multipart":
        draft.kind = BodyKind.MULTIPART
    elif name == "raw":
        draft.raw = text
    elif name == "auth":
        user, _, secret = text.partition(":")
        draft.client = (user, secret)
    elif name == "bearer" or (name == "auth-type" and text == "bearer" and draft.client):
        token = text if name == "bearer" or not draft.client else draft.client[0]
        draft.headers.append(Item("Authorization", f"Bearer {token}", "--auth"))
        draft.client = None
    elif name == "verify":
        draft.notes.append("insecure" if text.lower() in ("no", "false") else "ca-file")
    elif name in ("proxy", "cert"):
        draft.notes.append({"proxy": "proxy", "cert": "client-certificate"}[name])
    else:
        return
    draft.notes += value.notes if value else []


def _take_argument(draft: _Draft, word: Word) -> None:
    """Take the method, the URL, or an item: a header, a parameter of the body or of the query."""
    draft.notes += word.notes
    if not draft.url:
        if not draft.method and _METHOD.fullmatch(word.text) and word.text.lower() != "localhost":
            draft.method = word.text.upper()
        else:
            draft.url = word.text
        return
    found = _ITEM.fullmatch(word.text)
    if not found:
        return
    name, value = re.sub(r"\\(.)", r"\1", found["name"]), found["value"]
    match found["mark"]:
        case "=@" | ":=@" | "@":
            draft.notes.append("file-reference")
        case "==":
            draft.query.append(f"{name}={value}")
        case ":" | ";":
            if value or found["mark"] == ";":
                draft.headers.append(Item(name, value.strip(), "the items"))
        case _:
            draft.body.append(Item(name, value.strip('"') if found["mark"] == ":=" else value, "the items"))


def _full_url(url: str, scheme: str) -> str:
    """Return a URL whose scheme the program's name adds, or whose host is this machine."""
    if re.match(r":\d|:/|/", url):
        url = "localhost" + (url if url[:2] != ":/" else url[1:])
        return f"{scheme}://{url}"
    return f"https://{url}" if scheme == "https" and "://" not in url and url[:1] not in "{$<" else url
