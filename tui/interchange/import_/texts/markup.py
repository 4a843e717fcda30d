"""Turns XML settings, and names with a value beside them, into lines of a label and a value."""

from __future__ import annotations

import re
from typing import Final

from ..urls import CREDENTIALS
from .labels.meanings import meaning_of_label

_ELEMENT: Final = re.compile(
    r"<(?P<name>[A-Za-z][\w.:-]{0,80})(?P<attributes>(?:\s+[\w.:-]{1,60}\s{0,5}=\s{0,5}(?:\"[^\"\n]{0,2000}\"|"
    r"'[^'\n]{0,2000}')){0,30})\s{0,20}(?:/>|>(?P<text>(?:[^<>]|<(?![/A-Za-z!?])){0,4000})(?P<end></(?P=name)\s{0,5}>)?)"
)
_ATTRIBUTE: Final = re.compile(r"([\w.:-]{1,60})\s{0,5}=\s{0,5}(?:\"([^\"]*)\"|'([^']*)')")
_NAMED_VALUE: Final = re.compile(
    r"(?im)(?:^[ \t]*-?|[{,])[ \t]*[\"']?(?:name|key)[\"']?[ \t]*[:=][ \t]*"
    r"[\"']?([A-Za-z][\w .-]{1,80}?)[\"']?[ \t]*,?"
    r"\s{0,40}[\"']?value[\"']?[ \t]*[:=][ \t]*"
    r"(?:(\"[^\"\n]{0,4000}\"|'[^'\n]{0,4000}')[ \t]*(?:,[ \t]*[\"'][^{}\n]{0,300}\}|\}|,|$)|"
    r"([^\n\"'][^\n]{0,4000}?)[ \t]*(?:\}[ \t]*,?|,?[ \t]*$))"
)
_COMMENT: Final = re.compile(r"<!--.{0,4000}?-->", re.DOTALL)
_LITERAL: Final = re.compile(r"<!\[CDATA\[([^\[\]]{0,4000})\]\]>")
_NAME_AND_VALUE: Final = re.compile(
    r"<(?:name|key)>[ \t]*([A-Za-z][\w .-]{0,80})[ \t]*</(?:name|key)>"
    r"(?:\s{0,40}<(?!name|key|value)(\w{1,40})>[^<>]{0,200}</\2>){0,3}"
    r"\s{0,40}<value>([^<>]{1,4000})</value>",
    re.IGNORECASE,
)
"""Two elements side by side: the one holds the name, the other the value."""
_FIELDS: Final = frozenset((*CREDENTIALS, "token_url", "grant_type", "scope", "basic"))


def with_labeled_elements(text: str) -> str:
    """Return a text with a line for each element or attribute of XML that has the name of a field."""
    if "</" not in text and "/>" not in text:
        return text
    text = _LITERAL.sub(r"\1", _COMMENT.sub("", text))
    return _ELEMENT.sub(_element, _NAME_AND_VALUE.sub(_neighbors, text))


def with_labeled_names(text: str) -> str:
    """Return a text in which `name: CLIENT_ID`, `value: shop` is one line, as in a container's variables."""
    return _NAMED_VALUE.sub(_named, text) if "alue" in text or "VALUE" in text else text


def _element(found: re.Match[str]) -> str:
    attributes = {
        name.rpartition(":")[2].lower(): double or single
        for name, double, single in _ATTRIBUTE.findall(found["attributes"])
    }
    key = attributes.get("key") or attributes.get("name") or ""
    if key and (value := attributes.get("value") or (found["text"] or "").strip()):
        pairs = [(key, value)]
    elif found["end"]:
        pairs = [(found["name"].rpartition(":")[2], found["text"].strip())]
    else:
        pairs = list(attributes.items())
    lines = [f"{name}: {value}" for name, value in pairs if value and meaning_of_label(name) in _FIELDS]
    return "\n".join(["", *lines, ""]) if lines else found[0]


def _neighbors(found: re.Match[str]) -> str:
    name, value = found[1].strip(), found[3].strip()
    return f"\n{name}: {value}\n" if meaning_of_label(name) in _FIELDS else found[0]


def _named(found: re.Match[str]) -> str:
    value = found[2] or found[3]
    return f"\n{found[1]}: {value}\n" if meaning_of_label(found[1]) in _FIELDS else found[0]
