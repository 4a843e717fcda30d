"""Makes a request of a curl command, as curl's manual page says what each option sends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from ..request import BodyKind, Item, PastedRequest
from ..shells.arguments import Grammar, arguments_of
from ..shells.words import CommandLine, Word
from ..unseen import without_unseen_ends
from .config import config_options
from .data import DATA_OPTIONS, FORM_OPTIONS, Data
from .options import SHORT, TAKES_VALUE, full_name

_NOTED: Final = {
    "insecure": "insecure", "proxy": "proxy", "preproxy": "proxy", "socks4": "proxy", "socks4a": "proxy",
    "socks5": "proxy", "socks5-hostname": "proxy", "proxy1.0": "proxy", "cacert": "ca-file",
    "capath": "ca-file", "cert": "client-certificate", "key": "client-certificate",
    "config": "file-reference", "netrc": "file-reference", "netrc-file": "file-reference",
}  # fmt: skip
_URL: Final = re.compile(r"(?i)https?:|[\w.-]+[:./]|localhost|[{<$%\[]|/")
_UNKNOWN: Final = re.compile(r"\$\{?\w+\}?|\$\(.*\)|`.*`", re.DOTALL)
"""Data of which nothing was pasted."""
_GRAMMAR: Final = Grammar(SHORT, TAKES_VALUE, full_name)
_HEADER_OF_OPTION: Final = {"user-agent": "User-Agent", "cookie": "Cookie"}


@dataclass
class _Draft:
    url: str = field(default="", repr=False)
    url_where: str = "the URL"
    method: str = ""
    client: tuple[str, str] | None = None
    headers: list[Item] = field(default_factory=list)
    data: Data = field(default_factory=Data)
    queries: list[str] = field(default_factory=list, repr=False)
    is_get: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        return bool(self.url or self.client or not self.data.is_empty)


def requests_of(line: CommandLine) -> list[PastedRequest]:
    """Return the requests of one command: several with `--next`."""
    drafts = [_Draft(notes=list(line.notes))]
    for name, value in arguments_of(line.words, _GRAMMAR):
        if name == "next":
            drafts.append(_Draft(notes=list(line.notes)))
        elif name == "config" and value and (config := line.content_of(value.text)) is not None:
            for option, given in config_options(config):
                _take(drafts[-1], option, given, line)
        elif not name and value:
            _take_argument(drafts[-1], value)
        else:
            _take(drafts[-1], name, value, line)
    return [_finished(draft) for draft in drafts if draft.says_something]


def _take_argument(draft: _Draft, word: Word) -> None:
    """Take what is no option: the URL."""
    if draft.url or "[@]" in word.text or not _may_be_url(word.text):
        return
    draft.url = word.text
    draft.notes += word.notes


def _may_be_url(text: str) -> bool:
    return bool(_URL.match(without_unseen_ends(text)))


def _take(draft: _Draft, name: str, value: Word | None, line: CommandLine) -> None:
    """Take one option over."""
    if name in _NOTED:
        draft.notes.append(_NOTED[name])
    elif name == "get":
        draft.is_get = True
    elif name == "head":
        draft.method = draft.method or "HEAD"
    if value is None:
        return
    text = value.text
    used = True
    if name == "url":
        if not draft.url:
            draft.url, draft.url_where = text, "--url"
    elif name == "request":
        draft.method = text.strip().upper()
    elif name == "user":
        user, _, secret = text.partition(":")
        draft.client = (user, secret)
    elif name == "header":
        _take_header(draft, text)
    elif name in _HEADER_OF_OPTION and (name != "cookie" or "=" in text):  # else it names a file
        draft.headers.append(Item(_HEADER_OF_OPTION[name], text, f"--{name}"))
        used = False  # a connector doesn't take it over, so there is nothing to note
    elif name == "oauth2-bearer":
        draft.headers.append(Item("Authorization", f"Bearer {text}", "--oauth2-bearer"))
    elif name in (*DATA_OPTIONS, *FORM_OPTIONS):
        if name == "json":
            draft.headers.append(Item("Content-Type", "application/json", "--json"))
        used = _take_data(draft, name, value, line)
    elif name == "url-query":
        draft.queries.append(text)
    else:
        used = False
    if used:
        draft.notes += value.notes


def _take_data(draft: _Draft, name: str, value: Word, line: CommandLine) -> bool:
    """Take data over. Return whether the word itself was used, and is no file's name."""
    if value.notes and name != "data-urlencode" and _UNKNOWN.fullmatch(value.text):
        draft.data.is_unknown = True
        return True
    before = len(draft.data.notes)
    draft.data.take(name, value.text, line.content_of)
    return len(draft.data.notes) == before


def _take_header(draft: _Draft, text: str) -> None:
    if text.startswith("@"):
        draft.notes.append("file-reference")
        return
    name, mark, value = text.partition(":")
    if not mark and text.rstrip().endswith(";"):
        name, mark = text.rstrip().rstrip(";"), ":"
    elif not mark and re.match(r"(?i)authorization\s+(?:basic|bearer)\s", text):
        name, _, value = text.partition(" ")
        mark = " "
    if mark and (value.strip() or text.rstrip().endswith(";")) and name.strip():
        name = name.strip()
        where = "the Authorization header" if name.lower() == "authorization" else "-H"
        draft.headers.append(Item(name, value.strip(" \t\n"), where))


def _finished(draft: _Draft) -> PastedRequest:
    content_type = next((item.value for item in draft.headers if item.name.lower() == "content-type"), "")
    body, kind = draft.data.body(content_type)
    notes, method = [*draft.notes, *draft.data.notes], draft.method
    if draft.is_get:
        notes, method = [*notes, "query-parameters"], method or "GET"
    elif not method and kind is BodyKind.NONE and not draft.data.may_hold_any:
        method = "GET"
    url = draft.url
    for query in draft.queries if url else ():
        url += ("&" if "?" in url else "?") + query
    may_hold_any = draft.data.is_from_file or "file-reference" in draft.notes
    if draft.data.is_unknown:
        draft.data.in_files += ["client_id", "username", "password"]
    return PastedRequest(
        "curl", url, draft.url_where, method, tuple(draft.headers), tuple(body), kind,
        draft.client, "-u", notes=tuple(notes),
        in_files=() if may_hold_any else tuple(draft.data.in_files),
    )  # fmt: skip
