"""The dialog that asks for the word that two people make check codes with."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ....form.sheet import CODES
from ...widgets.field import Field
from .dialog import FieldsDialog


class WordDialog(FieldsDialog[str]):
    """Has one field for the word; dismissed with it. A blank word means no codes."""

    def __init__(self, word: str) -> None:
        super().__init__("Compare secrets with somebody")
        self._word = word

    def compose_body(self) -> ComposeResult:
        yield Static(Content(CODES), id="dialog-intro")
        yield Field("word", self._word, label="Word")

    def action_accept(self) -> None:
        """Close with the word."""
        self.dismiss(self.query_one(Field).value.strip())
