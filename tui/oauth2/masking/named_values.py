"""Values that nobody knew before, and that stand under a name which means a secret; tokens by their look."""

from __future__ import annotations

import re
from typing import Final

from ..secret import MASK
from .secret_names import is_secret_name, is_secret_parameter

_NAME: Final = r"[A-Za-z][\w.\-]{0,59}"
_PAIR: Final = re.compile(
    # JSON, also as a text inside of JSON; a Python dict; a number stands without quotes.
    rf"""(?P<json>(?<!\\)\\{{0,7}}["'](?P<json_name>{_NAME})\\{{0,7}}["']\s{{0,9}}[:=]>?\s{{0,9}})"""
    r"""(?:(?P<quote>\\{0,7}["'])(?P<json_value>(?:\\{1,8}[^"'\\]|[^"'\\])*+)|(?P<json_number>\d{6,40}))"""
    # A form, a query, a path parameter, an attribute.
    rf"""|(?P<form>(?<![\w.\-])(?P<form_name>{_NAME})=["']?)(?P<form_value>[^&;\s"'<>,)]+)"""
    rf"""|(?P<xml><(?:\w{{1,20}}:)?(?P<xml_name>{_NAME})(?:\s[^<>]{{0,200}})?>\s{{0,9}})(?P<xml_value>[^<\s][^<]*)"""
    r"""|(?P<bearer>\b(?:Bearer|Basic)\s{1,9})(?P<bearer_value>(?=[A-Za-z._~+/-]*\d)[A-Za-z0-9._~+/-]{16,}=*)"""
    # A run of base64url is looked at once, from its start: from every eyJ in it, it would take hours.
    r"""|(?P<jwt>)(?P<jwt_value>(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*?\b(?-i:eyJ)[A-Za-z0-9_-]{8})"""
    r"""[A-Za-z0-9_-]++\.[A-Za-z0-9_-]{8,}+(?:\.[A-Za-z0-9_-]*+){1,3})""",
    re.IGNORECASE,
)
_INPUT: Final = re.compile(r"<(?:input|meta|param)\b[^<>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"""\b(?P<attribute>name|id|value|content)\s{0,9}=\s{0,9}(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""",
    re.IGNORECASE,
)
_NO_VALUES: Final = frozenset(
    "true false null none nil undefined required missing invalid incorrect wrong expired empty blank yes no "
    "unknown mandatory bearer basic inactive active revoked".split()
)
"""Words that a server puts under such a name to say what is wrong with it."""


def mask_named_values(text: str) -> str:
    """Return text with every value masked that stands under a name which means a secret, and every token."""
    return _INPUT.sub(_mask_input, _PAIR.sub(_mask_pair, text))


def is_shown(value: str) -> bool:
    """Tell of a value under such a name whether it only says something of the secret, as a sentence does."""
    return value.lower() in _NO_VALUES or any(char.isspace() for char in value.strip()) or not value.strip()


def _mask_pair(match: re.Match[str]) -> str:
    if match["bearer"] is not None:
        return match["bearer"] + MASK
    if match["jwt_value"] is not None:
        return MASK
    if match["json"] is not None:
        value = match["json_value"] if match["json_number"] is None else match["json_number"]
        if is_secret_name(match["json_name"]) and not is_shown(value):
            return match["json"] + (match["quote"] or "") + MASK
    elif match["form"] is not None:
        if is_secret_parameter(match["form_name"]) and not is_shown(match["form_value"]):
            return match["form"] + MASK
    elif is_secret_name(match["xml_name"]) and not is_shown(match["xml_value"]):
        return match["xml"] + MASK
    return match[0]


def _mask_input(match: re.Match[str]) -> str:
    """Mask the value of a hidden field whose name means a secret."""
    attributes = {found["attribute"].lower(): found for found in _ATTRIBUTE.finditer(match[0])}
    names = [
        found["double"] or found["single"] or "" for key, found in attributes.items() if key in {"name", "id"}
    ]
    if not any(is_secret_parameter(name) for name in names):
        return match[0]
    masked = match[0]
    for key in ("value", "content"):
        found = attributes.get(key)
        value = (found["double"] or found["single"] or "") if found else ""
        if value and not is_shown(value):
            masked = masked.replace(value, MASK)
    return masked
