"""Values that nobody knew before, and that stand behind a name which means a secret; tokens by their look."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Final

from ..lean.lazy_pattern import LazyPattern
from . import value_shapes as shapes
from .names_in_text import secret_names_in
from .said_values import is_code, is_shown, is_word
from .secret_names import is_secret_name, is_secret_parameter
from .value_shapes import Shape

_LEAST_QUOTED: Final = 4
"""Characters of a secret in quotes behind its name: `unexpected token '<'` is of another kind."""
_LEAST_SAID: Final = 8
"""Characters of a secret that stands in a sentence without quotes: `password hunter22 is wrong`."""
_ERROR_CODE: Final = LazyPattern(r"\d{3,7}")
"""What a `code` is that says what is wrong; an authorization code is longer."""
_WHOLE_HEADERS: Final = ("authorization", "cookie")

Place = tuple[int, int]
Judge = Callable[[re.Match[str], re.Match[str]], Place | None]
"""Returns which part of a value is masked, given its head and itself."""


def named_places(text: str) -> Iterator[Place]:
    """Yield where a value stands that a name says is a secret, and every token. Places may overlap."""
    if text.isalnum():
        return  # there is no sign between a name and a value
    names = secret_names_in(text)
    parts = list(_around(names))
    for shape, means_secret, judge in _SHAPES:
        yield from _places_of(text, parts, shape, means_secret, judge)
    for shape in _WITHOUT_NAMES:
        if shape is not shapes.HEADER or _NAMES_OF_HEADERS.search(text):
            yield from _places_of(text, [(0, len(text))], shape, _always, _whole)
    for token in shapes.TOKENS:
        yield from (found.span("value") for found in token.finditer(text))
    if names:
        yield from _in_pairs(text)
        starts = [start for start, _ in names]
        for tag in shapes.TAG.finditer(text):
            if bisect_left(starts, tag.start()) < bisect_left(starts, tag.end()):
                yield from _in_tag(tag)


def _around(names: list[Place]) -> Iterator[Place]:
    """Yield the parts of a text in which the heads with these names stand, as few as possible."""
    at = end = 0
    for name_start, name_end in names:
        if name_start - shapes.MOST_BEFORE > end:
            if end:
                yield at, end
            at = max(0, name_start - shapes.MOST_BEFORE)
        end = name_end + shapes.MOST_BEHIND
    if end:
        yield at, end


def _places_of(
    text: str, parts: list[Place], shape: Shape, means_secret: Callable[[str], bool], judge: Judge
) -> Iterator[Place]:
    at = 0
    for start, end in parts:
        at = max(at, start)
        while head := shape.head.search(text, at, end):
            at = head.end()
            if not means_secret(head["name"]):
                # The head of a secret may begin in it: a part begins anywhere.
                at = head.start() + 1
            elif value := shape.value.match(text, at):
                at = value.end()
                if place := judge(head, value):
                    yield place


def _in_pairs(text: str) -> Iterator[Place]:
    """Yield the second of two texts in a row: from the start, since a long list is taken two by two."""
    at = 0
    while head := shapes.LISTED.head.search(text, at):
        at = head.end()
        if is_secret_parameter(head["name"]) and (value := shapes.LISTED.value.match(text, at)):
            at = value.end()
            if place := _listed(head, value):
                yield place


def _whole(head: re.Match[str], value: re.Match[str]) -> Place | None:
    is_error_code = head["name"].lower() == "code" and _ERROR_CODE.fullmatch(value[0])
    return None if is_shown(value[0]) or is_error_code else value.span()


def _labeled(head: re.Match[str], value: re.Match[str]) -> Place | None:
    """Return where the secret of `label: value` stands: the whole value, or its first word."""
    if head["name"].lower().endswith(_WHOLE_HEADERS):
        return None  # `HEADER` leaves their scheme
    words = value[0].split()
    start, end = value.span()
    if not is_shown(value[0]):
        return start, end
    first = words[0]
    is_said = len(words) == 1 or is_word(first) or is_code(first) or first.endswith(":")
    return None if is_said else (start, start + len(first))


def _listed(head: re.Match[str], value: re.Match[str]) -> Place | None:
    """Return the second of two texts, as in a call; in a list, only one that can't be a name itself."""
    is_name = is_word(value[0]) and head["open"] != "("
    return None if is_name or is_shown(value[0]) else value.span()


def _said(head: re.Match[str], value: re.Match[str]) -> Place | None:
    """Return what stands in a sentence behind `password`: in quotes, or by its look."""
    said = value[0]
    if is_word(said) or is_shown(said) or is_code(said):
        return None
    looks_made = len(said) >= _LEAST_SAID and re.search(r"\d", said) and re.search(r"[^\W\d_]", said)
    is_quoted = head["quote"] and len(said) >= _LEAST_QUOTED
    return value.span() if is_quoted or looks_made else None


def _in_tag(tag: re.Match[str]) -> Iterator[Place]:
    """Yield the value of a hidden field, or of a setting in XML, whose name means a secret."""
    found = {part["attribute"].lower(): part for part in shapes.ATTRIBUTE.finditer(tag[0])}
    if any(is_secret_parameter(found[key]["value"]) for key in ("name", "id", "key") if key in found):
        for key in ("value", "content"):
            if key in found and not is_shown(found[key]["value"]):
                start, end = found[key].span("value")
                yield tag.start() + start, tag.start() + end


def _always(name: str) -> bool:
    return True


_SHAPES: Final[tuple[tuple[Shape, Callable[[str], bool], Judge], ...]] = (
    (shapes.JSON, is_secret_name, _whole),
    (shapes.JSON_NUMBER, is_secret_name, _whole),
    (shapes.FORM, is_secret_parameter, _whole),
    (shapes.ELEMENT, is_secret_name, _whole),
    (shapes.PROPERTY, is_secret_name, _whole),
    (shapes.PAIR, is_secret_parameter, _whole),
    (shapes.PART, is_secret_parameter, _whole),
    (shapes.FLAG, is_secret_name, _whole),
    (shapes.LABEL, is_secret_name, _labeled),
    (shapes.SAID, is_secret_name, _said),
)
_WITHOUT_NAMES: Final = (shapes.HEADER, shapes.CURL_USER, shapes.CURL_COOKIES, shapes.USER_INFO)
"""Values that are secrets whatever their name."""
_NAMES_OF_HEADERS: Final = LazyPattern("authorization|cookie", re.IGNORECASE)
