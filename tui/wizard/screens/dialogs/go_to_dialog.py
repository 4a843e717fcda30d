"""The dialog that goes to a step or a field by a few letters of its name."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from ....form.steps import Step
from ....oauth2.form_fields import label_of
from ...widgets.lists.filtered_list import Entry, FilteredList
from .dialog import Dialog


class GoToDialog(Dialog[tuple[Step, str]]):
    """Lists all steps, then all fields; dismissed with a step, and the key of a field or nothing."""

    def __init__(self, words: str = "") -> None:
        super().__init__("Go to a step or a field")
        self._words = words
        fields = ((step, key) for step in Step for key in step.fields if label_of(key) != step.title)
        self._places = (*((step, "") for step in Step), *fields)

    def compose_body(self) -> ComposeResult:
        entries = [_entry(step, key) for step, key in self._places]
        yield FilteredList(entries, list_id="fields", words=self._words)

    @on(FilteredList.Chosen)
    def _chosen(self, event: FilteredList.Chosen) -> None:
        self.dismiss(self._places[event.index])


def _entry(step: Step, key: str) -> Entry:
    if not key:
        return Entry(Content.assemble((f"{step.number:>2} {step.title}", "bold")), step.title)
    label = label_of(key)
    return Entry(Content.assemble(f"   {label}", (f"  {step.title}", "$quiet")), label)
