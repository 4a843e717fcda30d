"""Fills formats in, as PowerShell's -f and Python's format do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from .value import Value

URL_ENCODERS: Final = re.compile(
    r"(?i)encodeURIComponent$|EscapeDataString$|url_?encode\w*$|URLEncoder\.encode$|quote(?:_plus)?$|QueryEscape$|"
    r"encode_?ur[li]\w*$|urlencoding::\w+$|(?:^|[._:])(?:uri_)?escape$|escapeuri$|encode_www_form_component$|percent_?encode\w*$"
)
"""The names of functions that percent-encode a text."""
LISTS: Final = re.compile(r"(?:^|\.)(?:asList|List\.of|Set\.of|listOf|setOf|arrayOf)$")
"""The names of functions that make a list, which scopes come as."""
FORMATTERS: Final = re.compile(r"(?i)(?:^|\.)s?printf$|^string\.format$|^string$|^str\.format$|^format$")
"""The names of functions that fill their first argument with the others."""
JOINERS: Final = re.compile(
    r"(?i)join\w*$|combine$|concat\w*$|paste0?$|strcat$|(?:^|\.)ur[il]$|sprint\w*$|encode\w*$|"
    r"basic_?auth\w*$|(?:^|[._])basic$|HeaderValue$"
)
"""The names of functions that put their texts together."""
_PERCENT: Final = re.compile(r"%[sv@]")
_NAMED: Final = re.compile(r"(?<!\{)\{([a-z_]\w{0,60})?\}(?!\})")
"""What Rust fills in: the next argument, or a variable."""
_PERCENT_NUMBER: Final = re.compile(r"%(\d)\$s")


def _nth(values: Sequence[Value], number: int) -> str:
    return values[number - 1].text if 0 < number <= len(values) else ""


def called_formatter(values: Sequence[Value], known: Callable[[str], Value | None]) -> Value | None:
    """Return what C#'s `string.Format` and the like make of their arguments; None if they fill nothing.

    `known` returns the value of a variable: Rust's formats name them.
    """
    if not values:
        return None
    form, given = values[0], values[1:]
    if _NAMED.search(form.text):
        return _rust_format(form, given, known)
    if not given:
        return None
    if "{0}" in form.text:
        return filled_format(form, given)
    return percent_format(form, given) if _PERCENT.search(form.text) or "$s" in form.text else None


def _rust_format(form: Value, values: Sequence[Value], known: Callable[[str], Value | None]) -> Value:
    """Return what Rust's `format!("{}:{name}", a)` makes."""
    given = iter(values)
    used: list[Value] = [form]

    def fill(found: re.Match[str]) -> str:
        value = known(found[1]) if found[1] else next(given, None)
        used.append(value or Value("", is_open=True))
        return value.text if value else found[0]

    text = _NAMED.sub(fill, form.text).replace("{{", "{").replace("}}", "}")
    return Value(text, any(value.is_open for value in used))


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
    """Return what Python makes of `"%s:%s" % (a, b)`, and Java, Go and Swift of their formats."""
    given = iter(values)
    numbered = _PERCENT_NUMBER.sub(lambda found: _nth(values, int(found[1])) or found[0], form.text)
    text = _PERCENT.sub(lambda found: next((value.text for value in given), found[0]), numbered)
    return Value(text, form.is_open or any(value.is_open for value in values), form.has_base64)
