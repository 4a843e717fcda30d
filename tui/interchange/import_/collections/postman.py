"""Reads Postman collections 2.0 and 2.1 and environments: requests, inherited auth, variables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..bodies import as_text, body_items
from ..documents import obj, objects
from ..request import BodyKind, Item, PastedRequest
from ..templates import Variables
from .postman_url import postman_url
from .settings import is_off, settings_request
from .tool_auth import with_tool_auth

_FORMAT = "Postman"


@dataclass(frozen=True, repr=False)
class _Folder:
    """What a request inherits from the folders and the collection around it."""

    auth: dict[str, Any]
    has_script: bool = False


def is_postman(document: object) -> bool:
    """Tell whether a document is a collection, or one wrapped as Postman's API returns it."""
    document = obj(document)
    inner = obj(document.get("collection")) or document
    schema = str(obj(inner.get("info")).get("schema", ""))
    return isinstance(inner.get("item"), list) and ("postman" in schema or "info" in inner)


def postman_variables(document: object) -> Variables:
    """Return the variables of a collection, or the enabled ones of an environment."""
    document = obj(document)
    inner = obj(document.get("collection")) or obj(document.get("environment")) or document
    found: Variables = {}
    for key in ("variable", "values"):
        for row in objects(inner.get(key)):
            name = as_text(row.get("key", row.get("id", "")))
            value = as_text(row.get("value", ""))
            if name and value and row.get("enabled", True) is not False and not row.get("disabled"):
                found[name] = value
    for item in objects(inner.get("item")):
        if "item" in item:
            found = {**postman_variables({"variable": item.get("variable"), "item": item["item"]}), **found}
    return found


def postman_requests(document: object) -> list[PastedRequest]:
    """Return the requests of a collection, and those that its OAuth 2.0 settings mean."""
    inner = obj(obj(document).get("collection")) or obj(document)
    top = _Folder(obj(inner.get("auth")), _has_script(inner))
    requests = list(_requests_in(objects(inner.get("item")), top, 0))
    own = _oauth2_request(top.auth)
    return requests + ([own] if own else [])


def _requests_in(items: list[dict[str, Any]], folder: _Folder, depth: int) -> Iterator[PastedRequest]:
    for item in items:
        has_script = folder.has_script or _has_script(item)
        if "item" in item and depth < 40:
            auth = obj(item.get("auth")) or folder.auth
            if own := _oauth2_request(obj(item.get("auth"))):
                yield own
            yield from _requests_in(objects(item["item"]), _Folder(auth, has_script), depth + 1)
        request = item.get("request")
        if isinstance(request, str):
            request = {"method": "GET", "url": request}
        if isinstance(request, dict):
            own_auth = obj(request.get("auth"))
            yield _request(request, own_auth or folder.auth, has_script)
            if settings := _oauth2_request(own_auth):
                yield settings


def _request(request: dict[str, Any], auth: dict[str, Any], has_script: bool) -> PastedRequest:
    headers = _rows(request.get("header"), "the headers")
    body, kind = _body(obj(request.get("body")))
    in_files = _in_files(obj(request.get("body")))
    notes = (*(["script"] if has_script else []), *(["file-reference"] if in_files is not None else []))
    found = PastedRequest(
        _FORMAT, postman_url(request.get("url")), method=as_text(request.get("method", "")),
        headers=tuple(headers),
        body=tuple(body), body_kind=kind, notes=notes, in_files=in_files or (),
        may_be_unencoded=kind is BodyKind.FORM and obj(request.get("body")).get("mode") == "raw",
    )  # fmt: skip
    return with_tool_auth(found, as_text(auth.get("type")), _auth_values(auth), "Postman's")


def _oauth2_request(auth: dict[str, Any]) -> PastedRequest | None:
    """Return the token request that OAuth 2.0 settings mean; None if they name no account or token URL."""
    values = _auth_values(auth)
    if auth.get("type") != "oauth2" or not values.get("accessTokenUrl"):
        return None
    given = {
        "token_url": values["accessTokenUrl"],
        "grant_type": values.get("grant_type", ""),
        "client_id": values.get("clientId", ""),
        "client_secret": values.get("clientSecret", ""),
        "username": values.get("username", ""),
        "password": values.get("password", ""),
        "scope": values.get("scope", ""),
    }
    where = "Postman's OAuth 2.0 settings"
    rows = [Item(name, values[name], where) for name in ("audience", "resource") if values.get(name)]
    raw = auth.get("oauth2")
    entries = (
        {row.get("key"): row.get("value") for row in objects(raw)} if isinstance(raw, list) else obj(raw)
    )
    headers: list[Item] = []
    for row in objects(entries.get("tokenRequestParams")):
        if row.get("enabled", True) is False or not row.get("key"):
            continue
        item = Item(as_text(row["key"]), as_text(row.get("value", "")), where)
        (headers if row.get("send_as") == "request_header" else rows).append(item)
    in_body = values.get("client_authentication", "header") == "body"
    return settings_request(_FORMAT, given, in_body=in_body, rows=rows, headers=headers, where=where)


def _auth_values(auth: dict[str, Any]) -> dict[str, str]:
    """Return the settings of an auth: a list of rows since 2.1, an object before."""
    found = auth.get(str(auth.get("type")))
    if isinstance(found, list):
        return {as_text(row.get("key")): as_text(row.get("value")) for row in objects(found)}
    return {name: as_text(value) for name, value in obj(found).items()}


def _body(body: dict[str, Any]) -> tuple[list[Item], BodyKind]:
    mode = body.get("mode")
    if body.get("disabled") is True:
        return [], BodyKind.NONE
    if mode in ("urlencoded", "formdata"):
        kind = BodyKind.FORM if mode == "urlencoded" else BodyKind.MULTIPART
        return _rows(body.get(mode), "the body"), kind
    if mode == "raw":
        return body_items(as_text(body.get("raw")), "the body")
    return [], BodyKind.NONE


def _in_files(body: dict[str, Any]) -> tuple[str, ...] | None:
    """Return the parameters that files hold; none if a file is the whole body, and None without any file."""
    if body.get("mode") == "file":
        return ()
    rows = objects(body.get("formdata")) if body.get("mode") == "formdata" else []
    names = tuple(as_text(row.get("key")) for row in rows if row.get("type") == "file" and not is_off(row))
    return names or None


def _rows(rows: object, where: str) -> list[Item]:
    """Return the enabled rows. Old exports have the headers as lines of text."""
    if isinstance(rows, str):
        lines = [line.partition(":") for line in rows.split("\n") if ":" in line]
        return [Item(name.strip(), value.strip(), where) for name, _, value in lines]
    return [
        Item(as_text(row["key"]), as_text(row.get("value")), where)
        for row in objects(rows)
        if row.get("key") and not is_off(row) and row.get("type") != "file"
    ]


def _has_script(node: dict[str, Any]) -> bool:
    """Tell whether a script with any content runs before the request."""
    for event in objects(node.get("event")):
        if event.get("listen") == "prerequest" and event.get("disabled") is not True:
            lines = obj(event.get("script")).get("exec")
            text = "\n".join(map(as_text, lines)) if isinstance(lines, list) else as_text(lines)
            if any(line.strip() and not line.strip().startswith("//") for line in text.split("\n")):
                return True
    return False
