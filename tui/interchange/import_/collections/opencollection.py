"""Reads OpenCollection files (YAML): single requests, folders, and whole collections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..bodies import as_text, body_items
from ..documents import obj, objects
from ..request import BodyKind, Item, PastedRequest
from ..templates import Variables
from .settings import is_off, settings_request
from .tool_auth import with_tool_auth

_FORMAT = "OpenCollection"
_WHERE = "the OAuth 2.0 settings"


def is_opencollection(document: object) -> bool:
    """Tell whether a document is an OpenCollection file."""
    document = obj(document)
    return "opencollection" in document or (
        isinstance(document.get("info"), dict)
        and any(isinstance(document.get(key), dict) for key in ("http", "request"))
    )


def opencollection_variables(document: object) -> Variables:
    """Return the variables of a document and of its first environment."""
    document = obj(document)
    found: Variables = {}
    config = obj(document.get("config"))
    environments = objects(document.get("environments")) or objects(config.get("environments"))
    places = [document, obj(document.get("request")), obj(document.get("runtime")), *environments[:1]]
    for place in places:
        rows = place.get("variables")
        if isinstance(rows, dict):
            found.update({str(name): as_text(value) for name, value in rows.items() if as_text(value)})
        for row in objects(rows):
            value = row.get("value")
            value = as_text(obj(value).get("data")) if isinstance(value, dict) else as_text(value)
            if value and not is_off(row):
                found[as_text(row.get("name"))] = value
    return found


def opencollection_requests(document: object) -> list[PastedRequest]:
    """Return the requests of a document, and those that its OAuth 2.0 settings mean."""
    document = obj(document)
    shared = obj(obj(document.get("request")).get("auth")) or obj(document.get("auth"))
    requests = list(_in(document, shared, 0))
    if own := _oauth2(shared):
        requests.append(own)
    return requests


def _in(node: dict[str, Any], inherited: dict[str, Any], depth: int) -> Iterator[PastedRequest]:
    http = obj(node.get("http")) or (node if "method" in node and "url" in node else {})
    if http:
        auth = http.get("auth", node.get("auth"))
        own = obj(auth)
        yield _request(http, own or (inherited if auth == "inherit" else {}), node)
        if found := _oauth2(own):
            yield found
    shared = obj(obj(node.get("request")).get("auth")) or inherited
    if depth and shared is not inherited and (found := _oauth2(shared)):
        yield found
    if depth < 40:
        for item in objects(node.get("items")):
            yield from _in(item, shared, depth + 1)


def _request(http: dict[str, Any], auth: dict[str, Any], node: dict[str, Any]) -> PastedRequest:
    body, kind = _body(http.get("body"))
    scripts = objects(obj(node.get("runtime")).get("scripts"))
    has_script = any("before" in as_text(script.get("type")) for script in scripts)
    found = PastedRequest(
        _FORMAT, as_text(http.get("url")), method=as_text(http.get("method")),
        headers=tuple(_rows(http.get("headers"), "the headers")), body=tuple(body), body_kind=kind,
        notes=("script",) if has_script else (), may_be_unencoded=False,
    )  # fmt: skip
    values = {name: as_text(value) for name, value in auth.items()}
    return with_tool_auth(found, values.get("type", ""), values, "the")


def _oauth2(auth: dict[str, Any]) -> PastedRequest | None:
    credentials, owner = obj(auth.get("credentials")), obj(auth.get("resourceOwner"))
    if auth.get("type") != "oauth2" or not auth.get("accessTokenUrl"):
        return None
    values = {
        "token_url": as_text(auth.get("accessTokenUrl")),
        "grant_type": as_text(auth.get("flow", auth.get("grantType"))),
        "client_id": as_text(credentials.get("clientId", auth.get("clientId"))),
        "client_secret": as_text(credentials.get("clientSecret", auth.get("clientSecret"))),
        "username": as_text(owner.get("username", auth.get("username"))),
        "password": as_text(owner.get("password", auth.get("password"))),
        "scope": as_text(auth.get("scope")),
    }
    extra = obj(auth.get("additionalParameters"))
    rows: list[Item] = []
    headers: list[Item] = []
    for row in objects(extra.get("accessTokenRequest", extra.get("token"))):
        if is_off(row):
            continue
        item = Item(as_text(row.get("name")), as_text(row.get("value")), _WHERE)
        placement = as_text(row.get("placement", row.get("sendIn")))
        (headers if placement.startswith("header") else rows).append(item)
    placement = as_text(credentials.get("placement", auth.get("credentialsPlacement")))
    return settings_request(
        _FORMAT, values, in_body=placement == "body", rows=rows, headers=headers, where=_WHERE
    )


def _body(body: object) -> tuple[list[Item], BodyKind]:
    if isinstance(body, list):  # variants: the selected one, or the first
        chosen = [part for part in objects(body) if as_text(part.get("selected")) == "true"]
        body = obj((chosen or objects(body) or [{}])[0]).get("body")
    body = obj(body)
    kind, data = as_text(body.get("type")), body.get("data")
    if isinstance(data, list):
        is_multipart = kind.startswith("multipart")
        return _rows(data, "the body"), BodyKind.MULTIPART if is_multipart else BodyKind.FORM
    return body_items(as_text(data), "the body")


def _rows(rows: object, where: str) -> list[Item]:
    return [
        Item(as_text(row["name"]), as_text(row.get("value")), where)
        for row in objects(rows)
        if row.get("name") and not is_off(row)
    ]
