"""Finds what is wrong with a request, or can't be expressed, by its values and its headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from .bodies import is_encoded
from .request import BodyKind, Item, PastedRequest
from .stand_ins import has_cmd_variable, is_masked, is_placeholder, is_variable
from .unseen import has_unseen
from .urls import host_of

_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KINDS: Final = {
    "application/x-www-form-urlencoded": BodyKind.FORM,
    "application/json": BodyKind.JSON,
    "multipart/form-data": BodyKind.MULTIPART,
}
_TYPED: Final = ("username", "password", "client_id", "client_secret")


def notes_on_request(request: PastedRequest, url: str) -> list[str]:
    """Return the notes on the body's kind, the method, and the headers."""
    notes = []
    if request.body_kind is BodyKind.JSON:
        notes.append("json-body")
    if request.body_kind is BodyKind.MULTIPART:
        notes.append("multipart")
    stated = request.header("content-type").partition(";")[0].strip().lower()
    if stated and request.body_kind not in (BodyKind.NONE, BodyKind.OTHER):
        kind = BodyKind.JSON if stated.endswith("+json") else _KINDS.get(stated, BodyKind.OTHER)
        if kind is not request.body_kind and not is_placeholder(stated):
            notes.append("content-type-mismatch")
    if request.method.upper() in {"GET", "HEAD"}:
        notes.append("get-method")
    host = request.header("host").strip().lower()
    if host and host_of(url) and not _is_same_host(host, url):
        notes.append("host-header")
    return notes


def notes_on_values(items: Iterable[Item], request: PastedRequest) -> list[str]:
    """Return the notes on single values."""
    notes = []
    for item in items:
        value = item.value
        if is_masked(value) and not (item.name == "token_url" and "://" in value and "*" not in value):
            notes.append("masked")
        elif is_placeholder(value, in_code="shell-variable" in request.notes):
            notes.append("placeholder")
        if has_cmd_variable(value) or is_variable(value):
            notes.append("shell-variable")
        if "\n" in value or "\r" in value:
            notes.append("line-break-in-value")
        if has_unseen(value) or has_unseen(item.name):
            notes.append("unseen-character")
        if item.raw and _is_unencoded(item, request):
            notes.append("unencoded-character")
    return notes


def notes_on_missing(values: Mapping[str, str], notes: Sequence[str], request: PastedRequest) -> list[str]:
    """Return the notes on fields that nothing in the paste gives a value."""
    found = []
    if not values["token_url"] and "shell-variable" not in notes:
        found.append("no-url")
    if request.is_description:
        return found
    in_files: set[str] = set(request.in_files)
    if "file-reference" in notes and not in_files:
        in_files = {"client_id", "username", "password"}  # a whole body or a configuration
    if not values["client_id"]:
        if "basic-unreadable" not in notes and "client_id" not in in_files:
            found.append("no-client")
    elif not values["client_secret"] and "client_secret" not in in_files:
        found.append("no-client-secret")
    if "not-password-grant" not in notes:
        names = [name for name in ("username", "password") if name not in in_files]
        found += [f"no-{name}" for name in names if not values[name]]
    return found


def _is_unencoded(item: Item, request: PastedRequest) -> bool:
    """Tell whether a server reads a value differently from how somebody typed it."""
    if is_masked(item.raw) or is_placeholder(item.raw) or has_cmd_variable(item.raw):
        return False
    if _BAD_ESCAPE.search(item.raw):
        return True
    if not request.may_be_unencoded or item.name not in _TYPED or "+" not in item.raw or is_encoded(item.raw):
        return False
    is_typed = re.search(r"[@/=:,!$]", item.raw)
    return bool(is_typed) or not any(is_encoded(other.raw) for other in request.body)


def _is_same_host(host: str, url: str) -> bool:
    default = ":443" if url.lower().startswith("https:") else ":80"
    return host.removesuffix(default) == host_of(url).removesuffix(default)
