"""Reads the collections that Bruno exports as JSON: requests, inherited auth, variables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..bodies import as_text, body_items
from ..documents import obj, objects
from ..request import BodyKind, Item, PastedRequest
from ..templates import Variables
from .settings import is_off, settings_request
from .tool_auth import with_tool_auth

_FORMAT: Final = "Bruno"
_WHERE: Final = "Bruno's OAuth 2.0 settings"
_KINDS: Final = {"formUrlEncoded": BodyKind.FORM, "multipartForm": BodyKind.MULTIPART}
_DEEPEST: Final = 40


def is_bruno_json(document: object) -> bool:
    """Tell whether a document is a collection that Bruno exported."""
    document = obj(document)
    items = objects(document.get("items"))
    return "brunoConfig" in document or any(
        str(item.get("type")) in ("http", "http-request") and "request" in item for item in items
    )


def bruno_json_variables(document: object) -> Variables:
    """Return the variables of a collection and of its first environment."""
    document = obj(document)
    environment = next(iter(objects(document.get("environments"))), {})
    rows = obj(obj(obj(document.get("root")).get("request")).get("vars")).get("req")
    return {
        as_text(row.get("name")): as_text(row.get("value"))
        for row in (*objects(rows), *objects(environment.get("variables")))
        if as_text(row.get("value")) and not is_off(row)
    }


def bruno_json_requests(document: object) -> list[PastedRequest]:
    """Return the requests of a collection, and those that its OAuth 2.0 settings mean."""
    shared = obj(obj(obj(obj(document).get("root")).get("request")).get("auth"))
    own = _oauth2(shared)
    return [*_in(obj(document), shared, 0), *([own] if own else [])]


def _in(node: dict[str, Any], inherited: dict[str, Any], depth: int) -> Iterator[PastedRequest]:
    for item in objects(node.get("items")) if depth < _DEEPEST else ():
        root = obj(obj(obj(item.get("root")).get("request")).get("auth"))
        if request := obj(item.get("request")):
            auth = obj(request.get("auth"))
            yield _request(request, inherited if auth.get("mode") == "inherit" else auth)
            if own := _oauth2(auth):
                yield own
        yield from _in(item, root or inherited, depth + 1)


def _request(request: dict[str, Any], auth: dict[str, Any]) -> PastedRequest:
    body = obj(request.get("body"))
    mode = as_text(body.get("mode"))
    if mode in _KINDS:
        items, kind = _rows(body.get(mode), "the body"), _KINDS[mode]
    else:
        items, kind = body_items(as_text(body.get(mode)), "the body")
    found = PastedRequest(
        _FORMAT, as_text(request.get("url")), method=as_text(request.get("method")),
        headers=tuple(_rows(request.get("headers"), "the headers")), body=tuple(items), body_kind=kind,
        notes=("script",) if as_text(obj(request.get("script")).get("req")).strip() else (),
        may_be_unencoded=False,
    )  # fmt: skip
    mode = as_text(auth.get("mode"))
    values = {name: as_text(value) for name, value in obj(auth.get(mode)).items()}
    return with_tool_auth(found, mode, values, "Bruno's")


def _oauth2(auth: dict[str, Any]) -> PastedRequest | None:
    given = {name: as_text(value) for name, value in obj(auth.get("oauth2")).items()}
    if auth.get("mode") != "oauth2" or not given.get("accessTokenUrl"):
        return None
    names = {
        "token_url": "accessTokenUrl", "grant_type": "grantType", "client_id": "clientId",
        "client_secret": "clientSecret", "username": "username", "password": "password", "scope": "scope",
    }  # fmt: skip
    values = {ours: given.get(theirs, "") for ours, theirs in names.items()}
    return settings_request(
        _FORMAT, values, in_body=given.get("credentialsPlacement") == "body", where=_WHERE
    )


def _rows(rows: object, where: str) -> list[Item]:
    return [
        Item(as_text(row["name"]), as_text(row.get("value")), where)
        for row in objects(rows)
        if row.get("name") and not is_off(row) and row.get("type") != "file"
    ]
