"""Finds a body without a request in a text: a JSON object, a query string, or a URL with credentials."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from ..bodies import as_text, form_items, json_items
from ..request import BodyKind, Item, PastedRequest
from ..urls import CREDENTIALS
from .labels.draft import FORMAT, Draft
from .labels.lines import Labeled, labeled_parts
from .labels.meanings import WIRE_NAMES, meaning_of_label
from .nested import full_name
from .url_search import URL, trimmed_url

_QUERY: Final = re.compile(
    r"(?<![\w?&=.-])[A-Za-z_][\w.-]{0,40}=(?:(?!</)[^\s&\"'`]){0,500}"
    r"(?:[ \t]*\n?[ \t]*&[A-Za-z_][\w.:-]{0,60}=(?:(?!</)[^\s&\"'`])*)+"
)
_CLOSERS: Final = {"|": "|", "(": ")", "[": "]", "{": "}"}
_OBJECT: Final = re.compile(r"\{[^{}:]{0,300}?(?::|=>)[^{}]{0,20000}\}")
_CREDENTIALS_IN_URL: Final = re.compile(
    r"[?&](?:username|password|client_id|client_secret|grant_type)=", re.IGNORECASE
)
_LOGGED_MAP: Final = re.compile(r"[{\[](?:[\w.-]{1,60}=[^{}=\n]{0,2000}(?:, |(?=[}\]]))){2,60}[}\]]")
_LOGGED_ENTRY: Final = re.compile(
    r"([\w.-]{1,60})=(?:\[([^\[\]]*)\]|(.{0,2000}?))(?:, (?=[\w.-]{1,60}=)|[}\]]$)"
)
"""A mapping as Java writes it into a log: `{grant_type=[password], scope=[read]}`."""
_REQUEST_LINE: Final = re.compile(r"(?m)^[ \t>]{0,9}POST (/\S{0,2000}) HTTP/\d")
_HOST: Final = re.compile(r"(?im)^[ \t>]{0,9}host:[ \t]{0,9}([\w.:-]{1,300})[ \t]*$")
_MOST_ITEMS: Final = 500
_DEEPEST: Final = 6
_MOST_LINES: Final = 5000
_MOST_OBJECTS: Final = 500


def body_request(text: str) -> PastedRequest | None:
    """Return the request that a JSON or query-string body in a text means; None if there is none."""
    for found in islice(_OBJECT.finditer(text), _MOST_OBJECTS):
        items = json_items(found[0], "the JSON body")
        names = {item.name.lower() for item in items or ()}
        if items and "grant_type" not in names and (labeled := _labeled_request(items)):
            return labeled
        if items and ("grant_type" in names or len(names & {*CREDENTIALS}) >= 2):
            url, items = _without_url(items)
            kind = BodyKind.FORM if "=>" in found[0] else BodyKind.JSON  # Ruby's log of any body
            request = PastedRequest(FORMAT, url, body=tuple(items), body_kind=kind)
            return request if url else _with_url(request, text)
    return _query_request(text) or _logged_request(text)


def _query_request(text: str) -> PastedRequest | None:
    for found in _QUERY.finditer(text) if "&" in text else ():
        if re.search(r"\?\S*$", text[max(0, found.start() - 300) : found.start()]):
            continue
        items = [
            Item(item.name, item.value.strip(), item.where, item.raw.strip())
            for item in form_items(re.sub(r"[ \t]*\n[ \t]*", "", _without_closer(found)), "the body")
        ]
        names = {item.name.lower() for item in items}
        if "grant_type" in names or len(names & {*CREDENTIALS}) >= 2:
            return _with_url(PastedRequest(FORMAT, body=tuple(items), body_kind=BodyKind.FORM), text)
    return None


def _without_closer(found: re.Match[str]) -> str:
    """Return a query without the bracket or the bar that stands around it."""
    closer = _CLOSERS.get(found.string[max(0, found.start() - 1) : found.start()])
    bare = found[0].rstrip(".,;")
    return bare[:-1] if closer and bare.endswith(closer) else found[0]


def _logged_request(text: str) -> PastedRequest | None:
    """Return the request whose parameters a log of Java or Kotlin shows as a mapping."""
    for found in islice(_LOGGED_MAP.finditer(text), _MOST_OBJECTS) if "grant_type=" in text else ():
        entries = _LOGGED_ENTRY.findall(found[0])
        items = [Item(name, listed or single, "the body") for name, listed, single in entries]
        if "grant_type" in {item.name for item in items}:
            return _with_url(PastedRequest(FORMAT, body=tuple(items), body_kind=BodyKind.FORM), text)
    return None


def document_request(document: object) -> PastedRequest | None:
    """Return the request that a document's settings mean, nested or not; None if they name too little.

    An object with a grant type is no settings but a body.
    """
    if not isinstance(document, dict) or "grant_type" in document:
        return None
    draft = Draft()
    for name, value in islice(_leaves(document), _MOST_ITEMS):
        label = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
        if meaning := meaning_of_label(label):
            draft.take(Labeled(label, meaning, value), "the document")
    named = {item.name for item in draft.items}
    draft.complete_url()
    return draft.requests()[0] if draft.url and len(named & {*CREDENTIALS}) >= 2 else None


def _leaves(value: object, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield the names and texts in a document, in its order."""
    for name, inner in value.items() if isinstance(value, dict) else ():
        if isinstance(inner, dict) and depth < _DEEPEST:
            yield from ((full_name(str(name), own), text) for own, text in _leaves(inner, depth + 1))
        elif isinstance(inner, str | int | float):
            yield str(name), as_text(inner)


