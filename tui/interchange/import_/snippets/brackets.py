"""Which brackets belong together in source code."""

from __future__ import annotations

from typing import Final

from .tokens import Token

CLOSERS: Final = {"(": ")", "[": "]", "{": "}", "@{": "}", "@(": ")"}


def closed_brackets(tokens: list[Token]) -> dict[int, int]:
    """Return for each opening bracket the token after the one that closes it."""
    closed: dict[int, int] = {}
    waiting: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "sign" and token.text in CLOSERS:
            waiting.append(index)
        elif token.kind == "sign" and token.text in ")]}" and waiting:
            closed[waiting.pop()] = index + 1
    return closed
