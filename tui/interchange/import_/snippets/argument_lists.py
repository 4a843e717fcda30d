"""Reads the arguments of calls as one text, and those that fill in a format."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from .brackets import OPENERS
from .formats import filled_format, named_format, percent_format
from .source import Source
from .value import Value, joined

_ENCODINGS: Final = re.compile(r"(?i)utf-?8|ascii|iso-8859-1|latin-?1|base64|us-ascii|hex|binary|utf-16")
_MEDIA_TYPE: Final = re.compile(r"(?i)application/[\w.+-]+(?:;.*)?")
_CONSTANT: Final = re.compile(r"(?:[A-Z]\w*\.)*[A-Z]\w*(?:\.[A-Z_0-9a-z]+)?")
_DECLARES: Final = ("DATA", "FINAL")
"""What ABAP puts before the name of a new variable in parentheses."""
_MOST_ARGUMENTS: Final = 8
_MOST_TOKENS: Final = 40
"""The tokens of a list of texts."""

Reader = Callable[[int], tuple[Value | None, int]]
"""Returns the value of the expression at a token, and the token after it."""


def joined_arguments(
    source: Source, at: int, value_at: Reader, *, keep_encodings: bool = False
) -> tuple[Value | None, int]:
    """Return the texts in a pair of parentheses, put together, and the token after them."""
    end = source.after_bracket(at)
    result: Value | None = None
    media_type: Value | None = None
    index = at + 1
    while index < end - 1:
        if source.tokens[index].kind == "name" and source.is_text(index + 1, ":"):
            index += 2  # the name of the argument
        value, after = value_at(index)
        if value is not None and _MEDIA_TYPE.fullmatch(value.text):
            media_type = value  # of the text beside it
        elif value is not None and (keep_encodings or not _ENCODINGS.fullmatch(value.text)):
            if result is None or _is_constant(result):
                result = value
            elif not _is_constant(value):
                result = joined(result, value)
        index = max(after + 1, index + 1)
    return result or media_type, end


def _is_manner(value: Value) -> bool:
    """Tell whether an argument says how a text is meant: its encoding, or its media type."""
    return bool(_ENCODINGS.fullmatch(value.text) or _MEDIA_TYPE.fullmatch(value.text))


def has_several_texts(source: Source, at: int, value_at: Reader) -> bool:
    """Tell whether a call has several texts for arguments, so that nobody knows what it makes of them."""
    given = listed_arguments(source, at, value_at)
    texts = [value for value in given if value.text and not value.is_open and not _is_manner(value)]
    return len(texts) > 1


def first_address(source: Source, at: int, value_at: Reader) -> Value | None:
    """Return the URL that a call begins with, if options follow it, and nothing that is put behind it."""
    start = source.skip_ends(at + 1)
    first = source.at(start)
    if first is None or first.kind not in ("string", "name") or source.is_text(start + 1, *OPENERS):
        return None
    value, end = value_at(start)
    is_address = value is not None and "://" in value.text and source.is_text(source.skip_ends(end), ",")
    return value if is_address else None


def message_format(source: Source, at: int, value_at: Reader) -> tuple[Value, int] | None:
    """Return what Objective-C's `[NSString stringWithFormat:@"%@", name]` makes, and the token after it."""
    if not (
        source.is_text(at, "[") and source.is_text(at + 2, "stringWithFormat") and source.is_text(at + 3, ":")
    ):
        return None
    end = source.after_bracket(at)
    values: list[Value] = []
    index = at + 4
    while index < end - 1 and len(values) < _MOST_ARGUMENTS:
        value, after = value_at(index)
        values.append(value or Value("", is_open=True))
        index = max(after, index) + 1
    return (percent_format(values[0], values[1:]), end) if values else None


def after_format(source: Source, form: Value, at: int, value_at: Reader) -> tuple[Value, int] | None:
    """Return what a format operator makes of a text and the values behind it, and the token after them.

    None if the token is neither PowerShell's -f nor Python's %.
    """
    token = source.tokens[at]
    is_percent = token.kind == "sign" and token.text == "%" and "%s" in form.text
    if not is_percent and not (token.kind == "flag" and token.text == "-f"):
        return None
    at += 1
    if source.is_text(at, "(") and not source.is_text(source.after_bracket(at), ","):
        values, at = listed_arguments(source, at, value_at), source.after_bracket(at)
        return (percent_format if is_percent else filled_format)(form, values), at
    values = []
    while at < len(source.tokens):
        value, at = value_at(at)
        if value is not None:
            values.append(value)
        if is_percent or not source.is_text(at, ","):
            break
        at += 1
    return (percent_format if is_percent else filled_format)(form, values), at


