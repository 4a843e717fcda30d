"""Reads JSON in which a tool describes an HTTP request, as workflows of Power Automate and n8n do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from ..bodies import as_text, body_items, form_items
from ..documents import obj, objects
from ..request import BodyKind, Item, PastedRequest
from .settings import is_off

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
_HEADERS: Final = ("headers", "headerParameters", "header")
_MOST: Final = 200
_DEEPEST: Final = 30


def action_requests(document: object) -> list[PastedRequest]:
    """Return the requests with a body that objects with a URL and a method describe."""
    return [found for node in _nodes(document, 0) if (found := _request(node)).body or found.client][:_MOST]


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
        body, kind = _body(node.get(name), found.header("content-type"), as_text(node.get("contentType")))
        if body:
            found = replace(found, body=tuple(body), body_kind=kind)
            break
    auth = obj(node.get("authentication")) or obj(node.get("auth"))
    user, secret = as_text(auth.get("username")), as_text(auth.get("password"))
    if user:
        return replace(found, client=(user, secret), client_where="the authentication")
    return found


def _body(body: object, *stated: str) -> tuple[list[Item], BodyKind]:
    """Return a body: a text, an object of its own, or rows of names and values."""
    is_json = any("json" in kind.lower() for kind in stated)
    if isinstance(body, str):
        is_form = not body.lstrip().startswith("{")
        return (form_items(body, "the body"), BodyKind.FORM) if is_form else body_items(body, "the body")
    if isinstance(body, dict) and isinstance(inner := body.get("body"), str | list):
        return _body(inner, *stated, as_text(body.get("contentType")))
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
