"""Reads documents in which a tool describes an HTTP request, as Power Automate, n8n and Ansible do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from ..bodies import as_text, body_items, form_items
from ..documents import obj, objects
from ..request import BodyKind, Item, PastedRequest
from .settings import is_off, is_password_grant, settings_request

_FORMAT: Final = "HTTP action"
_URLS: Final = ("uri", "url", "endpoint", "requestUrl")
_BODIES: Final = (
    "body",
    "data",
    "rawModeData",
    "payload",
    "jsonBody",
    "bodyParameters",
    "formData",
    "params",
)
_INNER: Final = ("body", "form", "formdata", "raw")
"""What holds the rows or the text of a body beside its type."""
_LISTED: Final = re.compile(r"(?:(?:#[ \t]?)?[\w.-]{1,80}:[^\n]*(?:\n|$)){2,500}$")
"""A parameter a line, as Hoppscotch keeps them; one behind a hash is switched off."""
_SETTINGS: Final = ("oauth2", "oauth", "grantTypeInfo")
_PLACEMENTS: Final = ("clientAuth", "clientAuthentication", "credentialsPlacement", "sendAs")
_NAMES: Final = {
    "token_url": (
        "accessTokenUrl", "accessTokenURL", "tokenUrl", "tokenURL", "tokenEndpoint", "authEndpoint",
    ),
    "grant_type": ("grantType", "grant_type", "flow"), "client_id": ("clientId", "clientID"),
    "client_secret": ("clientSecret",), "username": ("username",), "password": ("password",),
    "scope": ("scope", "scopes"),
}  # fmt: skip
_KINDS: Final = ("contentType", "body_format")
_HEADERS: Final = ("headers", "headerParameters", "header")
_MOST: Final = 200
_DEEPEST: Final = 30


def action_requests(document: object) -> list[PastedRequest]:
    """Return the requests with a body that objects with a URL and a method describe."""
    requests = []
    for node in _nodes(document, 0):
        found = _request(node)
        requests += [found] if found.body or found.client else []
        requests += [own] if (own := _oauth2(node)) else []
    return requests[:_MOST]


def _nodes(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict) and "method" in value and _first_text(value, _URLS):
        yield value
    elif depth < _DEEPEST and isinstance(value, dict | list):
        for child in value.values() if isinstance(value, dict) else value:
            yield from _nodes(child, depth + 1)


def _request(node: dict[str, Any]) -> PastedRequest:
    headers = [item for name in _HEADERS for item in _rows(node.get(name), "the headers")]
    found = PastedRequest(
        _FORMAT, _first_text(node, _URLS), method=as_text(node.get("method")), headers=tuple(headers)
    )
    for name in _BODIES:
        body, kind = _body(node.get(name), found.header("content-type"), _first(node, _KINDS))
        if body:
            found = replace(found, body=tuple(body), body_kind=kind)
            break
    auth = obj(node.get("authentication")) or obj(node.get("auth"))
    user, secret = as_text(auth.get("username")), as_text(auth.get("password"))
    if as_text(node.get("validate_certs")).lower() in ("no", "false"):
        found = found.noted("insecure")
    if not user and found.body:  # beside the URL, as Ansible's tasks and GitHub's actions have them
        user = _first(node, ("url_username", "user", "username"))
        secret = _first(node, ("url_password", "password"))
    if user:
        return replace(found, client=(user, secret), client_where="the authentication")
    return found


def _oauth2(node: dict[str, Any]) -> PastedRequest | None:
    """Return the token request that a tool sends for a request's own OAuth 2.0 settings; None without any."""
    auth = obj(node.get("auth"))
    for given in (auth, *(obj(auth.get(name)) for name in _SETTINGS)):
        values = {ours: _first(given, theirs) for ours, theirs in _NAMES.items()}
        if values["token_url"] and values["grant_type"] and is_password_grant(values["grant_type"]):
            in_body = "body" in _first(given, _PLACEMENTS).lower()
            return settings_request(_FORMAT, values, in_body=in_body)
    return None


def _first(node: dict[str, Any], names: Iterable[str]) -> str:
    return next((text for name in names if (text := as_text(node.get(name)))), "")


def _body(body: object, *stated: str) -> tuple[list[Item], BodyKind]:
    """Return a body: a text, an object of its own, or rows of names and values."""
    is_json = any("json" in kind.lower() for kind in stated)
    if isinstance(body, str) and _LISTED.match(body):
        lines = [line.partition(":") for line in body.splitlines() if not line.startswith("#")]
        return [Item(name.strip(), text.strip(), "the body") for name, _, text in lines], BodyKind.FORM
    if isinstance(body, str):
        is_form = not body.lstrip().startswith("{")
        return (form_items(body, "the body"), BodyKind.FORM) if is_form else body_items(body, "the body")
    if isinstance(body, dict):
        inner = next(
            (each for name in _INNER if isinstance(each := body.get(name), str | list) and each), None
        )
        if inner is not None and (isinstance(inner, list) or "type" in body or "contentType" in body):
            return _body(inner, *stated, as_text(body.get("contentType")), as_text(body.get("type")))
    is_multipart = any("multipart" in kind.lower() for kind in stated)
    kind = BodyKind.MULTIPART if is_multipart else BodyKind.JSON if is_json else BodyKind.FORM
    return _rows(body, "the body"), kind


def _rows(value: object, where: str) -> list[Item]:
    """Return the rows of an object with names as keys, or of a list with a name and a value each."""
    if isinstance(value, str):  # Postman's first exports have the headers as lines
        lines = [line.partition(":") for line in value.splitlines()]
        return [Item(name.strip(), text.strip(), where) for name, mark, text in lines if mark]
    rows = obj(value).get("parameters", value)
    if isinstance(rows, dict):
        return [Item(str(name), as_text(each), where) for name, each in rows.items() if as_text(each)]
    named = [(as_text(row.get("name", row.get("key"))), row) for row in objects(rows) if not is_off(row)]
    return [Item(name, as_text(row.get("value")), where) for name, row in named if name]


def _first_text(node: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := as_text(node.get(name))) and _may_be_url(text)), "")


def _may_be_url(text: str) -> bool:
    return "://" in text or text.startswith(("/", "{{", "=", "@{", "<<"))
