"""Reads HAR files, as browsers and debugging proxies export them."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from ..bodies import as_text, body_items, decoded
from ..documents import obj, objects
from ..request import BodyKind, Item, PastedRequest


def is_har(document: object) -> bool:
    """Tell whether a document is a HAR file."""
    return isinstance(obj(obj(document).get("log")).get("entries"), list)


def har_requests(document: object) -> list[PastedRequest]:
    """Return the requests of a HAR file, in its order."""
    log = obj(obj(document).get("log"))
    return [_request(obj(entry.get("request"))) for entry in objects(log.get("entries"))]


def _request(request: dict[str, Any]) -> PastedRequest:
    headers = [
        Item(as_text(row.get("name")), as_text(row.get("value")), "the headers")
        for row in objects(request.get("headers"))
    ]
    data = obj(request.get("postData"))
    body, kind = _body(data)
    return PastedRequest(
        "HAR", as_text(request.get("url")), method=as_text(request.get("method")), headers=tuple(headers),
        body=tuple(body), body_kind=kind, may_be_unencoded=False,
    )  # fmt: skip


def _body(data: dict[str, Any]) -> tuple[list[Item], BodyKind]:
    """Read the body's text. Without it, its parameters, which Chrome leaves percent-encoded."""
    mime = as_text(data.get("mimeType")).lower()
    text = as_text(data.get("text"))
    if as_text(data.get("encoding")).lower() == "base64":
        text = _from_base64(text)
    if mime.startswith("multipart/"):
        found = _multipart(text) or _params(data)
        return found, BodyKind.MULTIPART
    if text.strip():
        return body_items(text, "the body")
    params = _params(data)
    return params, BodyKind.FORM if params else BodyKind.NONE


def _params(data: dict[str, Any]) -> list[Item]:
    return [
        Item(decoded(as_text(row.get("name"))), _unescaped(as_text(row.get("value"))), "the body")
        for row in objects(data.get("params"))
    ]


def _unescaped(value: str) -> str:
    return decoded(value) if "%" in value else value


def _multipart(text: str) -> list[Item]:
    """Return the fields of a multipart body (RFC 7578)."""
    items = []
    for part in text.replace("\r\n", "\n").split("\n--"):
        head, mark, value = part.partition("\n\n")
        start = head.find('name="')
        if mark and start >= 0 and "filename=" not in head:
            name = head[start + 6 :].partition('"')[0]
            items.append(Item(name, value.rstrip("\n"), "the body"))
    return items


def _from_base64(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return text
