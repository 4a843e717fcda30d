"""Loads JSON, TOML and YAML that somebody attached. Nothing in it is run, and nothing malformed raises."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from ...foreign_toml import ForeignTomlError, read_toml

_YAML_KEY: Final = re.compile(
    r"(?m)^(?:openapi|swagger|_type|type|info|http|auth|opencollection|resources|collection|variables|tasks|"
    r"-[ \t]+(?:name|hosts|(?:ansible\.builtin\.)?uri|uses))"
    r"[ \t]*:(?=[ \t\n]|$)"
)
_NO_YAML: Final = re.compile(r"(?m)^(?![\w\"'.$-]+[ \t]*:(?:[ \t]|$)|- |#|[ \t]|$)|^-- ?$")
"""A line that begins where a key would, and is none."""
_PROFILE: Final = re.compile(r"(?m)^\[oauth2\][ \t]*$")
_LONGEST_YAML: Final = 2_000_000
_DEEPEST: Final = 20


def load_document(text: str) -> object:
    """Return the document in a text: JSON, a profile, or YAML of a known tool; None if it is none."""
    stripped = text.strip().lstrip("\ufeff")
    if stripped[:1] in ("{", "["):
        found = _json(stripped)
        if found is not None:
            return found
    if _PROFILE.search(stripped):
        return _toml(stripped)
    if _YAML_KEY.search(stripped[:20_000]) and len(stripped) <= _LONGEST_YAML:
        return _yaml(stripped)
    return None


def _json(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _toml(text: str) -> object:
    try:
        return read_toml(text.encode("utf-8", "replace"))
    except ForeignTomlError:
        return None


def _yaml(text: str) -> object:
    import yaml  # loaded for YAML alone

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays text
    try:
        found = yaml.load(text, Loader=loader)  # noqa: S506 (BaseLoader makes no objects)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    return None if isinstance(found, str) else found  # prose is a scalar, with its lines run together


def embedded_documents(text: str) -> Iterator[object]:
    """Yield the JSON object and the YAML of a known tool that stand between other lines of a text."""
    start, end = re.search(r"(?m)^[ \t]*\{", text), text.rfind("}")
    if start and start.start() < end and (found := _json(text[start.start() : end + 1])) is not None:
        yield found
    if (key := _YAML_KEY.search(text)) and len(text) <= _LONGEST_YAML:
        below = text[key.start() :]
        prose = _NO_YAML.search(below)
        yield _yaml(below[: prose.start()] if prose else below)


def strings_in(value: object, depth: int = 0) -> list[str]:
    """Return the texts in a document, in its order."""
    if isinstance(value, str):
        return [value]
    if depth > _DEEPEST or not isinstance(value, dict | list):
        return []
    children = value.values() if isinstance(value, dict) else value
    return [text for child in children for text in strings_in(child, depth + 1)]


def merged(documents: Iterable[dict[str, Any]], depth: int = 0) -> dict[str, Any]:
    """Return several objects as one. Objects in the same place are merged, too; else the last one counts."""
    whole: dict[str, Any] = {}
    for document in documents:
        for name, value in document.items():
            before = whole.get(name)
            is_both = isinstance(value, dict) and isinstance(before, dict) and depth < _DEEPEST
            whole[name] = merged([obj(before), obj(value)], depth + 1) if is_both else value
    return whole


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list; an empty list for anything else."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def obj(value: object) -> dict[str, Any]:
    """Return the value if it is an object, or else an empty one."""
    return value if isinstance(value, dict) else {}