def url_request(text: str) -> PastedRequest | None:
    """Return a request for a URL with credentials in its query; None if there is none."""
    for found in URL.finditer(text):
        url = trimmed_url(found[0])
        if _CREDENTIALS_IN_URL.search(url):
            return PastedRequest(FORMAT, url, "the text", body_kind=BodyKind.NONE)
    return None


def _without_url(items: list[Item]) -> tuple[str, list[Item]]:
    """Return the token URL that a JSON object names beside the parameters, and the parameters alone."""
    named = [item for item in items if meaning_of_label(item.name) == "token_url" and "://" in item.value]
    return named[0].value if named else "", [item for item in items if item not in named]


def _with_url(request: PastedRequest, text: str) -> PastedRequest:
    draft = Draft()
    lines = text.split("\n")[:_MOST_LINES]
    for number, line in enumerate(lines, 1):
        for part in labeled_parts(line):
            if part.meaning in ("token_url", "basic"):
                draft.take(part, f"line {number}")
    draft.find_url(lines)
    named = "" if draft.url else _named_by_lines(text)
    return PastedRequest(
        request.format, draft.url or named, draft.url_where, headers=tuple(draft.headers), body=request.body,
        body_kind=request.body_kind, is_scheme_guessed=bool(named),
    )  # fmt: skip


def _named_by_lines(text: str) -> str:
    """Return the URL of a request line with its Host header, as curl shows them; blank without both."""
    line = _REQUEST_LINE.search(text)
    host = _HOST.search(text, line.end()) if line else None
    return f"https://{host[1]}{line[1]}" if line and host else ""


def _labeled_request(items: list[Item]) -> PastedRequest | None:
    """Return the request of a JSON object whose names are labels, such as tokenUrl and clientId."""
    draft = Draft()
    where = "the JSON object"
    for item in items:
        label = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", item.name)
        if (meaning := meaning_of_label(label)) and item.name not in WIRE_NAMES:
            draft.take(Labeled(label, meaning, item.value), where)
    if not draft.items or not draft.url:
        return None
    named = {item.name for item in draft.items}
    draft.items += [
        Item(item.name, item.value, where)
        for item in items
        if item.name in WIRE_NAMES and item.name not in named
    ]
    return draft.requests()[0]
