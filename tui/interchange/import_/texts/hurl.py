"""Reads Hurl's sections: `[BasicAuth]`, `[FormParams]` and others below a request's headers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ..request import BodyKind, Item, PastedRequest

_SECTION: Final = re.compile(r"[ \t]*\[([A-Z][A-Za-z]{2,30})\][ \t]*")
_ENTRY: Final = re.compile(r"[ \t]*([^\s:#\[][^:\n]{0,200}?)[ \t]*:[ \t]*(.{0,8000}?)[ \t]*")
_INSECURE: Final = re.compile(r"(?i)insecure")
_BODIES: Final = {
    "FormParams": BodyKind.FORM, "Form": BodyKind.FORM,
    "MultipartFormData": BodyKind.MULTIPART, "Multipart": BodyKind.MULTIPART,
}  # fmt: skip
_QUERIES: Final = ("QueryStringParams", "Query")
_KNOWN: Final = frozenset((*_BODIES, *_QUERIES, "BasicAuth", "Options", "Cookies"))


def section_of(line: str) -> str:
    """Return the name of the section of Hurl that a line begins; blank for any other line."""
    found = _SECTION.fullmatch(line)
    return found[1] if found and found[1] in _KNOWN else ""


def with_sections(request: PastedRequest, lines: Sequence[str]) -> PastedRequest:
    """Return a request with what the sections below its headers say."""
    section = ""
    body: list[Item] = []
    for line in lines:
        if name := section_of(line):
            section = name
        elif line.lstrip().startswith(("[", "HTTP")):
            break  # the answer, and what is read or expected of it
        elif entry := _ENTRY.fullmatch(line):
            name, value = entry.groups()
            if section in _BODIES:
                body.append(Item(name, value, "the body"))
                request = replace(request, body=tuple(body), body_kind=_BODIES[section])
            elif section in _QUERIES:
                mark = "&" if "?" in request.url else "?"
                request = replace(request, url=f"{request.url}{mark}{name}={value}")
            elif section == "BasicAuth":
                request = replace(request, client=(name, value), client_where="Hurl's BasicAuth")
            elif section == "Options" and _INSECURE.fullmatch(name) and value == "true":
                request = request.noted("insecure")
    return request
