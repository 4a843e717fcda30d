"""The dialog that asks for the word that two people make check codes with."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ...widgets.field import Field
from .dialog import FieldsDialog

_INTRO: Final = (
    "Agree on any word with somebody who should have the same secrets. Whoever has the same secret and "
    "the same word gets the same code, and neither of you has to say the secret."
)


class WordDialog(FieldsDialog[str]):
    """Has one field for the word; dismissed with it. A blank word means no codes."""

    def __init__(self, word: str) -> None:
        super().__init__("Compare secrets with somebody")
        self._word = word

    def compose_body(self) -> ComposeResult:
        yield Static(Content(_INTRO), id="dialog-intro")
        yield Field("word", self._word, label="Word")

    def action_accept(self) -> None:
        """Close with the word."""
        self.dismiss(self.query_one(Field).value.strip())
