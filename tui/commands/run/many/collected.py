"""Keeps what a judge would print, for the process that prints."""

from __future__ import annotations

from typing import Any

from ....interchange.json_text import json_text
from ...output import Output


class Collected(Output):
    """Keeps what would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[str] = []
        self.messages: list[str] = []

    def clear(self) -> None:
        """Begin anew."""
        self.results, self.messages = [], []

    def result(self, text: str) -> None:
        """Keep a result."""
        self.results.append(text)

    def json(self, document: dict[str, Any], *, indent: int | None = None) -> None:
        """Keep a document as JSON."""
        self.results.append(json_text(document, indent=indent))

    def message(self, text: str) -> None:
        """Keep a message."""
        self.messages.append(text)

    def progress(self, text: str) -> None:
        """Keep nothing: the fleet shows the progress of all."""
