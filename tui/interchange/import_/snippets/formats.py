"""Fills formats in, as PowerShell's -f and Python's format do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from .value import Value

URL_ENCODERS: Final = re.compile(
    r"(?i)encodeURIComponent$|EscapeDataString$|url_?encode\w*$|URLEncoder\.encode$|quote(?:_plus)?$|QueryEscape$"
)
"""The names of functions that percent-encode a text."""


def filled_format(form: Value, values: Sequence[Value]) -> Value:
    """Return what PowerShell makes of `"{0}:{1}" -f $a, $b`."""
    text = form.text
    for index, value in enumerate(values):
        text = text.replace(f"{{{index}}}", value.text)
    return Value(text, form.is_open or any(value.is_open for value in values), form.has_base64)


def named_format(form: Value, values: Sequence[tuple[str, Value]]) -> Value:
    """Return what Python makes of `"{}:{name}".format(a, name=b)`; a positional argument has no name."""
    text, is_open = form.text, form.is_open
    for number, (name, value) in enumerate(values):
        for key in (f"{{{name}}}",) if name else (f"{{{number}}}", "{}"):
            if key in text:
                text, is_open = text.replace(key, value.text, 1), is_open or value.is_open
                break
    return Value(text, is_open)


def percent_format(form: Value, values: Sequence[Value]) -> Value:
    """Return what Python makes of `"%s:%s" % (a, b)`."""
    text = form.text
    for value in values:
        text = text.replace("%s", value.text, 1)
    return Value(text, form.is_open or any(value.is_open for value in values), form.has_base64)
