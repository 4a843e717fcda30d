"""Reads bodies: form-urlencoded, JSON, and what somebody typed in between."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote_plus

from .request import BodyKind, Item

_ESCAPE: Final = re.compile(r"%[0-9A-Fa-f]{2}")
_BARE_MEMBER: Final = re.compile(
    r"([{,]\s{0,20})([\w.-]{1,60})\s{0,20}:\s{0,20}([^,{}\[\]]{1,2000}?)(?=\s{0,20}[,}])"
)
_BARE_TEMPLATE: Final = re.compile(r"(:\s{0,20})(\{\{[^{}\n]{1,120}\}\})(?=\s{0,20}[,}])")
"""A variable of an API tool in the place of a JSON value."""
_MOST_ITEMS: Final = 500


def form_items(text: str, where: str) -> list[Item]:
    """Read a form-urlencoded text as a server does. Blanks and line breaks around a pair don't count."""
    items = []
    for piece in text.split("&")[:_MOST_ITEMS]:
        name, _, value = piece.strip("\r\n").partition("=")
        if name.strip() or value:
            items.append(Item(decoded(name).strip(), decoded(value), where, value))
    return items


def decoded(text: str) -> str:
    """Percent-decode a value as a server does. What is no UTF-8 stays as it stands."""
    try:
        return unquote_plus(text, errors="strict")
    except UnicodeDecodeError:
        return unquote_plus(text, encoding="latin-1")


def is_encoded(text: str) -> bool:
    """Tell whether a text contains percent-encoding."""
    return bool(_ESCAPE.search(text))


def json_items(text: str, where: str) -> list[Item] | None:
    """Read a JSON object as parameters; None if it is none."""
    text = text.strip()
    if not text.startswith("{"):
        return None
    for candidate in (
        text,
        text.replace('\\"', '"'),
        _BARE_TEMPLATE.sub(r'\1"\2"', text),
        _loosened(text),
        _quoted(text),
    ):
        try:
            document = json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
        if isinstance(document, dict):
            return list(_object_items(document, where))
    return None


def body_items(text: str, where: str) -> tuple[list[Item], BodyKind]:
    """Read a body of a kind that nobody states."""
    if not text.strip():
        return [], BodyKind.NONE
    found = json_items(text, where)
    if found is not None:
        return found, BodyKind.JSON
    if "=" in text and not text.lstrip().startswith(("{", "[", "<?xml")):
        return form_items(text, where), BodyKind.FORM
    return [], BodyKind.OTHER


def as_text(value: object) -> str:
    """Return a value of a JSON or YAML document as the text that a body would hold."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return ""


def _object_items(document: dict[str, object], where: str) -> Iterable[Item]:
    for name, value in list(document.items())[:_MOST_ITEMS]:
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            yield Item(name, " ".join(value), where)
        elif isinstance(value, str | int | float):
            yield Item(name, as_text(value), where)


def _loosened(text: str) -> str:
    """Return JSON with the slips that people make: single quotes, names without quotes, trailing commas.

    Ruby's mappings too, as its logs show them.
    """
    if '"' not in text:
        text = text.replace("'", '"')
    text = re.sub(r"([{,]\s{0,20}):(\w{1,60})\s{0,20}=>", r'\1"\2":', text)
    text = re.sub(r'("\s{0,20})=>', r"\1:", text)
    text = re.sub(r"([{,]\s{0,20})([A-Za-z_]\w{0,60})(\s{0,20}:)", r'\1"\2"\3', text)
    return re.sub(r",(\s{0,20}[}\]])", r"\1", text)


def lost_its_quotes(text: str) -> bool:
    """Tell whether a text is JSON whose double quotes a shell has taken away."""
    return text.lstrip().startswith("{") and '"' not in text and "'" not in text and ":" in text


def _quoted(text: str) -> str:
    """Return JSON with the double quotes that a shell has taken away."""
    return _BARE_MEMBER.sub(r'\1"\2":"\3"', text) if lost_its_quotes(text) else text
