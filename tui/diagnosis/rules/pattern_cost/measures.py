"""How large a part of an expression is: what it can take of a text, and what it takes to lay it out."""

from __future__ import annotations

from .syntax import Ahead, Boundary, Character, Choice, Node, Repeat, Sequence, Start


def can_be_empty(node: Node) -> bool:
    """Tell whether a part can match nothing."""
    match node:
        case Character() | Start():
            return False
        case Ahead() | Boundary():
            return True
        case Sequence(parts):
            return all(map(can_be_empty, parts))
        case Choice(parts):
            return any(map(can_be_empty, parts))
        case Repeat(body, least):
            return least == 0 or can_be_empty(body)


def longest(node: Node, limit: int) -> int:
    """Return how many characters a part can take, up to a limit."""
    match node:
        case Character():
            return 1
        case Start() | Boundary() | Ahead():
            return 0
        case Sequence(parts):
            return min(sum(longest(part, limit) for part in parts), limit)
        case Choice(parts):
            return max(longest(part, limit) for part in parts)
        case Repeat(body, _, most):
            return min(longest(body, limit) * (limit if most is None else most), limit)


def places(node: Node, most_copies: int) -> int:
    """Return how many places a part needs where repeats are written out, up to a number of copies."""
    match node:
        case Character() | Start():
            return 1
        case Boundary():
            return 0
        case Ahead(body):
            return places(body, most_copies)
        case Sequence(parts) | Choice(parts):
            return sum(places(part, most_copies) for part in parts)
        case Repeat(body, _, most):
            return places(body, most_copies) * min(most or 1, most_copies)