def unpacked(source: Source, at: int, value_at: Reader) -> list[tuple[str, Value]]:
    """Return what Python's `a, b = 1, 2` assigns, at its last name on the left; none for another line."""
    names = [source.tokens[at].text]
    start = at
    while source.is_text(start - 1, ",") and (name := source.at(start - 2)) and name.kind == "name":
        names.insert(0, name.text)
        start -= 2
    before = source.at(start - 1)
    if len(names) == 1 or (before is not None and before.kind != "end"):
        return []
    return list(zip(names, listed_arguments(source, at + 1, value_at), strict=False))


def unpacked_bracket(source: Source, at: int, value_at: Reader) -> list[tuple[str, Value]]:
    """Return what `(a, b) = (1, 2)` or `[a, b] = [1, 2]` assigns, at its equals sign; none for another."""
    names: list[str] = []
    index = at - 2
    while source.is_text(at - 1, ")", "]") and (name := source.at(index)) is not None and name.kind == "name":
        names.insert(0, name.text)
        if not source.is_text(index - 1, ","):
            break
        index -= 2
    if len(names) == 1 and source.is_text(index - 2, *_DECLARES):
        value, _ = value_at(at + 1)
        return [(names[0], value)] if value is not None else []
    is_list = len(names) > 1 and source.is_text(index - 1, "(", "[") and source.is_text(at + 1, "(", "[")
    return list(zip(names, listed_arguments(source, at + 1, value_at), strict=False)) if is_list else []


def called_format(source: Source, form: Value, at: int, value_at: Reader) -> Value:
    """Return what `format` makes of a format and its arguments."""
    end = source.after_bracket(at)
    index = at + 1
    values: list[tuple[str, Value]] = []
    while index < end - 1:
        name = ""
        if source.tokens[index].kind == "name" and source.is_text(index + 1, "="):
            name, index = source.tokens[index].text, index + 2
        part, after = value_at(index)
        if part is not None:
            values.append((name, part))
        index = max(after + 1, index + 1)
    return named_format(form, values)


def listed_arguments(source: Source, at: int, value_at: Reader) -> list[Value]:
    """Return the first arguments of a call, each by itself. Without a bracket, they end with the line."""
    end = source.after_bracket(at) - 1 if source.is_text(at, *OPENERS) else source.line_end(at)
    values: list[Value] = []
    index = at + 1
    while index < end and len(values) < _MOST_ARGUMENTS:
        index = source.skip_ends(index)
        if source.is_named(index):
            index = source.skip_ends(index + 2)
        value, after = value_at(index)
        values.append(value or Value("", is_open=True))
        index = max(after, index)
        index += not source.is_named(index)  # ABAP has no commas
    return values


def texts_in_list(source: Source, at: int, *, most: int) -> Value | None:
    """Return the texts of a list, such as `["read", "write"]` or Go's `[]string{…}`, with blanks between.

    None if it holds anything else, or more texts than `most`.
    """
    if not source.is_text(at, *OPENERS):
        return None
    end = source.after_bracket(at)
    if source.is_text(end, "string") and source.is_text(end + 1, "{"):
        end = source.after_bracket(end + 1)
    if end - at > _MOST_TOKENS:
        return None
    inner = [token for token in source.tokens[at:end] if token.kind not in ("sign", "end")]
    texts = [token.text for token in inner if token.kind == "string"]
    is_list = all(token.kind == "string" or token.text == "string" for token in inner)
    return Value(" ".join(texts)) if is_list and 0 < len(texts) <= most else None


def single_in_list(source: Source, at: int, value_at: Reader) -> Value | None:
    """Return the one value of a list, as Go's forms have them: `{user}`; None for any other bracket."""
    inner = source.at(at + 1)
    if not source.is_text(at, "{", "[") or inner is None or inner.kind not in ("name", "string"):
        return None
    value, end = value_at(at + 1)
    is_all = source.skip_ends(end) + 1 == source.after_bracket(at)
    return value if is_all and value is not None and not value.is_open else None


def _is_constant(value: Value) -> bool:
    """Tell whether a value is the name of a class or its constant, such as `HttpMethod.Post`."""
    return value.is_open and bool(_CONSTANT.fullmatch(value.text))
