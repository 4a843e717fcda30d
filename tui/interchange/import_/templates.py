"""Fills in `{{name}}` where the paste holds the variable's value too; other placeholders stay."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from .request import Item, PastedRequest

_TEMPLATE: Final = re.compile(r"\{\{\s*(?:_\.)?([^{}\n]{1,120}?)\s*\}\}")
_INDEXED: Final = re.compile(r"_?\[['\"]([^'\"\n]{1,100})['\"]\]")
"""A variable as Insomnia writes one with an unusual name: `_['base url']`."""
_MOST_ROUNDS: Final = 5
_LONGEST: Final = 100_000

Variables = dict[str, str]


def filled(text: str, variables: Mapping[str, str]) -> str:
    """Return a text with its templates filled in, as far as their values are known."""
    for _ in range(_MOST_ROUNDS):
        if "{{" not in text or len(text) > _LONGEST:
            break
        again = _TEMPLATE.sub(lambda found: variables.get(_name(found[1]), found[0]), text)
        if again == text:
            break
        text = again
    return text[:_LONGEST]


def _name(expression: str) -> str:
    found = _INDEXED.fullmatch(expression)
    return found[1] if found else expression


def filled_request(request: PastedRequest, variables: Mapping[str, str]) -> PastedRequest:
    """Return a request with all its templates filled in."""
    if not variables:
        return request
    client = request.client and (filled(request.client[0], variables), filled(request.client[1], variables))
    return replace(
        request,
        url=filled(request.url, variables),
        headers=tuple(_filled_item(item, variables) for item in request.headers),
        body=tuple(_filled_item(item, variables) for item in request.body),
        client=client,
    )


def _filled_item(item: Item, variables: Mapping[str, str]) -> Item:
    if "{{" not in item.value and "{{" not in item.name:
        return item
    raw = "" if "{{" in item.raw else item.raw
    return Item(filled(item.name, variables), filled(item.value, variables), item.where, raw)
