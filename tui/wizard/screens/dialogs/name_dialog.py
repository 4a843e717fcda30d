"""The dialog that asks for another name for a saved profile."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ....form.file_words import RENAMING
from ...widgets.field import Field
from .dialog import FieldsDialog


class NameDialog(FieldsDialog[str]):
    """Has one field for the name; dismissed with it. A blank name changes nothing."""

    def __init__(self, name: str) -> None:
        super().__init__("Rename the profile")
        self._before = name

    def compose_body(self) -> ComposeResult:
        yield Static(Content(RENAMING), id="dialog-intro")
        yield Field("rename", self._before, label="Name")

    def action_accept(self) -> None:
        """Close with the name."""
        self.dismiss(self.query_one(Field).value.strip())
