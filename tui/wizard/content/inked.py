"""Turns text with its meaning into content: each meaning has its style here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual.content import Content

from ...terminal.ink import Ink, Paragraph
from .table import Row

STYLES: Final = {
    Ink.PLAIN: "",
    Ink.WORKS: "$works",
    Ink.FAILS: "$fails",
    Ink.WARNS: "$warns",
    Ink.STRONG: "bold",
    Ink.FAINT: "$quiet",
    Ink.SECRET: "bold $secret",
    Ink.APART: "$accent",
}


def inked(said: Paragraph) -> Content:
    """Return a paragraph as content. Its texts are already masked and harmless."""
    return Content.assemble(*((span.text, STYLES[span.ink]) for span in said.spans))


def inked_rows(rows: Iterable[tuple[str, Paragraph]]) -> list[Row]:
    """Return rows of names and values as content."""
    return [(name, inked(said)) for name, said in rows]
