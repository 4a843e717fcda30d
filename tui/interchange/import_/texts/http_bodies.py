"""Reads the body of a raw request: form-urlencoded, also a parameter a line, JSON, multipart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ..bodies import body_items, decoded, form_items
from ..request import BodyKind, Item

_FORM_DATA: Final = re.compile(r"[ \t]*Form Data[ \t]*", re.IGNORECASE)
_VIEW: Final = re.compile(r"[ \t]*view (?:source|(?:URL[ -]?)?encoded|decoded|parsed)[ \t]*", re.IGNORECASE)
"""The links that stand between."""
_SHOWN: Final = re.compile(r"[ \t]*([\w.-]{1,80})[ \t]*:[ \t]*(.{0,8000}?)[ \t]*")


def read_body(lines: Sequence[str]) -> tuple[list[Item], BodyKind]:
    """Read a body, also one that has a parameter a line, as a browser's tools show it."""
    if shown := _shown_parameters(lines):
        return shown, BodyKind.FORM
    text = "\n".join(line.strip() for line in lines).strip()
    if text.startswith("--"):
        return _multipart(text), BodyKind.MULTIPART
    if text.startswith("{") or "=" not in text:
        return body_items(text, "the body")
    joined = re.sub(r"[ \t]*\n[ \t]*(?=&)|(?<=&)[ \t]*\n[ \t]*", "", text)
    if "\n" in joined and all(re.match(r"[\w.-]+[ \t]*=", line) for line in joined.split("\n")):
        joined = "&".join(joined.split("\n"))
    items = []
    for item in form_items(joined.replace("\n", ""), "the body"):
        raw = item.raw.strip()
        items.append(replace(item, value=decoded(raw), raw=raw))
    return items, BodyKind.FORM if items else BodyKind.OTHER


def _shown_parameters(lines: Sequence[str]) -> list[Item]:
    """Return the parameters that a browser or a proxy lists, each with a colon; none for any other body."""
    is_named = bool(lines) and bool(_FORM_DATA.fullmatch(lines[0]))
    shown = [_SHOWN.fullmatch(line) for line in lines[is_named:] if not _VIEW.fullmatch(line)]
    items = [Item(found[1], found[2], "the form data") for found in shown if found]
    is_list = len(items) == len(shown) and any(item.name == "grant_type" for item in items)
    return items if is_named or is_list else []


def _multipart(text: str) -> list[Item]:
    items = []
    for part in re.split(r"(?m)^--[^\n]*$", text):
        found = re.search(r'name="?([^";\n]+)"?', part)
        head, mark, value = part.strip("\n").partition("\n\n")
        if found and mark and "filename=" not in head:
            items.append(Item(found[1], value.rstrip("\n"), "the body"))
    return items
