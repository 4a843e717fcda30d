"""Gathers what labels say, line by line, and makes requests of it: one for each account."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from ...client import is_basic
from ...request import Item, PastedRequest
from ...unseen import has_unseen
from ...urls import CREDENTIALS
from ..url_search import URL, best_url, trimmed_url
from .accounts import accounts_in
from .lines import Labeled, row_in
from .meanings import WIRE_NAMES, is_weak
from .values import is_code, is_elsewhere, is_prose, plain_value
from .words import is_present

FORMAT: Final = "labels and values"
SECTIONS: Final = ("additional_headers", "additional_request_data")
"""The labels that rows stand below."""
_METHODS: Final = (
    ("user", "basic-user"),
    ("benutzer", "basic-user"),
    ("body", "request-body"),
    ("post", "request-body"),
    ("basic", "basic"),
    ("header", "basic"),
)

_BASIC: Final = re.compile(r"(?i)basic(?:[ _-]?auth(?:entication|orization|entifizierung)?)?")
_PATH: Final = re.compile(r"/[^\s<>\"']{1,2000}")
_OF_TOKENS: Final = re.compile(r"(?i)token|auth(?!or)|log-?[io]n|sign-?in|session|connect|\b(?:sso|sts)\b")
"""What a path holds that leads to a token endpoint, and not to a resource of the API."""
_OF_PASSWORDS: Final = re.compile(
    r"(?i)password|passwor[dt]|\bropc?\b|resource[ _-]?owner|mot de passe|contraseña"
)
"""What people call the password grant."""
_REALM: Final = re.compile(r"[\w.-]{1,80}")
_NO_PATH: Final = re.compile(r"(?i)https?://[^/?#\s]+/?")


def names_basic(value: str) -> bool:
    """Tell whether a value is the name of Basic authentication, and holds no credentials."""
    return bool(_BASIC.fullmatch(value.strip(" .:*_")))


@dataclass
class Draft:
    """What the labels have said so far."""

    items: list[Item] = field(default_factory=list)
    headers: list[Item] = field(default_factory=list)
    url: str = field(default="", repr=False)
    url_where: str = "the text"
    url_is_weak: bool = True
    method: str | None = None
    more_urls: list[str] = field(default_factory=list, repr=False)
    is_typed_as_parameters: bool = False
    notes: list[str] = field(default_factory=list)
    path: str = field(default="", repr=False)
    """The path of the token URL, where a label names it apart from the server."""
    server: str = field(default="", repr=False)
    """The server to which the path belongs, where a label names it."""
    realm: str = field(default="", repr=False)
    """Keycloak's realm, which stands in the path of its token URL."""
    below_basic: dict[str, Item] = field(default_factory=dict)
    """The name and the secret that stand below `Basic Auth`."""
    row_name: str = ""
    """The key of a row whose value stands on a line of its own, as on the form's screen."""

    @property
    def known(self) -> set[str]:
        """The fields and rows that have a value."""
        return {item.name for item in self.items} | {*self.below_basic}

    @property
    def names_something(self) -> bool:
        """Whether there is a field among the labels, or a URL that is surely the token URL."""
        return bool(self.known & {*CREDENTIALS}) or bool(self.url and not self.url_is_weak)

    def take(self, part: Labeled, where: str) -> None:
        """Take a label's value over."""
        if has_unseen(part.value):
            self.notes.append("unseen-character")
        value = plain_value(part.value, part.meaning)
        if part.meaning == "token_url":
            self._take_url(part.label, value, where)
        elif part.meaning == "client_authentication":
            found = next((method for word, method in _METHODS if word in value.lower()), None)
            is_pair = "client id and client secret" in value.lower()
            self.method = "basic" if is_pair else found or self.method
        elif part.meaning in SECTIONS:
            self.take_row(part.meaning, value, where)
        elif part.meaning == "basic":
            item = Item("Authorization", value, "the Authorization header")
            if is_basic(item) and not names_basic(value):
                self.headers.append(item)
        elif part.meaning == "server":
            self.server = self.server or (value if URL.fullmatch(value) else "")
        elif part.meaning == "realm":
            self.realm = self.realm or value
        elif part.meaning == "token_path":
            is_meant = "token" in part.label.lower() or _OF_TOKENS.search(value)
            self.path = self.path or (value if is_meant and _PATH.fullmatch(value) else "")
        elif not is_prose(value, part.meaning) and not is_code(value, part.meaning):
            self.is_typed_as_parameters |= part.label in WIRE_NAMES and "_" in part.label
            if part.meaning == "grant_type" and _OF_PASSWORDS.search(value):
                value = "password"
            if is_present(part.label):  # it holds in place of what was named before
                self.items = [item for item in self.items if item.name != part.meaning]
            self.items.append(Item(part.meaning, value, where))

    def take_row(self, section: str, line: str, where: str) -> bool:
        """Take a row of additional headers or data, or half of one. Return whether it is one."""
        row = row_in(line)
        if row is None or not (row[1] or row[0].lower() in ("key", "value")):
            return False
        target = self.headers if section == "additional_headers" else self.items
        if row[0].lower() == "key":
            self.row_name = row[1]
        elif row[0].lower() == "value" and self.row_name:
            target.append(Item(self.row_name, row[1], where))
            self.row_name = ""
        else:
            target.append(Item(row[0], row[1], where))
        return True

    def _take_url(self, label: str, value: str, where: str) -> None:
        url = URL.search(value) or re.match(r"[\w{<$.-]+[^\s]*", value)
        if not url or is_elsewhere(value) or not ("/" in url[0] or "." in url[0]):
            return
        if not self.url or (self.url_is_weak and not is_weak(label)):
            self.url, self.url_where = trimmed_url(url[0]), where
            self.url_is_weak = is_weak(label) and "token" not in url[0].lower()
        elif "://" in url[0] and not is_weak(label) and not self.url_is_weak:
            self.more_urls.append(trimmed_url(url[0]))

    def complete_url(self) -> None:
        """Put the server and the path together where no label has the whole URL."""
        if self.server and _REALM.fullmatch(self.realm) and (not self.url or self.url_is_weak):
            self.url = f"{self.server.rstrip('/')}/realms/{self.realm}/protocol/openid-connect/token"
            self.url_is_weak = False
            if "client_id" not in self.known:  # Keycloak's settings call it a resource
                self.items = [
                    replace(item, name="client_id") if item.name == "resource" else item
                    for item in self.items
                ]
        if self.path and (_NO_PATH.fullmatch(self.url) or (self.server and not self.url)):
            self.url = (self.url or self.server).rstrip("/") + self.path
            self.url_is_weak = False

    def take_below_basic(self, part: Labeled, where: str) -> None:
        """Take a name or a secret below `Basic Auth`: it is the client's if the account is elsewhere."""
        item = Item(part.meaning, plain_value(part.value, part.meaning), where)
        self.below_basic.setdefault(part.meaning, item)

    def _sort_basic(self) -> None:
        """Decide whose the pair below `Basic Auth` is."""
        pair, self.below_basic = self.below_basic, {}
        named = {item.name for item in self.items}
        if len(pair) == 2 and {"username", "password"} <= named and "client_secret" not in named:
            ours = {"username": "client_id", "password": "client_secret"}
            self.items = [item for item in self.items if item.name != "client_id"]
            self.items[:0] = [replace(item, name=ours[item.name]) for item in pair.values()]
            self.method = "basic"
        else:
            self.items[:0] = pair.values()

    def find_url(self, lines: list[str]) -> None:
        """Find the URL in the prose, where no label has it."""
        self.complete_url()
        if self.url and not self.url_is_weak:
            return
        if best := best_url(lines):
            self.url, self.url_where = best[0], f"line {best[1]}"

    def requests(self) -> list[PastedRequest]:
        """Return the requests: one for each account, and one for each further URL."""
        self._sort_basic()
        first = [self._request(items) for items in accounts_in(self.items)]
        others = [replace(request, url=url) for url in self.more_urls for request in first[-1:]]
        return [*first, *others]

    def _request(self, items: list[Item]) -> PastedRequest:
        first = {item.name: item for item in items}
        has_client = "client_id" in first or "client_secret" in first
        method = self.method
        if method is None:
            method = "request-body" if self.is_typed_as_parameters and has_client else ""
        client = None
        if method == "basic" and has_client:
            client = tuple(first[key].value if key in first else "" for key in CREDENTIALS[:2])
            items = [item for item in items if item.name not in CREDENTIALS[:2]]
        return PastedRequest(
            FORMAT, self.url, self.url_where, headers=tuple(self.headers), body=tuple(items),
            client=(client[0], client[1]) if client else None, client_where="its labels",
            client_authentication=None if client or self.headers_have_basic else method, is_settings=True,
            notes=tuple(self.notes),
        )  # fmt: skip

    @property
    def headers_have_basic(self) -> bool:
        """Whether an Authorization header says how the client proves itself."""
        return any(map(is_basic, self.headers))
