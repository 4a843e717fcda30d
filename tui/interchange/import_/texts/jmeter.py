"""Turns JMeter's test plans into a line for each parameter, header and part of the URL."""

from __future__ import annotations

import re
from typing import Final

from .labels.meanings import meaning_of_label

_PROPERTY: Final = (
    r"<(?:string|bool|int)Prop\s{1,9}name=\"%s\"\s{0,9}>([^<>]{0,8000})</(?:string|bool|int)Prop>"
)
_SAMPLER: Final = ("<HTTPSamplerProxy", "</HTTPSamplerProxy>")
_ARGUMENT: Final = ('elementType="HTTPArgument"', "</elementProp>")
"""How an element begins, and how it ends."""
_ARGUMENT_NAME: Final = re.compile(_PROPERTY % r"(?:HTTP)?Argument\.name")
_ARGUMENT_VALUE: Final = re.compile(_PROPERTY % r"(?:HTTP)?Argument\.value")
_URL_PART: Final = re.compile(_PROPERTY % r"HTTPSampler\.(?:domain|path|protocol|port)")
_URL_NAME: Final = re.compile(r"HTTPSampler\.(\w+)")
_HEADER: Final = re.compile(_PROPERTY % r"Header\.name" + r"\s{0,40}" + _PROPERTY % r"Header\.value")


def with_labeled_samplers(text: str) -> str:
    """Return a test plan with lines of labels and values; any other text stays as it is."""
    if "<HTTPSamplerProxy" not in text:
        return text
    pieces = _HEADER.sub(_header, text).split(_SAMPLER[1])
    for number, piece in enumerate(pieces[:-1]):
        start = piece.rfind(_SAMPLER[0])
        if start >= 0:
            pieces[number] = piece[:start] + _sampler(piece[start:])
    return "\n".join(pieces)


def _sampler(text: str) -> str:
    parts = {found[1]: "" for found in _URL_NAME.finditer(text)}
    for found in _URL_PART.finditer(text):
        name = _URL_NAME.search(found[0])
        parts[name[1] if name else ""] = found[1].strip()
    lines = [f"token URL: {_url(parts)}"] if parts.get("domain") else []
    for piece in text.split(_ARGUMENT[1])[:-1]:
        argument = piece[max(piece.rfind(_ARGUMENT[0]), 0) :]
        name, value = _ARGUMENT_NAME.search(argument), _ARGUMENT_VALUE.search(argument)
        if value and name and name[1]:
            lines.append(f"{name[1]}: {value[1]}")
        elif value:
            lines.append(value[1])  # the whole body
    return "\n".join(["", *lines, ""])


def _url(parts: dict[str, str]) -> str:
    port = f":{parts['port']}" if parts.get("port") not in (None, "", "80", "443") else ""
    path = parts.get("path", "").removeprefix("/")
    return f"{parts.get('protocol') or 'http'}://{parts['domain']}{port}/{path}"


def _header(found: re.Match[str]) -> str:
    line = f"{found[1]}: {found[2]}"
    return f"\n{line}\n" if meaning_of_label(found[1]) == "basic" else f"\nadditional headers:\n{line}\n\n"
