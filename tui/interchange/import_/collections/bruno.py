"""Reads Bruno's .bru files: requests, collection and folder settings, and environments."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from ..bodies import body_items
from ..request import BodyKind, Item, PastedRequest
from ..templates import Variables
from .settings import settings_request
from .tool_auth import with_tool_auth

_FORMAT = "Bruno"
_START: Final = re.compile(r"([a-z][a-z0-9:_-]{0,60})[ \t]*\{[ \t]*")
_OPENING: Final = re.compile(
    r"(?m)^(?:meta|get|post|put|patch|delete|options|head|http|auth(?::[a-z0-9]+)?|vars(?::[a-z-]+)?|headers|"
    r"body:form-urlencoded)[ \t]*\{[ \t]*$"
)
_METHODS: Final = ("get", "post", "put", "patch", "delete", "options", "head", "http")
_EXTRA: Final = "auth:oauth2:additional_params:access_token_req:"


@dataclass(frozen=True, repr=False)
class BruFile:
    """The blocks of a .bru file."""

    blocks: dict[str, str] = field(default_factory=dict)

    def rows(self, name: str, where: str) -> list[Item]:
        """Return the enabled rows of a block."""
        return [Item(key, value, where) for key, value in _pairs(self.blocks.get(name, ""))]

    def values(self, name: str) -> dict[str, str]:
        """Return the enabled rows of a block by their names."""
        return dict(_pairs(self.blocks.get(name, "")))


def is_bruno(text: str) -> bool:
    """Tell whether a text is a .bru file."""
    return bool(_OPENING.search(text)) and bool(read_bruno(text).blocks)


def read_bruno(text: str) -> BruFile:
    """Return the blocks of a .bru file."""
    blocks: dict[str, str] = {}
    name = ""
    lines: list[str] = []
    for line in text.split("\n"):
        start = _START.fullmatch(line)
        if not name and start:
            name, lines = start[1], []
        elif name and line.rstrip() == "}":
            blocks[name] = "\n".join(lines)
            name = ""
        else:
            lines.append(line)
    return BruFile(blocks)


def bruno_variables(file: BruFile) -> Variables:
    """Return the variables of an environment, a collection or a request."""
    found: Variables = {}
    for name in ("vars", "vars:pre-request"):
        found.update({key: value for key, value in file.values(name).items() if value})
    return found


def bruno_requests(file: BruFile, inherited: BruFile) -> list[PastedRequest]:
    """Return the request of a file, and the one that its OAuth 2.0 settings mean."""
    requests = []
    method = next((name for name in _METHODS if name in file.blocks), "")
    if method:
        requests.append(_request(file, method, inherited))
    if own := _oauth2(file):
        requests.append(own)
    return requests


def _request(file: BruFile, method: str, inherited: BruFile) -> PastedRequest:
    settings = file.values(method)
    body, kind = _body(file, settings.get("body", ""))
    scripts = "".join(holder.blocks.get("script:pre-request", "") for holder in (file, inherited))
    found = PastedRequest(
        _FORMAT, settings.get("url", ""), method=settings.get("method", method).upper(),
        headers=tuple(file.rows("headers", "the headers")), body=tuple(body), body_kind=kind,
        notes=("script",) if scripts.strip() else (), may_be_unencoded=False,
    )  # fmt: skip
    mode = settings.get("auth", "")
    holder = inherited if mode == "inherit" else file
    mode = inherited.values("auth").get("mode", "") if mode == "inherit" else mode
    return with_tool_auth(found, mode, holder.values(f"auth:{mode}"), "Bruno's")


def _oauth2(file: BruFile) -> PastedRequest | None:
    given = file.values("auth:oauth2")
    if not given.get("access_token_url"):
        return None
    where = "Bruno's OAuth 2.0 settings"
    values = {**given, "token_url": given["access_token_url"]}
    in_body = given.get("credentials_placement", "") == "body"
    rows, headers = file.rows(_EXTRA + "body", where), file.rows(_EXTRA + "headers", where)
    return settings_request(_FORMAT, values, in_body=in_body, rows=rows, headers=headers, where=where)


def _body(file: BruFile, mode: str) -> tuple[list[Item], BodyKind]:
    form, multipart = (
        file.rows("body:form-urlencoded", "the body"),
        file.rows("body:multipart-form", "the body"),
    )
    if multipart and (mode == "multipartForm" or not form):
        return multipart, BodyKind.MULTIPART
    if form and mode in ("formUrlEncoded", "form-urlencoded", ""):
        return form, BodyKind.FORM
    raw = next(
        (
            file.blocks[name]
            for name in ("body:json", "body:text", "body")
            if file.blocks.get(name, "").strip()
        ),
        "",
    )
    return body_items(raw.strip(), "the body")


def _pairs(block: str) -> list[tuple[str, str]]:
    """Read the rows of a block. `~` disables one; a value in three quotes has several lines."""
    pairs: list[tuple[str, str]] = []
    lines = iter(block.split("\n"))
    for line in lines:
        found = re.match(r"[ \t]*(~?)(?:\"([^\"\n]+)\"|([^\s:][^:\n]*?))[ \t]*:[ \t]?(.*)$", line)
        if not found:
            continue
        value = found[4].strip()
        if value == "'''":
            inner = []
            for each in lines:
                if each.strip() == "'''":
                    break
                inner.append(each.strip())
            value = "\n".join(inner)
        if not found[1] and not value.startswith("@file("):
            pairs.append((found[2] or found[3], value))
    return pairs
