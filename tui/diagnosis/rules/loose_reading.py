"""Reading what is not quite well-formed: cut-off JSON, XML, challenges in a header."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from ...oauth2.lean.lazy_pattern import LazyPattern

_MEMBER: Final = LazyPattern(
    r"""["']?(?P<key>[A-Za-z_][\w\-]{1,40})["']?\s{0,20}[:=]\s{0,20}"""
    r"""(?:"(?P<double>(?:[^"\\]|\\.){0,2000}+)"?|'(?P<single>(?:[^'\\]|\\.){0,2000}+)'?|(?P<bare>-?\d{1,18}))"""
)
_ELEMENT: Final = LazyPattern(
    r"<(?:\w{1,20}:)?(?P<key>[A-Za-z_]\w{1,40})(?:\s[^<>]{0,200})?>(?P<value>[^<>]{1,2000})</"
)
_PARAMETER: Final = LazyPattern(
    r"""(\w{1,40})\s{0,5}=\s{0,5}(?:"((?:[^"\\]|\\.){0,2000}+)"?|([^\s",]{1,500}))"""
)
_READ: Final = 32_768
_MEMBERS_READ: Final = 12_288
_HUMPS: Final = LazyPattern(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_JOINTS: Final = LazyPattern(r"[_\-.:/#\s]+")
_STATUS: Final = LazyPattern(
    r"(?:^\W{0,3}|(?:\bhttp(?:/\d(?:\.\d)?)?(?: ?(?:status|error|response))?|status|error|success|"
    r"failed with|resulted in an?|returned)(?: ?code)?\W{1,5})([45]\d\d)(?![\w.])",
    re.IGNORECASE,
)


def loose_members(text: str) -> Iterator[tuple[str, str]]:
    """Yield key and value of all that looks like a member: in broken JSON, XML or `key: value` text."""
    window = text[:_MEMBERS_READ]
    if "</" in window:
        import html  # with all entities, which few bodies need

        for element in _ELEMENT.finditer(window):
            yield element["key"], html.unescape(element["value"]).strip()
    for member in _MEMBER.finditer(window):
        value = member["double"] if member["double"] is not None else member["single"] or member["bare"] or ""
        yield member["key"], _unescaped(value)


def challenge_parameters(value: str) -> dict[str, str]:
    """Return the parameters of a WWW-Authenticate challenge (RFC 9110 §11.6.1), names in lower case."""
    return {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(value[:_READ])}


def spelled_out(code: str) -> str:
    """Return a code as the words it consists of: `UserNotFoundException` is a sentence too."""
    return " ".join(_JOINTS.sub(" ", _HUMPS.sub(" ", code)).split()).lower()


def status_said(text: str) -> int | None:
    """Return the HTTP status that a text names near its start; None where it names none."""
    found = _STATUS.search(text[:300])
    return int(found[1]) if found else None


def inner_json(text: str) -> dict[str, object] | list[object] | None:
    """Return the JSON that a text consists of, as some gateways wrap a response; None where it isn't JSON."""
    if len(text) > _READ or not (text.startswith(("{", "[")) and text.endswith(("}", "]"))):
        return None
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict | list) else None


def _unescaped(value: str) -> str:
    if "\\" not in value:
        return value
    try:
        return str(json.loads(f'"{value}"', strict=False))
    except ValueError:
        return value
