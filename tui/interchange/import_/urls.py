"""Takes a URL apart: a missing scheme, a client before the host, and parameters in the query."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from .bodies import decoded
from .request import Item
from .stand_ins import is_placeholder
from .unseen import has_unseen, without_unseen_ends

_SCHEME: Final = re.compile(r"(?i)[a-z][a-z0-9+.-]{0,20}://")
_AUTHORITY: Final = re.compile(r"(?i)([a-z][a-z0-9+.-]{0,20}://)?([^/?#]*)")
_STARTS_OPEN: Final = re.compile(r"(?:\{\{|\$|%[A-Za-z_]|[{<])")
_GRANT_IN_QUERY: Final = re.compile(r"(?i)[?&]grant_type=")
CREDENTIALS: Final = ("client_id", "client_secret", "username", "password")
_LINE_BREAK: Final = re.compile(r"[ \t]*[\r\n]\s*")
"""A line break that a mail program put in, since no URL has one."""


@dataclass(frozen=True, repr=False)
class ReadUrl:
    """A URL without what belongs elsewhere."""

    url: str
    client: tuple[str, str] | None = None
    query: tuple[Item, ...] = ()
    """The parameters that moved out of the query."""
    notes: tuple[str, ...] = ()


def read_url(url: str, *, is_open: bool = False) -> ReadUrl:
    """Take a URL apart. A fragment, which is never sent, goes. An open one begins with a variable."""
    notes = ["unseen-character"] if has_unseen(url) else []
    url = without_unseen_ends(url)
    if _LINE_BREAK.search(url.strip()):
        notes.append("line-break-in-value")
        url = _LINE_BREAK.sub("", url)
    if not url:
        return ReadUrl("")
    url = _without_fragment(url)
    if not _SCHEME.match(url) and not is_open:
        if url.startswith("/") or not _is_host_like(url):
            notes.append("no-url" if not _STARTS_OPEN.match(url) else "")
        elif not _STARTS_OPEN.match(url):
            url = "http://" + url
            notes.append("no-scheme")
    url, client = _without_userinfo(url)
    if client:
        notes.append("userinfo-in-url")
    url, query = _without_credentials(url)
    if query or _GRANT_IN_QUERY.search(url):
        notes.append("query-parameters")
    return ReadUrl(url, client, tuple(query), tuple(filter(None, notes)))


def host_of(url: str) -> str:
    """Return a URL's host with its port, in lower case; blank if it has none."""
    found = _AUTHORITY.match(url)
    return found[2].rpartition("@")[2].lower() if found and found[1] else ""


def _is_host_like(url: str) -> bool:
    host = re.split(r"[/?#]", url, maxsplit=1)[0]
    return bool(host) and (
        "." in host or ":" in host or host == "localhost" or is_placeholder(host) or "/" in url
    )


def _without_fragment(url: str) -> str:
    start, _, fragment = url.partition("#")
    return start if fragment is not None and not start.endswith(("{", "<")) else url


def _without_userinfo(url: str) -> tuple[str, tuple[str, str] | None]:
    found = _AUTHORITY.match(url)
    if not found or "@" not in found[2] or not found[1]:
        return url, None
    userinfo, _, host = found[2].rpartition("@")
    name, _, secret = userinfo.partition(":")
    return found[1] + host + url[found.end() :], (unquote(name), unquote(secret))


def _without_credentials(url: str) -> tuple[str, list[Item]]:
    start, mark, query = url.partition("?")
    if not mark:
        return url, []
    kept, moved = [], []
    pieces = [piece.partition("=") for piece in query.split("&")]
    has_credentials = any(name.lower() in CREDENTIALS and value for name, _, value in pieces)
    for name, equals, value in pieces:
        known = name.lower() in (*CREDENTIALS, "grant_type", "scope")
        if has_credentials and known:
            moved.append(Item(decoded(name), decoded(value), "the URL's query", value))
        else:
            kept.append(name + equals + value)
    return start + ("?" + "&".join(kept) if any(kept) else ""), moved
