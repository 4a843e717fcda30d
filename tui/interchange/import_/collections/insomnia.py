"""Reads Insomnia exports, version 4 (JSON or YAML) and version 5 (YAML)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..bodies import as_text, body_items
from ..documents import obj, objects
from ..request import BodyKind, Item, PastedRequest
from ..templates import Variables
from .settings import settings_request
from .tool_auth import with_tool_auth

_FORMAT = "Insomnia"
_FALSE = ("false", "", "null", "0", "no")


def is_insomnia(document: object) -> bool:
    """Tell whether a document is an Insomnia export."""
    document = obj(document)
    return (
        isinstance(document.get("resources"), list)
        or "insomnia.rest/5" in str(document.get("type", ""))
        or "insomnia" in str(document.get("schema_version", ""))
    )


def insomnia_variables(document: object) -> Variables:
    """Return the variables of the environments: the base first, then the first sub-environment."""
    document = obj(document)
    found: Variables = {}
    environments = [
        resource for resource in objects(document.get("resources")) if resource.get("_type") == "environment"
    ]
    for resource in [*environments, *_folders(document)]:
        for name, value in _flat(obj(resource.get("data", resource.get("environment")))):
            found.setdefault(name, value)
    base = obj(document.get("environments"))
    for environment in [*objects(base.get("subEnvironments"))[:1], base]:
        for name, value in _flat(obj(environment.get("data"))):
            found.setdefault(name, value)
    return found


def insomnia_requests(document: object) -> list[PastedRequest]:
    """Return the requests of an export, and those that their OAuth 2.0 settings mean."""
    document = obj(document)
    requests = [each for each in objects(document.get("resources")) if each.get("_type") == "request"]
    requests += [each for each in _nodes(document.get("collection"), 0) if each.get("url")]
    parents = {str(each.get("_id")): each for each in objects(document.get("resources"))}
    found: list[PastedRequest] = []
    for request in requests:
        auth = _inherited(request, parents)
        found.append(_request(request, auth))
        if own := _oauth2(obj(auth)):
            found.append(own)
    for folder in [each for each in _nodes(document.get("collection"), 0) if not each.get("url")]:
        if own := _oauth2(obj(folder.get("authentication"))):
            found.append(own)
    return found


def _inherited(request: dict[str, Any], parents: dict[str, dict[str, Any]]) -> dict[str, Any]:
    node = request
    for _ in range(20):
        auth = obj(node.get("authentication"))
        if auth and auth.get("type") not in (None, "inherit", ""):
            return auth
        node = obj(parents.get(str(node.get("parentId"))) or node.get("_parent"))
        if not node:
            break
    return {}


def _nodes(children: object, depth: int, parent: dict[str, Any] | None = None) -> Iterator[dict[str, Any]]:
    for child in objects(children):
        yield {**child, "_parent": parent}
        if depth < 40:
            yield from _nodes(child.get("children"), depth + 1, {**child, "_parent": parent})


def _folders(document: dict[str, Any]) -> list[dict[str, Any]]:
    groups = [each for each in objects(document.get("resources")) if each.get("_type") == "request_group"]
    return groups + [each for each in _nodes(document.get("collection"), 0) if not each.get("url")]


def _flat(data: dict[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        if isinstance(value, dict) and depth < 6:
            yield from _flat(value, f"{prefix}{name}.", depth + 1)
        elif isinstance(value, str | int | float):
            yield prefix + str(name), as_text(value)


def _request(request: dict[str, Any], auth: dict[str, Any]) -> PastedRequest:
    body, kind = _body(obj(request.get("body")))
    url = as_text(request.get("url"))
    query = "&".join(f"{row.name}={row.value}" for row in _rows(request.get("parameters"), ""))
    if query:
        url += ("&" if "?" in url else "?") + query
    scripts = obj(request.get("scripts"))
    has_script = any(
        as_text(value).strip()
        for value in (request.get("preRequestScript"), request.get("preRequest"), scripts.get("preRequest"))
    )
    found = PastedRequest(
        _FORMAT, url, method=as_text(request.get("method")),
        headers=tuple(_rows(request.get("headers"), "the headers")),
        body=tuple(body), body_kind=kind, notes=("script",) if has_script else (), may_be_unencoded=False,
    )  # fmt: skip
    if _is_on(auth.get("disabled")):
        return found
    values = {str(name): as_text(value) for name, value in auth.items()}
    return with_tool_auth(found, values.get("type", ""), values, "Insomnia's")


def _oauth2(auth: dict[str, Any]) -> PastedRequest | None:
    if auth.get("type") != "oauth2" or not auth.get("accessTokenUrl") or _is_on(auth.get("disabled")):
        return None
    names = {
        "token_url": "accessTokenUrl", "grant_type": "grantType", "client_id": "clientId",
        "client_secret": "clientSecret", "username": "username", "password": "password", "scope": "scope",
    }  # fmt: skip
    values = {ours: as_text(auth.get(theirs)) for ours, theirs in names.items()}
    where = "Insomnia's OAuth 2.0 settings"
    rows = [
        Item(name, as_text(auth[name]), where) for name in ("audience", "resource") if as_text(auth.get(name))
    ]
    in_body = _is_on(auth.get("credentialsInBody"))
    return settings_request(_FORMAT, values, in_body=in_body, rows=rows, where=where)


def _body(body: dict[str, Any]) -> tuple[list[Item], BodyKind]:
    mime = as_text(body.get("mimeType")).lower()
    params = _rows(body.get("params"), "the body")
    if params or "params" in body:
        return params, BodyKind.MULTIPART if mime.startswith("multipart") else BodyKind.FORM
    return body_items(as_text(body.get("text")), "the body")


def _rows(rows: object, where: str) -> list[Item]:
    return [
        Item(as_text(row["name"]), as_text(row.get("value")), where)
        for row in objects(rows)
        if row.get("name") and not _is_on(row.get("disabled"))
    ]


def _is_on(value: object) -> bool:
    """Tell whether a setting is on. Read from YAML, it is text."""
    return value is not None and as_text(value).strip().lower() not in _FALSE
