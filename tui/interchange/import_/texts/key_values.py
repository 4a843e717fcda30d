"""Reads `label: value` lines, as people type the fields into tickets, and bodies without a request."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from ..bodies import form_items, json_items
from ..client import is_basic
from ..request import BodyKind, Item, PastedRequest
from ..unseen import has_unseen
from ..urls import CREDENTIALS
from .labels import WIRE_NAMES, is_weak, meaning_of_label

_FORMAT = "labels and values"
_BULLET: Final = r"^[ \t>|*•·–\-+]{0,20}(?:\d{1,2}[.)][ \t]+)?"
_LINE: Final = re.compile(
    _BULLET + r"[\"'`*_]{0,3}([^\W\d_][\w '’().\-/]{0,70}?)[\"'`*_]{0,3}[ \t]*"
    r"(?::=|=>|->|→|[:=：|\t]|[ \t]{2,}|[ \t][–—-][ \t])"
    r"[ \t]*[*_]{0,2}[ \t]*(.{0,8000}?)[ \t]*$"
)
_WIRE_LINE: Final = re.compile(
    _BULLET + r"(client_id|client_secret|username|password|grant_type|scope)[ \t]+(\S+)[ \t]*$"
)
_BETWEEN: Final = re.compile(r"[ \t]*[,;/|][ \t]+(?=[^\W\d_][\w '’-]{1,40}[ \t]*[:=])")
"""What stands between several labels in one line."""
_BARE_LABEL: Final = re.compile(
    _BULLET + r"[*_]{0,2}([^\W\d_][\w '’().\-/]{2,60}?)[*_]{0,2}[ \t]*[:：]?[ \t]*$"
)
_URL: Final = re.compile(r"(?i)\bhttps?://[^\s\"'`<>|]*(?:<[^<>\s]{1,40}>[^\s\"'`<>|]*)*")
_HEADER_ROW: Final = re.compile(r"^[\"'{ ]*([\w-]{1,80})[\"' ]*[:=][\"' ]*(.{0,8000}?)[\"'} ]*$")
_QUERY: Final = re.compile(
    r"(?<![\w?&=.-])[A-Za-z_][\w.-]{0,40}=[^\s&\"'`]{0,500}"
    r"(?:[ \t]*\n?[ \t]*&[A-Za-z_][\w.:-]{0,60}=[^\s&\"'`]*)+"
)
_OBJECT: Final = re.compile(r"\{[^{}]{0,20000}\}")
_MOST_LINES: Final = 5000
_METHODS: Final = (
    ("user", "basic-user"),
    ("benutzer", "basic-user"),
    ("body", "request-body"),
    ("post", "request-body"),
    ("basic", "basic"),
    ("header", "basic"),
)


@dataclass
class _Draft:
    items: list[Item] = field(default_factory=list)
    headers: list[Item] = field(default_factory=list)
    url: str = ""
    url_where: str = "the text"
    url_is_weak: bool = True
    method: str | None = None
    more_urls: list[str] = field(default_factory=list)
    is_typed_as_parameters: bool = False
    notes: list[str] = field(default_factory=list)


def label_requests(text: str) -> list[PastedRequest]:
    """Return the requests that the labels in a text describe: one for each account."""
    draft = _Draft()
    lines = text.split("\n")[:_MOST_LINES]
    skip = False
    for number, line in enumerate(lines, 1):
        if skip:
            skip = False
            continue
        skip = _read_line(draft, line, lines[number] if number < len(lines) else "", number)
    _find_url(draft, lines)
    named = {item.name for item in draft.items}
    if not named & {*CREDENTIALS} and not (draft.url and not draft.url_is_weak):
        return []
    return _finished(draft)


def body_request(text: str) -> PastedRequest | None:
    """Return the request that a JSON or query-string body in a text means; None if there is none."""
    for found in _OBJECT.finditer(text):
        items = json_items(found[0], "the JSON body")
        names = {item.name.lower() for item in items or ()}
        if items and "grant_type" not in names and (labeled := _labeled(items)):
            return labeled
        if items and ("grant_type" in names or len(names & {*CREDENTIALS}) >= 2):
            return _with_url(PastedRequest(_FORMAT, body=tuple(items), body_kind=BodyKind.JSON), text)
    for found in _QUERY.finditer(text) if "&" in text else ():
        before = text[: found.start()]
        if before.endswith("?") or re.search(r"\?\S*$", before[-300:]):
            continue
        items = [
            Item(item.name, item.value.strip(), item.where, item.raw.strip())
            for item in form_items(re.sub(r"[ \t]*\n[ \t]*", "", found[0]), "the body")
        ]
        names = {item.name.lower() for item in items}
        if "grant_type" in names or len(names & {*CREDENTIALS}) >= 2:
            return _with_url(PastedRequest(_FORMAT, body=tuple(items), body_kind=BodyKind.FORM), text)
    return None


def url_request(text: str) -> PastedRequest | None:
    """Return a request for a URL with credentials in its query; None if there is none."""
    for found in _URL.finditer(text):
        url = found[0].rstrip(".,;)")
        if re.search(r"[?&](?:username|password|client_id|client_secret|grant_type)=", url, re.IGNORECASE):
            return PastedRequest(_FORMAT, url, "the text", body_kind=BodyKind.NONE)
    return None


def _read_line(draft: _Draft, line: str, next_line: str, number: int) -> bool:
    """Read a line. Return whether its value is the line below it."""
    parts = _BETWEEN.split(line)
    if len(parts) > 1 and all(_is_labeled(part) for part in parts):
        for part in parts:
            _read_line(draft, part, "", number)
        return False
    bare = _BARE_LABEL.match(line)
    if (
        bare
        and (meaning := meaning_of_label(bare[1]))
        and (not is_weak(bare[1]) or line.rstrip().endswith(":"))
    ):
        value = next_line.strip()
        if value and not _is_labeled(next_line) and (" " not in value or meaning == "scope"):
            return _take(draft, bare[1], meaning, value, number)
        return False
    found = _LINE.match(line) or _WIRE_LINE.match(line)
    if not found or not found[2]:
        return False
    meaning = meaning_of_label(found[1])
    if meaning:
        _take(draft, found[1], meaning, found[2], number)
    return False


def _is_labeled(line: str) -> bool:
    found = _LINE.match(line)
    return bool(found and meaning_of_label(found[1]))


def _take(draft: _Draft, label: str, meaning: str, value: str, number: int) -> bool:
    if has_unseen(value):
        draft.notes.append("unseen-character")
    value = _unquoted(value)
    where = f"line {number}"
    if meaning == "token_url":
        url = _URL.search(value) or re.match(r"[\w{<$.-]+[^\s]*", value)
        is_weak_label = is_weak(label)
        if (
            url
            and ("/" in url[0] or "." in url[0])
            and (not draft.url or (draft.url_is_weak and not is_weak_label))
        ):
            draft.url, draft.url_where = url[0].rstrip(".,;)"), where
            draft.url_is_weak = is_weak_label and "token" not in url[0].lower()
        elif url and "://" in url[0] and not is_weak_label and not draft.url_is_weak:
            draft.more_urls.append(url[0].rstrip(".,;)"))
    elif meaning == "client_authentication":
        found = next((method for word, method in _METHODS if word in value.lower()), None)
        is_pair = "client id and client secret" in value.lower()
        draft.method = "basic" if is_pair else found or draft.method
    elif meaning in ("additional_headers", "additional_request_data"):
        if row := _HEADER_ROW.match(value):
            target = draft.headers if meaning == "additional_headers" else draft.items
            target.append(Item(row[1], row[2], where))
    elif meaning == "basic":
        item = Item("Authorization", value, "the Authorization header")
        if is_basic(item):
            draft.headers.append(item)
    elif not _is_prose(value, meaning):
        draft.is_typed_as_parameters |= label.strip() in WIRE_NAMES and "_" in label
        if meaning == "grant_type" and "password" in value.lower():
            value = "password"
        draft.items.append(Item(meaning, value, where))
    return True


def _is_prose(value: str, meaning: str) -> bool:
    """Tell whether what follows a label is a sentence and no value."""
    words = value.split()
    if meaning in ("scope", "grant_type"):
        return False
    return len(words) > (6 if meaning == "password" else 4) and not value.startswith(("<", "{", "["))


def _unquoted(value: str) -> str:
    value = re.sub(r"[ \t]*\|$", "", value.strip())
    value = re.sub(r"[,;]$", "", value) if re.match(r"([\"']).*\1[,;]$", value) else value
    for opener, closer in (
        ('"', '"'),
        ("'", "'"),
        ("`", "`"),
        ("“", "”"),
        ("„", "“"),
        ("«", "»"),
        ("**", "**"),
    ):
        if len(value) > len(opener + closer) and value.startswith(opener) and value.endswith(closer):
            return value[len(opener) : -len(closer)].strip()
    return value


def _find_url(draft: _Draft, lines: list[str]) -> None:
    """Find the URL in the prose, where no label has it."""
    if draft.url and not draft.url_is_weak:
        return
    best = max(
        (
            (_score(url[0]), -number, url[0])
            for number, line in enumerate(lines)
            for url in _URL.finditer(line)
        ),
        default=None,
    )
    if best and best[0] > 0:
        draft.url, draft.url_where = best[2].rstrip(".,;)"), f"line {1 - best[1]}"


def _score(url: str) -> int:
    lower = url.lower()
    return 3 * ("token" in lower) + ("oauth" in lower) + ("login" in lower or "auth" in lower)


def _with_url(request: PastedRequest, text: str) -> PastedRequest:
    draft = _Draft()
    lines = text.split("\n")[:_MOST_LINES]
    for number, line in enumerate(lines, 1):
        found = _LINE.match(line)
        if found and meaning_of_label(found[1]) in ("token_url", "basic"):
            _read_line(draft, line, "", number)
    _find_url(draft, lines)
    return PastedRequest(
        request.format, draft.url, draft.url_where, headers=tuple(draft.headers), body=request.body,
        body_kind=request.body_kind,
    )  # fmt: skip


def _labeled(items: list[Item]) -> PastedRequest | None:
    """Return the request of a JSON object whose names are labels, such as tokenUrl and clientId."""
    draft = _Draft()
    for item in items:
        if (meaning := meaning_of_label(_spaced(item.name))) and item.name not in WIRE_NAMES:
            _take(draft, _spaced(item.name), meaning, item.value, 0)
    if len({item.name for item in draft.items}) < 1 or not draft.url:
        return None
    named = {item.name for item in draft.items}
    draft.items += [item for item in items if item.name in WIRE_NAMES and item.name not in named]
    draft.items = [Item(item.name, item.value, "the JSON object") for item in draft.items]
    draft.url_where = "the JSON object"
    return _finished(draft)[0]


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)


def _accounts(items: list[Item]) -> list[list[Item]]:
    """Split the fields where an account or a client begins again; what it doesn't name stays the same."""
    accounts: list[dict[str, Item]] = [{}]
    rows: list[Item] = []
    fresh = {"client_id", "client_secret", "username", "password"}
    for item in items:
        known = accounts[-1].get(item.name)
        if item.name not in (*CREDENTIALS, "grant_type", "scope"):
            rows.append(item)
        elif known is None:
            accounts[-1][item.name] = item
        elif known.value != item.value and item.name in CREDENTIALS:
            if item.name not in fresh:
                accounts.append(dict(accounts[-1]))
                fresh = {*CREDENTIALS}
            accounts[-1][item.name] = item
        fresh.discard(item.name)
    return [[*account.values(), *rows] for account in accounts]


def _finished(draft: _Draft) -> list[PastedRequest]:
    first = [_request_of(draft, items) for items in _accounts(draft.items)]
    others = [replace(request, url=url) for url in draft.more_urls for request in first[-1:]]
    return [*first, *others]


def _request_of(draft: _Draft, items: list[Item]) -> PastedRequest:
    first = {item.name: item for item in items}
    has_client = "client_id" in first or "client_secret" in first
    method = draft.method
    if method is None:
        method = "request-body" if draft.is_typed_as_parameters and has_client else ""
    client = None
    if method == "basic" and has_client:
        client = tuple(first[key].value if key in first else "" for key in ("client_id", "client_secret"))
        items = [item for item in items if item.name not in ("client_id", "client_secret")]
    return PastedRequest(
        _FORMAT, draft.url, draft.url_where, headers=tuple(draft.headers), body=tuple(items),
        client=(client[0], client[1]) if client else None, client_where="its labels",
        client_authentication=None if client or draft.headers else method, is_settings=True,
        notes=tuple(draft.notes),
    )  # fmt: skip
