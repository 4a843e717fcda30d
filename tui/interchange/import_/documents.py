"""Loads JSON and YAML that somebody attached. Nothing in it is run, and nothing malformed raises."""

from __future__ import annotations

import json
import re
from typing import Any, Final

_YAML_KEY: Final = re.compile(
    r"(?m)^(?:openapi|swagger|_type|type|info|http|auth|opencollection|resources|collection)[ \t]*:"
)
_LONGEST_YAML: Final = 2_000_000


def load_document(text: str) -> object:
    """Return the document in a text: JSON, or else YAML that a known tool wrote; None if it is neither."""
    stripped = text.strip().lstrip("\ufeff")
    if stripped[:1] in ("{", "["):
        found = _json(stripped)
        if found is not None:
            return found
    if _YAML_KEY.search(stripped[:20_000]) and len(stripped) <= _LONGEST_YAML:
        return _yaml(stripped)
    return None


def _json(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _yaml(text: str) -> object:
    import yaml  # loaded for YAML alone

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every scalar stays text
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 (BaseLoader makes no objects)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def objects(value: object) -> list[dict[str, Any]]:
    """Return the objects of a list; an empty list for anything else."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def obj(value: object) -> dict[str, Any]:
    """Return the value if it is an object, or else an empty one."""
    return value if isinstance(value, dict) else {}
