"""What a text must hold for a phrase to be in it: a cheap look before an expensive search.

A response is matched against a thousand rules, and holds the words of a few. No expression is compiled whose
keywords don't stand in a text. Those of a literal are the literal; `derived_keywords` finds an expression's.
"""

from __future__ import annotations

from typing import Final

Keywords = tuple[tuple[str, ...], ...]
"""A text must hold one of every choice. Nothing is known where there is none."""
SHORTEST: Final = 3
"""Characters of a keyword of an expression: a shorter one is in almost every text."""


def hold(text: str, keywords: Keywords) -> bool:
    """Tell whether a text holds one keyword of every choice."""
    return all(any(word in text for word in choice) for choice in keywords)


def best(keywords: Keywords) -> tuple[str, ...]:
    """Return the choice that tells most: of the fewest words, and among these of the longest; or nothing."""
    return min(keywords, key=lambda choice: (len(choice), -min(map(len, choice))), default=())
