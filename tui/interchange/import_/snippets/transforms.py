"""Knows the functions that make another text of one: those of base64, and those whose result nobody knows."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

from .source import Source
from .value import Value

DECODERS: Final = re.compile(
    r"(?i)(?:^|[._>:])(?:b64_?decode|base64_?decode|decode_?base64|atob|from_?base64_?string)$"
)
"""Functions that decode base64."""
CHANGERS: Final = re.compile(
    r"(?i)(?:^|[._>:])(?:(?:de|en)crypt\w*|(?:un)?protect\w*|decipher\w*|md5\w*|sha\d+\w*|hash\w*|hexdigest|replace\w*|"
    r"(?:to_?)?(?:upper|lower)(?:_?case\w*)?|casefold|swapcase|capitalize|title|sub(?:str\w*)?|gsub|translate|"
    r"rot13|slice|revers\w*|strrev|repeat|[lr]just|pad_?(?:left|right|start|end))$"
)
"""Functions and methods whose result is not the text that they get."""


def decoded_call(source: Source, encoded: Value, start: int, end: int) -> Value:
    """Return what a decoder of base64 makes of a text; the call as it stands if nobody knows."""
    plain = "" if encoded.is_open else _from_base64(encoded.text)
    return Value(plain) if plain else Value(source.text_between(start, end), is_open=True)


def _from_base64(text: str) -> str:
    """Return the text that base64 holds; blank if it holds none."""
    try:
        plain = base64.b64decode(text, validate=True).decode()
    except (binascii.Error, ValueError):
        return ""
    return plain if plain.isprintable() else ""
