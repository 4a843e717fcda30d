"""The dialog that chooses a field of the form to go to."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from ....form.steps import Step
from ....oauth2.form_fields import label_of
from ...widgets.lists.filtered_list import Entry, FilteredList
from .dialog import Dialog


class FieldChooser(Dialog[str]):
    """Lists the fields by their labels; dismissed with the key of the chosen one, or None."""

    def __init__(self, named: Sequence[str] = ()) -> None:
        super().__init__("Go to a field")
        self._named = tuple(named)
        """The fields that the diagnosis names, the likeliest one first."""
        self._keys = tuple(dict.fromkeys((*named, *(key for step in Step for key in step.fields))))

    def compose_body(self) -> ComposeResult:
        entries = (Entry(self._prompt(*each), label_of(each[1])) for each in enumerate(self._keys, 1))
        yield FilteredList(entries, list_id="fields")

    def _prompt(self, number: int, key: str) -> Content:
        """Return a field's label; before those that the diagnosis names, their place in its order."""
        if not self._named:
            return Content(label_of(key))
        place = f"{number}. " if number <= len(self._named) else ""
        hint = "  look here first" if number == 1 else ""
        return Content.assemble((f"{place:>4}", "bold $warns"), label_of(key), (hint, "$warns"))

    @on(FilteredList.Chosen)
    def _chosen(self, event: FilteredList.Chosen) -> None:
        self.dismiss(self._keys[event.index])
