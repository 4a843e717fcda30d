"""Decodes what a Secret of Kubernetes holds: each value below `data:` is base64."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

_SECRET: Final = re.compile(r"(?m)^[ \t]*[\"']?kind[\"']?:[ \t]*[\"']?(?:Sealed)?Secret[\"']?,?[ \t]*$")
_NEXT_DOCUMENT: Final = re.compile(r"(?m)^(?=---)")
_DATA: Final = re.compile(r"([ \t]*)[\"']?(data|stringData)[\"']?:[ \t]*\{?[ \t]*")
_ENTRY: Final = re.compile(
    r"([ \t]*[\"']?[\w.-]{1,100}[\"']?:[ \t]+)[\"']?([A-Za-z0-9+/]{1,8000}={0,2})[\"']?,?[ \t]*"
)


def with_decoded_secrets(text: str) -> str:
    """Return a text with the values of Kubernetes' Secrets in clear; all other texts stay as they are."""
    return "".join(map(_with_decoded_secret, _NEXT_DOCUMENT.split(text)))


def _with_decoded_secret(text: str) -> str:
    if not _SECRET.search(text):
        return text
    kept: list[str] = []
    depth = -1
    """How far the entries' parent is indented; -1 outside of one."""
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip())
        if found := _DATA.fullmatch(line):
            depth = len(found[1]) if found[2] == "data" else -1
        elif line.strip() and indent <= depth:
            depth = -1
        elif depth >= 0 and (entry := _ENTRY.fullmatch(line)):
            line = entry[1] + (_decoded(entry[2]) or entry[2])
        kept.append(line)
    return "\n".join(kept)


def _decoded(text: str) -> str:
    """Return what base64 holds; blank if that is no text of one line."""
    try:
        plain = base64.b64decode(text, validate=True).decode().removesuffix("\n")
    except (binascii.Error, ValueError):
        return ""
    return plain if plain.isprintable() else ""
