"""The dialog that chooses a field of the form to go to."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ....oauth2.form_fields import label_of
from ...steps import Step
from .dialog import Dialog


class FieldChooser(Dialog[str]):
    """Lists the fields by their labels; dismissed with the key of the chosen one, or None."""

    def __init__(self, likeliest: str = "") -> None:
        super().__init__("Go to a field")
        keys = [key for step in Step for key in step.fields]
        self._keys = [likeliest, *(key for key in keys if key != likeliest)] if likeliest else keys
        self._likeliest = likeliest

    def compose_body(self) -> ComposeResult:
        yield OptionList(
            *(Option(self._prompt(key), id=key.replace(".", "-")) for key in self._keys), id="fields"
        )

    def _prompt(self, key: str) -> Content:
        hint = Content.styled("  look here first", "$text-warning") if key == self._likeliest else Content("")
        return Content.assemble(label_of(key), hint)

    def on_mount(self) -> None:
        """Start with the likeliest field."""
        self.query_one(OptionList).focus()
        self.query_one(OptionList).highlighted = 0

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._keys[event.option_index])
